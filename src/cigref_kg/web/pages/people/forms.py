"""What the forms about people share: what was sent with them, and answers that nobody may keep."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from cigref_kg.base.reading.tables import FORMS, decoded, read_table
from cigref_kg.base.writing import csv_bytes
from cigref_kg.people.sheets import Answer
from cigref_kg.people.writing import written
from cigref_kg.publish.spreadsheets.shape import MEDIA_TYPE as XLSX
from cigref_kg.web.documents import private_file, sent

DOWNLOADS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}
"""Media types of the files in which an answer may be had, by the value of ``format``."""

Mistakes = dict[str, list[str]]
"""What is wrong, by the field of the form; what concerns none is under an empty name."""


def sent_table(field: str) -> bytes:
    """Return a table as it was sent: as a file, or typed in the form."""
    return sent(f"{field}-file", field)


def table_text(content: bytes) -> str:
    """Return a table as text for the form that is shown again: a workbook as CSV.

    So the answer can be asked for again, as a file too, and no table needs to stay on the server.

    Raises:
        TableError: if it is no table.
    """
    if not content.startswith(b"PK"):
        return decoded(content)
    rows = (cells for _, cells in read_table(content, limits=FORMS))
    return csv_bytes(rows, line_end="\n").decode()


def download(
    name: str, form: str, record: Callable[[], Mapping[str, Any]], answer: Callable[[], Answer]
) -> Response:
    """Answer with a file that nobody may keep.

    Args:
        name: of the file, without extension.
        form: one of :data:`DOWNLOADS`.
        record: makes what JSON holds.
        answer: makes the tables.
    """
    return private_file(written(form, record, answer), DOWNLOADS[form], f"{name}.{form}")
