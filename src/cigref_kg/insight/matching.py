"""People against profiles: how far each covers each, what is missing, and why.

Everything is counted in levels. Write *h(c)* for the level that a person has in competence *c* and
*r(c)* for the level that a profile requires, 0 where there is none. Over all competences:

========== ===================================== ==============================================
covered    sum of min(h, r)                      what the person brings of what is required
required   sum of r                              what the profile asks in all
held       sum of h                              what the person has in all
gap        required - covered                    the levels to gain
coverage   covered / required                    0 (nothing) to 1 (everything)
likeness   2 · covered / (held + required)       0 (nothing in common) to 1 (the very same levels)
========== ===================================== ==============================================

Coverage says whether a person could do a job; likeness whether it resembles what the person does: a
profile that asks little is covered by many and resembles few of them.

Properties, which the tests check on random people and profiles:

- *identity*: a person with exactly the levels of a profile covers it (1) and is like it (1); only
  such a person has likeness 1;
- *symmetry*: likeness stays the same if person and profile change places (it is one minus the
  distance of :mod:`cigref_kg.insight.comparison`, Dice's measure over levels). Coverage is not
  symmetric, and must not be: it speaks of what is asked;
- *monotony*: whoever gains a level never covers less, nor has a larger gap, of any profile.
  Likeness has no such property: to gain what a job does not ask makes one less like it.

Numbers are whole until the last division, so the same people give the same order everywhere.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import truediv

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import JobProfile

Levels = Mapping[str, int]
"""Levels (1 to 5) by competence code."""

NEARLY = 0.8
"""The coverage from which someone counts as nearly ready for a job."""
_FIELD = array("I").itemsize
"""Bytes for a number of covered levels in a packed row."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, under whatever label the user gave, and the levels that this person has."""

    label: str
    levels: Levels


@dataclass(frozen=True, slots=True)
class Gap:
    """A competence that a person lacks, wholly or in part."""

    competence: str
    has: int
    required: int

    @property
    def effort(self) -> int:
        """The levels to gain."""
        return self.required - self.has


@dataclass(frozen=True, slots=True)
class Match:
    """A person against a profile, with every number that went into the verdict."""

    profile: JobProfile
    covered: int
    required: int
    held: int
    shared: tuple[str, ...]
    """Codes of the competences that are required and held, at whatever level."""
    gaps: tuple[Gap, ...]
    """What is missing, the least effort first."""
    surplus: tuple[str, ...]
    """Codes of the competences that are held beyond what is required."""

    @property
    def gap(self) -> int:
        """The levels to gain."""
        return self.required - self.covered

    @property
    def coverage(self) -> float:
        """What part of the required levels is held, 0 to 1."""
        return self.covered / self.required

    @property
    def likeness(self) -> float:
        """How alike the person and the profile are, 0 to 1."""
        return 2 * self.covered / (self.held + self.required)


@lru_cache(maxsize=4096)
def _order(code: str) -> list[tuple[int, int, str]]:
    return natural_key(code)


def gaps(have: Levels, needs: Levels) -> tuple[Gap, ...]:
    """Return what is missing of the needed levels, the least effort first.

    The fewest levels come first, then the lower target: a step to a high level takes longer than
    one to a low level. Equals are ordered by code.
    """
    missing = [
        Gap(code, have.get(code, 0), level)
        for code, level in needs.items()
        if have.get(code, 0) < level
    ]
    return tuple(sorted(missing, key=lambda g: (g.effort, g.required, _order(g.competence))))


def match(person: Levels, profile: JobProfile) -> Match:
    """Match one person with one profile.

    Raises:
        ValueError: if the profile requires nothing, so that there is nothing to match.
    """
    needs = profile.required_levels
    if not needs:
        raise ValueError(f"profile {profile.code} requires no competence")
    return Match(
        profile,
        covered=sum(min(person.get(code, 0), level) for code, level in needs.items()),
        required=sum(needs.values()),
        held=sum(person.values()),
        shared=tuple(sorted((c for c in needs if person.get(c, 0)), key=_order)),
        gaps=gaps(person, needs),
        surplus=tuple(
            sorted((c for c, level in person.items() if level > needs.get(c, 0)), key=_order)
        ),
    )


class Matcher:
    """Many people against the same profiles.

    For each competence and level a person may have, what it covers of every profile is a row of
    numbers, worked out once and packed into one large integer. What a person covers is then the sum
    of a few integers, for all profiles at a time.

    Args:
        profiles: what to match with; those that require nothing are left out.
    """

    def __init__(self, profiles: Iterable[JobProfile]) -> None:
        self.profiles = tuple(profile for profile in profiles if profile.requirements)

    @cached_property
    def _required(self) -> list[int]:
        return [sum(profile.required_levels.values()) for profile in self.profiles]

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int], int]:
        """What a competence at a level covers of each profile, packed."""
        needs: dict[str, list[int]] = {}
        for place, profile in enumerate(self.profiles):
            for code, level in profile.required_levels.items():
                needs.setdefault(code, [0] * len(self.profiles))[place] = level
        return {
            (code, level): _packed(min(level, required) for required in row)
            for code, row in needs.items()
            for level in range(1, max(row) + 1)
        }

    @cached_property
    def _highest(self) -> Mapping[str, int]:
        highest: dict[str, int] = {}
        for code, level in self._rows:
            highest[code] = max(level, highest.get(code, 0))
        return highest

    def covered(self, person: Levels) -> Sequence[int]:
        """Return the covered levels of each profile, in the order of :attr:`profiles`."""
        highest = self._highest
        total = sum(
            self._rows[code, min(level, highest[code])]
            for code, level in person.items()
            if code in highest and level
        )
        return _unpacked(total, len(self.profiles))

    def nearest(self, person: Levels, limit: int = 5) -> list[Match]:
        """Return the profiles nearest to what a person does: the most alike first.

        Equals are ordered by coverage, then by code.

        Args:
            person: the levels this person has.
            limit: how many at most.
        """
        if limit < 1 or not self.profiles:
            return []
        covered, held = self.covered(person), sum(person.values())
        likeness = list(map(truediv, covered, map(held.__add__, self._required)))
        least = sorted(likeness, reverse=True)[:limit][-1]
        candidates = [place for place, value in enumerate(likeness) if value >= least]
        candidates.sort(
            key=lambda place: (
                -likeness[place],
                -covered[place] / self._required[place],
                _order(self.profiles[place].code),
            )
        )
        return [match(person, self.profiles[place]) for place in candidates[:limit]]


def ranked(people: Iterable[Person], profile: JobProfile) -> list[tuple[Person, Match]]:
    """Return people in the order of how far they cover a profile, then of how like it they are.

    Raises:
        ValueError: if the profile requires nothing.
    """
    matched = [(person, match(person.levels, profile)) for person in people]
    return sorted(
        matched,
        key=lambda pair: (-pair[1].coverage, -pair[1].likeness, natural_key(pair[0].label)),
    )


# --- Teams --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep the bench is for a competence."""

    competence: str
    required: int
    """The highest level that a profile of the set requires."""
    profiles: tuple[str, ...]
    """Codes of the profiles that require it."""
    able: int
    """People with that level or a higher one."""
    below: int
    """People who have the competence at a lower level."""


@dataclass(frozen=True, slots=True)
class Bench:
    """How many people cover a profile."""

    profile: JobProfile
    ready: int
    """People who cover all of it."""
    nearly: int
    """People who cover at least four fifths of its levels, but not all."""


@dataclass(frozen=True, slots=True)
class Team:
    """A group of people against a set of profiles."""

    people: int
    depths: tuple[Depth, ...]
    """Each competence that the set requires, the shallowest bench first."""
    benches: tuple[Bench, ...]

    @property
    def uncovered(self) -> tuple[Depth, ...]:
        """The competences that nobody has at the required level."""
        return tuple(depth for depth in self.depths if not depth.able)


def team(people: Sequence[Person], profiles: Iterable[JobProfile]) -> Team:
    """Look at people as a team: what nobody covers, and how deep the bench is.

    Args:
        people: who is in the team.
        profiles: what it is to cover; those that require nothing are left out.
    """
    matcher = Matcher(profiles)
    needs: dict[str, dict[str, int]] = {}
    for profile in matcher.profiles:
        for code, level in profile.required_levels.items():
            needs.setdefault(code, {})[profile.code] = level
    having: dict[str, Counter[int]] = {code: Counter() for code in needs}
    ready, nearly = [0] * len(matcher.profiles), [0] * len(matcher.profiles)
    for person in people:
        for code, level in person.levels.items():
            if code in having:
                having[code][level] += 1
        for place, (covered, required) in enumerate(
            zip(matcher.covered(person.levels), matcher._required, strict=True)
        ):
            if covered == required:
                ready[place] += 1
            elif covered >= NEARLY * required:
                nearly[place] += 1
    depths = [_depth(code, levels, having[code]) for code, levels in needs.items()]
    return Team(
        len(people),
        tuple(sorted(depths, key=lambda d: (d.able, -d.below, natural_key(d.competence)))),
        tuple(map(Bench, matcher.profiles, ready, nearly)),
    )


def _depth(code: str, levels: Levels, having: Counter[int]) -> Depth:
    required = max(levels.values())
    able = sum(count for level, count in having.items() if level >= required)
    return Depth(code, required, tuple(levels), able, sum(having.values()) - able)


def _packed(row: Iterable[int]) -> int:
    return int.from_bytes(array("I", row).tobytes(), sys.byteorder)


def _unpacked(total: int, count: int) -> Sequence[int]:
    return array("I", total.to_bytes(count * _FIELD, sys.byteorder))


def explained(matched: Match) -> Iterator[str]:
    """Yield the reckoning of a match, a line each, for people.

    >>> from cigref_kg import load
    >>> profile = load().nomenclature.content.profile["6.3"]
    >>> next(explained(match({"E.8": 3}, profile)))
    'covers 3 of 41 levels: coverage 7 %'
    """
    yield (
        f"covers {matched.covered} of {matched.required} levels:"
        f" coverage {matched.coverage:.0%}".replace("%", " %")
    )
    yield (
        f"2 × {matched.covered} / ({matched.held} held + {matched.required} required):"
        f" likeness {matched.likeness:.2f}"
    )
    for gap in matched.gaps:
        yield f"{gap.competence}: has {gap.has or 'none'}, {gap.required} required: +{gap.effort}"
