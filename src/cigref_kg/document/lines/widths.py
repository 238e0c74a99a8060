"""How wide a line is when it is set, and whether the word after it would have had room on it.

A paragraph ends where a line is broken though the next word had room; a line that is full may end
a paragraph or not. The text has lost the positions of words, but widths in a common typeface
tell them: those of ``widths.yaml`` are of Calibri, in thousandths of the type size.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cigref_kg.base.locations import data_beside
from cigref_kg.document.lines.text import squeeze, without_accents

_WIDTHS = {char: width for width, chars in data_beside(__file__).items() for char in chars}
_DEFAULT = 510  # thousandths of the size of type: about a digit
_ENOUGH = 30
"""Lines needed to tell the measure of a column."""


def width(text: str) -> int:
    """Return the width of a text set in one line, in thousandths of the type size."""
    return sum(_WIDTHS.get(char, _WIDTHS.get(without_accents(char), _DEFAULT)) for char in text)


@dataclass(frozen=True, slots=True)
class Measure:
    """The width of a column, as its fullest lines show it; 0 where it is not known."""

    width: int = 0

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Measure":
        """Measure a column by its lines: all but the widest two per cent fit into it."""
        widths = sorted(width(squeeze(line)) for line in lines)
        if len(widths) < _ENOUGH:
            return cls()
        return cls(widths[int(len(widths) * 0.98) - 1])

    def is_full(self, line: str, following: str) -> bool:
        """Tell whether the first word of the following line had no room on this one."""
        return not self._has_room(line, following, 0.97)

    def is_short(self, line: str, following: str) -> bool:
        """Tell whether it clearly had room, so that something ends with this line."""
        return bool(self.width) and self._has_room(line, following, 0.88)

    def _has_room(self, line: str, following: str, share: float) -> bool:
        word = squeeze(following).partition(" ")[0]
        return width(f"{squeeze(line)} {word}") <= self.width * share
