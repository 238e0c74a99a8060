"""The column of job titles in a file: CSV in any usual encoding and separator, XLSX or ODS.

A file with one title a line and no heading is a table of one column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.base.errors import InputError
from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.reading.tables import Form, TableError, decoded, read_table
from cigref_kg.publish.finding.titles import TitleTable

MAX_BYTES = 20_000_000  # 100,000 titles with some columns beside them
MAX_ROWS = 100_000  # more titles than any company has
MAX_COLUMNS = 200  # of an export of an HR tool
_LONGEST_CELL = 1_000  # characters
_SEPARATORS = ";\t,|"
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LINES_SEARCHED = 30  # for the headings: exports begin with a title and a date
_JUDGED = 100_000
"""Characters that tell what a file is."""
_USUAL: Sequence[str] = data_beside(__file__)


class TitlesError(InputError):
    """A file in which no column of titles can be read; says what to do."""


@dataclass(frozen=True, slots=True)
class Titles:
    """A table, and the titles in it: one for each row."""

    table: TitleTable
    titles: tuple[str, ...]


def read_titles(content: bytes, column: str | None = None, most_rows: int = MAX_ROWS) -> Titles:
    """Read the titles of a table.

    Args:
        content: the bytes of a CSV or XLSX file, or of a text with one title a line.
        column: the heading of the column of titles; found by its usual names if absent.
        most_rows: how many lines at most.

    Raises:
        TitlesError: if the file is empty, too large or no table, or has no such column.
    """
    if len(content) > MAX_BYTES:
        raise TitlesError(message("people.large-titles", most=MAX_BYTES))
    if not content.strip():
        raise TitlesError(message("people.no-titles"))
    rows = list(_rows(content, column, most_rows))
    headings, place, rows = _headed(rows, column)
    width = max(len(headings), *map(len, rows), 1) if rows else len(headings)
    table = TitleTable(
        (*headings, *[""] * (width - len(headings))),
        tuple((*row, *[""] * (width - len(row))) for row in rows),
    )
    return Titles(table, tuple(row[place] for row in table.rows))


def _headed(rows: list[list[str]], column: str | None) -> tuple[list[str], int, list[list[str]]]:
    """Return the headings, the place of the titles, and the rows below.

    Exports begin with a title and a date; a list of titles and nothing else begins at once.
    """
    is_list = max(map(len, rows)) == 1
    wanted = _USUAL if column is None else _folded([column])
    fullest: list[str] = []
    for at, row in enumerate(rows[: 1 if is_list else _LINES_SEARCHED]):
        if sum(map(bool, row)) <= sum(map(bool, fullest)):
            continue  # what stands above headings is emptier than they are
        fullest = row
        headings = _folded(row)
        found = next((name for name in wanted if name in headings), None)
        if found is not None:
            return row, headings.index(found), rows[at + 1 :]
    if column is None and is_list:
        return [""], 0, rows
    there = ", ".join(filter(None, fullest))[:300]
    if column is None:
        raise TitlesError(message("people.which-column", there=there))
    raise TitlesError(message("people.no-title-column", column=column, there=there))


def _rows(content: bytes, column: str | None, most_rows: int) -> Iterator[list[str]]:
    try:
        is_workbook = content.startswith((_ZIP, _OLD_EXCEL))
        rows = read_table(content, Form(separator=None if is_workbook else _mark(content, column)))
    except TableError as error:
        raise TitlesError(error.words) from error
    if len(rows) > most_rows:
        raise TitlesError(message("people.many-titles", most=most_rows))
    for _, row in rows:
        yield [" ".join(cell[:_LONGEST_CELL].split()) for cell in row[:MAX_COLUMNS]]


def _mark(content: bytes, column: str | None) -> str:
    """Return the separator that every line has, and the first one most often.

    A comma within titles, which not all lines have, separates nothing.

    Raises:
        TitlesError: if the content is no text.
    """
    text = decoded(content)
    controls = sum(char < " " and char not in "\t\r\n" for char in text[:_JUDGED])
    if controls > len(text[:_JUDGED]) // 100:
        raise TitlesError(message("people.no-title-table"))
    lines = [line for line in text[:_JUDGED].splitlines()[:50] if line.strip()]
    common = [mark for mark in _SEPARATORS if lines and all(mark in line for line in lines)]
    if common:
        return max(common, key=lambda mark: lines[0].count(mark))
    # A title above the headings has no separator; a comma may stand in any title.
    parted = (m for m in _SEPARATORS if m != "," and _parts_all_below(m, lines, column))
    return next(parted, "\x1f")


def _parts_all_below(mark: str, lines: list[str], column: str | None) -> bool:
    """Whether all lines have a mark from the headings on, which are the first that has it."""
    first = next((at for at, line in enumerate(lines) if mark in line), len(lines))
    cells = _folded(lines[first].split(mark)) if first < len(lines) else ()
    has_headings = column is not None or not set(_USUAL).isdisjoint(cells)
    return has_headings and len(lines) - first > 1 and all(mark in line for line in lines[first:])


def _folded(cells: Sequence[str]) -> list[str]:
    return [fold(cell).strip(' :*"') for cell in cells]
