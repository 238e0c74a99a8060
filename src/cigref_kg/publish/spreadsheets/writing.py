"""Sheets written as XLSX: the look of every sheet, and bytes that depend on nothing but content."""

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cigref_kg.publish.spreadsheets.shape import TEXT, About, Column, Sheet, Value

_LONGEST_SHEET_NAME = 31
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name."""
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
"""Of saving, in the workbook's properties."""

_HEAD_FILL = PatternFill("solid", start_color="0D4F5C")
_FACE = "Calibri"
_HEAD_FONT = Font(name=_FACE, bold=True, color="FFFFFF")
_LINK_FONT = Font(name=_FACE, color="0B5868", underline="single")
_THIN = Side(style="thin", color="DCDED7")
_BORDER = Border(bottom=_THIN)
_LEVEL_FILLS = {
    level: PatternFill("solid", start_color=colour)
    for level, colour in enumerate(("E2EEF0", "C3DDE1", "97C3CA", "3F8592", "0D4F5C"), start=1)
}
_LEVEL_FONTS = {
    level: Font(name=_FACE, bold=True, color="FFFFFF" if level > 3 else "1A1F24")
    for level in _LEVEL_FILLS
}


def workbook_bytes(about: About, sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook. The same sheets give the same bytes.

    Args:
        about: what the workbook says of itself.
        sheets: the tables, in order; the first one is shown on opening.
    """
    workbook = Workbook()
    properties = workbook.properties
    properties.title, properties.creator = about.title, "cigref-kg"
    properties.language = about.language
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.title[:_LONGEST_SHEET_NAME]), sheet)
    _write_about(workbook.create_sheet(about.sheet[:_LONGEST_SHEET_NAME]), about)
    written = io.BytesIO()
    workbook.save(written)
    return without_time(written.getvalue())


def _cell(worksheet: Worksheet, row: int, column: int) -> Cell:
    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101  (nothing is merged here)
    return cell


def _write(worksheet: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = column.width
        _head(_cell(worksheet, 1, place), column)
    if any(column.is_upright for column in sheet.columns):
        worksheet.row_dimensions[1].height = 230
    looks: dict[tuple[int, Value], StyleArray] = {}
    for row_number, row in enumerate(sheet.rows, start=2):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            cell = _cell(worksheet, row_number, place)
            _fill(cell, column, value)
            # To give a cell its look takes long: those of a column look alike, but for levels.
            look = place, value if column.is_level else value in {None, ""}
            if look not in looks:
                _dress(cell, column, value)
                looks[look] = cell._style  # type: ignore[attr-defined]
            cell._style = looks[look]  # type: ignore[attr-defined]
    worksheet.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}2"
    last = get_column_letter(len(sheet.columns))
    worksheet.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    _set_up_printing(worksheet)


def _head(cell: Cell, column: Column) -> None:
    _put_text(cell, column.heading)
    cell.fill, cell.font = _HEAD_FILL, _HEAD_FONT
    rotation = 90 if column.is_upright else 0
    cell.alignment = Alignment(wrap_text=True, vertical="bottom", text_rotation=rotation)


def _fill(cell: Cell, column: Column, value: Value) -> None:
    if value in {None, ""}:
        return
    if isinstance(value, str):
        _put_text(cell, value)
        if column.is_link:
            cell.hyperlink = value
    else:
        cell.value = value


def _dress(cell: Cell, column: Column, value: Value) -> None:
    cell.border = _BORDER
    if value in {None, ""}:
        return
    cell.number_format = column.number_format
    if column.is_level and isinstance(value, int):
        cell.fill, cell.font = _LEVEL_FILLS[value], _LEVEL_FONTS[value]
        cell.alignment = Alignment(horizontal="center", vertical="top")
        return
    across = "center" if column.number_format != TEXT else None
    cell.alignment = Alignment(wrap_text=not column.is_link, vertical="top", horizontal=across)
    if column.is_link:
        cell.font = _LINK_FONT


def _put_text(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"  # a text that begins with "=" is no formula


def _write_about(worksheet: Worksheet, about: About) -> None:
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 90
    _put_text(_cell(worksheet, 1, 1), about.title)
    worksheet.cell(1, 1).font = Font(name=_FACE, bold=True, size=14)
    for row, (name, value) in enumerate(about.facts, start=3):
        _put_text(_cell(worksheet, row, 1), name)
        _put_text(_cell(worksheet, row, 2), value)
        worksheet.cell(row, 1).font = Font(name=_FACE, bold=True)
        for place in (1, 2):
            worksheet.cell(row, place).alignment = Alignment(wrap_text=True, vertical="top")
        if value.startswith("https://"):
            worksheet.cell(row, 2).hyperlink = value
            worksheet.cell(row, 2).font = _LINK_FONT
    _set_up_printing(worksheet, has_head=False)


def _set_up_printing(worksheet: Worksheet, *, has_head: bool = True) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToHeight = 0  # as many pages as it takes
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if has_head:
        worksheet.print_title_rows = "1:1"


def without_time(archive: bytes) -> bytes:
    """Return a workbook without the time of saving: only its content decides on its bytes."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same on every system
            target.writestr(member, _TIMES.sub(b"", content) if "docProps" in name else content)
    return written.getvalue()
