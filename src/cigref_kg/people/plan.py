"""The training plan: which course for whom, closing what, at what price.

A *gap* is a person and a competence that was assessed itself, below what the job held requires. A
gap is closed by a course that leads to the level required, closed in part by one that leads above
what is held; of several the highest aim wins, then the lowest price, then the code. A nearby
competence makes no gap and closes none: one sends nobody on a course by analogy.

With a budget, gaps are served in the order of priority: the criticality that the company gives the
job, then the width of the gap; one that the rest of the budget cannot pay is left out, and told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cigref_kg.base.collation import natural_key
from cigref_kg.insight.matching import Match
from cigref_kg.people.courses import Course, CourseCatalogue, Teaching
from cigref_kg.people.staff import Employee, Staff


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A gap of a person, and the course for it."""

    person: Employee
    competence: str
    held: float
    required: int
    criticality: int
    teaching: Teaching | None
    """The course and the level that it leads to; ``None`` if no course is of use."""
    is_paid: bool = True
    """Whether the budget pays the course."""

    @property
    def width(self) -> float:
        """The levels to gain."""
        return self.required - self.held

    @property
    def closes(self) -> bool:
        """Whether the course leads to all that is required."""
        return self.teaching is not None and self.teaching.aim == self.required


@dataclass(frozen=True, slots=True)
class Spending:
    """What a team, or everybody, is to spend."""

    people: int
    enrolments: int
    days: int
    """In hundredths."""
    cost: int
    """In hundredths."""


@dataclass(frozen=True)
class Plan:
    """Every gap with its course, in the order of priority."""

    lines: Sequence[PlanLine]
    catalogue: CourseCatalogue
    budget: int | None
    unknown: int
    """Requirements of the jobs held that were not assessed: neither gaps nor closed."""
    without_job: int
    """People whose job is unknown, for whom there is no plan."""

    @cached_property
    def closed(self) -> Sequence[PlanLine]:
        """The gaps that a course closes."""
        return [line for line in self.lines if line.closes and line.is_paid]

    @cached_property
    def partly(self) -> Sequence[PlanLine]:
        """The gaps that a course closes in part."""
        return [line for line in self.lines if line.teaching and not line.closes and line.is_paid]

    @cached_property
    def without_course(self) -> Sequence[PlanLine]:
        """The gaps that no course of the catalogue helps to close."""
        return [line for line in self.lines if line.teaching is None]

    @cached_property
    def left_out(self) -> Sequence[PlanLine]:
        """The gaps whose course the budget does not pay."""
        return [line for line in self.lines if not line.is_paid]

    @cached_property
    def enrolments(self) -> Mapping[tuple[str, str], tuple[Employee, Course]]:
        """The distinct persons and courses: a course is paid once, whatever it closes."""
        return {
            (line.person.label, line.teaching.course.code): (line.person, line.teaching.course)
            for line in self.lines
            if line.teaching and line.is_paid
        }

    @property
    def spending(self) -> Spending:
        """What the whole plan costs."""
        return _spending(self.enrolments.values())

    @cached_property
    def by_team(self) -> Mapping[str, Spending]:
        """What each team is to spend, by its name."""
        teams: dict[str, list[tuple[Employee, Course]]] = {}
        for person, course in self.enrolments.values():
            teams.setdefault(person.team, []).append((person, course))
        return {team: _spending(teams[team]) for team in sorted(teams, key=natural_key)}

    @cached_property
    def uncovered(self) -> Mapping[str, int]:
        """The competences with gaps that no course closes, even in part, and how many gaps."""
        counted: dict[str, int] = {}
        for line in self.without_course:
            counted[line.competence] = counted.get(line.competence, 0) + 1
        return dict(sorted(counted.items(), key=lambda item: (-item[1], natural_key(item[0]))))


def _spending(enrolled: Iterable[tuple[Employee, Course]]) -> Spending:
    enrolled = list(enrolled)
    return Spending(
        len({person.label for person, _ in enrolled}),
        len(enrolled),
        sum(course.days for _, course in enrolled),
        sum(course.cost for _, course in enrolled),
    )


def make_plan(
    staff: Staff,
    catalogue: CourseCatalogue,
    criticality: Mapping[str, int] | None = None,
    budget: int | None = None,
) -> Plan:
    """Make the plan of a staff.

    Args:
        staff: the people, with the jobs that they hold.
        catalogue: the courses.
        criticality: of jobs, by code: the higher, the sooner their gaps are served.
        budget: what may be spent, in hundredths.
    """
    lines = sorted(
        _gaps(staff, catalogue, criticality or {}),
        key=lambda line: (
            -line.criticality,
            -line.width,
            natural_key(line.person.label),
            natural_key(line.competence),
        ),
    )
    if budget is not None:
        lines = list(_paid(lines, budget))
    asked = sum(len(profile.requirements) for _, profile in staff.placed)
    seen = sum(
        code in person.assessed
        for person, profile in staff.placed
        for code in profile.required_levels
    )
    return Plan(lines, catalogue, budget, asked - seen, staff.without_job)


def _gaps(
    staff: Staff, catalogue: CourseCatalogue, criticality: Mapping[str, int]
) -> Iterator[PlanLine]:
    for person, profile in staff.placed:
        for code, required in profile.required_levels.items():
            held = person.assessed.get(code)
            if held is not None and held < required:
                best = catalogue.best(code, held, required)
                rank = criticality.get(profile.code, 0)
                yield PlanLine(person, code, held, required, rank, best)


def courses_for(
    pairs: Iterable[tuple[Employee, Match]], catalogue: CourseCatalogue
) -> Sequence[PlanLine]:
    """Return the best course for each gap of people against jobs that they do not hold yet."""
    return [
        PlanLine(person, gap.competence, gap.has, gap.required, 0, best)
        for person, found in pairs
        for gap in found.gaps
        if (best := catalogue.best(gap.competence, gap.has, gap.required))
    ]


def _paid(lines: Iterable[PlanLine], budget: int) -> Iterator[PlanLine]:
    enrolled: set[tuple[str, str]] = set()
    for line in lines:
        if line.teaching is None:
            yield line
            continue
        course = line.teaching.course
        enrolment = (line.person.label, course.code)
        if enrolment not in enrolled:
            if course.cost > budget:
                yield replace(line, is_paid=False)
                continue
            budget -= course.cost
            enrolled.add(enrolment)
        yield line
