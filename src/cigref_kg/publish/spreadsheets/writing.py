"""Sheets written as XLSX: the look of every sheet, and bytes that depend on nothing but content."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cigref_kg.publish.spreadsheets.shape import TEXT, About, Column, Row, Sheet, Value

_LONGEST_SHEET_NAME = 31
"""Characters, by the format (as the next)."""
_LONGEST_TEXT = 32_767  # characters that a cell holds (Excel's own bound)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold."""
_NO_TIME = datetime(1980, 1, 1)
_UPRIGHT_HEIGHT = 230
"""Points: the longest title of a competence, turned."""
_A4 = 9
"""The number of the paper in the format."""

_LOOK = {"font_name": "Calibri", "valign": "top"}
_HEAD = {"font_name": "Calibri", "bold": True, "font_color": "#FFFFFF", "bg_color": "#0D4F5C"}
_LINE = {"bottom": 1, "bottom_color": "#DCDED7"}
_LINK = {"font_color": "#0B5868", "underline": 1}
_LEVELS = dict(enumerate(("#E2EEF0", "#C3DDE1", "#97C3CA", "#3F8592", "#0D4F5C"), start=1))
"""The colour of each level."""


@contextmanager
def new_workbook(stream: io.BytesIO, **properties: str) -> Iterator[Workbook]:
    """Begin a workbook that is written when the block ends: the same content, the same bytes.

    It needs no temporary folder, and text that looks like a formula or an address stays text.

    Args:
        stream: takes the file.
        properties: what the file says of itself, such as ``title``.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as workbook:
        workbook.set_properties({"author": "cigref-kg", "created": _NO_TIME, **properties})
        yield workbook


def put_text(worksheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write text into a cell, without what the format cannot hold.

    Args:
        worksheet: to write in.
        row: from 0.
        column: from 0.
        text: to write.
        look: of the cell.
    """
    worksheet.write_string(row, column, _NO_TEXT.sub("", text)[:_LONGEST_TEXT], look)


def workbook_bytes(
    about: About,
    sheets: Sequence[Sheet],
    watch: Callable[[Sequence[Row]], Iterable[Row]] = iter,
) -> bytes:
    """Write a workbook. The same sheets give the same bytes.

    Args:
        about: what the workbook says of itself.
        sheets: the tables, in order; the first one is shown on opening.
        watch: passes the rows of each on, to show how far the writing is.
    """
    stream = io.BytesIO()
    with new_workbook(stream, title=about.title) as workbook:
        looks = _Looks(workbook)
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.title[:_LONGEST_SHEET_NAME]), sheet, looks, watch)
        _write_about(workbook.add_worksheet(about.sheet[:_LONGEST_SHEET_NAME]), about, looks)
    return stream.getvalue()


class _Looks:
    """The looks of cells, each made once for a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.head = cache(self._head)
        self.cell = cache(self._cell)
        self.plain = cache(self._plain)

    def _plain(self, **look: Any) -> Format:
        return self.workbook.add_format({**_LOOK, **look})

    def _head(self, is_upright: bool) -> Format:
        turned = {"rotation": 90} if is_upright else {}
        return self.workbook.add_format({**_HEAD, "text_wrap": True, "valign": "bottom", **turned})

    def _cell(self, column: Column, value: Value) -> Format:
        """The look of a value in a column: ``value`` matters in columns of levels only."""
        look: dict[str, Any] = {**_LOOK, **_LINE, "num_format": column.number_format}
        level = int(value) if column.is_level and isinstance(value, int | float) else None
        if level in _LEVELS:
            dark = level > max(_LEVELS) - 2
            look |= {"bg_color": _LEVELS[level], "bold": True, "align": "center"}
            look["font_color"] = "#FFFFFF" if dark else "#1A1F24"
            return self.workbook.add_format(look)
        if column.is_link:
            return self.workbook.add_format({**look, **_LINK})
        across = {"align": "center"} if column.number_format != TEXT else {}
        return self.workbook.add_format({**look, "text_wrap": True, **across})


def _write(
    worksheet: Worksheet,
    sheet: Sheet,
    looks: _Looks,
    watch: Callable[[Sequence[Row]], Iterable[Row]],
) -> None:
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.width)
        put_text(worksheet, 0, place, column.heading, looks.head(column.is_upright))
    if any(column.is_upright for column in sheet.columns):
        worksheet.set_row(0, _UPRIGHT_HEIGHT)
    for number, row in enumerate(watch(sheet.rows), start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            look = looks.cell(column, value if column.is_level else None)
            _put(worksheet, number, place, column, value, look)
    worksheet.freeze_panes(1, sheet.frozen_columns)
    worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    _set_up_printing(worksheet)


def _put(
    worksheet: Worksheet, row: int, place: int, column: Column, value: Value, look: Format
) -> None:
    if value is None or value == "":
        worksheet.write_blank(row, place, None, look)
    elif not isinstance(value, str):
        worksheet.write_number(row, place, value, look)
    elif column.is_link:
        worksheet.write_url(row, place, value, look)
    else:
        put_text(worksheet, row, place, value, look)


def _write_about(worksheet: Worksheet, about: About, looks: _Looks) -> None:
    worksheet.set_column(0, 0, 24)
    worksheet.set_column(1, 1, 90)
    put_text(worksheet, 0, 0, about.title, looks.plain(bold=True, font_size=14))
    for row, (name, value) in enumerate(about.facts, start=2):
        put_text(worksheet, row, 0, name, looks.plain(bold=True, text_wrap=True))
        if value.startswith("https://"):
            worksheet.write_url(row, 1, value, looks.plain(**_LINK))
        else:
            put_text(worksheet, row, 1, value, looks.plain(text_wrap=True))
    _set_up_printing(worksheet, has_head=False)


def _set_up_printing(worksheet: Worksheet, *, has_head: bool = True) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)  # as many pages down as it takes
    if has_head:
        worksheet.repeat_rows(0)
