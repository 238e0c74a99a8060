"""The commands that answer from people's levels: match, team, succession and plan."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments import Option, together
from cigref_kg.commands.arguments.files import Input, InputFile, columns_option, company_option
from cigref_kg.commands.arguments.formats import format_option, out_option
from cigref_kg.commands.arguments.jobs import Coded, jobs_written
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import (
    Misused,
    Unusable,
    edition_option,
    explains_errors,
    naming,
    served_with,
)
from cigref_kg.commands.terminal import PEOPLE, watched, write_out

if TYPE_CHECKING:
    from cigref_kg.base.model import JobProfile
    from cigref_kg.insight.served import Served
    from cigref_kg.people.courses import CourseCatalogue
    from cigref_kg.people.sheets import Answer
    from cigref_kg.people.staff import Staff

_file = InputFile()
_people_argument = click.argument("file", metavar="FILE", type=_file)
_people_option = click.option("--people", "file", required=True, type=_file, help="Their levels.")
_strict = click.option(
    "--strict", is_flag=True, help="Count no competence by one that is within it or close to it."
)
_team = click.option("--team", "team_name", metavar="NAME", help="Keep to the people of this team.")


@dataclass(frozen=True)
class _Asked:
    """What every verb here is asked: of whom, against which frameworks, and where to answer."""

    file: Input
    companies: tuple[Path, ...]
    columns: Path | None
    output: str
    out: Path | None
    edition: int | None
    lang: Language
    strict: bool = True

    def read(self, team_name: str | None = None) -> "tuple[Served, Staff]":
        """Load the frameworks and the people, and say what is left out of the table."""
        from cigref_kg.people.reading.columns import read_columns
        from cigref_kg.people.reading.report import Report
        from cigref_kg.people.staff import of_team, read_staff

        served = served_with(self.companies, self.edition)
        with naming(self.file):
            table, columns = self.file.read_bytes(), read_columns(self.columns)
            watch = watched("reading")
            staff = read_staff([table], served, columns, strict=self.strict, watch=watch)
        for line in Report(staff.found, self.lang).lost():
            click.echo(line, err=True)
        if team_name is not None:
            teams = ", ".join(sorted({each.team for each in staff.people} - {""}))[:400] or "–"
            staff = of_team(staff, team_name)
            if not staff.people:
                raise Misused("no-team", file=self.file, name=team_name, known=teams)
        return served, staff

    def need_jobs(self, staff: "Staff") -> None:
        """Refuse a table in which nobody's job is known where jobs held are what is asked for."""
        if staff.without_job == len(staff.people):
            raise Unusable(message("commands.no-job-held", file=self.file))

    def write(
        self, record: Callable[[], Mapping[str, Any]], answer: "Callable[[], Answer]"
    ) -> None:
        """Write an answer to a file, or to the terminal if it can show it."""
        from cigref_kg.people.writing import written

        out = self.out
        if out is None and self.output == "xlsx" and sys.stdout.isatty():
            raise Misused("workbook-without-file")
        width = None if out else terminal.width()
        write_out(written(self.output, record, answer, watched("writing"), width), out)


def _asks(*, strict: bool = True) -> Option:
    """Return the options that the verbs share, told to them as one :class:`_Asked`."""
    options: Sequence[Option] = (
        company_option("Also know the jobs and competences of this framework; repeatable."),
        columns_option,
        *([_strict] if strict else []),
        format_option("table", "json", "csv", "xlsx"),
        out_option(),
        edition_option,
        language_option(),
        explains_errors,
    )
    shared = {field.name for field in fields(_Asked)}

    def decorate(command: Callable[..., None]) -> Any:
        @wraps(command)
        def run(**given: Any) -> None:
            asked = _Asked(**{name: value for name, value in given.items() if name in shared})
            command(asked, **{name: value for name, value in given.items() if name not in shared})

        return together(*options)(run)

    return decorate


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
@_asks()
def match(
    asked: _Asked,
    codes: tuple[str, ...],
    own_jobs: bool,
    person: str | None,
    limit: int,
) -> None:
    """Match people with jobs: coverage of what was assessed, what is missing, the nearest jobs.

    FILE is a table of people (CSV, XLSX or ODS): what `people import` wrote, or another with the
    same columns. Nothing of it is kept or logged.
    """
    from cigref_kg.people.records import matches_record
    from cigref_kg.people.sheets import Tables
    from cigref_kg.people.staff import HELD, only

    served, staff = asked.read()
    tables = Tables(served.nomenclature, asked.lang)
    jobs = _jobs(served, [code for code in codes if code != HELD])
    nearest_of = _own_jobs(served) if own_jobs else served.content.profiles
    if person is not None:
        staff = only(staff, person)
        if not staff.people:
            raise Misused("no-person", file=asked.file)
    if HELD in codes:
        asked.need_jobs(staff)
    held = list(staff.held()) if HELD in codes or person is not None else []
    pairs = [*held, *(pair for job in jobs for pair in staff.ranked(job))]
    if not codes:
        pairs += staff.nearest(nearest_of, limit, watched("matching", PEOPLE))
    apart = staff.without_job if HELD in codes else None

    def answer() -> "Answer":
        return tables.person(held, pairs) if person is not None else tables.matches(pairs, apart)

    asked.write(lambda: matches_record(pairs, apart), answer)


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
@_asks()
def team(asked: _Asked, team_name: str | None, codes: tuple[str, ...]) -> None:
    """Look at people as a team: who has what, what nobody has, what only one person has.

    Against the jobs that they hold, unless --job says which.
    """
    from cigref_kg.people.records import team_record
    from cigref_kg.people.sheets import Tables
    from cigref_kg.people.team import make_team

    served, staff = asked.read(team_name)
    if not codes:
        asked.need_jobs(staff)
    seen = make_team(staff.people, served.content.profile, _jobs(served, codes))
    tables = Tables(served.nomenclature, asked.lang)
    asked.write(lambda: team_record(seen), lambda: tables.team(seen))


@click.command(
    epilog="Example: cigref-kg succession 6.3 --people people.csv --catalogue courses.csv"
)
@click.argument("code", metavar="CODE_OR_TITLE", type=Coded("profiles"))
@_people_option
@click.option("--catalogue", type=_file, help="Courses: also say which would help each candidate.")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Candidates."
)
@_asks()
def succession(asked: _Asked, code: str, catalogue: Input | None, limit: int) -> None:
    """Find who could do a job next, whoever holds it now left out, and what each has to learn."""
    from cigref_kg.people.plan import courses_for
    from cigref_kg.people.records import succession_record
    from cigref_kg.people.sheets import Tables

    served, staff = asked.read()
    (job,) = _jobs(served, [code])
    pairs = staff.candidates(job)[:limit]
    incumbents = sum(person.job == job.code for person in staff.people)
    training = courses_for(pairs, _courses(catalogue, served)) if catalogue else []
    tables = Tables(served.nomenclature, asked.lang)
    asked.write(
        lambda: succession_record(job.code, incumbents, staff.without_job, pairs, training),
        lambda: tables.succession(job.code, incumbents, staff.without_job, pairs, training),
    )


@click.command(
    epilog="Example: cigref-kg plan --people people.csv --catalogue courses.csv --budget 300000"
)
@_people_option
@click.option("--catalogue", required=True, type=_file, help="Courses (CSV, XLSX or ODS).")
@click.option("--budget", metavar="N", help="What may be spent, in the catalogue's currency.")
@_team
@_asks(strict=False)
def plan(asked: _Asked, catalogue: Input, budget: str | None, team_name: str | None) -> None:
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
    served, staff = asked.read(team_name)
    asked.need_jobs(staff)
    courses = _courses(catalogue, served)
    for line, named in courses.left_out:
        lost = message("commands.course-left-out", file=catalogue, line=line, named=named)
        click.echo(lost.localized(asked.lang), err=True)
    made = make_plan(staff, courses, criticality_of(served), limit)
    tables = Tables(served.nomenclature, asked.lang)
    asked.write(lambda: plan_record(made), lambda: tables.plan(made))


# --- What they share ----------------------------------------------------------------------------


def _jobs(served: "Served", codes: Sequence[str]) -> "list[JobProfile]":
    """The jobs that codes, or names, stand for; each requires something."""
    found = jobs_written(served, codes)
    bare = [job.code for job in found if not job.requirements]
    if bare:
        raise Misused("nothing-required", codes=", ".join(bare))
    return found


def _own_jobs(served: "Served") -> "list[JobProfile]":
    own = [p for p in served.content.profiles if p.code in served.owners]
    if not own:
        raise Misused("no-own-jobs")
    return own


def _courses(file: Input, served: "Served") -> "CourseCatalogue":
    from cigref_kg.people.courses import read_courses

    with naming(file):
        return read_courses(file.read_bytes(), served.nomenclature)
