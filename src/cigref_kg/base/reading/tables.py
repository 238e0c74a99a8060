"""Tables as people's tools export them: CSV in any usual encoding, XLSX and ODS, as rows of text.

Every cell becomes text: a whole number loses its ``.0``, a date is written as ISO 8601 does. What
would fill the memory (a far-off cell, a row repeated a million times) is refused before it is read.
"""

import csv
import datetime
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element, ParseError, iterparse

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.reading.archive import MAX_UNPACKED_BYTES, archive_problem
from cigref_kg.base.reading.reach import reach

Row = tuple[int, list[str]]
"""The number of a line, counting from 1, and its cells without spaces at their ends."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be."""

    size: int
    """In bytes."""
    cells: int
    unpacked: int
    """Bytes of a workbook, once unpacked."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written, where it does not say so itself."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


FILES = Limits(200_000_000, 30_000_000, MAX_UNPACKED_BYTES)
"""For who reads a file of one's own."""
FORMS = Limits(1_000_000, 500_000, 20_000_000)
"""For what is sent to a page."""

_SEPARATORS = ";\t,|"
_LINES_TO_JUDGE = 50  # more would only repeat what the first say
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BLANKS = "\u00a0\u202f\u2007\ufeff"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHEET = b"sheetData"
"""What every sheet of a workbook has, wherever it lies in the archive."""
_MOST_COLUMNS = 16_384  # of a sheet of Excel
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What reading a part raises if the archive does not hold what it says."""
_BINARY = "xl/workbook.bin"
"""A workbook in another form (XLSB), whose sheets nobody has measured."""


class TableError(InputError):
    """A file that is no table one can read; says what to do."""


def read_table(
    content: bytes,
    form: Form = Form(),
    limits: Limits = FILES,
    unread: list[str] | None = None,
) -> list[Row]:
    """Read the rows of a table that hold something.

    Args:
        content: the bytes of a CSV, XLSX or ODS file.
        form: what the file does not say itself.
        limits: what is refused for its size.
        unread: takes the names of the other sheets that the workbook shows.

    Raises:
        TableError: if it is empty, too large, or no table.
    """
    if len(content) > limits.size:
        raise TableError(message("base.large-table", size=len(content), most=limits.size))
    if content.startswith(_OLD_EXCEL):
        raise TableError(message("base.old-workbook"))
    is_workbook = content.startswith(_ZIP)
    read = (
        _workbook_rows(content, form, limits, unread)
        if is_workbook
        else _delimited_rows(content, form)
    )
    rows: list[Row] = []
    cells = 0
    seen: dict[str, str] = {}
    for number, row in read:
        # The same few values stand in thousands of lines: each is kept once.
        kept = [seen.setdefault(text, text) for text in map(str.strip, row)]
        cells += len(kept)
        if cells > limits.cells:
            raise TableError(message("base.many-cells", line=number, most=limits.cells))
        if any(kept):
            rows.append((number, kept))
    if not rows:
        raise TableError(message("base.empty-table"))
    return rows


# --- Separated values ---------------------------------------------------------------------------


def _delimited_rows(content: bytes, form: Form) -> Iterator[Row]:
    text = decoded(content, form.encoding)
    separator = form.separator or _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1
    try:
        for row in reader:
            yield start, [cell.translate(_SPACES) for cell in row]
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(message("base.no-csv", line=start, problem=error)) from error


_SPACES = dict.fromkeys(map(ord, _BLANKS), " ")


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a file: what its mark or its bytes tell, or else Windows-1252.

    Raises:
        TableError: if it cannot be read so.
    """
    for mark, name in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb", "utf-8-sig"),
    ):
        if encoding is None and content.startswith(mark):
            encoding = name
    is_guessed = encoding is None and b"\0" in content[:1000]
    if is_guessed:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    try:
        return _decoded(content, encoding)
    except LookupError as error:
        raise TableError(message("base.no-encoding", encoding=encoding)) from error
    except UnicodeDecodeError as error:
        if is_guessed:
            raise TableError(message("base.no-table")) from error
        line = content[: error.start].count(b"\n") + 1
        raise TableError(
            message("base.unreadable-text", line=line, encoding=error.encoding)
        ) from error


def _decoded(content: bytes, encoding: str | None) -> str:
    if encoding is not None:
        return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _separator(text: str) -> str:
    """The separator of which most of the first lines have the same number."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_LINES_TO_JUDGE]

    def evenness(mark: str) -> tuple[int, int]:
        counted = Counter(line.count(mark) for line in lines)
        del counted[0]
        return max(((times, count) for count, times in counted.items()), default=(0, 0))

    return max(_SEPARATORS, key=evenness)


# --- Workbooks ----------------------------------------------------------------------------------


def _workbook_rows(
    content: bytes, form: Form, limits: Limits, unread: list[str] | None
) -> Iterator[Row]:
    problem = archive_problem(content, limits.unpacked)
    if problem:
        raise TableError(problem)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            yield from _ods_rows(archive, form.sheet, limits, unread)
            return
        if _BINARY in map(str.casefold, names):
            raise TableError(message("base.no-workbook"))
        for content_of_part in _parts(archive):
            if _SHEET in content_of_part:
                _refuse_far_cells(content_of_part, limits)
    yield from _xlsx_rows(content, form.sheet, unread)


def _parts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield what each part holds, which has the size and checksum that the archive says."""
    for part in archive.infolist():
        try:
            yield archive.read(part)
        except _DAMAGED as error:
            raise TableError(message("base.no-workbook")) from error


def _refuse_far_cells(sheet: bytes, limits: Limits) -> None:
    """Refuse a sheet whose corners lie so far apart that its empty cells would fill the memory."""
    columns, last = reach(sheet)
    if columns > _MOST_COLUMNS or columns * last > limits.cells:
        raise TableError(message("base.far-cells", columns=columns, rows=last))


def _xlsx_rows(content: bytes, sheet: str | None, unread: list[str] | None) -> Iterator[Row]:
    # Only who reads a workbook pays for loading it.
    from python_calamine import CalamineError, CalamineWorkbook
    from python_calamine import SheetVisibleEnum as Visible

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = sorted(workbook.sheets_metadata, key=lambda each: each.visible != Visible.Visible)
        chosen = _chosen([each.name for each in sheets], sheet)
        shown = [each.name for each in sheets if each.visible == Visible.Visible]
        read = workbook.get_sheet_by_name(chosen)
        rows = read.to_python(skip_empty_area=False)
        # A person's number that stands once beside several lines is each line's. Ranges that
        # are right do not overlap, so there are no more cells to fill than the sheet has.
        merged = (
            (rows[top], rows[line], left)
            for (top, left), (bottom, _) in read.merged_cell_ranges or ()
            for line in range(top + 1, min(bottom + 1, len(rows)))
            if left < len(rows[line])
        )
        for first, row, left in islice(merged, sum(map(len, rows))):
            row[left] = first[left]
        _tell_others(shown, chosen, unread)
    except CalamineError as error:
        raise TableError(message("base.unreadable-xlsx")) from error
    for number, row in enumerate(rows, 1):
        yield number, [_as_text(cell) for cell in row]


def _tell_others(shown: Sequence[str], chosen: str, unread: list[str] | None) -> None:
    if unread is not None:
        unread += [name for name in shown if name != chosen]


def _chosen(names: Sequence[str], wanted: str | None) -> str:
    if not names:
        raise TableError(message("base.no-sheet"))
    if wanted is None:
        return names[0]
    if wanted not in names:
        raise TableError(message("base.unknown-sheet", wanted=wanted, sheets=", ".join(names)))
    return str(wanted)


def _as_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.translate(_SPACES)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def _ods_rows(
    archive: zipfile.ZipFile, sheet: str | None, limits: Limits, unread: list[str] | None
) -> Iterator[Row]:
    """Read an OpenDocument sheet as it streams by; what stands after the last value is skipped."""
    number, name, cells, names = 0, "", 0, []
    try:
        with archive.open("content.xml") as source:
            # The parser refuses entities that grow, and fetches nothing.
            for event, element in iterparse(source, ("start", "end")):  # noqa: S314
                if event == "start":
                    if element.tag == f"{_TABLE}table":
                        number, name = 0, element.get(f"{_TABLE}name", "")
                        names.append(name)
                    continue
                if element.tag != f"{_TABLE}table-row":
                    continue
                repeated = _repeated(element, "rows")
                row = _ods_cells(element)
                element.clear()
                if name == (sheet or names[0]) and row:
                    cells += len(row) * repeated
                    if cells > limits.cells:
                        raise TableError(message("base.large-sheet", line=number + 1))
                    yield from ((number + n, list(row)) for n in range(1, repeated + 1))
                number += repeated
    except (ParseError, *_DAMAGED) as error:
        raise TableError(message("base.unreadable-ods")) from error
    _tell_others(names, _chosen(names, sheet), unread)


def _ods_cells(row: Element) -> list[str]:
    cells: list[str] = []
    blank = 0
    for cell in row:
        times = _repeated(cell, "columns")
        text = _ods_text(cell)
        if not text:
            blank += times
            continue
        if len(cells) + blank + times > 20_000:
            raise TableError(message("base.wide-row"))
        cells += [""] * blank + [text] * times
        blank = 0
    return cells


def _repeated(element: Element, what: str) -> int:
    times = int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    if times < 0:  # which would make room for as many more
        raise ValueError(times)
    return times


def _ods_text(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", ""))[:10]
    if kind == "float":
        return _as_text(float(cell.get(f"{_OFFICE}value", "0")))
    lines = cell.findall(f"{_TEXT}p")
    return "\n".join("".join(line.itertext()) for line in lines).translate(_SPACES).strip()
