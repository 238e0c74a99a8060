"""Phrases found in a text by their stems, with the place where each stands.

Small words between the words of a phrase do not count: « mises en production » and « mise en
production » are the same phrase.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.spelling import EMPTY_WORDS, stem

T = TypeVar("T")

_WORD = re.compile(r"\.net\b|[^\W_]+(?:\+\+|#)?", re.IGNORECASE)
_SIGNS = {"c++": "cplusplus", "c#": "csharp", ".net": "dotnet"}
_VERB_ENDINGS = ("erez", "ing", "ant", "ent", "ons", "ez", "er", "ee", "ed", "e")
_SHORTEST_ROOT = 4  # letters


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text that means something: its stem, and where it stands."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase found: what it says, its words as stems, and where it stands."""

    meaning: T
    phrase: tuple[str, ...]
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of ``text`` that mean something, in their order.

    >>> [token.stem for token in tokens("Mises en production et .NET")]
    ['mise', 'production', 'dotnet']
    """
    return [
        Token(stemmed, match.start(), match.end())
        for match in _WORD.finditer(text)
        if (stemmed := _stemmed(match[0]))
    ]


@lru_cache(maxsize=50_000)
def _stemmed(word: str) -> str:
    """Return the stem of a word, or nothing for one that says nothing."""
    folded = fold(word)
    folded = _SIGNS.get(folded, folded)
    return "" if folded in EMPTY_WORDS else _without_ending(stem(folded))


def _without_ending(word: str) -> str:
    """Return a word without the ending that a verb has: « paramétrez », « paramétrer »."""
    for ending in _VERB_ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_ROOT:
            return word.removesuffix(ending)
    return word


class PhraseIndex(Generic[T]):
    """Phrases by their stems, each with what it says."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._meanings: defaultdict[tuple[str, ...], list[T]] = defaultdict(list)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for phrase, meaning in phrases:
            stems = tuple(token.stem for token in tokens(phrase))
            if stems and meaning not in self._meanings[stems]:
                self._meanings[stems].append(meaning)
                self._lengths[stems[0]].add(len(stems))

    def __len__(self) -> int:
        return len(self._meanings)

    def items(self) -> Iterable[tuple[tuple[str, ...], Sequence[T]]]:
        """Return every phrase with what it says."""
        return self._meanings.items()

    def find(self, words: list[Token]) -> Iterator[Found[T]]:
        """Yield every phrase that stands in a text, in the order of the text."""
        stems = [word.stem for word in words]
        for place, first in enumerate(stems):
            for length in self._lengths.get(first, ()):
                phrase = tuple(stems[place : place + length])
                for meaning in self._meanings.get(phrase, ()):
                    end = words[place + len(phrase) - 1].end
                    yield Found(meaning, phrase, words[place].start, end)
