"""CSV as Excel wants it."""

import csv
import io

from cigref_kg.base.model import Language
from cigref_kg.base.writing import csv_bytes

BYTE_ORDER_MARK = "\ufeff"

_SEPARATORS = {"fr": ";", "en": ","}
"""Excel splits by the list separator of the user's country: in French it is not the comma."""


def excel_csv(content: bytes, language: Language) -> bytes:
    r"""Return a CSV file so that Excel opens it by a double click: accents and columns right.

    >>> excel_csv("code,title\r\n6.3,Sécurité\r\n".encode(), "fr").decode()
    '\ufeffcode;title\r\n6.3;Sécurité\r\n'

    Args:
        content: CSV as RFC 4180 has it, in UTF-8 with commas.
        language: of the Excel that is to open it: a semicolon separates in French.
    """
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return BYTE_ORDER_MARK.encode() + csv_bytes(rows, delimiter=_SEPARATORS[language])
