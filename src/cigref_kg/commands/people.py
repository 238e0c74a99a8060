"""The command that reads people from what an HR tool exports: `cigref-kg people import`."""

from pathlib import Path
from typing import Any

import click

from cigref_kg.base.errors import InputError
from cigref_kg.commands.options import (
    Unusable,
    Verbs,
    columns_option,
    company_option,
    explains_errors,
    language_option,
)


@click.group(cls=Verbs)
def people() -> None:
    """Read people's levels from what HR tools export. Nothing is kept but what you write."""


@people.command(
    "import",
    epilog="Example: cigref-kg people import export.csv --columns columns.yaml --out people.csv",
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@columns_option
@company_option("Also know the competences and jobs of this framework; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what becomes of each line.")
@click.option(
    "--out",
    metavar="FILE.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the table goes that match, team, succession and plan read.",
)
@language_option
@explains_errors
def import_people(
    files: tuple[Path, ...],
    columns: Path | None,
    companies: tuple[Path, ...],
    dry_run: bool,
    out: Path | None,
    lang: Any,
) -> None:
    """Read tables of people's levels (CSV, XLSX or ODS) as one, and write what counts.

    A line a person and competence, or a line a person and a column a competence. An empty level
    means that it was not assessed. What is left out or changed is told, by line, never by person.
    """
    from cigref_kg.base.files import write_files
    from cigref_kg.company.dataset import load_with, served_edition
    from cigref_kg.people.reading.assessments import Assessments
    from cigref_kg.people.reading.columns import read_columns
    from cigref_kg.people.reading.report import Report, people_csv

    if not (dry_run or out):
        raise click.UsageError("say where to write: --out FILE.csv, or --dry-run to see first")
    told = read_columns(columns)
    try:
        found = Assessments(told, served_edition(load_with(companies)).nomenclature)
    except InputError as error:  # an alias of the columns file
        if columns is None:
            raise
        raise Unusable(
            "\n".join(f"{columns}: {line}" for line in str(error).split("\n"))
        ) from error
    for file in files:
        try:
            found.read(file.read_bytes())
        except InputError as error:
            raise Unusable(f"{file}: {error}") from error
    report = Report(found, lang)
    if dry_run:
        click.echo("\n".join(report.lines()))
    click.echo("\n".join(report.summary()))
    if out and not dry_run:
        write_files(out.parent, {out.name: people_csv(found)})
        click.echo(out)
