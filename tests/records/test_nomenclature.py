"""The joined model: counts of the design, and facts read by eye."""

from collections import Counter

from cigref_kg.base.model import Nomenclature, RatingCompleteness, StatementList


def count_items(statements: StatementList) -> tuple[int, int]:
    return len(statements.items), sum(len(item.below) for item in statements.items)


def test_counts_of_the_design(nomenclature: Nomenclature) -> None:
    content, framework = nomenclature.content, nomenclature.framework
    assert len(content.families) == 9
    profiles = Counter(profile.family for profile in content.profiles)
    assert [profiles[str(code)] for code in range(1, 10)] == [7, 7, 5, 9, 3, 3, 7, 5, 4]
    areas = Counter(competence.area for competence in framework.competences)
    assert areas == {"A": 10, "B": 6, "C": 5, "D": 11, "E": 9}
    assert len(framework.at_level) == 105
    assert len(framework.aspects) == 7
    assert sum(len(profile.requirements) for profile in content.profiles) == 418


def test_counts_of_statements(nomenclature: Nomenclature) -> None:
    profiles = nomenclature.content.profiles
    groups = [group for profile in profiles for group in profile.groups]
    activities = [activity for group in groups for activity in group.activities]
    assert len(groups) == 190
    assert sum(bool(group.heading) for group in groups) == 187
    assert len(activities) == 615
    assert sum(len(activity.below) for activity in activities) == 36
    deliverables = [count_items(profile.deliverables) for profile in profiles]
    assert tuple(map(sum, zip(*deliverables, strict=True))) == (118, 4)
    indicators = [count_items(profile.indicators) for profile in profiles]
    assert tuple(map(sum, zip(*indicators, strict=True))) == (114, 3)


def test_the_profile_without_indicator_says_so(nomenclature: Nomenclature) -> None:
    without = [p for p in nomenclature.content.profiles if not p.indicators.items]
    assert [profile.code for profile in without] == ["2.5"]
    assert without[0].indicator_note
    assert without[0].indicator_note


def test_levels_added_by_cigref(nomenclature: Nomenclature) -> None:
    added = {key: at.added_by for key, at in nomenclature.framework.at_level.items() if at.added_by}
    assert added == {("A.1", 3): 2022, ("D.2", 3): 2022, ("E.9", 3): 2022}


def test_every_competence_level_is_required_by_some_profile(nomenclature: Nomenclature) -> None:
    required = {
        (requirement.competence, requirement.level)
        for year in nomenclature.edition
        for profile in nomenclature.at(year).content.profiles
        for requirement in profile.requirements
    }
    assert required == set(nomenclature.framework.at_level)


def test_no_profile_requires_more_than_ten_competences(nomenclature: Nomenclature) -> None:
    assert max(len(p.requirements) for p in nomenclature.content.profiles) == 10


def test_ratings_and_their_completeness_agree(nomenclature: Nomenclature) -> None:
    completeness: Counter[RatingCompleteness] = Counter()
    for profile in nomenclature.content.profiles:
        completeness[profile.rating_completeness] += 1
        legible = len(profile.ratings)
        match profile.rating_completeness:
            case RatingCompleteness.COMPLETE:
                assert legible == 7, profile.code
            case RatingCompleteness.PARTIAL:
                assert 0 < legible < 7, profile.code
            case RatingCompleteness.ABSENT:
                assert legible == 0, profile.code
    assert completeness[RatingCompleteness.ABSENT] == 7
    whole = sum(len(profile.ratings) == 7 for profile in nomenclature.content.profiles)
    assert whole == 37


def test_changes_of_the_table(nomenclature: Nomenclature) -> None:
    changes = nomenclature.content.changes
    assert len(changes) == 50
    codes = sum(len(change.removed) + len(change.added_or_relevelled) for change in changes)
    assert codes == 271
    by_profile = {change.profile: change for change in changes}
    assert "D.12" in by_profile["8.1"].removed
    for change in changes:
        required = nomenclature.content.profile[change.profile].required_levels
        assert not set(change.removed) & set(required)
        assert set(change.added_or_relevelled) <= set(required)


def test_moves_name_two_profiles_and_a_section(nomenclature: Nomenclature) -> None:
    moves = nomenclature.content.moves
    assert 20 <= len(moves) <= 30
    assert len({move.notation for move in moves}) == len(moves)
    assert all(move.from_profile != move.to_profile and move.stated_in for move in moves)


def test_editions_in_order_and_the_served_one(nomenclature: Nomenclature) -> None:
    years = [edition.year for edition in nomenclature.editions]
    assert years == sorted(years)
    assert {1991, 1995, 2005, 2009, 2014, 2015, 2018, 2021, 2022, 2024} <= set(years)
    assert nomenclature.served.year == 2022


def test_pages_follow_the_codes(nomenclature: Nomenclature) -> None:
    pages = [profile.page for profile in nomenclature.content.profiles]
    assert pages == sorted(pages)
    assert (pages[0], nomenclature.content.profile["6.3"].page) == (18, 186)
