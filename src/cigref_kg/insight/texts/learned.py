"""What the words of a text tell of its job, as learned from invented texts.

`data/names/learned.tsv` has a row for each word (a stem, or the beginning of one) and in it how
much the word speaks for a profile or against it: the weights of a multinomial logistic regression.
They are learned by `tools/learning.py`, not set by hand. « none » is how much the word says that a
text is about no profile, learned by itself.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from cigref_kg.base import locations

NONE = "none"
"""The column of texts that are about no profile: other trades, digital jobs without one."""
SCALE = 5
"""Weights are written as whole fifths."""
_WEIGHT = re.compile(r"([^+\-\s]+)([+\-]\d+)")
_BEGINNING = 5
"""Letters by which forms of a word are one whose stems differ: « administré », "administrators"."""


def word_features(stem: str) -> tuple[str, ...]:
    """Return under which names a word is learned: its stem and, of a longer one, its beginning.

    >>> word_features("sprint"), word_features("scrum")
    (('sprint', 'sprin-'), ('scrum',))
    """
    return (stem, f"{stem[:_BEGINNING]}-") if len(stem) > _BEGINNING else (stem,)


def features(stems: Collection[str]) -> list[str]:
    """Return what is looked up for a text, each once, sorted; a bare number tells no job."""
    words = (stem for stem in stems if not stem.isdecimal())
    return sorted({feature for stem in words for feature in word_features(stem)})


def share(count: int) -> float:
    """Return what a feature counts among ``count`` of a text: long texts weigh no more."""
    return 1 / math.sqrt(count or 1)


class LearnedWords:
    """The weights of words."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        """Keep the rows of words, each as ``2.5+9 2.4-3``, unread until asked for."""
        self._rows = rows
        self.weights = lru_cache(maxsize=4096)(self._weights)
        self._row = lru_cache(maxsize=4096)(self._read)

    def __len__(self) -> int:
        return len(self._rows)

    def _weights(self, stem: str) -> Mapping[str, float]:
        """Return how much a word of a text speaks for each profile, or against it if below 0."""
        found: defaultdict[str, float] = defaultdict(float)
        for feature in word_features(stem):
            for code, weight in self._row(feature):
                found[code] += weight
        return found

    def _read(self, feature: str) -> tuple[tuple[str, float], ...]:
        found = _WEIGHT.findall(self._rows.get(feature, ""))
        return tuple((code, int(weight) / SCALE) for code, weight in found)

    def scores(self, stems: Collection[str]) -> Mapping[str, float]:
        """Return how much a text speaks for each profile that its words tell of.

        Args:
            stems: the words of the text, as :mod:`cigref_kg.insight.texts.phrases` has them.
        """
        found: defaultdict[str, float] = defaultdict(float)
        asked = features(stems)
        part = share(len(asked))
        for feature in asked:
            for code, weight in self._row(feature):
                found[code] += part * weight
        return found


def read_learned_words(file: Path) -> LearnedWords:
    """Read the weights of words; a line that begins with # is a remark."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return LearnedWords({word: weights for word, _, weights in rows})


@lru_cache(maxsize=1)
def learned_words() -> LearnedWords:
    """Return the weights that cigref-kg ships, read once, when first asked for."""
    return read_learned_words(locations.NAMES / "learned.tsv")
