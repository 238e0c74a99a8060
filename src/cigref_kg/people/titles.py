"""The column of job titles in a file: CSV in any usual encoding and separator, XLSX or ODS.

A file with one title a line and no heading is a table of one column.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.base.errors import InputError
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
_JUDGED = 100_000
"""Characters that tell what a file is."""
_USUAL = (
    "intitule du poste", "intitule de poste", "intitule poste", "intitule", "intitule emploi",
    "intitule de l'emploi", "libelle du poste", "libelle poste", "libelle emploi", "titre du poste",
    "titre", "titres", "job title", "title", "titles", "poste", "postes", "fonction", "emploi",
    "metier", "metiers", "libelle", "position", "job", "role", "intitules", "job titles",
    "intitule metier", "appellation", "libelle fonction", "fonctions", "emplois",
)  # fmt: skip


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
    rows = list(_rows(content, most_rows))
    headings, place, rows = _headed(rows, column)
    width = max(len(headings), *map(len, rows), 1) if rows else len(headings)
    table = TitleTable(
        (*headings, *[""] * (width - len(headings))),
        tuple((*row, *[""] * (width - len(row))) for row in rows),
    )
    return Titles(table, tuple(row[place] for row in table.rows))


def _headed(rows: list[list[str]], column: str | None) -> tuple[list[str], int, list[list[str]]]:
    """Return the headings, the place of the titles, and the rows below."""
    first = [fold(cell).strip(" :*") for cell in rows[0]]
    if column is not None:
        wanted = fold(column).strip(" :*")
        if wanted not in first:
            there = ", ".join(cell for cell in rows[0] if cell)[:300]
            raise TitlesError(message("people.no-title-column", column=column, there=there))
        return rows[0], first.index(wanted), rows[1:]
    for usual in _USUAL:
        if usual in first:
            return rows[0], first.index(usual), rows[1:]
    if max(map(len, rows)) == 1:
        return [""], 0, rows
    there = ", ".join(cell for cell in rows[0] if cell)[:300]
    raise TitlesError(message("people.which-column", there=there))


def _rows(content: bytes, most_rows: int) -> Iterator[list[str]]:
    try:
        is_workbook = content.startswith((_ZIP, _OLD_EXCEL))
        rows = read_table(content, Form(separator=None if is_workbook else _mark(content)))
    except TableError as error:
        raise TitlesError(error.words) from error
    if len(rows) > most_rows:
        raise TitlesError(message("people.many-titles", most=most_rows))
    for _, row in rows:
        yield [" ".join(cell[:_LONGEST_CELL].split()) for cell in row[:MAX_COLUMNS]]


def _mark(content: bytes) -> str:
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
    return max(common, key=lambda mark: lines[0].count(mark)) if common else "\x1f"
