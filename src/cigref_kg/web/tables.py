"""CSV to keep: plain for machines, or with ``?bom=1`` as Excel opens it by a double click."""

from collections.abc import Callable

from flask import Response, request

from cigref_kg.base.model import Language
from cigref_kg.publish.spreadsheets import excel_csv
from cigref_kg.web.documents import send_file


def send_table(name: str, make: Callable[[Language], bytes], *variant: str) -> Response:
    """Answer with a table as CSV.

    ``?bom=1`` begins it with a byte order mark and parts its columns by what Excel expects in the
    language of the request: a semicolon in French.

    Args:
        name: of the file.
        make: makes the table in a language, as RFC 4180 has it.
        variant: what tells the table from others beside its path and language.
    """
    for_excel = request.args.get("bom") == "1"

    def body(language: Language) -> bytes:
        table = make(language)
        return excel_csv(table, language) if for_excel else table

    return send_file(name, body, "text/csv", str(for_excel), *variant)
