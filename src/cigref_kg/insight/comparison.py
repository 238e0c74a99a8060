"""Profiles side by side: the competences they share or lack, the gap of levels, the distance.

The *gap* between two profiles is what the second asks beyond the first: for each competence the
levels that a person in the first would have to gain, from nothing if the first does not require it.

The *distance* adds up, over every competence that either requires, the difference of levels (a
competence that is not required counts as level 0), and divides by what it would be had they nothing
in common: 0 means the same levels everywhere, 1 no competence in common (Bray-Curtis dissimilarity,
J. R. Bray and J. T. Curtis, Ecological Monographs 27(4), 1957).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent, JobProfile
from cigref_kg.insight.matching import Gap, gaps, missing_levels

MIN_PROFILES = 2  # one alone is not compared
MAX_PROFILES = 4  # as many columns as a page holds
Shown = Literal["all", "differences", "shared"]
SHOWN: tuple[Shown, ...] = get_args(Shown)


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """A competence that one of the compared profiles requires."""

    code: str
    levels: Mapping[str, int | None]
    """The level that each profile requires, by its label."""
    gap: int
    """What the last profile asks beyond the first; 0 where it asks no more."""
    reverse_gap: int
    """What the first profile asks beyond the last."""

    @property
    def differs(self) -> bool:
        """Whether the profiles require it at different levels, or some not at all."""
        return len(set(self.levels.values())) > 1

    @property
    def is_shared(self) -> bool:
        """Whether every profile requires it."""
        return None not in self.levels.values()


@dataclass(frozen=True, slots=True)
class AspectRow:
    """The stars that the compared profiles give to an aspect, by label."""

    code: str
    stars: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to four profiles side by side."""

    profiles: tuple[JobProfile, ...]
    labels: tuple[str, ...]
    """What tells each profile: its code, or ``2024/2.6`` where another edition's has the same."""
    competences: tuple[CompetenceRow, ...]
    aspects: tuple[AspectRow, ...]
    distance: float
    """Between the first and the last, 0 to 1."""

    @property
    def gap(self) -> int:
        """The levels to gain from the first to the last, all competences together."""
        return sum(row.gap for row in self.competences)

    @property
    def reverse_gap(self) -> int:
        """The levels to gain from the last to the first."""
        return gap(self.profiles[-1], self.profiles[0])

    def to_learn_from(self, label: str) -> list[tuple[JobProfile, tuple[Gap, ...]]]:
        """Return what each of the other profiles asks beyond one, the least effort first.

        Raises:
            KeyError: if no profile has that label.
        """
        compared = dict(zip(self.labels, self.profiles, strict=True))
        have = compared.pop(label).required_levels
        return [(each, gaps(have, each.required_levels)) for each in compared.values()]

    def only(self, shown: Shown) -> "Comparison":
        """Return it with all its competences, those that differ, or those that all share."""
        wanted = {
            "all": self.competences,
            "differences": tuple(row for row in self.competences if row.differs),
            "shared": tuple(row for row in self.competences if row.is_shared),
        }
        return replace(self, competences=wanted[shown])

    @property
    def to_acquire(self) -> tuple[Gap, ...]:
        """What the last profile asks beyond the first, the least effort first."""
        return gaps(self.profiles[0].required_levels, self.profiles[-1].required_levels)


@dataclass(frozen=True, slots=True)
class Near:
    """A profile near another one, with what separates them."""

    profile: JobProfile
    distance: float
    shared: tuple[str, ...]
    """Codes of the competences that both require."""
    missing: tuple[str, ...]
    """Codes of those that only this one requires."""
    gap: int
    """Levels to gain to get there."""


def compare(profiles: Sequence[JobProfile]) -> Comparison:
    """Compare two to four different profiles, in the order in which to show them.

    Raises:
        InputError: if a profile stands twice, or there are too few or too many; the message says
            which.
    """
    codes = [profile.code for profile in profiles]
    labels = codes
    if len(set(codes)) != len(codes):
        labels = [f"{profile.edition}/{profile.code}" for profile in profiles]
    if len(set(labels)) != len(labels):
        raise InputError(message("insight.profile-twice", codes=", ".join(codes)))
    if not MIN_PROFILES <= len(codes) <= MAX_PROFILES:
        raise InputError(
            message(
                "insight.how-many-profiles",
                least=MIN_PROFILES,
                most=MAX_PROFILES,
                given=len(codes),
            )
        )
    compared = dict(zip(labels, profiles, strict=True))
    competences = {code for profile in profiles for code in profile.required_levels}
    aspects = {code for profile in profiles for code in profile.stars}
    return Comparison(
        tuple(profiles),
        tuple(labels),
        tuple(_competence_row(code, compared) for code in sorted(competences, key=natural_key)),
        tuple(
            AspectRow(code, {label: each.stars.get(code) for label, each in compared.items()})
            for code in sorted(aspects, key=natural_key)
        ),
        distance(profiles[0], profiles[-1]),
    )


def gap(first: JobProfile, second: JobProfile) -> int:
    """Return the levels that ``second`` asks beyond ``first``, all competences together."""
    return missing_levels(first.required_levels, second.required_levels)


def distance(first: JobProfile, second: JobProfile) -> float:
    """Return how far two profiles are apart by their competences, 0 (the same) to 1."""
    left, right = first.required_levels, second.required_levels
    total = sum(left.values()) + sum(right.values())
    apart = sum(abs(left.get(code, 0) - right.get(code, 0)) for code in {*left, *right})
    return apart / total if total else 0.0


def nearest(content: EditionContent, profile: JobProfile, limit: int) -> list[Near]:
    """Return the profiles nearest to one, the nearest first.

    Args:
        content: what is looked at.
        profile: the profile.
        limit: how many at most.
    """
    have = profile.required_levels
    found = [
        Near(
            other,
            distance(profile, other),
            tuple(code for code in other.required_levels if code in have),
            tuple(code for code in other.required_levels if code not in have),
            gap(profile, other),
        )
        for other in content.profiles
        if other.code != profile.code
    ]
    return sorted(found, key=lambda near: (near.distance, natural_key(near.profile.code)))[:limit]


def _competence_row(code: str, profiles: Mapping[str, JobProfile]) -> CompetenceRow:
    levels = {label: profile.required_levels.get(code) for label, profile in profiles.items()}
    first, *_, last = (level or 0 for level in levels.values())
    return CompetenceRow(code, levels, max(0, last - first), max(0, first - last))
