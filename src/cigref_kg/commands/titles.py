"""The command that finds the profile of each title of a column: `cigref-kg titles FILE`."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language
from cigref_kg.commands.arguments.files import Input, InputFile, company_option
from cigref_kg.commands.arguments.formats import format_option, is_given, out_option
from cigref_kg.commands.arguments.language import current_language, language_option
from cigref_kg.commands.options import (
    Misused,
    edition_option,
    explains_errors,
    naming,
    served_with,
)
from cigref_kg.commands.terminal import show_table, width, write_out
from cigref_kg.insight.names.telling import ToldTitle
from cigref_kg.publish.finding.titles import (
    TitleTable,
    titles_csv,
    titles_json,
    titles_table,
    titles_workbook,
)

Writer = Callable[[TitleTable, Sequence[ToldTitle], Language], bytes]
_WRITERS: Mapping[str, Writer] = {"csv": titles_csv, "xlsx": titles_workbook}


@click.command(epilog="Example: cigref-kg titles jobs.csv --column Poste --out matched.xlsx")
@click.argument("file", type=InputFile())
@click.option("--column", metavar="NAME", help="Heading of the column of titles.")
@company_option("Titles may also mean the jobs of this framework.")
@edition_option
@format_option(
    "csv",
    "xlsx",
    "json",
    about="By default a table on a terminal, else what --out ends with, or CSV.",
)
@language_option("Language of labels and reasons.", "fr", name="language")
@out_option("File to write.")
@explains_errors
def titles(
    file: Input,
    column: str | None,
    companies: tuple[Path, ...],
    edition: int | None,
    output: str,
    language: Language,
    out: Path | None,
) -> None:
    """Find the profile that each job title means: automatic, to check, or none.

    FILE is a table (CSV, XLSX) with a column of titles, or a text with one title a line; - is
    standard input.
    """
    from cigref_kg.insight.names.finding import Status
    from cigref_kg.insight.names.telling import tell_titles
    from cigref_kg.people.titles import MAX_BYTES, read_titles

    if output == "xlsx" and out is None:
        raise Misused("workbook-without-file")
    served = served_with(companies, edition)
    with naming(file):
        read = read_titles(file.read_bytes(MAX_BYTES + 1), column)
    told = tell_titles(read.titles, served.finder, language)
    is_for_program = out is not None or is_given(click.get_current_context())
    terminal_width = None if is_for_program else width()
    if terminal_width is not None:
        show_table(titles_table(read.table, told, language, terminal_width))
        content = b""
    elif output == "json":
        content = titles_json(told, served.year)
    else:
        content = _WRITERS[output](read.table, told, language)
    write_out(content, out, is_named=False)
    counted = Counter(each.status for each in told)
    counts = (
        f"{counted[each]} {message(f'publish.title-{each.value}').localized(current_language())}"
        for each in Status
    )
    click.echo(", ".join(counts), err=True)
