"""PDFs made here: tables, two columns, page breaks and stars."""

from pathlib import Path

import pytest

from cigref_kg.document import DocumentError, Extraction, read_document
from cigref_kg.document.pdf import pdf_text
from tests.document.accounting import assert_whole
from tests.document.invented import (
    ASPECTS,
    COMPETENCES,
    DETAIL_HEADING,
    FAMILIES,
    PROFILES,
    STAR,
    SUMMARY_HEADING,
    TRENDS,
    Profile,
    render,
    wrapped,
)
from tests.document.pdfs import LEFT, NEAR, Layout, Page, make_pdf

COLUMN = 62


def prose(layout: Layout, text: str, first: str = "") -> None:
    for line in wrapped(text, first, measure=100):
        layout.line(line)


def statements(
    layout: Layout, items: tuple[str | tuple[str, tuple[str, ...]], ...], mark: str = "•"
) -> None:
    for item in items:
        text, below = (item, ()) if isinstance(item, str) else item
        prose(layout, text, f"{mark} ")
        for sub in below:
            prose(layout, sub, "o ")


def paragraphs(layout: Layout, texts: tuple[str, ...]) -> None:
    for text in texts:
        for part in text.split("\n"):
            prose(layout, part)


def draw_profile(layout: Layout, profile: Profile, stars: tuple[int, ...]) -> None:
    layout.new_page()
    layout.line(f"{profile.code}. {profile.title.upper()}")
    layout.line("MISSION")
    paragraphs(layout, profile.mission)
    layout.line("ACTIVITÉS ET TÂCHES")
    prose(layout, profile.introduction or "")
    for group in profile.groups:
        prose(layout, f"{group.heading} :" if group.heading else "")
        prose(layout, group.introduction or "")
        statements(layout, group.activities)
    layout.line("LIVRABLES")
    prose(layout, f"{profile.deliverables_heading} :" if profile.deliverables_heading else "")
    statements(layout, profile.deliverables)
    layout.line("INDICATEURS DE PERFORMANCE")
    prose(layout, profile.indicator_note or "")
    prose(layout, f"{profile.indicators_heading} :" if profile.indicators_heading else "")
    statements(layout, profile.indicators)
    layout.line("PARCOURS PROFESSIONNEL")
    paragraphs(layout, profile.career_path)
    layout.line(TRENDS)
    paragraphs(layout, profile.trends)
    draw_competences(layout, profile, stars)


def draw_competences(layout: Layout, profile: Profile, stars: tuple[int, ...]) -> None:
    layout.line(SUMMARY_HEADING)
    for code, level in profile.required.items():
        layout.line(f"{code}. {COMPETENCES[code].title} {level}")
    layout.new_page()
    draw_stars(layout, stars)
    layout.line(DETAIL_HEADING)
    for code, level in profile.required.items():
        layout.line(f"{code}. {COMPETENCES[code].title} Niveau {level}")
        layout.columns(
            wrapped(COMPETENCES[code].description, measure=COLUMN),
            wrapped(COMPETENCES[code].levels[level], measure=28),
        )


def draw_stars(layout: Layout, stars: tuple[int, ...]) -> None:
    page, top = layout.pages[-1], layout.y
    for number, (code, label) in enumerate(ASPECTS.items()):
        x = LEFT + number * 68
        page.write(x, top, code)
        for row, text in enumerate(filter(str.strip, label), 1):
            page.write(x, top - NEAR * row, text.strip())
        rows = {5: "2 3", 4: "2 2", 3: "1 2", 2: "2", 1: "1"}[stars[number]].split()
        for row, count in enumerate(rows):
            y = top - 60 - 26 * (5 - stars[number]) - 10 * row
            page.write(x + 3, y, STAR * int(count))
    layout.y = top - 60 - 26 * 5


def draw_document(stars: dict[str, tuple[int, ...]]) -> bytes:
    layout = Layout()
    front = render().split("\n")
    start = next(at for at, line in enumerate(front) if line.startswith(" 1. "))
    for line in front[:start]:
        if line.startswith(" PRINCIPALES"):
            layout.new_page()
        if line.strip() and not line.startswith("1 Cette"):
            layout.line(line.removeprefix(" ") if line[1:2].isupper() else line)
    for family in FAMILIES:
        layout.new_page()
        layout.line(f"{family.code}. {family.title.upper()}")
        prose(layout, family.description)
        layout.line("Elle réunit les métiers suivants :")
        for profile in family.profiles:
            layout.line(f"{profile.code}. {profile.title.upper()} ........ {profile.page}")
        for profile in family.profiles:
            draw_profile(layout, profile, stars[profile.code])
    return make_pdf(layout.pages)


STARS = {profile.code: profile.stars or (1, 2, 3, 4, 5, 1, 2) for profile in PROFILES}


@pytest.fixture(scope="module")
def extraction(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    path = tmp_path_factory.mktemp("pdf") / "verger.pdf"
    path.write_bytes(draw_document(STARS))
    return read_document(path)


def test_words_are_those_of_the_text(extraction: Extraction, invented: Extraction) -> None:
    written = extraction.words.contents[2022].profiles
    for code, words in invented.words.contents[2022].profiles.items():
        without = {"hidden_labels", "title"}
        assert written[code].model_dump(exclude=without) == words.model_dump(exclude=without)
    [framework] = extraction.words.frameworks.values()
    for code, competence in framework.competences.items():
        assert competence.description == COMPETENCES[code].description
        assert competence.levels == {
            level: COMPETENCES[code].levels[int(level)] for level in competence.levels
        }


def test_stars_are_counted_by_place(extraction: Extraction) -> None:
    for facts in extraction.content.profiles:
        assert tuple(facts.ratings.values()) == STARS[facts.code]
        assert facts.rating_completeness == "complete"


def test_nothing_is_lost(extraction: Extraction) -> None:
    assert_whole(extraction)
    assert extraction.report.failures == ()


def test_lost_column_of_stars_is_no_rating(tmp_path: Path) -> None:
    layout = Layout()
    draw_stars(layout, (1, 2, 3, 4, 5, 1, 2))
    page = layout.pages[0]
    page.texts = [text for text in page.texts if text[0] != LEFT + 3]
    path = tmp_path / "stars.pdf"
    path.write_bytes(make_pdf([page]))
    assert pdf_text(path).count(STAR) == 17


def test_pages_begin_with_form_feeds(tmp_path: Path) -> None:
    pages = [Page([(60, 700, "Un")]), Page([(60, 700, "Deux")])]
    path = tmp_path / "pages.pdf"
    path.write_bytes(make_pdf(pages))
    assert pdf_text(path).split() == ["Un", "Deux"]
    assert pdf_text(path).count("\f") == 1


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\nnonsense", b"%PDF-1.7\n" + bytes(range(256)) * 40, make_pdf([Page()])],
    ids=["no objects", "noise", "no text"],
)
def test_bad_pdfs_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"bad\.pdf"):
        read_document(path)
