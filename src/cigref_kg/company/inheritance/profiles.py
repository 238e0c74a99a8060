"""A profile as it holds in a company, with what is the company's own marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import (
    ActivityGroup,
    JobProfile,
    Names,
    RatingCompleteness,
    Statement,
    StatementList,
    Text,
)

LISTED = {"activity": "activities", "deliverable": "deliverables", "indicator": "indicators"}
"""What holds the statements of each kind, by the first step of their paths."""
TEXTS = ("mission", "career_path", "trends")
Origins = Mapping[str, Sequence[tuple[str, int]]]


class Difference(StrEnum):
    """How a requirement stands to the nomenclature."""

    SAME = "same"
    ADDED = "added"
    OVERRIDDEN = "overridden"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class EffectiveRequirement:
    """A competence, the level that the company requires and the one that the nomenclature does."""

    competence: str
    level: int | None
    """``None`` if the company dropped it."""
    original: int | None
    """The highest level in the nomenclature; ``None`` if it is not required there."""
    stated_by: str
    """The profile that last spoke of it, a company's own or not."""

    @property
    def difference(self) -> Difference:
        """How it stands to the nomenclature."""
        if self.level == self.original:
            return Difference.SAME
        if self.original is None:
            return Difference.ADDED
        return Difference.DROPPED if self.level is None else Difference.OVERRIDDEN


@dataclass(frozen=True, slots=True)
class EffectiveProfile:
    """A profile of a company as it holds, and what is the company's own in it."""

    profile: JobProfile
    lineage: tuple[str, ...]
    """It and the own profiles that it extends, the nearest first."""
    roots: tuple[JobProfile, ...]
    """The profiles of the nomenclature that it extends in the end; none if it is new."""
    requirements: tuple[EffectiveRequirement, ...]
    """With those that were dropped, in the order of the codes."""
    origins: Origins
    """For each of its ``activities`` (the groups), ``deliverables`` and ``indicators``, the code of
    the profile that lists it, and its position there; those that were dropped keep their place."""
    own_texts: frozenset[str]
    """Which of ``mission``, ``career_path`` and ``trends`` are the company's own."""
    own_words: frozenset[str]
    """Inherited statements that are told in the company's words: ``activity/2/3``."""

    @property
    def code(self) -> str:
        """Its code."""
        return self.profile.code

    @property
    def levels(self) -> Mapping[str, int]:
        """The level of each competence that it requires."""
        return {need.competence: need.level for need in self.requirements if need.level is not None}

    @property
    def changed(self) -> tuple[EffectiveRequirement, ...]:
        """The requirements that differ from the nomenclature's."""
        return tuple(need for need in self.requirements if need.difference is not Difference.SAME)

    def is_own(self, listed: str, position: int) -> bool:
        """Whether one of its ``activities``, ``deliverables`` or ``indicators`` is a company's."""
        return self.origins[listed][position - 1][0] in self.lineage

    def origin(self, path: str) -> tuple[str, str]:
        """Return where a statement (``activity/2/3``) was first listed: by whom, and its path."""
        kind, first, *below = path.split("/")
        code, number = self.origins[LISTED[kind]][int(first) - 1]
        return code, "/".join((kind, str(number), *below))

    def stated_by(self, competence: str) -> str:
        """Return the code of the profile that last said at which level a competence is required.

        Raises:
            LookupError: if the profile does not require it.
        """
        for need in self.requirements:
            if need.competence == competence and need.level is not None:
                return need.stated_by
        raise LookupError(f"{self.code} does not require {competence}")

    def rated_by(self, aspect: str) -> str | None:
        """Return the code of the nomenclature's profile that has its stars of an aspect."""
        stars = self.profile.stars.get(aspect)
        return next((root.code for root in self.roots if root.stars.get(aspect) == stars), None)


def named_statements(profile: JobProfile) -> Iterator[tuple[str, Text]]:
    """Yield each statement of a profile: what names it (``activity/2/3``), and its words."""
    for group in profile.groups:
        yield f"activity/{group.position}", group.heading
        yield from _named(f"activity/{group.position}", group.activities)
    yield from _named("deliverable", profile.deliverables.items)
    yield from _named("indicator", profile.indicators.items)


def _named(above: str, statements: Iterable[Statement]) -> Iterator[tuple[str, Text]]:
    for statement in statements:
        for place, words in statement.walk():
            yield f"{above}/{place}", words


NOTHING = EffectiveProfile(
    JobProfile(
        code="",
        family="",
        edition=0,
        names=Names(Text()),
        page=0,
        requirements=(),
        ratings=(),
        rating_completeness=RatingCompleteness.ABSENT,
        groups=(),
        deliverables=StatementList(()),
        indicators=StatementList(()),
        mission=Text(),
        career_path=Text(),
        trends=Text(),
    ),
    lineage=(),
    roots=(),
    requirements=(),
    origins=dict.fromkeys(LISTED.values(), ()),
    own_texts=frozenset(),
    own_words=frozenset(),
)
"""What a profile has that extends none."""


def of_the_nomenclature(profile: JobProfile) -> EffectiveProfile:
    """Return a profile of the nomenclature in the same shape."""
    lists: Mapping[str, Sequence[ActivityGroup | Statement]] = {
        "activities": profile.groups,
        "deliverables": profile.deliverables.items,
        "indicators": profile.indicators.items,
    }
    return EffectiveProfile(
        profile,
        (),
        (profile,),
        tuple(
            EffectiveRequirement(code, level, level, profile.code)
            for code, level in profile.required_levels.items()
        ),
        {each: [(profile.code, item.position) for item in lists[each]] for each in lists},
        frozenset(),
        frozenset(),
    )


def in_order(needs: Iterable[EffectiveRequirement]) -> tuple[EffectiveRequirement, ...]:
    """Return requirements in the order of the codes."""
    return tuple(sorted(needs, key=lambda need: natural_key(need.competence)))
