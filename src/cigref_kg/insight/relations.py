"""Who needs, rates and leads to what: the model read from the other side."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from cigref_kg.base.model import (
    AspectRating,
    CareerMove,
    Change,
    JobProfile,
    Nomenclature,
    Requirement,
    Text,
)
from cigref_kg.insight.stating import stating_sentence

T = TypeVar("T")


class Relations:
    """What relates the profiles of the served edition to competences, aspects and each other."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self.content = nomenclature.content
        self.framework = nomenclature.framework

    @cached_property
    def members(self) -> Mapping[str, Sequence[JobProfile]]:
        """The profiles of each family, in order."""
        return {
            family.code: [p for p in self.content.profiles if p.family == family.code]
            for family in self.content.families
        }

    @cached_property
    def demand(self) -> Mapping[str, Sequence[tuple[JobProfile, Requirement]]]:
        """Who needs each competence: the highest level first, then in the order of profiles."""
        found: dict[str, list[tuple[JobProfile, Requirement]]]
        found = {competence.code: [] for competence in self.framework.competences}
        for profile in self.content.profiles:
            for need in profile.requirements:
                found[need.competence].append((profile, need))
        return {code: sorted(who, key=lambda each: -each[1].level) for code, who in found.items()}

    @cached_property
    def ranking(self) -> Mapping[str, Sequence[tuple[JobProfile, AspectRating]]]:
        """The profiles with a legible rating of each aspect: the most stars first."""
        found: dict[str, list[tuple[JobProfile, AspectRating]]]
        found = {aspect.code: [] for aspect in self.framework.aspects}
        for profile in self.content.profiles:
            for rating in profile.ratings:
                found[rating.aspect].append((profile, rating))
        return {code: sorted(who, key=lambda each: -each[1].stars) for code, who in found.items()}

    def moves_from(self, profile: str) -> Sequence[CareerMove]:
        """Return the stated moves out of a profile."""
        return [move for move in self.content.moves if move.from_profile == profile]

    def moves_to(self, profile: str) -> Sequence[CareerMove]:
        """Return the stated moves into a profile."""
        return [move for move in self.content.moves if move.to_profile == profile]

    def sentence(self, move: CareerMove) -> Text:
        """Return the sentence that states a move."""
        return stating_sentence(self.content, move)

    @cached_property
    def change(self) -> Mapping[str, Change]:
        """The change of each profile that has one."""
        return {change.profile: change for change in self.content.changes}

    def neighbours(self, profile: JobProfile) -> tuple[JobProfile | None, JobProfile | None]:
        """Return the profiles before and after one in its family."""
        return beside(self.members[profile.family], profile)


def beside(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """Return what stands before and after an item of a list, each if there is any.

    >>> beside("abc", "a"), beside("abc", "b")
    ((None, 'b'), ('a', 'c'))
    """
    place = items.index(item)
    return (
        items[place - 1] if place else None,
        items[place + 1] if place + 1 < len(items) else None,
    )
