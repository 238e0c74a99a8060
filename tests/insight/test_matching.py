"""People against profiles: the measure's properties on random people, and what is said of it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import (
    JobProfile,
    Names,
    Nomenclature,
    RatingCompleteness,
    Requirement,
    StatementList,
    Text,
)
from cigref_kg.insight.comparison import distance
from cigref_kg.insight.matching import Matcher, Person, match, ranked

COMPETENCES = ("A.1", "A.2", "B.1", "C.1", "D.9", "D.10", "E.8", "OWN-1")
LEVEL = st.sampled_from((0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5))
LEVELS = st.dictionaries(st.sampled_from(COMPETENCES), LEVEL, max_size=8)
NEEDS = st.dictionaries(st.sampled_from(COMPETENCES), st.integers(1, 5), min_size=1, max_size=8)


def profile(levels: Mapping[str, int], code: str = "1.1") -> JobProfile:
    return JobProfile(
        code=code,
        family="1",
        edition=2022,
        names=Names(Text(fr=code, en=code)),
        page=1,
        requirements=tuple(Requirement(c, level) for c, level in levels.items()),
        ratings=(),
        rating_completeness=RatingCompleteness.ABSENT,
        groups=(),
        deliverables=StatementList(()),
        indicators=StatementList(()),
        mission=Text(),
        career_path=Text(),
        trends=Text(),
    )


# --- The measure --------------------------------------------------------------------------------


@given(NEEDS)
def test_identity(levels: dict[str, int]) -> None:
    found = match(levels, profile(levels))
    assert (found.coverage, found.likeness, found.gap) == (1, 1, 0)
    assert found.gaps == ()
    assert found.surplus == ()


@given(LEVELS, NEEDS)
def test_only_the_same_levels_are_wholly_alike(
    person: dict[str, float], needs: dict[str, int]
) -> None:
    known = {code: level for code, level in person.items() if level}
    assert (match(person, profile(needs)).likeness == 1) == (known == needs)


@given(NEEDS, NEEDS)
def test_likeness_is_symmetric(one: dict[str, int], other: dict[str, int]) -> None:
    assert match(one, profile(other)).likeness == match(other, profile(one)).likeness


@given(NEEDS, NEEDS)
def test_likeness_is_one_less_the_distance_of_profiles(
    one: dict[str, int], other: dict[str, int]
) -> None:
    likeness = match(one, profile(other)).likeness
    assert likeness == pytest.approx(1 - distance(profile(one), profile(other)))


@given(LEVELS, NEEDS, st.sampled_from(COMPETENCES))
def test_whoever_gains_a_level_never_covers_less(
    person: dict[str, float], needs: dict[str, int], gained: str
) -> None:
    before = match(person, profile(needs))
    after = match({**person, gained: min(5, person.get(gained, 0) + 1)}, profile(needs))
    assert after.covered >= before.covered
    if gained in person:
        assert (after.coverage or 0) >= (before.coverage or 0)
        assert after.gap <= before.gap


@given(LEVELS, NEEDS)
def test_the_numbers_add_up(person: dict[str, float], needs: dict[str, int]) -> None:
    found = match(person, profile(needs))
    assert 0 <= found.covered <= min(found.required, found.held)
    assert found.required <= found.asked == sum(needs.values())
    assert found.gap == sum(gap.effort for gap in found.gaps)
    assert found.coverage is None or 0 <= found.coverage <= 1
    assert 0 <= found.likeness <= 1
    efforts = [(gap.effort, gap.required) for gap in found.gaps]
    assert efforts == sorted(efforts)
    assert {gap.competence for gap in found.gaps} <= set(needs)


@given(LEVELS, NEEDS)
def test_what_was_not_assessed_is_no_gap(person: dict[str, float], needs: dict[str, int]) -> None:
    found = match(person, profile(needs))
    assert set(found.unknown) == set(needs) - set(person)
    assert {gap.competence for gap in found.gaps} <= set(person)
    assert found.assessed == pytest.approx(len(set(needs) & set(person)) / len(needs))
    assert (found.coverage is None) == (not set(needs) & set(person))


@given(LEVELS, st.lists(NEEDS, min_size=1, max_size=12), st.integers(1, 6))
def test_the_fast_way_says_the_same_as_one_by_one(
    person: dict[str, float], needs: list[dict[str, int]], limit: int
) -> None:
    profiles = [profile(levels, f"1.{n}") for n, levels in enumerate(needs, 1)]
    matcher = Matcher(profiles)
    slow = [match(person, p) for p in profiles]
    assert list(matcher.covered(person)) == [found.covered for found in slow]
    slow.sort(
        key=lambda m: (
            -m.likeness,
            -m.covered / m.asked,
            int(m.profile.code.partition(".")[2]),
        )
    )
    assert matcher.nearest(person, limit) == slow[:limit]


# --- What is said -------------------------------------------------------------------------------


def test_a_match_explains_its_numbers(nomenclature: Nomenclature) -> None:
    ciso = nomenclature.content.profile["6.3"]
    found = match({"E.8": 3, "D.1": 5, "B.1": 2}, ciso)
    assert (found.covered, found.required, found.asked, found.held) == (8, 9, 41, 10)
    assert len(found.unknown) == len(ciso.requirements) - 2
    assert found.shared == ("D.1", "E.8")
    assert found.surplus == ("B.1",)
    assert (found.gaps[0].competence, found.gaps[0].effort) == ("E.8", 1)


def test_a_profile_that_requires_nothing_is_left_out() -> None:
    assert Matcher([profile({}), profile({"A.1": 1}, "1.2")]).profiles[0].code == "1.2"
    with pytest.raises(InputError, match=r"1\.1 requires no competence"):
        match({}, profile({}))


def test_the_nearest_of_each_profile_is_itself(nomenclature: Nomenclature) -> None:
    matcher = Matcher(nomenclature.content.profiles)
    for known in nomenclature.content.profiles:
        (first,) = matcher.nearest(known.required_levels, 1)
        assert first.likeness == 1
        assert first.profile.required_levels == known.required_levels


def test_nobody_and_nothing() -> None:
    assert Matcher([]).nearest({"A.1": 3}) == []
    assert Matcher([profile({"A.1": 1})]).nearest({"A.1": 3}, 0) == []
    (found,) = Matcher([profile({"A.1": 1})]).nearest({})
    assert (found.coverage, found.likeness) == (None, 0)


def test_people_are_ranked_by_coverage() -> None:
    people = [Person("c", {"A.1": 3}), Person("b", {"A.1": 3}), Person("a", {"A.1": 3, "B.1": 5})]
    order = [person.label for person, _ in ranked(people, profile({"A.1": 3, "A.2": 1}))]
    assert order == ["b", "c", "a"]
