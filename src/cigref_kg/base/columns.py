"""Text laid out in columns, or as cards where they do not fit, for people who read a terminal."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GAP = "  "
_SPACES = re.compile(r"[ \n]")  # a no-break space is none
_LEAST_CARD = 20
"""Characters that a value of a card has at least."""


@dataclass(frozen=True)
class Table:
    """Cells of plain text under headings.

    Args:
        headings: of the columns.
        rows: the cells of each row.
        right: for each column whether it stands at the right, as numbers do.
        has_rule: whether a line stands below the headings.
        widest: characters of a line of a cell at most; ``None`` for no bound.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    has_rule: bool = False
    widest: int | None = None

    def lines(self, width: int | None = None) -> Iterator[str]:
        """Yield the lines of the table.

        A column is made as narrow as its longest word; if even that is too wide for all of them, a
        row becomes a card with a line for each column, as psql does.

        Args:
            width: columns of the terminal; ``None`` where there is none to fit.
        """
        room = self._room(width)
        if width is not None and sum(room) + len(_GAP) * (len(room) - 1) > width:
            yield from self._cards(width)
            return
        cells = [self._wrapped(row, room) for row in (self.headings, *self.rows)]
        widths = [max(display_width(line) for row in cells for line in row[at]) for at in _at(room)]
        head, *body = cells
        yield from self._row(head, widths)
        if self.has_rule:
            yield _GAP.join("-" * each for each in widths)
        tall = any(len(cell) > 1 for row in body for cell in row)
        for number, row in enumerate(body):
            if tall and number:
                yield ""  # or one could not tell where a row ends
            yield from self._row(row, widths)

    def _room(self, width: int | None) -> list[int]:
        """Return how wide each column may be: the widest give way until all fit."""
        columns = [
            [self.headings[at], *(row[at] for row in self.rows)] for at in _at(self.headings)
        ]
        room = [max(map(display_width, cells)) for cells in columns]
        if self.widest is not None:
            room = [min(each, self.widest) for each in room]
        words = [[word for cell in cells for word in _SPACES.split(cell)] for cells in columns]
        least = [
            min(room[at], max(map(display_width, each), default=1)) for at, each in enumerate(words)
        ]
        gaps = len(_GAP) * (len(room) - 1)
        while width is not None and sum(room) + gaps > width and room != least:
            able = [at for at in _at(room) if room[at] > least[at]]
            widest = max(able, key=room.__getitem__)
            room[widest] -= 1
        return room

    def _cards(self, width: int) -> Iterator[str]:
        name = max(map(display_width, self.headings))
        room = max(width - name - len(_GAP), _LEAST_CARD)
        for number, row in enumerate(self.rows):
            if number:
                yield ""
            for heading, cell in zip(self.headings, row, strict=True):
                first, *others = wrapped(cell, room, break_words=True)
                yield f"{_padded(heading, name)}{_GAP}{first}".rstrip()
                yield from (" " * (name + len(_GAP)) + line for line in others)

    def _wrapped(self, row: Sequence[str], room: Sequence[int]) -> list[list[str]]:
        return [wrapped(cell, most) for cell, most in zip(row, room, strict=True)]

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
        for number in range(max(map(len, cells), default=0)):
            line = [cell[number] if number < len(cell) else "" for cell in cells]
            yield _GAP.join(
                _padded(text, width, right=right)
                for text, width, right in zip(line, widths, self.right, strict=True)
            ).rstrip()


def wrapped(text: str, most: int, *, break_words: bool = False) -> list[str]:
    """Return a text as lines of ``most`` characters at most, if its words allow it.

    Args:
        text: with its own ends of lines.
        most: characters of a line.
        break_words: whether a longer word is broken.
    """
    paragraphs = [
        # Only plain spaces and line ends part words: a no-break space stays one.
        textwrap.wrap(line, max(most, 1), break_long_words=break_words, break_on_hyphens=False)
        for line in _printable(text).split("\n")
        if line
    ]
    return [line for paragraph in paragraphs for line in paragraph] or [""]


def fitted(text: str, width: int | None) -> str:
    """Return lines of prose, those that are too long continued below, further to the right."""
    if width is None:
        return text
    return "\n".join(
        textwrap.fill(
            line,
            width,
            subsequent_indent=" " * min(len(line) - len(line.lstrip()) + 4, width // 2),
            drop_whitespace=True,
            break_long_words=False,
            break_on_hyphens=False,
        )
        if len(line) > width
        else line
        for line in text.split("\n")
    )


def display_width(text: str) -> int:
    """Return the number of columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in {"W", "F"})
        for each in text
    )


def _printable(text: str) -> str:
    """Return the text without what would move a terminal's cursor."""
    moving = {each for each in text if unicodedata.category(each) in {"Cc", "Cf"}} - {"\n"}
    return text.translate(dict.fromkeys(map(ord, moving), " "))


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def _at(columns: Sequence[object]) -> range:
    return range(len(columns))
