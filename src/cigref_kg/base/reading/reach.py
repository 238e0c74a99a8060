"""How far the cells of a sheet reach, before a reader sets aside a place for all between them.

A reader of workbooks lays a sheet out as a full rectangle: a few bytes that name a far-off cell
would fill the memory. What is told here is never less than what the reader takes.
"""

import re

_PLACE = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']([A-Za-z]*)(\d*)["']""")
"""Where a row or a cell says that it stands, in any spelling that XML allows."""
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\b")
_FAR = 9
"""Letters or digits that are looked at: what has more lies too far off anyway."""


def reach(sheet: bytes) -> tuple[int, int]:
    """Return how many columns and rows a sheet takes at most.

    Args:
        sheet: SpreadsheetML (ECMA-376 part 1, §18.3.1): rows and cells say where they stand, or
            follow the one before.

    >>> reach(b'<row r="2"><c r="C2"/></row>')
    (3, 2)
    >>> reach(b"<row><c/><c/></row><row r='9'/>")
    (2, 10)
    """
    columns = last = rows_placed = cells_placed = 0
    for letters, digits in _PLACE.findall(sheet):
        columns = max(columns, _column(letters[:_FAR]))
        last = max(last, int(digits[:_FAR] or 0))
        rows_placed += not letters
        cells_placed += bool(letters)
    rows = [len(_CELL.findall(row)) for row in _ROW.split(sheet)]
    if sum(rows) > cells_placed:  # some follow the one before
        columns += max(rows)
    return columns, last + max(0, len(rows) - 1 - rows_placed)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
