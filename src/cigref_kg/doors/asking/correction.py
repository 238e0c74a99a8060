"""Typing errors of what people ask, corrected by the words of questions and of names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from cigref_kg.doors.asking.mentions import Token
from cigref_kg.insight.names.spelling import allowed_errors, typing_errors


class Correction:
    """Corrects words that nobody knows.

    Args:
        known: the words that may be meant, folded.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._roots: set[str] = set()
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(set(known)):
            self._roots.add(Token(word, 0, 0).root)
            self._by_first[word[0]].append(word)
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)

    def corrected(self, words: Sequence[Token]) -> list[Token]:
        """Return the words, those with a typing error with what is meant."""
        return [
            word if word.root in self._roots else replace(word, meant=self._nearest(word.folded))
            for word in words
        ]

    def _find_nearest(self, typed: str) -> str:
        """Return the known word with the fewest typing errors; nothing if none comes near."""
        allowed = allowed_errors(typed)
        errors = (
            (found, word)
            for word in self._by_first[typed[0]]
            if (found := typing_errors(typed, word, allowed)) is not None
        )
        return min(errors, default=(0, ""))[1]
