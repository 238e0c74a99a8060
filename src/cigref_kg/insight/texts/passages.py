"""Passages of a text that are quoted: sentences, or the words around a place, each said once."""

import re
from collections.abc import Iterable

_LONGEST = 160  # characters
_AROUND = 400  # characters in which a sentence is looked for
_SHORTEST = 2  # characters: a letter says nothing
_ENDS = re.compile(r"[\n\r•·;]|(?<=[.!?])\s")
_EDGES = " \t\n\r-–—*•·,;:"


class Passages:
    """Quotes of one text, none of which repeats words of another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._taken: list[tuple[int, int]] = []

    def quotes(self, places: Iterable[tuple[int, int]], most: int) -> Iterable[str]:
        """Yield what stands around places, in their order, verbatim.

        Args:
            places: the first character of each and the one behind its last.
            most: how many quotes.
        """
        for start, end in places:
            if most <= 0:
                return
            if said := self.quote(start, end):
                yield said
                most -= 1

    def quote(self, start: int, end: int) -> str:
        """Return the sentence around a place; nothing if the place is quoted already.

        Of a long sentence the words around the place are quoted.

        Args:
            start: the first character.
            end: the character behind the last.
        """
        if any(start < right and end > left for left, right in self._taken):
            return ""
        left, right = _sentence(self._text, start, end)
        left = max([left, *(there for _, there in self._taken if there <= start)])
        right = min([right, *(here for here, _ in self._taken if here >= end)])
        said = self._text[left:right].strip(_EDGES)
        if len(said) < _SHORTEST:
            return ""
        self._taken.append((left, right))
        return said


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [match.end() for match in _ENDS.finditer(text, max(0, start - _AROUND), start)]
    after = _ENDS.search(text, end, min(len(text), end + _AROUND))
    left = before[-1] if before else max(0, start - _AROUND)
    right = after.start() if after else min(len(text), end + _AROUND)
    if right - left > _LONGEST:
        spare = max(0, _LONGEST - (end - start)) // 2
        left, right = _whole_words(text, max(left, start - spare), min(right, end + spare))
    return left, right


def _whole_words(text: str, left: int, right: int) -> tuple[int, int]:
    while left > 0 and text[left - 1].isalnum() and text[left : left + 1].isalnum():
        left += 1
    while right < len(text) and text[right].isalnum() and text[right - 1].isalnum():
        right -= 1
    return left, right
