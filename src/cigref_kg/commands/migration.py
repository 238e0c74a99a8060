"""The command that takes a framework to another edition: `cigref-kg company migrate DIR --to Y`."""

from pathlib import Path

import click

from cigref_kg.base.model import Language
from cigref_kg.base.writing import json_bytes
from cigref_kg.commands.arguments.formats import format_option, out_option
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import Misused, explains_errors
from cigref_kg.commands.terminal import say, write_out


@click.command(epilog="Example: cigref-kg company migrate my-company --to 2024 --dry-run")
@click.argument("source", metavar="SOURCE", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "year", metavar="YEAR", type=int, required=True, help="The later edition.")
@click.option("--dry-run", is_flag=True, help="Say what changes, and rewrite nothing.")
@format_option(
    "text", "json", "xlsx", about="What the report is for: people, machines, a spreadsheet program."
)
@out_option("File for the report, instead of the screen.")
@language_option("Language of the report.", name="language")
@explains_errors
def migrate(
    source: Path, year: int, dry_run: bool, output: str, out: Path | None, language: Language
) -> None:
    """Say what another edition changes for your jobs, and rewrite SOURCE for it, without loss.

    SOURCE is a folder of YAML files or a workbook. What your framework says keeps its effect, what
    it says nothing of follows the edition; comments and sheets of your own stay.
    """
    from cigref_kg.base.files import write_files
    from cigref_kg.company.consistency import check_fit
    from cigref_kg.company.io.migrating import migrated_files
    from cigref_kg.company.io.sources import read_source
    from cigref_kg.company.migration.report import (
        migration_as_json,
        migration_as_text,
        migration_as_workbook,
    )
    from cigref_kg.company.migration.rules import migrate as run
    from cigref_kg.records.shipped import shipped_nomenclature

    if output == "xlsx" and out is None:
        raise Misused("workbook-without-file")
    nomenclature = shipped_nomenclature()
    held, _ = read_source(source)
    check_fit(held, nomenclature)
    migration = run(held.company, nomenclature, year)
    files = {} if dry_run else migrated_files(source, migration)
    if output == "xlsx":
        told = migration_as_workbook(migration, language)
    elif output == "json":
        told = json_bytes(migration_as_json(migration, language))
    else:
        told = migration_as_text(migration, language).encode()
    write_out(told, out, is_named=False)
    for file, content in files.items():
        write_files(file.parent, {file.name: content})
        say("file-rewritten", err=True, file=file)
