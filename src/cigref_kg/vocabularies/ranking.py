"""How close a subject is to each concept: by names, by texts, by field. No model, no training set.

Words are compared as stems and also by their first letters, so that « architecte » meets
"architect" and "administration" meets "administrator". Rare words weigh more.

Sources: the cosine of words weighted by inverse document frequency (G. Salton and C. Buckley, 1988)
for names; Okapi BM25 (S. Robertson and H. Zaragoza, 2009) for texts; a naive Bayes classifier over
the vocabulary's own jobs for the field.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cigref_kg.insight.names.spelling import query_words
from cigref_kg.vocabularies.concepts import Concept
from cigref_kg.vocabularies.subjects import Subject

_ROOT = 6
"""Letters that French and English words of one origin mostly share."""
_OTHER_NAME = 0.9  # the factor of another name, beside a title
_OTHER_LABEL = 0.95  # the factor of another label of a concept
_TERM_SATURATION = 1.2  # k1 of BM25, at its usual value
_LENGTH_PENALTY = 0.4  # b of BM25: the texts have much the same length
_COMMON = math.log(10)

ICT_GROUPS = ("133", "25", "35", "2152", "2153", "2166", "2356", "2434", "3114", "7421", "7422")
"""Groups of ISCO-08 that Eurostat counts as ICT specialists (metadata of ``isoc_sks_itspt``)."""


def is_ict_specialist(concept: Concept) -> bool:
    """Tell whether a concept stands in one of :data:`ICT_GROUPS`."""
    return (concept.isco or "").startswith(ICT_GROUPS)


@cache
def _tokens_of_word(word: str) -> tuple[str, ...]:
    return (f"{word[:_ROOT]}…", word)


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` as stems and as roots.

    >>> tokens("Architectes")
    ['archit…', 'architecte']
    """
    return [token for word in query_words(text) for token in _tokens_of_word(word)]


@dataclass(frozen=True, slots=True)
class Match:
    """Two names that are close, and how close (0 to 1)."""

    score: float
    ours: str
    label: str


class WordWeights:
    """Inverse document frequency of the words of some concepts."""

    def __init__(self, documents: Sequence[Iterable[str]]) -> None:
        frequency = Counter(token for document in documents for token in set(document))
        self._count = len(documents)
        self._weights = {
            token: math.log(1 + (self._count - found + 0.5) / (found + 0.5))
            for token, found in frequency.items()
        }

    def __getitem__(self, token: str) -> float:
        """Return the weight of a word; one that no concept has weighs as much as the rarest."""
        return self._weights.get(token, math.log(2 * (self._count + 1)))

    def length(self, words: Iterable[str]) -> float:
        """Return the length of a set of words as a vector."""
        return math.sqrt(sum(self[word] ** 2 for word in words))


@dataclass(frozen=True, slots=True)
class _Label:
    concept: int
    text: str
    role: float
    length: float


class NameIndex:
    """The labels of concepts by their words."""

    def __init__(self, concepts: Sequence[Concept], weights: WordWeights) -> None:
        self._weights = weights
        self._labels: list[_Label] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for place, concept in enumerate(concepts):
            for label in concept.preferred.values():
                self._add(place, label, 1.0)
            for labels in concept.alternative.values():
                for label in labels:
                    self._add(place, label, _OTHER_LABEL)

    def _add(self, concept: int, text: str, role: float) -> None:
        words = frozenset(tokens(text))
        if words:
            for word in words:
                self._postings[word].append(len(self._labels))
            self._labels.append(_Label(concept, text, role, self._weights.length(words)))

    def closest(self, subject: Subject) -> dict[int, Match]:
        """Return the closest pair of names for each concept that shares a word."""
        best: dict[int, Match] = {}
        names = [(name, 1.0) for name in subject.titles]
        names += [(name, _OTHER_NAME) for name in subject.other_names]
        for name, role in names:
            words = frozenset(tokens(name))
            length = self._weights.length(words)
            shared: defaultdict[int, float] = defaultdict(float)
            for word in words:
                squared = self._weights[word] ** 2
                for number in self._postings.get(word, ()):
                    shared[number] += squared
            for number, product in shared.items():
                label = self._labels[number]
                score = role * label.role * product / (length * label.length)
                if label.concept not in best or score > best[label.concept].score:
                    best[label.concept] = Match(score, name, label.text)
        return best


class TextIndex:
    """The labels and descriptions of concepts, for BM25."""

    def __init__(self, documents: Sequence[Mapping[str, int]], weights: WordWeights) -> None:
        self._weights = weights
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths = [sum(document.values()) for document in documents]
        mean = sum(lengths) / max(1, len(lengths))
        for place, document in enumerate(documents):
            norm = _TERM_SATURATION * (
                1 - _LENGTH_PENALTY + _LENGTH_PENALTY * lengths[place] / (mean or 1)
            )
            for word, count in document.items():
                saturated = count * (_TERM_SATURATION + 1) / (count + norm)
                self._postings[word].append((place, saturated))

    def scores(self, query: Mapping[str, float]) -> dict[int, float]:
        """Return the score of each concept that shares a word, the best being 1."""
        found: defaultdict[int, float] = defaultdict(float)
        for word, weight in query.items():
            part = weight * self._weights[word]
            for place, saturated in self._postings.get(word, ()):
                found[place] += part * saturated
        best = max(found.values(), default=1.0)
        return {place: score / best for place, score in found.items()}

    def shared_words(self, query: Mapping[str, float], place: int) -> list[str]:
        """Return the stems that count in the score of one concept, the weightiest first.

        Words that a tenth of all concepts have are left out: they would explain nothing.
        """
        parts = {
            word: weight * self._weights[word] * saturated
            for word, weight in query.items()
            if not word.endswith("…") and self._weights[word] > _COMMON
            for found, saturated in self._postings.get(word, ())
            if found == place
        }
        return sorted(parts, key=lambda word: (-parts[word], word))


def document_of(concept: Concept) -> Counter[str]:
    """Return the words of a concept; those of its preferred labels count twice."""
    words: Counter[str] = Counter()
    for label in (*concept.preferred.values(), *concept.labels(), *concept.description.values()):
        words.update(tokens(label))
    return words


def query_of(subject: Subject) -> dict[str, float]:
    """Return the words of a subject: names above its definition above its details."""
    query: defaultdict[str, float] = defaultdict(float)
    names = (*subject.titles, *subject.other_names)
    for name in names:
        for word in set(tokens(name)):
            query[word] += 9.0 / len(names)
    for texts, weight in ((subject.definition, 1.0), (subject.details, 0.5)):
        counts = Counter(word for text in texts for word in tokens(text))
        for word, count in counts.items():
            query[word] += weight * (1 + math.log(count))
    return query


def spellings_of(subject: Subject) -> dict[str, str]:
    """Return how the subject writes each stem, to show words as people know them."""
    spellings: dict[str, str] = {}
    for text in subject.texts():
        for word in re.findall(r"[^\W\d_]{3,}", text):
            for stem in query_words(word):
                spellings.setdefault(stem, word.lower())
    return spellings


class DigitalField:
    """Tells from its words how much a concept is about information technology.

    Learned from the vocabulary's own jobs: those of the field against all others.
    """

    def __init__(
        self,
        jobs: Sequence[Concept],
        documents: Sequence[Mapping[str, int]],
        is_digital: Callable[[Concept], bool],
    ) -> None:
        inside: Counter[str] = Counter()
        outside: Counter[str] = Counter()
        sizes = [0, 0]
        for concept, document in zip(jobs, documents, strict=True):
            is_inside = is_digital(concept)
            (inside if is_inside else outside).update(document.keys())
            sizes[is_inside] += 1
        self._odds = {
            word: math.log((inside[word] + 0.5) / (sizes[1] + 1))
            - math.log((outside[word] + 0.5) / (sizes[0] + 1))
            for word in inside.keys() | outside.keys()
        }

    def closeness(self, document: Mapping[str, int]) -> float:
        """Return a number from -1 (surely another field) to 1 (surely digital)."""
        odds = [self._odds.get(word, 0.0) for word in document]
        return math.tanh(sum(odds) / math.sqrt(len(odds) + 3) / 3)
