"""Tables and trees as text for machines: CSV and JSON as all of this project writes them."""

import csv
import io
import json
from collections.abc import Iterable


def csv_bytes(
    rows: Iterable[Iterable[object]], *, delimiter: str = ",", line_end: str = "\r\n"
) -> bytes:
    r"""Return rows as CSV in UTF-8, as RFC 4180 has it unless asked otherwise.

    >>> csv_bytes([("code", "title"), ("6.3", 'a "quoted", one')])
    b'code,title\r\n6.3,"a ""quoted"", one"\r\n'

    Args:
        rows: the header first; ``None`` is an empty cell.
        delimiter: between cells.
        line_end: after each row.
    """
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return written.getvalue().encode()


def json_text(content: object) -> str:
    """Return what JSON can hold as people can read it, too: indented, with its accents."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def json_bytes(content: object) -> bytes:
    """Return the same as the bytes of a file."""
    return f"{json_text(content)}\n".encode()
