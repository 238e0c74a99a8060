"""People against profiles: how far they cover each, what is missing, and what nobody assessed.

Everything is counted in levels. Write *h(c)* for the level at which a person was assessed in a
competence *c* and *r(c)* for the level that a profile requires. A competence that was not assessed
is *unknown*, which is not zero; one assessed at level 0 is known to be absent.

========== ================================================= ====================================
covered    sum of min(h, r) over what was assessed           what the person is known to bring
required   sum of r over what was assessed                   what was asked and looked at
asked      sum of r                                          what the profile asks in all
held       sum of h                                          what the person is known to have
gap        required - covered                                the levels to gain
coverage   covered / required                                0 (nothing) to 1 (everything)
assessed   assessed requirements / all requirements          how much of the verdict is known
likeness   2 · covered / (held + asked)                      0 (nothing in common) to 1 (the same)
========== ================================================= ====================================

Coverage says whether a person could do a job, as far as is known; likeness whether it resembles
what the person does: a profile that asks little is covered by many and resembles few of them.

Properties, which the tests check on random people and profiles:

- *identity*: a person with exactly the levels of a profile covers it (1) and is like it (1); only
  such a person has likeness 1;
- *symmetry*: between profiles, likeness stays the same if they change places (it is one minus the
  distance of :mod:`cigref_kg.insight.comparison`, Dice's measure over levels). Coverage is not
  symmetric, and must not be: it speaks of what is asked;
- *monotony*: whoever gains a level in what was assessed never covers less, nor has a larger gap,
  of any profile. Likeness has no such property: to gain what a job does not ask makes one less
  like it.

Levels may be halves. Sums of what covers many profiles at once are whole hundredths, so the same
people give the same order everywhere.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import truediv
from typing import TypeVar

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile

Levels = Mapping[str, float]
"""Levels (1 to 5, 0 for none) by competence code; whole numbers or halves."""

_UNIT = 100
"""Parts of a level that are told apart."""
_FIELD = array("I").itemsize
"""Bytes for a number of covered levels in a packed row."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a level counts that was not assessed itself: a nearby competence was."""

    competence: str
    """The code of the nearby competence."""
    relation: str
    """How it stands to the one that it is evidence for: ``within`` or ``close_to``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, under whatever label the user gave, and the levels at which this person was seen."""

    label: str
    levels: Levels
    """By competence; what is not there was not assessed."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """For each level that counts by a nearby competence, which."""


P = TypeVar("P", bound=Person)


@dataclass(frozen=True, slots=True)
class Gap:
    """A competence that a person lacks, wholly or in part."""

    competence: str
    has: float
    required: int

    @property
    def effort(self) -> float:
        """The levels to gain."""
        return self.required - self.has


@dataclass(frozen=True, slots=True)
class Match:
    """A person against a profile, with every number that went into the verdict."""

    profile: JobProfile
    covered: float
    required: int
    """The levels required of what was assessed."""
    asked: int
    """The levels required in all."""
    held: float
    shared: tuple[str, ...]
    """Codes of the competences that are required and held, at whatever level."""
    gaps: tuple[Gap, ...]
    """What was assessed and is below, the least effort first."""
    unknown: tuple[str, ...]
    """Codes of the competences that are required and were not assessed."""
    surplus: tuple[str, ...]
    """Codes of the competences that are held beyond what is required."""

    @property
    def gap(self) -> float:
        """The levels to gain."""
        return self.required - self.covered

    @property
    def coverage(self) -> float | None:
        """What part of the required levels is held, 0 to 1; ``None`` if nothing was assessed."""
        return self.covered / self.required if self.required else None

    @property
    def assessed(self) -> float:
        """What part of the requirements was assessed, 0 to 1."""
        return 1 - len(self.unknown) / len(self.profile.requirements)

    @property
    def likeness(self) -> float:
        """How alike the person and the profile are known to be, 0 to 1."""
        return 2 * self.covered / (self.held + self.asked)


@lru_cache(maxsize=4096)
def _order(code: str) -> list[tuple[int, int, str]]:
    return natural_key(code)


def gaps(have: Levels, needs: Mapping[str, int]) -> tuple[Gap, ...]:
    """Return what is missing of the needed levels, the least effort first.

    The fewest levels come first, then the lower target: a step to a high level takes longer than
    one to a low level. Equals are ordered by code. What is not in ``have`` counts as none.
    """
    missing = [
        Gap(code, have.get(code, 0), level)
        for code, level in needs.items()
        if have.get(code, 0) < level
    ]
    return tuple(sorted(missing, key=lambda g: (g.effort, g.required, _order(g.competence))))


def missing_levels(have: Mapping[str, int], needs: Mapping[str, int]) -> int:
    """Return how many levels are missing of the needed ones, all competences together."""
    return sum(max(0, level - have.get(code, 0)) for code, level in needs.items())


def match(person: Levels, profile: JobProfile) -> Match:
    """Match one person with one profile.

    Raises:
        InputError: if the profile requires nothing, so that there is nothing to match.
    """
    needs = profile.required_levels
    if not needs:
        raise InputError(message("insight.nothing-required", code=profile.code))
    seen = {code: level for code, level in needs.items() if code in person}
    return Match(
        profile,
        covered=sum(min(person[code], level) for code, level in seen.items()),
        required=sum(seen.values()),
        asked=sum(needs.values()),
        held=sum(person.values()),
        shared=tuple(sorted((c for c in needs if person.get(c, 0)), key=_order)),
        gaps=gaps(person, seen),
        unknown=tuple(sorted((c for c in needs if c not in seen), key=_order)),
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
        self._rows: dict[tuple[str, float], int] = {}

    @cached_property
    def _asked(self) -> list[int]:
        return [sum(profile.required_levels.values()) for profile in self.profiles]

    @cached_property
    def _needs(self) -> Mapping[str, Sequence[int]]:
        """The level that each profile requires of a competence, 0 for none."""
        needs: dict[str, list[int]] = {}
        for place, profile in enumerate(self.profiles):
            for code, level in profile.required_levels.items():
                needs.setdefault(code, [0] * len(self.profiles))[place] = level
        return needs

    def _row(self, code: str, level: float) -> int:
        """What a competence at a level covers of each profile, packed."""
        row = self._rows.get((code, level))
        if row is None:
            parts = [round(_UNIT * min(level, need)) for need in self._needs[code]]
            row = int.from_bytes(array("I", parts).tobytes(), sys.byteorder)
            self._rows[code, level] = row
        return row

    def covered(self, person: Levels) -> Sequence[float]:
        """Return the covered levels of each profile, in the order of :attr:`profiles`."""
        needs = self._needs
        total = sum(self._row(code, level) for code, level in person.items() if code in needs)
        packed = total.to_bytes(len(self.profiles) * _FIELD, sys.byteorder)
        return [parts / _UNIT for parts in array("I", packed)]

    def nearest(self, person: Levels, limit: int = 5) -> list[Match]:
        """Return the profiles nearest to what a person does: the most alike first.

        Equals are ordered by what is covered of all that is asked, then by code.

        Args:
            person: the levels this person has.
            limit: how many at most.
        """
        if limit < 1 or not self.profiles:
            return []
        covered, held = self.covered(person), sum(person.values())
        likeness = list(map(truediv, covered, map(held.__add__, self._asked)))
        least = sorted(likeness, reverse=True)[:limit][-1]
        candidates = [place for place, value in enumerate(likeness) if value >= least]
        candidates.sort(
            key=lambda place: (
                -likeness[place],
                -covered[place] / self._asked[place],
                _order(self.profiles[place].code),
            )
        )
        return [match(person, self.profiles[place]) for place in candidates[:limit]]


def ranked(people: Iterable[P], profile: JobProfile) -> list[tuple[P, Match]]:
    """Return people in the order of what they are known to cover of a profile.

    Equals are ordered by coverage of what was assessed, then by likeness, then by label.

    Raises:
        InputError: if the profile requires nothing.
    """
    matched = [(person, match(person.levels, profile)) for person in people]
    return sorted(
        matched,
        key=lambda pair: (
            -pair[1].covered,
            -(pair[1].coverage or 0),
            -pair[1].likeness,
            natural_key(pair[0].label),
        ),
    )
