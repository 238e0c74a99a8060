"""People with what they do and what they can do, as commands and pages work on them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile
from cigref_kg.base.reading.tables import FILES, Limits, Row, TableError
from cigref_kg.base.text import LANGUAGES, Text
from cigref_kg.company.dataset import views_of
from cigref_kg.insight.matching import Evidence, Levels, Match, Matcher, Person, match, ranked
from cigref_kg.insight.served import Served
from cigref_kg.people.reading.assessments import Assessments
from cigref_kg.people.reading.columns import Columns
from cigref_kg.people.reading.report import Report
from cigref_kg.people.reading.values import person_key, plain, spelling

HELD = "held"
"""Stands for the job that each person holds, where a job is asked for."""

Nearness = Mapping[str, Sequence[tuple[str, str]]]
"""For a company's own competence, the competences of the e-CF that it is evidence for, and how."""


@dataclass(frozen=True, slots=True)
class Employee(Person):
    """A person with the job that is held, and where."""

    job: str = ""
    """The code of the job held; empty if it is unknown."""
    team: str = ""
    manager: str = ""
    site: str = ""
    assessed: Levels = field(default_factory=dict)
    """What was assessed itself: the levels without what counts by a nearby competence."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of the table that says each assessed level."""


@dataclass(frozen=True)
class Staff:
    """People of a table, and what was read to find them."""

    people: Sequence[Employee]
    found: Assessments

    @property
    def placed(self) -> Iterator[tuple[Employee, JobProfile]]:
        """Each person whose job is known and requires something, with that job."""
        profiles = self.found.whole.content.profile
        for person in self.people:
            profile = profiles.get(person.job)
            if profile and profile.requirements:
                yield person, profile

    @property
    def without_job(self) -> int:
        """How many people hold no job that is known."""
        return len(self.people) - sum(1 for _ in self.placed)

    def nearest(
        self,
        jobs: Iterable[JobProfile],
        limit: int,
        watch: Callable[[Sequence[Employee]], Iterable[Employee]] = iter,
    ) -> Iterator[tuple[Employee, Match]]:
        """Yield each person with the jobs that are most alike; ``watch`` passes the people on.

        Args:
            jobs: to keep to.
            limit: how many at most.
            watch: takes the lines as they are read, to show how far it is.
        """
        matcher = Matcher(jobs)
        for person in watch(self.people):
            for found in matcher.nearest(person.levels, limit):
                yield person, found

    def held(self) -> Iterator[tuple[Employee, Match]]:
        """Yield each person against the job that is held."""
        for person, profile in self.placed:
            yield person, match(person.levels, profile)

    def ranked(self, job: JobProfile) -> list[tuple[Employee, Match]]:
        """Return everybody against a job: what is known to be covered first.

        Raises:
            ValueError: if the job requires nothing.
        """
        return ranked(self.people, job)

    def candidates(self, job: JobProfile) -> list[tuple[Employee, Match]]:
        """Return who could do a job, whoever holds it left out: what is known to be covered first.

        Raises:
            ValueError: if the job requires nothing.
        """
        others = [person for person in self.people if person.job != job.code]
        return ranked(others, job)


def read_staff(
    tables: Sequence[bytes],
    served: Served,
    columns: Columns | None = None,
    *,
    strict: bool = False,
    limits: Limits = FILES,
    watch: Callable[[Sequence[Row]], Iterable[Row]] = iter,
) -> Staff:
    """Read people from tables: what an import wrote, or what it would read.

    Args:
        tables: bytes of CSV, XLSX or ODS files.
        served: the edition whose jobs and competences are meant, companies' own included.
        columns: what the tables do not say themselves.
        strict: count what was assessed itself alone, no nearby competence.
        limits: how large a table may be.
        watch: passes the rows on, to show how far the reading is.

    Raises:
        InputError: if a table cannot be used; names line and column, never a person.
    """
    found = Assessments(columns or Columns(), served.nomenclature)
    for content in tables:
        found.read(content, limits, watch)
    if not found.counting:
        lost = {each: "\n".join(Report(found, each).lost()) for each in LANGUAGES}
        raise TableError(Text(**lost) or message("people.no-levels"))
    return staff_of(found, {} if strict else nearness_of(served))


def staff_of(found: Assessments, nearness: Nearness | None = None) -> Staff:
    """Return the people that tables tell of, with the levels that count.

    Args:
        found: what was read.
        nearness: which competences are evidence for others; by default none is.
    """
    levels: dict[str, dict[str, float]] = {key: {} for key in found.people}
    lines: dict[str, dict[str, int]] = {key: {} for key in found.people}
    for (key, code), place in found.counting.items():
        entry = found.entries[place]
        if entry.level is not None:
            levels[key][code], lines[key][code] = entry.level, entry.line
    people = []
    told = {key for key, _ in found.counting}
    for key, facts in found.people.items():
        if key not in told:
            continue  # nothing of theirs could be used, which the report says
        own = levels[key]
        counting, evidence = with_evidence(own, nearness or {})
        said = {role: value for role, (_, _, value) in facts.said.items()}
        people.append(
            Employee(facts.spelt, counting, evidence, assessed=own, lines=lines[key], **said)
        )
    return Staff(people, found)


def only(staff: Staff, written: str) -> Staff:
    """Return one person of a staff, by any spelling of the number; nobody if there is none."""
    key = person_key(spelling(written))
    return Staff([p for p in staff.people if person_key(p.label) == key], staff.found)


def of_team(staff: Staff, name: str) -> Staff:
    """Return the people of one team; nobody if there is none of that name."""
    return Staff([p for p in staff.people if plain(p.team) == plain(name)], staff.found)


def criticality_of(served: Served) -> Mapping[str, int]:
    """Return how critical companies say that their jobs are, by code."""
    return {
        code: own.criticality
        for view in views_of(served.dataset)
        for code, own in view.company.profiles.items()
        if own.criticality is not None
    }


def nearness_of(served: Served) -> Nearness:
    """Return what the own competences of companies are evidence for.

    A competence *within* one of the e-CF, or *close to* one, counts for it at its own level.
    """
    return {
        code: [
            (target, relation)
            for relation, target in (("within", own.within), ("close_to", own.close_to))
            if target
        ]
        for view in views_of(served.dataset)
        for code, own in view.company.competences.items()
    }


def with_evidence(
    levels: Levels, nearness: Nearness
) -> tuple[Mapping[str, float], Mapping[str, Evidence]]:
    """Return the levels that count, and for those that a nearby competence gives, which.

    The highest counts: of what was assessed itself and of every nearby competence. One that a
    person has not (level 0) is evidence of nothing.

    >>> with_evidence({"X-1": 4, "E.8": 2}, {"X-1": [("E.8", "within")]})[0]
    {'X-1': 4, 'E.8': 4}
    """
    counting = dict(levels)
    evidence: dict[str, Evidence] = {}
    for code, level in levels.items():
        for target, relation in nearness.get(code, ()):
            if level > counting.get(target, 0):
                counting[target], evidence[target] = level, Evidence(code, relation)
    return counting, evidence
