"""Titles to the labels of a vocabulary: by roots of words and letters, in each gender.

No model is needed; one may tell what else is meant (`vocabularies.meaning`).

A title and a label are compared as sets of roots and of groups of three letters, each by the cosine
of weights by inverse document frequency (G. Salton and C. Buckley, 1988). A preferred label counts
before another, an occupation before a group of them. The less any label is the title itself, the
more counts what stands beside: what all labels of a concept say together, its skills and its
description (Okapi BM25), letters of its labels in another language, how close its neighbours are.

The weights are round numbers near those of a conditional logit on what needs no annotation: a label
of ESCO, held out, has to find its concept again, in French and in English
(`benchmarks/titles.py --held-out DIR`; docs/finding.md).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, chain, pairwise
from typing import Protocol

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.spelling import EMPTY_WORDS, stem

_OTHER_LABEL = 0.95  # the factor of another label of a concept
_GROUP = 0.95  # the factor of a group, beside an occupation
_TOGETHER = 0.5  # what words that stand together in its labels add
_OTHER_LANGUAGE = 0.5  # … letters of its closest label in another language
_SKILLS = 0.25  # … words in the names of its skills
_DESCRIPTION = 0.25  # … in its description
_NEIGHBOURS = 0.2  # … how close the two closest concepts of its group are
_YIELDING = 0.9  # the part of these that yields to a label that is the title itself
_YIELDING_POWER, _LIKENESS_POWER = 4, 2
_RARITY_OF_LETTERS = 0.7  # weight of the rarity of a word's letters
_LETTERS = 2 / 3  # the part of letters in likeness, the rest being that of words
_ROOT = 5  # letters that words of one origin share
_SATURATION, _LENGTH = 1.2, 0.4
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\((?:e|se|ne|trice|rice|[eè]re|i[eè]re|euse|le|ve|nne|esse)s?\)")
_SLASH = re.compile(r"\s*/\s*")
_LIKE = 3
"""Letters that the two genders of a word have in common at the least."""


@dataclass(frozen=True, slots=True)
class LabelledConcept:
    """A concept with its labels, the preferred one first."""

    labels: tuple[str, ...]
    is_group: bool = False
    """Whether it is a group of occupations."""
    skills: tuple[str, ...] = ()
    """The names of its skills."""
    description: str = ""
    group: str = ""
    """The group of occupations that it is in; empty if unknown."""
    other_labels: tuple[str, ...] = ()
    """Its labels in another language than that of titles."""


class Meaning(Protocol):
    """How close concepts are to a title by what is meant, whatever the words."""

    def scores(self, title: str, room: float) -> Sequence[float]:
        """Return what it adds to the score of each concept, in their order.

        Args:
            title: in one gender or both.
            room: 0 to 1, how much counts what stands beside the closest label.
        """

    def most(self, room: float) -> float:
        """Return the most that it may add with that ``room``."""


class LabelIndex:
    """The labels of concepts, ready to be compared with titles."""

    def __init__(self, concepts: Sequence[LabelledConcept], meaning: Meaning | None = None) -> None:
        """Prepare the labels.

        Args:
            concepts: what is looked for.
            meaning: of the same concepts; words and letters alone if there is none.
        """
        self._meaning = meaning
        forms: list[dict[str, int]] = []
        """Of each concept, with the place of the first label that gives the form."""
        worths: list[float] = []
        for concept in concepts:
            numbered = [
                (form, number)
                for number, label in enumerate(concept.labels)
                for form in genders(label)
            ]
            forms.append(dict(reversed(numbered)))
            worth = _GROUP if concept.is_group else 1.0
            worths += [worth * (_OTHER_LABEL if place else 1.0) for place in forms[-1].values()]
        others = [list(dict.fromkeys(map(fold, concept.other_labels))) for concept in concepts]
        texts, other_texts = list(chain.from_iterable(forms)), list(chain.from_iterable(others))
        self._labels = list(chain.from_iterable(each.values() for each in forms))
        self._spans, self._other_spans = _spans(forms), _spans(others)
        self._words = _Cosine(map(roots, texts), 1.0, [(1 - _LETTERS) * each for each in worths])
        self._letters = _Cosine(
            map(_threes, texts), _RARITY_OF_LETTERS, [_LETTERS * each for each in worths]
        )
        self._other_letters = _Cosine(
            map(_threes, other_texts), _RARITY_OF_LETTERS, [1.0] * len(other_texts)
        )
        self._texts = (
            (_TOGETHER, _Bm25(map(chain, forms, others))),
            (_SKILLS, _Bm25(map(fold, each.skills) for each in concepts)),
            (_DESCRIPTION, _Bm25([fold(each.description)] for each in concepts)),
        )
        self._groups = [
            concept.group or f"{place}, alone" for place, concept in enumerate(concepts)
        ]

    def closest(self, title: str) -> list[tuple[int, int, float]]:
        """Return concepts with the label that is closest to ``title``, and how close, best first.

        Args:
            title: in one gender or both: « Monteur / Monteuse de meubles ».

        Returns:
            the place of each concept that has anything in common, of its label (the preferred one
            if only what stands beside has anything in common), and a score.
        """
        asked = genders(title)
        likeness = self._likeness(asked[0])
        for form in asked[1:]:
            likeness = list(map(max, likeness, self._likeness(form)))
        best = _best(likeness, self._spans)
        room = 1 - _YIELDING * max(best.values(), default=0.0) ** _YIELDING_POWER
        scores = {concept: score**_LIKENESS_POWER for concept, score in best.items()}
        asked_roots = roots(" ".join(asked))
        others = [0.0] * max(chain.from_iterable(self._other_spans), default=0)
        self._other_letters.add(_threes(asked[0]), others)
        beside = (
            *((weight, texts.scores(asked_roots)) for weight, texts in self._texts),
            (_OTHER_LANGUAGE, _best(others, self._other_spans)),
        )
        for weight, found in beside:
            for concept, score in found.items():
                scores[concept] = scores.get(concept, 0.0) + room * weight * score
        if self._meaning:
            for concept, score in enumerate(self._meaning.scores(title, room)):
                scores[concept] = scores.get(concept, 0.0) + score
        near = self._neighbours(scores)
        whole = 1 + (self._meaning.most(room) if self._meaning else 0)
        ranked = []
        for concept, score in scores.items():
            label = 0
            if concept in best:
                label = self._labels[likeness.index(best[concept], *self._spans[concept])]
            ranked.append((concept, label, (score + room * _NEIGHBOURS * near[concept]) / whole))
        return sorted(ranked, key=lambda each: (-each[2], each[1], each[0]))

    def _likeness(self, form: str) -> list[float]:
        scores = [0.0] * len(self._labels)
        self._words.add(roots(form), scores)
        self._letters.add(_threes(form), scores)
        return scores

    def _neighbours(self, scores: Mapping[int, float]) -> Mapping[int, float]:
        """Return half the sum of the two best scores of others of each concept's group."""
        groups: defaultdict[str, list[float]] = defaultdict(list)
        for concept, score in scores.items():
            groups[self._groups[concept]].append(score)
        best = {group: nlargest(3, each) for group, each in groups.items()}
        near = {}
        for concept, score in scores.items():
            three = best[self._groups[concept]]
            near[concept] = (sum(three) - max(score, three[-1])) / 2
        return near


def _spans(texts: Iterable[Collection[str]]) -> list[tuple[int, int]]:
    """Return where the texts of each concept begin and end in a list of all."""
    return list(pairwise(accumulate(map(len, texts), initial=0)))


def _best(scores: Sequence[float], spans: Iterable[tuple[int, int]]) -> dict[int, float]:
    """Return the best score of each concept that has one above 0."""
    best = (max(scores[start:end], default=0.0) for start, end in spans)
    return {concept: score for concept, score in enumerate(best) if score}


def genders(title: str, spelling: Callable[[str], str] = fold) -> list[str]:
    """Return the forms of a title that gives both genders.

    Args:
        title: as people write it.
        spelling: what is made of it first; without accents and capitals unless told otherwise.

    >>> genders("Monteur / Monteuse de meubles")
    ['monteur de meubles', 'monteuse de meubles']
    """
    spelt = _BRACKETED.sub("", spelling(title))
    left, right = (*_SLASH.split(spelt, maxsplit=1), "")[:2]
    masculine, feminine = left.split(), right.split()
    for count in range(min(len(masculine), len(feminine)), 0, -1):
        pairs = zip(masculine[-count:], feminine[:count], strict=True)
        if all(fold(one)[:_LIKE] == fold(other)[:_LIKE] for one, other in pairs):
            rest = feminine[count:]
            return [
                " ".join([*masculine, *rest]),
                " ".join([*masculine[:-count], *feminine]),
            ]
    return [spelt.replace("/", " ")]


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word not in EMPTY_WORDS}


def roots(text: str) -> set[str]:
    """Return the beginnings of the stems of a text without accents and capitals."""
    return {stem(word)[:_ROOT] for word in _telling(text)}


def _threes(text: str) -> Counter[str]:
    return Counter(
        f"<{word}>"[start : start + 3] for word in _telling(text) for start in range(len(word))
    )


class _Cosine:
    """The cosine of weighted features between texts."""

    def __init__(
        self, documents: Iterable[Iterable[str]], power: float, worths: Iterable[float]
    ) -> None:
        counted = [Counter(document) for document in documents]
        frequency = Counter(feature for document in counted for feature in document)
        count = len(counted)
        self._rarity = {
            feature: math.log(1 + (count - found + 0.5) / (found + 0.5)) ** power
            for feature, found in frequency.items()
        }
        self._unknown = math.log(2 * (count + 1)) ** power
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (document, worth) in enumerate(zip(counted, worths, strict=True)):
            weights = self._weigh(document)
            length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
            for feature, weight in weights.items():
                self._postings[feature].append((place, worth * weight / length))

    def _weigh(self, document: Mapping[str, int]) -> dict[str, float]:
        return {
            feature: (1 + math.log(times)) * self._rarity.get(feature, self._unknown)
            for feature, times in document.items()
        }

    def add(self, features: Iterable[str], scores: list[float]) -> None:
        """Add to the score of each text its cosine with ``features``, times its worth."""
        weights = self._weigh(Counter(features))
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        for feature, weight in weights.items():
            share = weight / length
            for place, other in self._postings.get(feature, ()):
                scores[place] += share * other


class _Bm25:
    """Okapi BM25 over the roots of what is said of each concept."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        documents = [Counter(chain.from_iterable(map(roots, each))) for each in texts]
        lengths = [sum(document.values()) for document in documents]
        mean = sum(lengths) / max(1, len(lengths)) or 1.0
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, document in enumerate(documents):
            norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[place] / mean)
            for word, count in document.items():
                self._postings[word].append((place, count * (_SATURATION + 1) / (count + norm)))
        self._count = len(documents)

    def scores(self, words: Iterable[str]) -> dict[int, float]:
        """Return the score of each concept that shares a word, the best being 1."""
        found: defaultdict[int, float] = defaultdict(float)
        for word in words:
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (self._count - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, saturated in postings:
                found[place] += rarity * saturated
        best = max(found.values(), default=1.0)
        return {place: score / best for place, score in found.items()}
