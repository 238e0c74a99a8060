"""The commands for a company's own framework: `cigref-kg company …`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.writing import json_bytes
from cigref_kg.commands.arguments import Option
from cigref_kg.commands.arguments.files import FRAMEWORK, folder_option
from cigref_kg.commands.arguments.formats import format_option, out_option
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.migration import migrate
from cigref_kg.commands.options import CHECK_FAILED, Misused, Verbs, explains_errors
from cigref_kg.commands.terminal import say, write_out

if TYPE_CHECKING:
    from cigref_kg.company.checking import CheckedCompany
    from cigref_kg.graph.dataset import Dataset

_source = click.argument("source", metavar="SOURCE", type=FRAMEWORK)


def _from(about: str) -> Option:
    return click.option("--from", "source", metavar="SOURCE", type=FRAMEWORK, help=about)


_language = language_option("Language of the shapes' report.")


@click.group(cls=Verbs)
def company() -> None:
    """Build your own framework on the nomenclature: add, override and drop, in your own IRIs.

    SOURCE is a folder of YAML files (`company init`), a workbook (`company template`) or RDF
    (`company build`).
    """


company.add_command(migrate)


@company.command(epilog="Example: cigref-kg company init my-company --name my-company")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--name", default="my-company", show_default=True, help="Short name: small letters and hyphens."
)
@click.option(
    "--base",
    metavar="IRI",
    default="https://hr.example.org/jobs/",
    show_default=True,
    help="Where your own IRIs stand; ends with a slash.",
)
@_from("Write this workbook or RDF as YAML files instead of a first example.")
@explains_errors
def init(folder: Path, name: str, base: str, source: Path | None) -> None:
    """Start a folder of YAML files: a first profile to change, or what SOURCE holds."""
    from cigref_kg.base.files import write_files
    from cigref_kg.company.io.folder import folder_files
    from cigref_kg.company.io.sources import read_source
    from cigref_kg.company.scaffold import first_company
    from cigref_kg.graph.dataset import load

    if folder.exists() and any(folder.iterdir()):
        raise Misused("folder-holds-files", folder=folder)
    if source is None:
        made = first_company(name, base, load().nomenclature)
    else:
        made = read_source(source)[0].company
    files = folder_files(made)
    write_files(folder, files)
    for file in files:
        click.echo(folder / file)
    say("folder-started", folder=folder)


@company.command(epilog="Example: cigref-kg company template my-company.xlsx")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@_from("Fill the workbook with what SOURCE holds.")
@explains_errors
def template(file: Path, source: Path | None) -> None:
    """Write a workbook to fill in with a spreadsheet program, empty or with what SOURCE holds."""
    from cigref_kg.base.files import write_files
    from cigref_kg.company.io.sources import WORKBOOK, read_source
    from cigref_kg.company.io.workbook_writing import workbook_bytes
    from cigref_kg.graph.dataset import load

    if file.suffix.casefold() != WORKBOOK:
        raise Misused("no-workbook-name", file=file, ending=WORKBOOK)
    if file.exists():
        raise Misused("file-exists", file=file)
    held = None if source is None else read_source(source)[0].company
    write_files(file.parent, {file.name: workbook_bytes(held, load().nomenclature)})
    say("workbook-started", file=file)


@company.command(epilog="Example: cigref-kg company check my-company")
@_source
@_language
@explains_errors
def check(source: Path, lang: Any) -> None:
    """Check a framework: its files, whether it fits the nomenclature, and the shapes.

    Exit 1 if the shapes are violated, 2 if a file is wrong or does not fit.
    """
    checked, _ = _checked(source)
    for line in checked.notices():
        click.echo(line.localized(lang))
    click.echo(checked.report.as_text(lang), nl=False)
    click.echo(checked.summary().localized(lang))
    if not checked.report.conforms:
        sys.exit(CHECK_FAILED)


@company.command(epilog="Example: cigref-kg company build my-company --out build")
@_source
@folder_option("--out", "Folder for the files.", "build")
@_language
@explains_errors
def build(source: Path, out: Path, lang: Any) -> None:
    """Check a framework and write its graph: NAME.ttl, and NAME.nq in graph/company/NAME.

    Nothing is written if a check fails.
    """
    from cigref_kg.base.files import write_files
    from cigref_kg.company.adding import company_files

    checked, dataset = _checked(source)
    if not checked.report.conforms:
        click.echo(checked.report.as_text(lang), nl=False, err=True)
        say("nothing-written", err=True)
        sys.exit(CHECK_FAILED)
    files = company_files(checked, dataset.iris)
    write_files(out, files)
    for name, content in files.items():
        say("file-written", file=out / name, size=len(content))
    click.echo(checked.summary().localized(lang))


@company.command(epilog="Example: cigref-kg company diff last-year my-company --lang fr")
@click.argument("old", metavar="OLD", type=FRAMEWORK)
@click.argument("new", metavar="NEW", type=FRAMEWORK)
@format_option(
    "text", "json", "xlsx", about="In words, for machines, or as a workbook (with --out)."
)
@out_option()
@_language
@explains_errors
def diff(old: Path, new: Path, output: str, out: Path | None, lang: Any) -> None:
    """Tell what changed between two versions of a framework: what holds now, what held before.

    OLD and NEW are folders, workbooks or RDF, in any mixture.
    """
    from cigref_kg.company.consistency import check_fit
    from cigref_kg.company.differences import differences
    from cigref_kg.company.differences_report import about, as_record, as_sheet, in_words
    from cigref_kg.company.effective import CompanyView
    from cigref_kg.company.io.sources import read_source
    from cigref_kg.graph.dataset import load
    from cigref_kg.publish.spreadsheets.writing import workbook_bytes

    nomenclature = load().nomenclature
    views = []
    for path in (old, new):
        source, _ = read_source(path)
        check_fit(source, nomenclature)
        views.append(CompanyView(source.company, nomenclature))
    found = differences(*views)
    if output == "xlsx":
        if out is None:
            raise Misused("workbook-without-file")
        content = workbook_bytes(about(old.name, new.name, lang), [as_sheet(found, lang)])
    elif output == "json":
        content = json_bytes(as_record(found))
    else:
        content = ("\n".join(in_words(found, lang)) + "\n").encode()
    write_out(content, out)


def _checked(source: Path) -> "tuple[CheckedCompany, Dataset]":
    """Return what a check of a framework finds, and the dataset that it was held against."""
    from cigref_kg.company.checking import check as run_checks
    from cigref_kg.company.io.sources import read_source
    from cigref_kg.graph.dataset import load

    dataset = load()
    read, graph = read_source(source)
    return run_checks(read, dataset, graph), dataset
