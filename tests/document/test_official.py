"""The official document, where it is at hand: counts and computed things only."""

import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cigref_kg.base.layers import list_positions
from cigref_kg.document import Extraction, FindingKind, read_document
from cigref_kg.document.lines.coverage import Role
from cigref_kg.document.lines.text import squash, without_accents
from cigref_kg.document.parts.star_chart import chart
from cigref_kg.document.reader import read_text
from tests.document.accounting import assert_whole


def test_nothing_failed(official: Extraction) -> None:
    assert official.report.failures == ()
    assert all(check.passed for check in official.report.checks)


def test_nothing_is_lost(official: Extraction) -> None:
    assert_whole(official)


def test_noise_is_noise(official: Extraction) -> None:
    raw = {line.number: line.words for line in official.lines}
    lines = {
        role: [raw[number] for e in official.coverage if e.role is role for number in e.lines]
        for role in Role
    }
    assert len(lines[Role.SECTION_HEADING]) == 50 * 8
    assert len(lines[Role.HEADING_ECHO]) == 2
    assert lines[Role.STRAY_MARK] == ["."]
    assert all(line.endswith(":") for line in lines[Role.LEAD_IN])
    assert len(lines[Role.LEAD_IN]) == 9
    assert all(len(line) <= 3 and line.upper() == line for line in lines[Role.SIDE_LABEL])
    assert all(re.match(r"^\d |^http|^10 ", line) for line in lines[Role.FOOTNOTE])
    assert all(
        re.search(r"P A G E \| \d+$|VERSION 2022$|^\d\.\d\. [^a-z]+$", line)
        for line in lines[Role.RUNNING_HEADER]
    )
    last_profile = max(
        max(e.lines) for e in official.coverage if e.role is Role.DESCRIPTOR and e.lines
    )
    end = [number for e in official.coverage if e.role is Role.END_MATTER for number in e.lines]
    assert min(end) > last_profile


@pytest.mark.slow
def test_every_lost_mark_is_a_failure(official: Extraction) -> None:
    statements = {entry.lines[0] for entry in official.coverage if entry.role is Role.ACTIVITY}
    lines = list(official.lines)
    marked = [line for line in lines if line.number in statements and line.words.startswith("•")]
    assert len(marked) == 615
    for line in marked[::80]:
        lines[line.number - 1] = replace(line, raw=line.raw.replace("•", "", 1))
        report = read_text("damaged", lines).report
        assert report.failures, f"line {line.number}"
        lines[line.number - 1] = line


def test_titles_are_those_of_the_profiles_own_pages(official: Extraction) -> None:
    profiles = official.words.contents[2022].profiles
    printed = {report.code: report.title for report in official.report.profiles}
    for code, title in printed.items():
        ours = without_accents(squash(profiles[code].title)).casefold()
        assert ours == without_accents(squash(title)).casefold()
    assert profiles["8.5"].title.endswith("(DPO)")
    assert "méthode " in profiles["5.3"].title
    assert "/" in profiles["3.2"].title


def test_stars(official: Extraction) -> None:
    found = Counter(facts.rating_completeness.value for facts in official.content.profiles)
    assert found == {"complete": 33, "uncertain": 4, "partial": 6, "absent": 7}
    printed = {
        entry.subject: sum(
            line.raw.count("\uf0ab") for line in official.lines if line.number in entry.lines
        )
        for entry in official.coverage
        if entry.role is Role.STARS
    }
    for facts in official.content.profiles:
        ratings = tuple(facts.ratings.values())
        if facts.rating_completeness == "complete":
            assert chart(ratings).count("*") == sum(ratings) == printed[facts.code]
        elif facts.rating_completeness == "uncertain":
            assert sum(ratings) == printed[facts.code]
        else:
            assert sum(ratings) <= printed.get(facts.code, 0)
            assert len(ratings) < 7


def test_words_fit_the_facts(official: Extraction) -> None:
    words = official.words.contents[2022].profiles
    for facts in official.content.profiles:
        texts = words[facts.code]
        assert list(texts.groups) == facts.positions["groups"]
        assert list(texts.activities) == facts.positions["activities"]
        assert list(texts.deliverables) == list(list_positions(facts.deliverables.items))
        assert list(texts.indicators) == list(list_positions(facts.indicators.items))
        assert texts.mission
        assert texts.career_path
        assert texts.trends


def test_no_statement_holds_a_mark_or_a_header(official: Extraction) -> None:
    for entry in official.coverage:
        if entry.role in (Role.ACTIVITY, Role.DELIVERABLE, Role.INDICATOR, Role.GROUP):
            assert "•" not in entry.text
            assert not re.search(r"P A G E|NOMENCLATURE DES|\b[A-E]\. [A-ZÉ]{2}", entry.text)
            assert not re.match(r"^(o |[a-z]?\W+$)", entry.text)


def test_descriptors_are_whole(official: Extraction) -> None:
    competences = official.words.frameworks[2019].competences
    levels = [text for competence in competences.values() for text in competence.levels.values()]
    assert len(levels) == 104
    assert sum(not text.endswith(".") for text in levels) == 2
    assert all(len(text) != 255 or text.endswith(".") for text in levels)
    assert all((words.description or "").endswith(".") for words in competences.values())
    cut = [
        f
        for f in official.report.of_kind(FindingKind.DISAGREEMENT)
        if "stops after 255" in f.message
    ]
    assert len(cut) == 17


def test_framework(official: Extraction) -> None:
    facts = official.framework
    added = {c.code: c.added_levels for c in facts.competences if c.added_levels}
    assert added == {"A.1": (3,), "D.2": (3,), "E.9": (3,)}
    assert facts.areas == tuple("ABCDE")
    assert facts.aspects == tuple(f"T{number}" for number in range(1, 8))
    assert facts.year == 2019


def test_contradictions_are_found(official: Extraction) -> None:
    found = {
        (finding.subject, finding.message)
        for finding in official.report.of_kind(FindingKind.CONTRADICTION)
    }
    subjects = Counter(subject for subject, _ in found)
    assert any(s == "D.2/3" and "D.3/3" in message for s, message in found)
    assert sum(s == "4.7" and "title of 4.1" in message for s, message in found) == 2
    assert {s for s, message in found if "another order" in message} == {"4.9", "6.1"}
    assert sum("side label" in message for _, message in found) == 1
    assert {"family 1", "family 5"} <= set(subjects)


def test_report_quotes_no_sentence(official: Extraction) -> None:
    text = official.report.as_text()
    sentences = [
        entry.text
        for entry in official.coverage
        if entry.role in (Role.MISSION, Role.ACTIVITY, Role.DESCRIPTION, Role.DESCRIPTOR)
    ]
    assert not any(sentence[:60] in text for sentence in sentences if len(sentence) > 60)


def test_duration_is_no_surprise(official_document: Path) -> None:
    # No benchmark: an extraction that takes a minute has become quadratic somewhere.
    start = time.process_time()
    read_document(official_document)
    assert time.process_time() - start < 60
