"""The commands about one job or one export: `cigref-kg people import` and `cigref-kg fiche`."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.files import (
    Input,
    InputFile,
    InputPath,
    columns_option,
    company_option,
)
from cigref_kg.commands.arguments.formats import out_option
from cigref_kg.commands.arguments.jobs import Coded, jobs_written
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import (
    Misused,
    Unusable,
    Verbs,
    edition_option,
    explains_errors,
    naming,
    official_option,
    served_with,
)
from cigref_kg.commands.terminal import watched, write_out

_WORKBOOK = ".xlsx"
_DOCUMENT = ".docx"

if TYPE_CHECKING:
    from cigref_kg.base.model import JobProfile
    from cigref_kg.insight.served import Served


@click.group(cls=Verbs)
def people() -> None:
    """Read people's levels from what HR tools export. Nothing is kept but what you write."""


@people.command(
    "import",
    epilog="Example: cigref-kg people import export.csv --columns columns.yaml --out people.csv",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=InputFile())
@columns_option
@company_option("Also know the competences and jobs of this framework; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what becomes of each line.")
@out_option("Where the table goes that match, team, succession and plan read.", "FILE.csv")
@edition_option
@language_option()
@explains_errors
def import_people(
    files: tuple[Input, ...],
    columns: Path | None,
    companies: tuple[Path, ...],
    dry_run: bool,
    out: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Read tables of people's levels (CSV, XLSX or ODS) as one, and write what counts.

    A line a person and competence, or a line a person and a column a competence. An empty level
    means that it was not assessed. What is left out or changed is told, by line, never by person.
    """
    from cigref_kg.people.reading.assessments import Assessments
    from cigref_kg.people.reading.columns import read_columns
    from cigref_kg.people.reading.report import Report, people_csv

    if not (dry_run or out):
        raise Misused("people-without-file")
    told = read_columns(columns)
    with naming(columns) if columns else nullcontext():  # where an alias may be wrong
        found = Assessments(told, served_with(companies, edition).nomenclature)
    for file in files:
        with naming(file):
            found.read(file.read_bytes(), watch=watched("reading"))
    report = Report(found, lang)
    if dry_run:
        click.echo("\n".join(report.lines()))
    click.echo("\n".join(report.summary()))
    if out and not dry_run:
        write_out(people_csv(found), out)


@people.command(epilog="Example: cigref-kg people form 6.3 --lang fr --out auto-evaluation.xlsx")
@click.argument("code", metavar="CODE_OR_TITLE", type=Coded("profiles"))
@out_option("Where the workbook goes.", "FILE.xlsx", required=True)
@company_option("Also know the jobs of this framework; may be repeated.")
@edition_option
@language_option()
@explains_errors
def form(code: str, out: Path, companies: tuple[Path, ...], edition: int | None, lang: Any) -> None:
    """Write a self-assessment workbook for a job, which `people import` reads when it is filled in.

    It has the words of each level; all but the cells to fill in is protected.
    """
    from cigref_kg.people.form import form_workbook

    if out.suffix.casefold() not in {"", _WORKBOOK}:
        raise Misused("no-workbook-name", file=out, ending=_WORKBOOK)
    served, job = _job(code, companies, edition)
    write_out(form_workbook(served.nomenclature, job, lang), out)


@click.command(epilog="Example: cigref-kg fiche 6.3 --lang fr --out rssi.docx")
@click.argument("code", metavar="CODE_OR_TITLE", type=Coded("profiles"))
@out_option("Where the document goes.", "FILE.docx", required=True)
@company_option("Also know the jobs of this framework; may be repeated.")
@click.option(
    "--kind",
    type=click.Choice(["description", "advert"]),
    default="description",
    show_default=True,
    help="For the file, or to publish.",
)
@click.option(
    "--template",
    metavar="FILE.docx",
    type=InputPath(".docx"),
    help="Your document, whose styles, header and text are kept; {{content}} is the place.",
)
@click.option(
    "--logo",
    metavar="FILE.png",
    type=InputPath(".png"),
    help="A picture for the header (PNG or JPEG).",
)
@click.option(
    "--section", "sections", metavar="NAME", multiple=True, help="Which sections, in this order."
)
@official_option
@edition_option
@language_option()
@explains_errors
def fiche(
    code: str,
    out: Path,
    companies: tuple[Path, ...],
    kind: Any,
    template: Path | None,
    logo: Path | None,
    sections: tuple[str, ...],
    official: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Write a job as a Word document: a job description, or an advert.

    Sections: company, mission, activities, deliverables, indicators, competences, aspects, career,
    trends.
    """
    from cigref_kg.company.dataset import views_of
    from cigref_kg.company.records import text_of
    from cigref_kg.publish.documents import SECTIONS, Employer, job_document

    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise Misused("no-section", name=unknown[0], known=", ".join(SECTIONS))
    if out.suffix.casefold() not in {"", _DOCUMENT}:
        raise Misused("no-document-name", file=out, ending=_DOCUMENT)
    served, job = _job(code, companies, edition, official)
    owners = [v.company for v in views_of(served.dataset) if job.code in v.company.profiles]
    document = job_document(
        served.nomenclature,
        job,
        lang,
        kind=kind,
        employer=next((Employer(c.title.text, text_of(c.description)) for c in owners), None),
        sections=sections,
        template=_template(template) if template else None,
        logo=logo.read_bytes() if logo else None,
    )
    write_out(document, out)


def _job(
    code: str, companies: Sequence[Path], edition: int | None, official: Path | None = None
) -> "tuple[Served, JobProfile]":
    """Load the frameworks, and find a job in them by its code or one of its names."""
    served = served_with(companies, edition, official)
    (job,) = jobs_written(served, [code])
    return served, job


def _template(file: Path) -> bytes:
    from cigref_kg.base.reading.archive import archive_problem

    content = file.read_bytes()
    problem = archive_problem(content)
    if not content.startswith(b"PK"):
        raise Unusable(message("commands.no-word-document", file=file))
    if problem:
        raise InputError(problem).within(file)
    return content
