"""The edition of 2024 from parsed pieces: small invented ones, and the file itself if at hand."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.base import locations
from cigref_kg.base.layers import RequirementReading
from cigref_kg.document import DocumentError
from cigref_kg.document.pieces import PiecesRead, read_pieces_document
from cigref_kg.document.pieces.competences import levels_by_descriptor, read_requirements
from cigref_kg.document.pieces.outline import segments
from cigref_kg.document.pieces.source import read_pieces
from cigref_kg.document.pieces.statements import read_groups, read_list
from cigref_kg.document.sections import Section
from cigref_kg.records.writing import facts_files
from tests.leaks import english_in

SUMMARY = "SUMMARY OF COMPETENCES (INVENTED)"
PIECES = [
    ("MISSION", "Keeps invented\xa0 things."),
    ("ACTIVITIES AND TASKS", "May lead others."),
    ("Caring for things", "When asked:\n- Looks after them:\n- o Big ones.\n- o Small ones."),
    ("Telling", "Tells of them."),
    ("Watches what others invent.DELIVERABLES", "- A thing."),
    ("PERFORMANCE INDICATORS", "- o Things kept.\n- o Things lost."),
    ("PROFESSIONAL BACKGROUND", "Any. Trends and factors in change."),
    ("There are trends:", "- More things."),
    (SUMMARY, "A.1., 1 = 3. A.1., 2 = Aligning. B.6., 1 = Making. B.6., 2 = C.1. Helping 2"),
    ("Navigation", "Not part of it."),
]


def write(folder: Path, pieces: list[tuple[str, str]]) -> Path:
    chunks = [
        {
            "chunk_id": f"chunk_{number}",
            "content": content,
            "metadata": {
                "section": section,
                "page": number,
                "domain": "D",
                "job_profile": "KEEPER",
            },
        }
        for number, (section, content) in enumerate(pieces, 7)
    ]
    file = folder / "pieces.json"
    file.write_text(json.dumps({"domains": {"D": chunks}}), encoding="utf-8")
    return file


@pytest.fixture
def read(tmp_path: Path) -> PiecesRead:
    return read_pieces_document(write(tmp_path, PIECES))


def test_headings_that_were_swallowed_are_found_again(tmp_path: Path) -> None:
    (profile,), left = segments(read_pieces(write(tmp_path, PIECES)))
    assert profile.lines(Section.MISSION) == ["Keeps invented things."]
    assert profile.lines(Section.CAREER_PATH) == ["Any."]
    assert profile.lines(Section.TRENDS) == ["There are trends:", "- More things."]
    assert profile.lines(Section.DELIVERABLES) == ["- A thing."]
    assert profile.readings["trends"] == profile.readings["deliverables"] == "recovered"
    assert profile.readings["mission"] == "marked"
    assert [piece.section for piece in left] == ["Navigation"]


def test_groups_introductions_and_items_below(tmp_path: Path) -> None:
    (profile,), _ = segments(read_pieces(write(tmp_path, PIECES)))
    groups = read_groups(profile.of(Section.ACTIVITIES))
    assert groups.introduction == "May lead others."
    assert [(shape.heading, shape.activities) for shape in groups.shapes] == [
        (True, (2,)),
        (True, (0, 0)),
    ]
    assert groups.introductions == {"1": "When asked:"}
    assert groups.activities["1/1/2"] == "Small ones."
    assert groups.activities["2/2"] == "Watches what others invent."


def test_items_that_are_all_below_one_are_items() -> None:
    assert read_list(["- o One.", "- o Two."]).counts == [0, 0]
    assert read_list(["- - One.", "goes on."]).words == {"1": "One. goes on."}


def test_facts_and_what_is_missing(read: PiecesRead) -> None:
    (profile,) = read.content.profiles
    assert (profile.code, profile.page) == ("1.1", 7)
    assert profile.requirements == {"A.1": 3, "C.1": 2}
    assert profile.rating_completeness == "absent"
    assert "1.1: B.6: no level is legible" in read.report.failures
    assert any(failure.startswith("profiles: 1") for failure in read.report.failures)
    assert "Not read" in read.report.as_text()
    assert english_in(read.report.as_text("fr")) == []


@pytest.mark.parametrize(
    ("summary", "levels"),
    [
        ("A.1., 1 = Aligning. A.1., 2 = 4", {"A.1": 4}),
        ("A.7., 1 = 2. A.7., 2 = Watching", {"A.7": 2}),
        ("A.5., 1 = Design 4. A.9., 1 = New 5", {"A.5": 4, "A.9": 5}),
        ("C.2. Change, 1 = 2. C.4. Problem, 1 = 1", {"C.2": 2, "C.4": 1}),
        (
            "B.6., 1 = Making. B.6., 2 = 1. B.6., 3 = C.1. Helping. B.6., 4 = 2",
            {"B.6": 1, "C.1": 2},
        ),
        ("A.9., 1 = New. E.5. Improving, 1 =", {}),
    ],
)
def test_cells_that_changed_places(summary: str, levels: dict[str, int]) -> None:
    assert read_requirements([summary], []).levels == levels


def test_table_and_detail_check_each_other() -> None:
    detail = (
        "A. PLAN, A.1. = Words.. A. PLAN, Level 3 = More.. , A.1. = A.4. Plan. , Level 3 = Level 2"
    )
    read = read_requirements(["A.1., 1 = Aligning. A.1., 2 = 4. A.4., 1 = Plan"], [detail])
    assert read.levels == {"A.1": 4, "A.4": 2}
    assert read.readings["A.4"] is RequirementReading.DETAIL
    assert read.disagreements == ("A.1",)


def test_a_descriptor_tells_its_level_only_if_no_other_level_prints_it() -> None:
    words = "Keeps all invented things in the very best of orders at all times"
    printed = [f"x = {words}.. A. PLAN, y = z"]
    others: list[Any] = [({"A.1": 2}, printed), ({"A.1": 2}, printed), ({"A.1": 3}, ["x = y"])]
    assert levels_by_descriptor("A.1", printed, others) == {2}
    assert levels_by_descriptor("A.1", printed, [*others, ({"A.1": 3}, printed)]) == set()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "expected JSON"),
        ("[]", "the whole file"),
        ('{"domains": {"D": [{"chunk_id": "x"}]}}', "chunk_id"),
        ('{"domains": {}}', "found 0"),
        ("[" * 100_000, "expected JSON"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str, expected: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=expected):
        read_pieces_document(file)


SECTIONS = st.sampled_from([*(section for section, _ in PIECES), "Level 3", "B.1. Making", " "])
LINES = st.sampled_from(
    ["- One.", "- o Two.", "Plain:", "A.1., 1 = 4. A.1., 2 = x", "B.1. = Level 9", "= =", "-", ""]
)


@given(st.lists(st.tuples(SECTIONS, st.lists(LINES, max_size=4).map("\n".join)), max_size=12))
def test_any_pieces_are_read_or_refused(pieces: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            report = read_pieces_document(write(Path(folder), pieces)).report
        except DocumentError:
            return
    assert report.failures


def test_the_shipped_facts_are_those_of_the_file(english_edition: Path) -> None:
    read = read_pieces_document(english_edition)
    assert read.report.failures == ()
    assert read.report.readings == {"both": 358, "summary": 42, "detail": 32, "descriptor": 1}
    for name, content in facts_files(read.content, read.framework).items():
        assert (locations.FACTS / name).read_bytes() == content, name
