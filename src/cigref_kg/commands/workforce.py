"""The commands that answer from people's levels: match, team, succession and plan."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments.files import Input, InputFile, columns_option, company_option
from cigref_kg.commands.arguments.formats import format_option, out_option
from cigref_kg.commands.arguments.jobs import Coded
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import (
    Misused,
    Unusable,
    edition_option,
    explains_errors,
    served_with,
)
from cigref_kg.commands.terminal import PEOPLE, watched

if TYPE_CHECKING:
    from cigref_kg.base.model import JobProfile
    from cigref_kg.insight.served import Served
    from cigref_kg.people.sheets import Answer
    from cigref_kg.people.staff import Staff

_file = InputFile()
_people_argument = click.argument("file", metavar="FILE", type=_file)
_people_option = click.option("--people", "file", required=True, type=_file, help="Their levels.")
_company = company_option("Also know the jobs and competences of this framework; repeatable.")
_strict = click.option(
    "--strict", is_flag=True, help="Count no competence by one that is within it or close to it."
)
_format = format_option("table", "json", "csv", "xlsx")
_out = out_option()
_team = click.option("--team", "team_name", metavar="NAME", help="Keep to the people of this team.")


@click.command(epilog="Example: cigref-kg match people.csv --job held --format xlsx --out m.xlsx")
@_people_argument
@click.option(
    "--job",
    "--profile",
    "codes",
    metavar="held|CODE",
    type=Coded("profiles"),
    multiple=True,
    help="Against the job that each holds, or rank the people for a job; may be repeated.",
)
@click.option("--own-jobs", is_flag=True, help="Keep to the company's own jobs.")
@click.option("--person", metavar="NUMBER", help="The sheet of one person.")
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="Jobs each."
)
@_company
@columns_option
@_strict
@_format
@_out
@edition_option
@language_option()
@explains_errors
def match(
    file: Input,
    codes: tuple[str, ...],
    own_jobs: bool,
    person: str | None,
    limit: int,
    companies: tuple[Path, ...],
    columns: Path | None,
    strict: bool,
    output: str,
    out: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Match people with jobs: coverage of what was assessed, what is missing, the nearest jobs.

    FILE is a table of people (CSV, XLSX or ODS): what `people import` wrote, or another with the
    same columns. Nothing of it is kept or logged.
    """
    from cigref_kg.people.records import matches_record
    from cigref_kg.people.sheets import Tables
    from cigref_kg.people.staff import HELD, only

    served, staff = _read(file, companies, columns, lang, edition, strict=strict)
    tables = Tables(served.nomenclature, lang)
    jobs = _jobs(served, [code for code in codes if code != HELD])
    nearest_of = _own_jobs(served) if own_jobs else served.content.profiles
    if person is not None:
        staff = only(staff, person)
        if not staff.people:
            raise Misused("no-person", file=file)
    if HELD in codes:
        _need_jobs(staff, file)
    held = list(staff.held()) if HELD in codes or person is not None else []
    pairs = [*held, *(pair for job in jobs for pair in staff.ranked(job))]
    if not codes:
        pairs += staff.nearest(nearest_of, limit, watched("matching", PEOPLE))
    apart = staff.without_job if HELD in codes else None

    def answer() -> "Answer":
        return tables.person(held, pairs) if person is not None else tables.matches(pairs, apart)

    _write(output, out, lambda: matches_record(pairs, apart), answer)


@click.command(epilog="Example: cigref-kg team people.csv --team Nord --format xlsx --out t.xlsx")
@_people_argument
@_team
@click.option(
    "--job",
    "codes",
    metavar="CODE",
    type=Coded("profiles"),
    multiple=True,
    help="Against this job, not those held.",
)
@_company
@columns_option
@_strict
@_format
@_out
@edition_option
@language_option()
@explains_errors
def team(
    file: Input,
    team_name: str | None,
    codes: tuple[str, ...],
    companies: tuple[Path, ...],
    columns: Path | None,
    strict: bool,
    output: str,
    out: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Look at people as a team: who has what, what nobody has, what only one person has.

    Against the jobs that they hold, unless --job says which.
    """
    from cigref_kg.people.records import team_record
    from cigref_kg.people.sheets import Tables
    from cigref_kg.people.team import make_team

    served, staff = _read(file, companies, columns, lang, edition, team_name, strict=strict)
    if not codes:
        _need_jobs(staff, file)
    seen = make_team(staff.people, served.content.profile, _jobs(served, codes))
    tables = Tables(served.nomenclature, lang)
    _write(output, out, lambda: team_record(seen), lambda: tables.team(seen))


@click.command(
    epilog="Example: cigref-kg succession 6.3 --people people.csv --catalogue courses.csv"
)
@click.argument("code", metavar="CODE_OR_TITLE", type=Coded("profiles"))
@_people_option
@click.option("--catalogue", type=_file, help="Courses: also say which would help each candidate.")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Candidates."
)
@_company
@columns_option
@_strict
@_format
@_out
@edition_option
@language_option()
@explains_errors
def succession(
    code: str,
    file: Input,
    catalogue: Input | None,
    limit: int,
    companies: tuple[Path, ...],
    columns: Path | None,
    strict: bool,
    output: str,
    out: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Find who could do a job next, whoever holds it now left out, and what each has to learn."""
    from cigref_kg.people.plan import courses_for
    from cigref_kg.people.records import succession_record
    from cigref_kg.people.sheets import Tables

    served, staff = _read(file, companies, columns, lang, edition, strict=strict)
    (job,) = _jobs(served, [code])
    pairs = staff.candidates(job)[:limit]
    incumbents = sum(person.job == job.code for person in staff.people)
    training = courses_for(pairs, _courses(catalogue, served)) if catalogue else []
    tables = Tables(served.nomenclature, lang)
    _write(
        output,
        out,
        lambda: succession_record(job.code, incumbents, pairs, training),
        lambda: tables.succession(job.code, incumbents, pairs, training),
    )


@click.command(
    epilog="Example: cigref-kg plan --people people.csv --catalogue courses.csv --budget 300000"
)
@_people_option
@click.option("--catalogue", required=True, type=_file, help="Courses (CSV, XLSX or ODS).")
@click.option("--budget", metavar="N", help="What may be spent, in the catalogue's currency.")
@_team
@_company
@columns_option
@_format
@_out
@edition_option
@language_option()
@explains_errors
def plan(
    file: Input,
    catalogue: Input,
    budget: str | None,
    team_name: str | None,
    companies: tuple[Path, ...],
    columns: Path | None,
    output: str,
    out: Path | None,
    edition: int | None,
    lang: Any,
) -> None:
    """Make the training plan: which course for whom, closing what, at what price.

    The catalogue has a line a course and competence: code, title, competence, level aimed at, days
    and price a person.
    """
    from cigref_kg.people.plan import make_plan
    from cigref_kg.people.reading.values import cents
    from cigref_kg.people.records import plan_record
    from cigref_kg.people.sheets import Tables
    from cigref_kg.people.staff import criticality_of

    limit = cents(budget) if budget is not None else None
    if budget is not None and limit is None:
        raise Misused("no-amount", value=budget)
    served, staff = _read(file, companies, columns, lang, edition, team_name, strict=True)
    _need_jobs(staff, file)
    courses = _courses(catalogue, served)
    for line, named in courses.left_out:
        lost = message("commands.course-left-out", file=catalogue, line=line, named=named)
        click.echo(lost.localized(lang), err=True)
    made = make_plan(staff, courses, criticality_of(served), limit)
    tables = Tables(served.nomenclature, lang)
    _write(output, out, lambda: plan_record(made), lambda: tables.plan(made))


# --- What they share ----------------------------------------------------------------------------


def _read(
    file: Input,
    companies: Sequence[Path],
    columns: Path | None,
    lang: Any,
    edition: int | None,
    team_name: str | None = None,
    *,
    strict: bool,
) -> "tuple[Served, Staff]":
    """Load the frameworks and the people, and say what is left out of the table."""
    from cigref_kg.people.reading.columns import read_columns
    from cigref_kg.people.reading.report import Report
    from cigref_kg.people.staff import of_team, read_staff

    served = served_with(companies, edition)
    try:
        staff = read_staff(
            *([file.read_bytes()], served, read_columns(columns)),
            strict=strict,
            watch=watched("reading"),
        )
    except InputError as error:
        raise error.within(file) from error
    for line in Report(staff.found, lang).lost():
        click.echo(line, err=True)
    if team_name is not None:
        teams = ", ".join(sorted({each.team for each in staff.people} - {""}))[:400] or "–"
        staff = of_team(staff, team_name)
        if not staff.people:
            raise Misused("no-team", file=file, name=team_name, known=teams)
    return served, staff


def _need_jobs(staff: "Staff", file: Input) -> None:
    """Refuse a table in which nobody's job is known where jobs held are what is asked for."""
    if staff.without_job == len(staff.people):
        raise Unusable(message("commands.no-job-held", file=file))


def _jobs(served: "Served", codes: Sequence[str]) -> "list[JobProfile]":
    """The jobs that codes, or names, stand for."""
    from cigref_kg.people.reading.resolving import jobs

    profiles = served.content.profile
    resolve = jobs(served.nomenclature)
    unknown = [code for code in codes if resolve(code) is None]
    if unknown:
        known = list(profiles)
        raise Misused("no-job", code=", ".join(unknown), known=f"{known[0]}…{known[-1]}")
    found = [profiles[resolve(code) or ""] for code in codes]
    bare = [job.code for job in found if not job.requirements]
    if bare:
        raise Misused("nothing-required", codes=", ".join(bare))
    return found


def _own_jobs(served: "Served") -> "list[JobProfile]":
    own = [p for p in served.content.profiles if p.code in served.owners]
    if not own:
        raise Misused("no-own-jobs")
    return own


def _courses(file: Input, served: "Served") -> Any:
    from cigref_kg.people.courses import read_courses

    try:
        return read_courses(file.read_bytes(), served.nomenclature)
    except InputError as error:
        raise error.within(file) from error


def _write(
    output: str,
    out: Path | None,
    record: Callable[[], Mapping[str, Any]],
    answer: "Callable[[], Answer]",
) -> None:
    """Write an answer to a file, or to the terminal if it can show it."""
    from cigref_kg.base.files import write_files
    from cigref_kg.people.writing import written

    if out is None and output == "xlsx" and sys.stdout.isatty():
        raise Misused("workbook-without-file")
    content = written(output, record, answer, watched("writing"), None if out else terminal.width())
    if out is None:
        click.echo(content, nl=False)
    else:
        write_files(out.parent, {out.name: content})
        click.echo(out)
