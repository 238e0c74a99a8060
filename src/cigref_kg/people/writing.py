"""An answer about people in the form that was asked for: JSON, CSV, a workbook, or plain text."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cigref_kg.base.columns import Table, fitted
from cigref_kg.base.text import Language, as_text
from cigref_kg.base.writing import csv_bytes
from cigref_kg.people.sheets import Answer
from cigref_kg.publish.spreadsheets.shape import TEXT, Column, Row, Sheet, Value

_INDENT = "  "
FORMATS = ("table", "json", "csv", "xlsx")


def written(
    form: str,
    record: Callable[[], Mapping[str, Any]],
    answer: Callable[[], Answer],
    watch: Callable[[Sequence[Row]], Iterable[Row]] = iter,
    width: int | None = None,
) -> bytes:
    """Write an answer in one of :data:`FORMATS`.

    Args:
        form: which.
        record: makes what JSON holds.
        answer: makes the tables; CSV has the first, the others have all.
        watch: passes the rows of a workbook on, to show how far the writing is.
        width: columns of the terminal, if the text is for one.
    """
    if form == "json":
        return _as_json(record())
    found = answer()
    if form == "csv":
        return as_csv(found.sheets[0])
    if form == "xlsx":
        # It takes long to import: who asks for no workbook does without.
        from cigref_kg.publish.spreadsheets.writing import workbook_bytes

        return workbook_bytes(found.about, found.sheets, watch)
    return "\n".join(_as_text(found, width)).encode()


def _as_json(record: Mapping[str, Any]) -> bytes:
    """Write a record with a line for each item of its lists, one item in memory at a time."""
    parts = []
    for key, value in record.items():
        listed = None if isinstance(value, str | Mapping) else value
        if isinstance(listed, Iterable):
            items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in listed)
            text = f"[\n  {items}\n ]" if items else "[]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        parts.append(f" {json.dumps(key)}: {text}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def as_csv(sheet: Sheet) -> bytes:
    """Write a table as CSV, in UTF-8 with commas; nothing that was read becomes a formula."""
    rows = (
        [as_text(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows
    )
    return csv_bytes([[column.heading for column in sheet.columns], *rows], line_end="\n")


def _as_text(answer: Answer, width: int | None) -> Iterator[str]:
    yield answer.about.title
    for name, value in answer.about.facts:
        colon = " :" if answer.about.language == "fr" else ":"
        yield fitted(f"{_INDENT}{name}{colon} {value}", width)
    for sheet in answer.sheets:
        yield ""
        yield f"{sheet.title} ({len(sheet.rows)})"
        table = _table(sheet, answer.about.language)
        room = None if width is None else width - len(_INDENT)
        yield from (f"{_INDENT}{line}".rstrip() for line in table.lines(room))
    yield ""


def _table(sheet: Sheet, language: Language) -> Table:
    headings = [
        column.heading.split(" ")[0] if column.is_upright else column.heading
        for column in sheet.columns
    ]
    rows = [
        [_shown(value, column, language) for value, column in zip(row, sheet.columns, strict=True)]
        for row in sheet.rows
    ]
    return Table(headings, rows, [column.number_format != TEXT for column in sheet.columns])


def _shown(value: Value, column: Column, language: Language) -> str:
    if value is None:
        return "–"
    if column.number_format.endswith("%") and isinstance(value, int | float):
        return f"{value:.0%}".replace("%", " %" if language == "fr" else "%")
    if isinstance(value, float):
        return f"{value:.6g}".replace(".", "," if language == "fr" else ".")
    return str(value)
