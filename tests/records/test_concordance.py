"""Two editions that share their words: by reference, with every text accounted for."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from cigref_kg.base import locations
from cigref_kg.base.concordance import Relation
from cigref_kg.base.errors import UnknownEditionError
from cigref_kg.base.model import Nomenclature
from cigref_kg.records.errors import RecordError
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.records.reading import read_words
from tests.records.test_reading import replace


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return shutil.copytree(locations.FACTS, tmp_path / "facts")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return shutil.copytree(locations.WORDS, tmp_path / "words")


def test_counts_of_2024(nomenclature: Nomenclature) -> None:
    profiles = nomenclature.at(2024).content.profiles
    activities = [activity for p in profiles for group in p.groups for activity in group.activities]
    assert len(profiles) == 52
    assert sum(len(profile.requirements) for profile in profiles) == 433
    assert sum(len(profile.groups) for profile in profiles) == 192
    assert sum(1 + len(activity.below) for activity in activities) == 664
    assert sum(len(profile.deliverables.items) for profile in profiles) == 123
    assert sum(len(profile.indicators.items) for profile in profiles) == 121
    assert not any(profile.ratings for profile in profiles)


def test_the_latest_whole_edition_is_in_the_foreground(nomenclature: Nomenclature) -> None:
    assert list(nomenclature.edition) == [2022, 2024]
    assert nomenclature.served.year == 2022
    assert nomenclature.at(2024).served.year == 2024
    assert nomenclature.at(2024).at(2022) is nomenclature
    assert nomenclature.at(2024) is nomenclature.at(2024)
    with pytest.raises(UnknownEditionError, match="2018 is not served; there are 2022, 2024"):
        nomenclature.at(2018)


def test_a_whole_edition_comes_to_the_foreground_by_data_alone(facts: Path) -> None:
    replace(facts / "editions.yaml", "  whole: false\n", "")
    assert read_nomenclature(facts).served.year == 2024


def test_what_says_the_same_has_its_words_once(nomenclature: Nomenclature) -> None:
    own = read_words(locations.WORDS / "en").contents[2024].profiles
    assert set(own["2.6"].model_dump(exclude_defaults=True)) == {"code", "trends"}
    before, after = nomenclature.content.profile, nomenclature.at(2024).content.profile
    assert after["6.3"].groups == before["6.3"].groups
    assert after["2.6"].mission == before["2.6"].mission
    assert after["2.6"].trends != before["2.6"].trends
    moved = before["5.1"].groups[0].activities
    assert after["5.1"].groups[0].introduction == moved[0].text
    assert [a.text for a in after["5.1"].groups[0].activities] == [a.text for a in moved[1:]]


def test_every_text_of_both_editions_is_accounted_for(nomenclature: Nomenclature) -> None:
    concordance = nomenclature.at(2024).content.concordance
    assert concordance is not None
    relations = Counter(link.relation for p in concordance.profiles for link in p.links)
    assert relations == {
        Relation.SAME: 1637,
        Relation.REWORDED: 64,
        Relation.CHANGED: 2,
        Relation.NEW: 49,
        Relation.GONE: 1,
    }
    assert {code for code, p in concordance.profile.items() if p.relation is Relation.NEW} == {
        "2.8",
        "8.6",
    }
    assert all(p.since.fr and p.since.en for p in concordance.profiles)
    changes = {change.profile: change for change in nomenclature.at(2024).content.changes}
    assert {code: change.parts for code, change in changes.items()} == {
        "2.3": ("activities",),
        "2.5": ("activities",),
        "2.6": ("trends",),
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("gone: [introduction]", "new: []", "2.5: introduction: is gone, but not listed"),
        ("changed: [trends]", "changed: [activity/9/9]", "2.6: activity/9/9: is not in the later"),
        ("changed: [trends]", "changed: [trend]", "is not written as it should be"),
        ('"2.6":', '"2.8":', "2.8: is not in both editions"),
        (
            "activity/1/1: activity/1/2",
            "activity/1/1: activity/7/7",
            "activity/7/7: is not in the edition before",
        ),
        ("changed: [trends]", "reworded: [title]", "stands twice"),
        ("gone: [introduction]", "gone: [introduction, trends]", "trends: is followed by another"),
        ("changed: [trends]", "", "trends: concordance.yaml says that 2022 says the same"),
    ],
)
def test_a_concordance_that_does_not_fit_is_refused(
    facts: Path, old: str, new: str, expected: str
) -> None:
    replace(facts / "2024" / "concordance.yaml", old, new)
    with pytest.raises(RecordError, match=expected):
        read_nomenclature(facts)


def test_a_new_profile_needs_its_title(words: Path) -> None:
    replace(words / "en" / "2024" / "profiles" / "2.8.yaml", "title: Product Manager\n", "")
    with pytest.raises(RecordError, match=r"words/en: 2024: profile 2\.8: title: is missing"):
        read_nomenclature(words=words)


def test_a_level_that_no_edition_is_known_for_is_refused(facts: Path) -> None:
    (facts / "2024" / "levels.yaml").unlink()
    with pytest.raises(RecordError, match=r"2\.8: requires A\.10 at level 3"):
        read_nomenclature(facts)


def test_an_edition_is_whole_if_its_facts_pass_the_checks_of_a_whole_one(
    nomenclature: Nomenclature,
) -> None:
    for edition in nomenclature.edition.values():
        content = nomenclature.at(edition.year).content
        legible = [profile for profile in content.profiles if profile.ratings]
        assert edition.whole == (2 * len(legible) > len(content.profiles)), edition.year
        assert edition.profile_count == len(content.profiles)
