"""The command `cigref-kg crosswalk`: from codes of one vocabulary to those of the others."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.writing import json_text
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments.files import Input, InputFile, InputPath
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import Coded
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import Misused, explains_errors, naming
from cigref_kg.commands.terminal import show_lines

if TYPE_CHECKING:
    from cigref_kg.graph.dataset import Dataset
    from cigref_kg.vocabularies.crosswalk.links import Crosswalk

_MOST_CODES = 10_000  # as many as a large company has titles


@click.command(epilog="Example: cigref-kg crosswalk rome:M1812 isco:2529")
@click.argument("codes", metavar="CODE...", nargs=-1, type=Coded("profiles", "competences"))
@click.option(
    "--file",
    "source",
    metavar="FILE",
    type=InputFile(),
    help="A column of codes too: CSV or XLSX, or a text with a code a line.",
)
@click.option("--column", metavar="NAME", help="The heading of that column, if there are several.")
@format_option("table", "json", "csv")
@language_option("Of the labels, where there is a choice.")
@click.option(
    "--esco-rome",
    "rome_table",
    metavar="FILE",
    type=InputPath(".csv"),
    help="Your copy of the official ESCO–ROME table, to walk it too.",
)
@explains_errors
def crosswalk(
    codes: tuple[str, ...],
    source: Input | None,
    column: str | None,
    output: str,
    lang: Any,
    rome_table: Path | None,
) -> None:
    """Tell what codes correspond to in the other vocabularies, by which path and how surely.

    A code is VOCABULARY:CODE: cigref:6.3, ecf:E.8, esco:URI, isco:2529, rome:M1812 (a fiche) or
    rome:404296 (an appellation), onet:15-1212.00; most are known without their vocabulary, and jobs
    by their names. One that is unknown is an error, but in a file, where it is listed.
    """
    from cigref_kg.graph.dataset import load
    from cigref_kg.publish.crosswalk import as_csv, as_json, as_table
    from cigref_kg.vocabularies.crosswalk.building import crosswalk_of

    listed = () if source is None else _column(source, column)
    if not codes and not listed:
        raise Misused("no-code-given")
    dataset = load()
    known = crosswalk_of(dataset, rome_table)
    asked = [_code_of(each, known, dataset) for each in codes]
    crossings = [known.cross(code) for code in (*asked, *listed)]
    if output == "csv":
        click.echo(as_csv(crossings, lang), nl=False)
    elif output == "json":
        told = [as_json(crossing, lang) for crossing in crossings]
        click.echo(json_text(told[0] if source is None and len(told) == 1 else told))
    else:
        show_lines(as_table(crossings, lang, terminal.width()))


def _code_of(written: str, known: "Crosswalk", dataset: "Dataset") -> str:
    """Return a code that the crosswalk knows: what was written, or the job of that name."""
    try:
        known.concept(written)
    except InputError as error:
        from cigref_kg.doors.reader import NotFoundError, Reader

        try:
            return f"cigref:{Reader(dataset).resolve(written).code}"
        except NotFoundError:
            raise error from None
    return written


def _column(source: Input, heading: str | None) -> tuple[str, ...]:
    """Return the codes of a column: each once, in order; empty cells are left out."""
    from cigref_kg.base.reading.tables import read_table

    content = source.read_bytes()
    with naming(source):
        rows = [cells for _, cells in read_table(content)]
    place = 0
    if heading is not None:
        head = [cell.casefold() for cell in rows.pop(0)]
        if heading.casefold() not in head:
            known = ", ".join(head)
            raise InputError(message("commands.no-column", file=source, name=heading, known=known))
        place = head.index(heading.casefold())
    elif max(map(len, rows)) > 1:
        raise InputError(message("commands.several-columns", file=source))
    found = tuple(dict.fromkeys(row[place] for row in rows if len(row) > place and row[place]))
    if len(found) > _MOST_CODES:
        given = len(found)
        raise InputError(message("commands.many-codes", file=source, given=given, most=_MOST_CODES))
    return found
