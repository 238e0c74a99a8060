"""What several profiles that one extends say together.

Of requirements and stars the highest hold; texts and statements are put one after the other, in the
order of the codes; what two of them have from the same profile counts once, as the first has it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import (
    ActivityGroup,
    AspectRating,
    JobProfile,
    RatingCompleteness,
    Statement,
    StatementList,
    Text,
)
from cigref_kg.company.inheritance.profiles import (
    LISTED,
    NOTHING,
    TEXTS,
    EffectiveProfile,
    EffectiveRequirement,
    in_order,
)

T = TypeVar("T", ActivityGroup, Statement)


def joined(one: EffectiveProfile, other: EffectiveProfile) -> EffectiveProfile:
    """Return what two profiles say together."""
    if one is NOTHING:
        return other
    first, second = one.profile, other.profile
    places = {
        listed: _places(one.origins[listed], other.origins[listed]) for listed in LISTED.values()
    }
    texts: dict[str, Any] = {
        name: _both_texts(getattr(first, name), getattr(second, name))
        for name in ("introduction", "indicator_note", *TEXTS)
    }
    profile = replace(
        first,
        family=first.family if first.family == second.family else "",
        ratings=_highest_stars(first, second),
        rating_completeness=max(
            first.rating_completeness,
            second.rating_completeness,
            key=list(RatingCompleteness).index,
        ),
        groups=(*first.groups, *_moved(second.groups, places["activities"])),
        deliverables=_both_lists(first.deliverables, second.deliverables, places["deliverables"]),
        indicators=_both_lists(first.indicators, second.indicators, places["indicators"]),
        **texts,
    )
    return EffectiveProfile(
        profile,
        tuple(dict.fromkeys((*one.lineage, *other.lineage))),
        tuple({root.code: root for root in (*one.roots, *other.roots)}.values()),
        _highest_levels(one.requirements, other.requirements),
        {
            listed: [*one.origins[listed], *(other.origins[listed][n - 1] for n in places[listed])]
            for listed in places
        },
        one.own_texts | other.own_texts,
        one.own_words | set(_moved_names(other.own_words, places)),
    )


def _places(one: Sequence[object], other: Sequence[object]) -> dict[int, int]:
    """The place after the first list that each place of the second takes; none if it is there."""
    new = (number for number, origin in enumerate(other, 1) if origin not in one)
    return {number: place for place, number in enumerate(new, len(one) + 1)}


def _moved(items: Iterable[T], places: Mapping[int, int]) -> list[T]:
    return [
        replace(item, position=places[item.position]) for item in items if item.position in places
    ]


def _moved_names(names: Iterable[str], places: Mapping[str, Mapping[int, int]]) -> Iterator[str]:
    for name in names:
        kind, position, *below = name.split("/")
        place = places[LISTED[kind]].get(int(position))
        if place is not None:
            yield "/".join((kind, str(place), *below))


def _both_lists(
    one: StatementList, other: StatementList, places: Mapping[int, int]
) -> StatementList:
    headed = one if one.heading else other
    return replace(headed, items=(*one.items, *_moved(other.items, places)))


def _both_texts(one: Text, other: Text) -> Text:
    def both(*said: str | None) -> str | None:
        return "\n\n".join(dict.fromkeys(filter(None, said))) or None

    return Text(fr=both(one.fr, other.fr), en=both(one.en, other.en))


def _highest_stars(one: JobProfile, other: JobProfile) -> tuple[AspectRating, ...]:
    highest = {rating.aspect: rating for rating in one.ratings}
    for rating in other.ratings:
        known = highest.get(rating.aspect)
        if known is None or rating.stars > known.stars:
            highest[rating.aspect] = rating
    return tuple(sorted(highest.values(), key=lambda rating: natural_key(rating.aspect)))


def _highest_levels(
    one: Iterable[EffectiveRequirement], other: Iterable[EffectiveRequirement]
) -> tuple[EffectiveRequirement, ...]:
    highest = {need.competence: need for need in one}
    for need in other:
        known = highest.get(need.competence, need)
        winner = need if (need.level or 0) > (known.level or 0) else known
        original = max(known.original or 0, need.original or 0) or None
        highest[need.competence] = replace(winner, original=original)
    return in_order(highest.values())
