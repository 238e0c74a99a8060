"""The invented document is read to exactly what it was made of."""

import json

import pytest

from cigref_kg.base.layers import list_positions
from cigref_kg.base.model import ProfilePart
from cigref_kg.document import Extraction, FindingKind
from cigref_kg.document.lines.coverage import Role
from tests.document.accounting import assert_whole
from tests.document.invented import (
    ADDED,
    AREAS,
    ASPECT_TITLES,
    COMPETENCES,
    FAMILIES,
    PROFILES,
    Profile,
)
from tests.leaks import english_in

FLAGS = list(ProfilePart)


def items(
    listed: tuple[str | tuple[str, tuple[str, ...]], ...], prefix: str = ""
) -> dict[str, str]:
    """Return the words of a list by position."""
    words = {}
    for number, item in enumerate(listed, 1):
        text, below = (item, ()) if isinstance(item, str) else item
        words[f"{prefix}{number}"] = text
        words |= {f"{prefix}{number}/{sub}": text for sub, text in enumerate(below, 1)}
    return words


def test_nothing_failed(invented: Extraction) -> None:
    assert invented.report.failures == ()


def test_nothing_is_lost(invented: Extraction) -> None:
    assert_whole(invented)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_words_of_profiles(invented: Extraction, profile: Profile) -> None:
    words = invented.words.contents[2022].profiles[profile.code]
    assert words.title.casefold() == profile.title.casefold()
    assert words.mission == "\n\n".join(profile.mission)
    assert words.career_path == "\n\n".join(profile.career_path)
    assert words.trends == "\n\n".join(profile.trends)
    assert words.introduction == profile.introduction
    groups = dict(enumerate(profile.groups, 1))
    assert words.groups == {str(n): group.heading for n, group in groups.items() if group.heading}
    assert words.group_introductions == {
        str(n): group.introduction for n, group in groups.items() if group.introduction
    }
    activities: dict[str, str] = {}
    for number, group in groups.items():
        activities |= items(group.activities, f"{number}/")
    assert words.activities == activities
    assert words.deliverables == items(profile.deliverables)
    assert words.deliverables_heading == profile.deliverables_heading
    assert words.indicators == items(profile.indicators)
    assert words.indicators_heading == profile.indicators_heading
    assert words.indicator_note == profile.indicator_note


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_facts_of_profiles(invented: Extraction, profile: Profile) -> None:
    facts = next(facts for facts in invented.content.profiles if facts.code == profile.code)
    words = invented.words.contents[2022].profiles[profile.code]
    assert facts.page == profile.page
    assert facts.requirements == profile.required
    if profile.stars is None:
        assert (facts.rating_completeness, facts.ratings) == ("absent", {})
    elif profile.legible is not None:
        assert (facts.rating_completeness, facts.ratings) == ("partial", profile.legible)
    else:
        assert facts.rating_completeness == "complete"
        assert tuple(facts.ratings.values()) == profile.stars
    assert facts.positions["groups"] == list(words.groups)
    assert facts.positions["activities"] == list(words.activities)
    assert list(list_positions(facts.deliverables.items)) == list(words.deliverables)
    assert list(list_positions(facts.indicators.items)) == list(words.indicators)
    assert facts.deliverables.heading == (words.deliverables_heading is not None)
    assert facts.indicators.heading == (words.indicators_heading is not None)
    assert facts.introduction == (words.introduction is not None)
    assert facts.indicator_note == (words.indicator_note is not None)


def test_changes(invented: Extraction) -> None:
    assert invented.content.from_edition == 2018
    for profile, change in zip(PROFILES, invented.content.changes, strict=True):
        parts = [part for part, flag in zip(FLAGS, profile.flags, strict=False) if flag == "X"]
        if profile.changed:
            parts.append(ProfilePart.COMPETENCES)
        assert change.profile == profile.code
        assert change.parts == tuple(parts)
        assert change.competences == tuple(f"{code[0]}.{code[1:]}" for code in profile.changed)


def test_families(invented: Extraction) -> None:
    assert invented.content.families == tuple(family.code for family in FAMILIES)
    for family in FAMILIES:
        words = invented.words.contents[2022].families[family.code]
        assert (words.title, words.description) == (family.title, family.description)


def test_framework(invented: Extraction) -> None:
    [words] = invented.words.frameworks.values()
    assert {code: area.title for code, area in words.areas.items()} == AREAS
    assert {code: aspect.title for code, aspect in words.aspects.items()} == ASPECT_TITLES
    assert set(words.competences) == set(COMPETENCES)
    assert list(words.competences) == ["A.1", "A.10", "B.3", "B.5", "D.2", "D.10"]
    for code, competence in COMPETENCES.items():
        used = {profile.required[code] for profile in PROFILES if code in profile.required}
        assert words.competences[code].title == competence.title
        assert words.competences[code].description == competence.description
        assert words.competences[code].levels == {
            str(level): competence.levels[level] for level in sorted(used)
        }
    added = {facts.code: facts.added_levels for facts in invented.framework.competences}
    assert added[ADDED[0]] == (ADDED[1],)
    assert sum(map(len, added.values())) == 1


@pytest.mark.parametrize(
    ("kind", "subject", "part"),
    [
        (FindingKind.CONTRADICTION, "1.3", "the contents gives it the title of 1.2"),
        (FindingKind.CONTRADICTION, "1.3", "the table of changes gives it the title of 1.2"),
        (FindingKind.CONTRADICTION, "1.3", "another order"),
        (FindingKind.CONTRADICTION, "1.3", "side label of B.5 is that of area A"),
        (FindingKind.CONTRADICTION, "D.2/3", "the text of D.10/3"),
        (FindingKind.DISAGREEMENT, "B.3/3", "stops after"),
        (FindingKind.LACKING, "1.2", "no stars"),
        (FindingKind.LACKING, "1.2", "no list"),
        (FindingKind.LACKING, "1.3", "not legible"),
        (FindingKind.NOISE, "1.1", "mark without text"),
    ],
)
def test_report_tells(invented: Extraction, kind: FindingKind, subject: str, part: str) -> None:
    findings = [f for f in invented.report.of_kind(kind) if f.subject == subject]
    assert any(part in finding.message for finding in findings), findings
    text = invented.report.as_text()
    assert all(finding.as_text() in text for finding in findings)
    assert english_in(invented.report.as_text("fr")) == []


def test_report_as_json(invented: Extraction) -> None:
    told = json.loads(invented.report.model_dump_json())
    keys = {"kind", "subject", "message", "line", "page"}
    assert all(finding.keys() == keys for finding in told["findings"])
    said = [finding.message for finding in invented.report.findings]
    assert [finding["message"] for finding in told["findings"]] == said
    assert all(profile["rating_reading"] for profile in told["profiles"])


def test_every_trait_occurs(invented: Extraction) -> None:
    roles = {entry.role for entry in invented.coverage}
    assert roles == set(Role)
