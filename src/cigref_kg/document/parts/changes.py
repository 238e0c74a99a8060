"""The table of changes since the edition before.

After the title of a profile the text has seven cells for flags and eight cells a line for codes
of competences; each cell is followed by one space, and an empty one is nothing but that space. So
the position of a flag can be counted, and a row is right if all its spaces are accounted for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cigref_kg.base.model import ProfilePart
from cigref_kg.document.lines.text import Joiner, Line, Passage, is_capitals, squeeze

_HEADING = re.compile(r"^PRINCIPALES MODIFICATIONS\b.*?(?:VERSION (\d{4}))?$")
_HEAD = " ".join(["Profil", *"TMALKPTC"])
_ROW_START = re.compile(r"^ ?([1-9]\.[1-9]\d?)\. \S")
_ROW = re.compile(r"^ ?([1-9]\.[1-9]\d?)\. (.*?\S) ((?:X? ){7})((?:(?:(?:[A-E][1-9]\d?)? ){8})+)$")
_CODE = re.compile(r"([A-E])([1-9]\d?)")
_ROW_LINES = 12  # lines over which the longest row goes
_FLAGS = tuple(part for part in ProfilePart if part is not ProfilePart.COMPETENCES)


@dataclass(frozen=True)
class ChangeRow:
    """A row of the table."""

    profile: str
    title: Passage
    """The title of the profile in small letters, as the table prints it."""
    parts: tuple[ProfilePart, ...]
    """The flagged parts in the table's order, with the competences last if it has codes."""
    codes: tuple[str, ...]
    """Codes of competences that were added, removed or got another level, written ``A.5``."""


@dataclass(frozen=True)
class ChangeTable:
    """The table, and the rows of it whose spaces do not add up."""

    rows: tuple[ChangeRow, ...]
    unread: tuple[tuple[str, int], ...]
    """Code and line number of the rows that could not be read."""
    from_edition: int | None
    """The year of the edition that the table compares with."""
    heading: int | None
    """Line number of the table's heading; ``None`` if there is none."""


def read_changes(lines: Sequence[Line], joiner: Joiner) -> ChangeTable:
    """Read the table from the front matter."""
    year, start, heading = None, 0, None
    for index, line in enumerate(lines):
        title = _HEADING.match(line.words)
        if title and is_capitals(line.words):
            year = int(title[1]) if title[1] else None
            start, heading = index + 1, line.number
    rows, unread = [], []
    if heading is not None:
        for code, row in _rows(lines[start:]):
            read = _read_row(row, joiner)
            if read is None:
                unread.append((code, row[0].number))
            else:
                rows.append(read)
    return ChangeTable(tuple(rows), tuple(unread), year, heading)


def _rows(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines of each row; rows begin with a profile's code below the table's head."""
    rows: list[tuple[str, list[Line]]] = []
    in_table = False
    for line in lines:
        if line.words == _HEAD:
            in_table = True
            continue
        start = _ROW_START.match(line.raw)
        if in_table and start:
            rows.append((start[1], [line]))
        elif rows and line.raw and len(rows[-1][1]) < _ROW_LINES:
            rows[-1][1].append(line)
    return rows


def _read_row(lines: Sequence[Line], joiner: Joiner) -> ChangeRow | None:
    """Read a row of one or more lines, whose breaks say nothing."""
    # What follows the last row of a page or of the table is not part of it: try fewer lines.
    ends = range(len(lines), 0, -1)
    rows = ((end, _ROW.match("".join(line.raw for line in lines[:end]))) for end in ends)
    end, row = next(((end, row) for end, row in rows if row), (0, None))
    if row is None:
        return None
    flags = re.findall(r"X? ", row[3])
    parts: list[ProfilePart] = [
        part for part, flag in zip(_FLAGS, flags, strict=True) if flag != " "
    ]
    codes = tuple(f"{code[1]}.{code[2]}" for code in _CODE.finditer(row[4]))
    if codes:
        parts.append(ProfilePart.COMPETENCES)
    title = squeeze(row[2])
    return ChangeRow(row[1], joiner.passage(lines[:end], title), tuple(parts), codes)
