"""Titles to the labels of a vocabulary: by roots of words and letters, in each gender. No model.

A title and a label are compared as sets of roots and of groups of three letters, each by the cosine
of weights by inverse document frequency (G. Salton and C. Buckley, 1988); what all labels of a
concept say together counts a little (Okapi BM25), and so do its skills and its description, where
they are at hand, and how close its neighbours are. A preferred label counts before another, an
occupation before a group of them. The weights are round numbers from plateaus of what needs no
annotation: a label of ESCO, held out, has to find its concept again, in French and in English
(`benchmarks/titles.py --held-out DIR`; docs/finding.md).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.spelling import EMPTY_WORDS, stem

_OTHER_LABEL = 0.95  # the factor of another label of a concept
_GROUP = 0.95  # the factor of a group, beside an occupation
_TOGETHER = 0.2  # what words that stand together add
_SKILLS = 0.1  # … that stand in the names of its skills
_DESCRIPTION = 0.2  # … in its description
_NEIGHBOURS = 0.03  # … how close the two closest concepts of its group are
_RARITY_OF_LETTERS = 0.7  # weight of the rarity of a word's letters
_LETTERS = 2 / 3  # the part of letters in likeness, the rest being that of words
_ROOT = 5  # letters that words of one origin share
_SATURATION, _LENGTH = 1.2, 0.4
_WORD = re.compile(r"[a-z0-9]+")
_BRACKETED = re.compile(r"\((?:e|se|ne|trice|rice|ere|iere|euse|le|ve|nne|esse)s?\)")
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


@dataclass(frozen=True, slots=True)
class _Form:
    concept: int
    label: int
    worth: float


class LabelIndex:
    """The labels of concepts, ready to be compared with titles."""

    def __init__(self, concepts: Sequence[LabelledConcept]) -> None:
        self._forms: list[_Form] = []
        texts: list[str] = []
        for place, concept in enumerate(concepts):
            for number, label in enumerate(concept.labels):
                worth = (_OTHER_LABEL if number else 1.0) * (_GROUP if concept.is_group else 1.0)
                for form in genders(label):
                    self._forms.append(_Form(place, number, worth))
                    texts.append(form)
        self._words = _Cosine(map(_roots, texts), 1.0)
        self._letters = _Cosine(map(_threes, texts), _RARITY_OF_LETTERS)
        together: list[Counter[str]] = [Counter() for _ in concepts]
        for place, text in enumerate(texts):
            together[self._forms[place].concept].update(_roots(text))
        skills = (Counter(chain(*map(_roots, map(fold, each.skills)))) for each in concepts)
        descriptions = (Counter(_roots(fold(each.description))) for each in concepts)
        self._texts = (
            (_TOGETHER, _Bm25(together)),
            (_SKILLS, _Bm25(list(skills))),
            (_DESCRIPTION, _Bm25(list(descriptions))),
        )
        self._groups = [concept.group for concept in concepts]

    def closest(self, title: str) -> list[tuple[int, int, float]]:
        """Return concepts with the label that is closest to ``title``, and how close, best first.

        Args:
            title: in one gender or both: « Monteur / Monteuse de meubles ».

        Returns:
            the place of each concept that has anything in common, of its label, and a score.
        """
        best: dict[int, tuple[float, int]] = {}
        for asked in genders(title):
            words, letters = self._words.scores(_roots(asked)), self._letters.scores(_threes(asked))
            for place in letters.keys() | words.keys():
                form = self._forms[place]
                by_words = (1 - _LETTERS) * words.get(place, 0.0)
                score = form.worth * (by_words + _LETTERS * letters.get(place, 0.0))
                if form.concept not in best or score > best[form.concept][0]:
                    best[form.concept] = (score, form.label)
        scores = {concept: score for concept, (score, _) in best.items()}
        roots = _roots(" ".join(genders(title)))
        for weight, texts in self._texts:
            for concept, score in texts.scores(roots).items():
                if concept in scores:
                    scores[concept] += weight * score
        near = self._neighbours(scores)
        found = [
            (concept, best[concept][1], score + _NEIGHBOURS * near[concept])
            for concept, score in scores.items()
        ]
        return sorted(found, key=lambda each: (-each[2], each[1], each[0]))

    def _neighbours(self, scores: Mapping[int, float]) -> Mapping[int, float]:
        """Return the mean score of the two closest other concepts of each one's group."""
        closest: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        for concept, score in scores.items():
            if group := self._groups[concept]:
                closest[group].append((score, concept))
        best = {group: nlargest(3, each) for group, each in closest.items()}
        return {
            concept: sum(
                [score for score, other in best.get(self._groups[concept], ()) if other != concept][
                    :2
                ]
            )
            / 2
            for concept in scores
        }


def genders(title: str) -> list[str]:
    """Return the forms of a title that gives both genders, without accents and capitals.

    >>> genders("Monteur / Monteuse de meubles")
    ['monteur de meubles', 'monteuse de meubles']
    """
    folded = _BRACKETED.sub("", fold(title))
    left, right = (*_SLASH.split(folded, maxsplit=1), "")[:2]
    masculine, feminine = left.split(), right.split()
    for count in range(min(len(masculine), len(feminine)), 0, -1):
        pairs = zip(masculine[-count:], feminine[:count], strict=True)
        if all(one[:_LIKE] == other[:_LIKE] for one, other in pairs):
            rest = feminine[count:]
            return [
                " ".join([*masculine, *rest]),
                " ".join([*masculine[:-count], *feminine]),
            ]
    return [folded.replace("/", " ")]


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word not in EMPTY_WORDS}


def _roots(text: str) -> set[str]:
    return {stem(word)[:_ROOT] for word in _telling(text)}


def _threes(text: str) -> Counter[str]:
    return Counter(
        f"<{word}>"[start : start + 3] for word in _telling(text) for start in range(len(word))
    )


class _Cosine:
    """The cosine of weighted features between texts."""

    def __init__(self, documents: Iterable[Iterable[str]], power: float) -> None:
        counted = [Counter(document) for document in documents]
        frequency = Counter(feature for document in counted for feature in document)
        count = len(counted)
        self._rarity = {
            feature: math.log(1 + (count - found + 0.5) / (found + 0.5)) ** power
            for feature, found in frequency.items()
        }
        self._unknown = math.log(2 * (count + 1)) ** power
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, document in enumerate(counted):
            weights = self._weigh(document)
            length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
            for feature, weight in weights.items():
                self._postings[feature].append((place, weight / length))

    def _weigh(self, document: Mapping[str, int]) -> dict[str, float]:
        return {
            feature: (1 + math.log(times)) * self._rarity.get(feature, self._unknown)
            for feature, times in document.items()
        }

    def scores(self, features: Iterable[str]) -> dict[int, float]:
        """Return the cosine with each text that shares a feature."""
        weights = self._weigh(Counter(features))
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        found: defaultdict[int, float] = defaultdict(float)
        for feature, weight in weights.items():
            share = weight / length
            for place, other in self._postings.get(feature, ()):
                found[place] += share * other
        return found


class _Bm25:
    """Okapi BM25 over what all labels of each concept say."""

    def __init__(self, documents: Sequence[Mapping[str, int]]) -> None:
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
