"""How likely a text asks a question, by the words that its phrasings have and those that they lack.

Naive Bayes over words that are there or not (Bernoulli model: Manning, Raghavan & Schütze,
Introduction to Information Retrieval, 2008, §13.3), and the cosine with the phrasing that is most
like it, by weighted words and pairs of words (tf-idf, ibid. §6.3). The constants were chosen by
leaving out one phrasing at a time of those that ship.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Words = Sequence[str]
Weights = Mapping[str, float]

_SMOOTHING = 3.0
"""Phrasings that a question is taken to have beside its own, with the words of all."""
_LEAST_RATIO = -3.0  # natural logarithm: no single word rules a question out
_EXPECTED = 0.2
"""A word that this share of a question's phrasings has is missed where it lacks."""
_MISSED = 1.5  # the weight of a word that is missed, beside one that is there
_SURE = 0.98  # the largest share that is reckoned with: no word is in every phrasing
_NEAREST = 6.0
"""What the nearest phrasing counts, against the words."""


class Likeness:
    """Scores texts.

    Args:
        phrasings: the words of each phrasing, by question.
    """

    def __init__(self, phrasings: Mapping[str, Sequence[Words]]) -> None:
        every = [words for listed in phrasings.values() for words in listed]
        self._count = len(every)
        single = Counter(each for words in every for each in _singles(words))
        paired = Counter(each for words in every for each in _with_pairs(words))
        self._weights = {each: math.log(1 + self._count / n) for each, n in paired.items()}
        self._vectors = {
            name: [self._vector(words) for words in listed] for name, listed in phrasings.items()
        }
        self._evidence = {
            name: self._evidence_of(listed, single) for name, listed in phrasings.items()
        }

    def score(
        self, name: str, words: Words, doubted: frozenset[str] = frozenset()
    ) -> tuple[float, int, float]:
        """Compare a text with a question.

        Args:
            name: the question.
            words: of the text.
            doubted: what is no evidence, there or not.

        Returns:
            How likely it asks it (a logarithm, to compare with those of other questions), which
            phrasing is most like it, and how like (0 to 1).
        """
        present, floor, absent = self._evidence[name]
        there = _singles(words)
        likely = sum(present.get(each, floor) for each in there - doubted)
        likely += sum(lack for each, lack in absent.items() if each not in there)
        vector = self._vector(words)
        cosines = [_product(vector, each) for each in self._vectors[name]]
        best = max(range(len(cosines)), key=cosines.__getitem__)
        return likely + _NEAREST * cosines[best] ** 2, best, cosines[best]

    def weight(self, word: str) -> float:
        """Return how much a word tells: the more, the fewer phrasings have it."""
        return self._weights.get(word, math.log(1 + self._count))

    def _evidence_of(
        self, phrasings: Sequence[Words], single: Mapping[str, int]
    ) -> tuple[Weights, float, Weights]:
        """Return what each word says that is there, any other word, and each that lacks."""
        own = Counter(each for words in phrasings for each in _singles(words))
        size = len(phrasings)
        present, absent = {}, {}
        for each, times in own.items():
            share = (single[each] + 0.5) / (self._count + 1)
            ratio = (times + _SMOOTHING * share) / ((size + _SMOOTHING) * share)
            present[each] = max(_LEAST_RATIO, math.log(ratio))
            without = 1 - min(times / size, _SURE)
            if "{" in each:
                absent[each] = math.log(without)
            elif times / size >= _EXPECTED:
                elsewhere = 1 - min(0.9, single[each] / self._count)
                absent[each] = _MISSED * math.log(without / elsewhere)
        floor = max(_LEAST_RATIO, math.log(_SMOOTHING / (size + _SMOOTHING)))
        return present, floor, absent

    def _vector(self, words: Words) -> Weights:
        weighed = {
            each: self._weights.get(each, 0.0) if " " in each else self.weight(each)
            for each in _with_pairs(words)
        }
        length = math.sqrt(sum(weight**2 for weight in weighed.values())) or 1.0
        return {each: weight / length for each, weight in weighed.items()}


def _singles(words: Words) -> set[str]:
    """Return the words, and the slots that stand twice."""
    twice = {f"2{each}" for each, times in Counter(words).items() if times > 1 and "{" in each}
    return {*words} | twice


def _with_pairs(words: Words) -> Iterator[str]:
    yield from _singles(words)
    yield from {f"{left} {right}" for left, right in pairwise(words)}


def _product(left: Weights, right: Weights) -> float:
    small, large = (left, right) if len(left) < len(right) else (right, left)
    return sum(weight * large[each] for each, weight in small.items() if each in large)
