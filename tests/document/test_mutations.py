"""The reader on damaged documents: a clear error or a report, no crash, no silent loss."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cigref_kg.document import DocumentError, Extraction, FindingKind, read_document
from cigref_kg.document.lines.coverage import Role
from cigref_kg.document.reader import read_text
from cigref_kg.document.source import split_lines
from tests.document.accounting import assert_whole
from tests.document.invented import PROFILES, render

pytestmark = pytest.mark.slow

TEXT = render()
LINES = TEXT.split("\n")
FIRST_PROFILE = next(at for at, line in enumerate(LINES) if line.startswith("MISSION"))
FULL = [at for at, line in enumerate(LINES) if line.strip()]
BULLETS = [at for at, line in enumerate(LINES) if line.startswith("• ")]
UNSEEN = "Xylophonie"
relaxed = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Extraction | None:
    """Read a text; ``None`` if it is refused with a message that says what was expected."""
    try:
        return read_text("damaged.txt", split_lines(text))
    except DocumentError as error:
        message = str(error)
    assert "expected" in message or "makes no sense" in message
    return None


def assert_nothing_is_silent(extraction: Extraction) -> None:
    """Check that each line of the operational part has an entry or is named in a failure."""
    uncovered = extraction.coverage.uncovered(extraction.operational)
    assert bool(uncovered) <= any(
        "belong to no part" in f.message for f in extraction.report.failures
    )


def words(extraction: Extraction) -> str:
    return extraction.words.model_dump_json()


index = st.integers(0, len(LINES) - 1)
span = st.tuples(index, st.integers(1, 60))


@relaxed
@given(span)
def test_lost_lines(lost: tuple[int, int]) -> None:
    start, size = lost
    extraction = read("\n".join([*LINES[:start], *LINES[start + size :]]))
    if extraction:
        assert_nothing_is_silent(extraction)


@relaxed
@given(span)
def test_repeated_lines(repeated: tuple[int, int]) -> None:
    start, size = repeated
    extraction = read("\n".join([*LINES[: start + size], *LINES[start:]]))
    if extraction:
        assert_nothing_is_silent(extraction)


@relaxed
@given(st.lists(st.tuples(index, index), max_size=10))
def test_swapped_lines(swaps: list[tuple[int, int]]) -> None:
    lines = list(LINES)
    for one, other in swaps:
        lines[one], lines[other] = lines[other], lines[one]
    extraction = read("\n".join(lines))
    if extraction:
        assert_nothing_is_silent(extraction)


@relaxed
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.text(max_size=5)), max_size=20))
def test_inserted_noise(noise: list[tuple[int, str]]) -> None:
    text = TEXT
    for at, inserted in noise:
        text = text[:at] + inserted + text[at:]
    extraction = read(text)
    if extraction:
        assert_nothing_is_silent(extraction)


@relaxed
@given(st.text())
def test_any_text(text: str) -> None:
    assert read(text) is None


@relaxed
@given(st.integers(0, len(TEXT) - 40))
def test_truncated(end: int) -> None:
    extraction = read(TEXT[:end])
    # The end matter may be cut without loss; it says nothing.
    if extraction and end < TEXT.rindex("Le verger vous salue") - 12:
        assert extraction.report.failures or cut_within_last_descriptor(end)


def cut_within_last_descriptor(end: int) -> bool:
    """Tell whether a text is cut within the one text that no other copy can complete."""
    start = TEXT.rindex("Publie un almanach")
    return end > start


@relaxed
@given(st.sampled_from(BULLETS), st.sampled_from(["• ", "o "]))
def test_added_statement_is_kept(at: int, mark: str) -> None:
    lines = [*LINES[:at], f"{mark}{UNSEEN}. ", "", *LINES[at:]]
    extraction = read("\n".join(lines))
    assert extraction is not None
    assert UNSEEN in words(extraction)
    assert_whole(extraction)


@relaxed
@given(st.sampled_from([at for at in FULL if at > FIRST_PROFILE]))
def test_added_sentence_is_not_lost(at: int) -> None:
    extraction = read("\n".join([*LINES[:at], f"{UNSEEN} des prés. ", "", *LINES[at:]]))
    assert extraction is not None
    entries = [entry for entry in extraction.coverage if at + 1 in entry.lines]
    assert (
        UNSEEN in words(extraction)
        or extraction.report.failures
        or any(UNSEEN in entry.text for entry in entries)
        or any(f.kind is FindingKind.NOISE and f.line == at + 1 for f in extraction.report.findings)
        or {entry.role for entry in entries} == {Role.END_MATTER}
    )


@relaxed
@given(st.sampled_from([at for at in FULL if LINES[at].endswith(" ")]), st.data())
def test_lost_blank_line(at: int, data: st.DataObject) -> None:
    if at + 1 < len(LINES) and not LINES[at + 1].strip():
        extraction = read("\n".join([*LINES[: at + 1], *LINES[at + 2 :]]))
        assert extraction is not None
        assert_nothing_is_silent(extraction)


def test_all_blank_lines_lost() -> None:
    extraction = read("\n".join(line for line in LINES if line.strip()))
    assert extraction is not None
    assert extraction.report.failures


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: f"{text}\n\n",
        lambda text: unicodedata.normalize("NFD", text),
    ],
    ids=["windows", "old mac", "byte order mark", "more line ends", "accents apart"],
)
def test_harmless_encodings(
    change: Callable[[str], str], invented: Extraction, tmp_path: Path
) -> None:
    path = tmp_path / "invented.txt"
    path.write_bytes(change(TEXT).encode())
    extraction = read_document(path)
    assert extraction.words == invented.words
    assert extraction.content == invented.content
    assert extraction.report.findings == invented.report.findings


def test_form_feeds(invented: Extraction, tmp_path: Path) -> None:
    lines = [
        f"\f{line[1:]}" if line[:1] == " " and line[1:2].strip(" \uf0ab") else line
        for line in LINES
    ]
    assert sum(line.startswith("\f") for line in lines) > 20
    path = tmp_path / "invented.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    extraction = read_document(path)
    assert extraction.words == invented.words
    assert extraction.content == invented.content


def test_utf_16(invented: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "invented.txt"
    path.write_text(TEXT, encoding="utf-16")
    assert read_document(path).words == invented.words


def test_changed_copy_is_reported() -> None:
    changed = TEXT.replace("l'horloge. Veille", "la montre. Veille", 1).replace(
        "l'horloge. \nVeille", "la montre. \nVeille", 1
    )
    place = changed.find("pleins pour")
    changed = changed[:place] + "pleines pour" + changed[place + len("pleins pour") :]
    extraction = read(changed)
    assert extraction is not None
    found = extraction.report.of_kind(FindingKind.DISAGREEMENT)
    assert any("reads otherwise" in f.message and f.subject == "D.2" for f in found)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_lost_profile_is_announced(profile: object) -> None:
    code, title = profile.code, profile.title.upper()  # type: ignore[attr-defined]
    start = next(
        at
        for at, line in enumerate(LINES)
        if line.strip() == f"{code}. {title}" and LINES[at + 2].startswith("MISSION")
    )
    end = next(
        (
            at
            for at in range(start + 1, len(LINES))
            if LINES[at].startswith(" 2. ") or ("MISSION" in LINES[at] and at > start + 4)
        ),
        len(LINES),
    )
    if end < len(LINES) and "MISSION" in LINES[end]:
        end -= 2
    extraction = read("\n".join([*LINES[:start], *LINES[end:]]))
    assert extraction is not None
    assert any(f.subject == code and "announced" in f.message for f in extraction.report.failures)


def test_much_text_after_the_end_is_no_hang() -> None:
    more = "\n".join(f"Ligne {number} d'un autre texte. " for number in range(30_000))
    extraction = read(f"{TEXT}\n{more}\n")
    assert extraction is not None
    assert extraction.report.totals["profiles"] == len(PROFILES)


@pytest.mark.parametrize("noise", [" ", ".", "*", "A.1. ", "• "])
def test_long_lines_are_no_hang(noise: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    at = len(TEXT) // 3
    path.write_text(TEXT[:at] + noise * 20_000 + TEXT[at:], encoding="utf-8")
    with pytest.raises(DocumentError, match="characters in line"):
        read_document(path)
    path.write_text(TEXT[:at] + noise * (4_000 // len(noise)) + TEXT[at:], encoding="utf-8")
    read_document(path)
