"""A team against the jobs that its people hold: who has what, what nobody or only one has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import JobProfile
from cigref_kg.insight.matching import Match, match
from cigref_kg.people.staff import Employee


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep the bench is for a competence."""

    competence: str
    required: int
    """The highest level that a job of the set requires."""
    jobs: tuple[str, ...]
    """Codes of the jobs that require it."""
    able: tuple[str, ...]
    """Labels of the people with that level or a higher one."""
    below: int
    """People who were assessed below it."""
    unknown: int
    """People who were not assessed, of those whose job requires it."""


@dataclass(frozen=True)
class Team:
    """People together, against a set of jobs."""

    people: Sequence[Employee]
    matches: Sequence[tuple[Employee, Match]]
    """Each person against the job held, or against each job that was asked for."""
    depths: Sequence[Depth]
    """Each competence that the jobs require, the shallowest bench first."""
    without_job: int

    @property
    def nobody(self) -> Sequence[Depth]:
        """The competences that nobody is known to have at the level required."""
        return [depth for depth in self.depths if not depth.able]

    @property
    def only_one(self) -> Sequence[Depth]:
        """The competences that one person alone has at the level required: a risk."""
        return [depth for depth in self.depths if len(depth.able) == 1]


def make_team(
    people: Sequence[Employee],
    profiles: Mapping[str, JobProfile],
    jobs: Sequence[JobProfile] = (),
) -> Team:
    """Look at people as a team.

    Args:
        people: who is in the team.
        profiles: the jobs that people may hold, by code.
        jobs: what the team is to cover; by default the jobs that its people hold.

    Returns:
        Each person against the jobs, and who is able for each competence that these require.
    """
    held = [(p, profiles[p.job]) for p in people if p.job in profiles]
    placed = [(p, job) for p in people for job in jobs] if jobs else held
    placed = [(person, job) for person, job in placed if job.requirements]
    needs: dict[str, dict[str, int]] = {}
    for _, job in placed:
        for code, level in job.required_levels.items():
            needs.setdefault(code, {})[job.code] = level
    asked: dict[str, set[str]] = {code: set() for code in needs}
    for person, job in placed:
        for code in job.required_levels:
            if code not in person.levels:
                asked[code].add(person.label)
    depths = [_depth(code, levels, people, len(asked[code])) for code, levels in needs.items()]
    return Team(
        people,
        [(person, match(person.levels, job)) for person, job in placed],
        sorted(depths, key=lambda d: (len(d.able), -d.below, natural_key(d.competence))),
        0 if jobs else len(people) - len(held),
    )


def _depth(code: str, levels: Mapping[str, int], people: Sequence[Employee], unknown: int) -> Depth:
    required = max(levels.values())
    seen = [(person.label, person.levels[code]) for person in people if code in person.levels]
    able = tuple(label for label, level in seen if level >= required)
    return Depth(code, required, tuple(levels), able, len(seen) - len(able), unknown)
