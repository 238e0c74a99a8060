"""Who needs, rates and leads to what: the model read from the other side."""

from collections.abc import Mapping, Sequence
from functools import cached_property

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
        demand: dict[str, list[tuple[JobProfile, Requirement]]] = {
            competence.code: [] for competence in self.framework.competences
        }
        for profile in self.content.profiles:
            for requirement in profile.requirements:
                demand[requirement.competence].append((profile, requirement))
        for entries in demand.values():
            entries.sort(key=lambda entry: -entry[1].level)
        return demand

    @cached_property
    def ranking(self) -> Mapping[str, Sequence[tuple[JobProfile, AspectRating]]]:
        """The profiles with a legible rating of each aspect: the most stars first."""
        ranking: dict[str, list[tuple[JobProfile, AspectRating]]] = {
            aspect.code: [] for aspect in self.framework.aspects
        }
        for profile in self.content.profiles:
            for rating in profile.ratings:
                ranking[rating.aspect].append((profile, rating))
        for entries in ranking.values():
            entries.sort(key=lambda entry: -entry[1].stars)
        return ranking

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
        members = self.members[profile.family]
        place = [member.code for member in members].index(profile.code)
        before = members[place - 1] if place else None
        after = members[place + 1] if place + 1 < len(members) else None
        return before, after
