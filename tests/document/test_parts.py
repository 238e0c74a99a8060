"""Pages, outline, prose, statements, tables: each reader on a few lines."""

import pytest

from cigref_kg.base.model import ProfilePart
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.outline import FamilyPart, read_outline, section_of
from cigref_kg.document.lines.pages import Flow, read_pages
from cigref_kg.document.lines.text import Joiner
from cigref_kg.document.lines.widths import Measure
from cigref_kg.document.parts.changes import read_changes
from cigref_kg.document.parts.family_openings import read_opening
from cigref_kg.document.parts.prose import read_prose
from cigref_kg.document.parts.statements import Statements, read_statements
from cigref_kg.document.parts.summary import read_summary
from cigref_kg.document.sections import Section
from cigref_kg.document.source import split_lines

JOINER = Joiner()
UNKNOWN = Measure()


def flow_of(text: str) -> tuple[Flow, Coverage]:
    coverage = Coverage()
    return read_pages(split_lines(text), coverage), coverage


# --- Pages --------------------------------------------------------------------------------------


def test_running_header() -> None:
    flow, coverage = flow_of(
        "texte \n\n\n\n2. CUEILLETTE P A G E | 19 \n2.1. CUEILLEUR \n \n\n"
        "NOMENCLATURE DES PROFILS – VERSION  2022 \n\nsuite "
    )
    assert [line.words for line in flow.lines if not line.blank] == ["texte", "suite"]
    assert flow.opening == flow.after_header == {11}
    assert flow.year == 2022
    assert [entry.role for entry in coverage] == [Role.RUNNING_HEADER] * 3


def test_header_without_the_document_title_takes_one_line() -> None:
    flow, _ = flow_of("texte \n P A G E | 19 \n2.1. Une phrase \nsuite ")
    assert [line.words for line in flow.lines] == ["texte", "2.1. Une phrase", "suite"]


def test_footnote() -> None:
    flow, coverage = flow_of("texte \n\n \n1 Une note \nsur deux lignes \n suite ")
    assert [line.words for line in flow.lines if not line.blank] == ["texte", "suite"]
    assert {entry.role for entry in coverage} == {Role.FOOTNOTE}


@pytest.mark.parametrize(
    "text",
    [
        "texte \n\n \n1 Une note \n\nsuite ",
        "texte \n \n3  E.3. Tests 2 \n suite ",
        " \n2 \n suite ",
    ],
    ids=["no page after it", "a table", "a level"],
)
def test_no_footnote(text: str) -> None:
    assert not list(flow_of(text)[1])


# --- Outline ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("MISSION", Section.MISSION),
        ("ACTIVITÉS  ET TÂCHES", Section.ACTIVITIES),
        ("TENDANCES ET FACTEURS D'ÉVOLUTION", Section.TRENDS),
        ("FACTEURS D’ÉVOLUTION", Section.TRENDS),
        ("DÉTAIL DES COMPÉTENCES PRINCIPALES (X)", Section.DETAIL),
        ("COMPÉTENCES PRINCIPALES", Section.DETAIL),
        ("Mission", None),
        ("MISSION SPÉCIALE", None),
        ("", None),
    ],
)
def test_section_headings(words: str, section: Section | None) -> None:
    assert section_of(words) is section


def test_headings_on_two_lines() -> None:
    text = (
        " 1.1. CHEF \n\nMISSION \n\nUn. \n\nTENDANCES ET FACTEURS \n\nD’ÉVOLUTION \n\nDeux. \n\n"
        "SYNTHÈSE DES COMPÉTENCES (DU \n\nLIVRE) \n\nA.1. Tests 3 \n"
    )
    flow, coverage = flow_of(text)
    [profile] = read_outline(flow, coverage).profiles
    found = {
        section: [line.words for line in lines if not line.blank]
        for section, lines in profile.sections.items()
    }
    assert found == {
        Section.MISSION: ["Un."],
        Section.TRENDS: ["Deux."],
        Section.SUMMARY: ["A.1. Tests 3"],
    }


def test_bulleted_heading_words_are_a_statement() -> None:
    text = (
        " 1.1. CHEF \n\nMISSION \n\nUn. \n\nLIVRABLES \n\n• Indicateurs de performance. \n\n"
        "INDICATEURS DE PERFORMANCE \n\n• Deux. \n"
    )
    flow, coverage = flow_of(text)
    [profile] = read_outline(flow, coverage).profiles
    lines = [line.words for line in profile.section(Section.DELIVERABLES) if not line.blank]
    assert lines == ["• Indicateurs de performance."]


def test_title_on_two_lines_and_orphan() -> None:
    text = " 1.1. CHEF DE \nTOUT \n\nMISSION \n\nUn. \n\nphrase \n\nMISSION \n\nDeux. "
    flow, coverage = flow_of(text)
    outline = read_outline(flow, coverage)
    assert [line.words for line in outline.profiles[0].title] == ["1.1. CHEF DE", "TOUT"]
    assert outline.orphans == (10,)


# --- Prose and statements -----------------------------------------------------------------------


def prose(*texts: str) -> str | None:
    found = read_prose(split_lines("\n".join(texts)), JOINER, UNKNOWN)
    return found.passage.text if found else None


def test_paragraphs() -> None:
    assert prose() is None
    assert prose("Un", "", "deux.", "", "Trois.") == "Un deux.\n\nTrois."
    assert prose("Deux (trois).", "Quatre…", "« Cinq »") == "Deux (trois).\n\nQuatre…\n\n« Cinq »"
    assert prose("Le CDO voit le", "DSI.", "puis rien.") == "Le CDO voit le DSI. puis rien."
    assert prose("Vers :", "• un,", "• deux", "et demi.", "Puis.") == (
        "Vers :\n• un,\n• deux et demi.\n\nPuis."
    )


def statements(*texts: str, measure: Measure = UNKNOWN) -> Statements:
    return read_statements(split_lines("\n".join(texts)), JOINER, measure)


def shape(found: Statements) -> list[tuple[str | None, list[tuple[str, list[str]]]]]:
    return [
        (
            group.heading.text if group.heading else None,
            [(item.passage.text, [sub.text for sub in item.below]) for item in group.items],
        )
        for group in found.groups
    ]


def test_groups() -> None:
    found = statements(
        "Une phrase", "d'entrée.", "Premier :", "• Un", "et demi.", "o Sous.", "Second sur",
        "deux lignes :", "Par beau temps :", "• Deux.",
    )  # fmt: skip
    assert shape(found) == [
        ("Premier", [("Un et demi.", ["Sous."])]),
        ("Second sur deux lignes", [("Deux.", [])]),
    ]
    assert found.introduction
    assert found.introduction.text == "Une phrase d'entrée."
    assert found.groups[1].introduction
    assert found.groups[1].introduction.text == "Par beau temps :"


def test_heading_after_an_item_without_full_stop() -> None:
    assert shape(statements("A :", "• Un", "• Deux", "B :", "• Trois")) == [
        ("A", [("Un", []), ("Deux", [])]),
        ("B", [("Trois", [])]),
    ]


def test_colon_at_the_end_of_an_item_is_no_heading() -> None:
    assert shape(statements("• Fait avec", "soin :", "• Un.")) == [
        (None, [("Fait avec soin :", []), ("Un.", [])])
    ]


def test_small_marks_only() -> None:
    assert shape(statements("o Un.", "o Deux.")) == [(None, [("Un.", []), ("Deux.", [])])]


def test_lone_marks() -> None:
    found = statements("• Un.", ".", "•", "• Deux.")
    assert shape(found) == [(None, [("Un.", []), ("Deux.", [])])]
    assert [line.number for line in found.stray] == [2, 3]
    assert shape(statements("•", "Un texte.")) == [(None, [("Un texte.", [])])]


def test_note_in_place_of_a_list() -> None:
    found = statements("Rien ici.")
    assert not list(found.items)
    assert found.introduction
    assert found.introduction.text == "Rien ici."


# --- Tables -------------------------------------------------------------------------------------


def test_summary() -> None:
    text = (
        "A.1. \nUn titre \nlong \n\n3  B.2. Tests 4 \n\nD.10. Mémoire 5     \n"
        " T1 \nAbri \n\n \n\nT2 \nLongue \n\ndurée \n\n"
    )
    summary = read_summary(split_lines(text), JOINER)
    assert [(cell.code, cell.title, cell.level) for cell in summary.required] == [
        ("A.1", "Un titre long", 3),
        ("B.2", "Tests", 4),
        ("D.10", "Mémoire", 5),
    ]
    assert summary.rest == ""
    assert [(code, label.text) for code, label in summary.labels] == [
        ("T1", "Abri"),
        ("T2", "Longue durée"),
    ]


def test_summary_with_something_else() -> None:
    assert read_summary(split_lines("A.1. Tests 3 \nB.2. Sans niveau"), JOINER).rest


HEAD = "PRINCIPALES MODIFICATIONS DEPUIS LA VERSION 2018 \n" + " ".join(["Profil", *"TMALKPTC"])


@pytest.mark.parametrize(
    ("row", "parts", "codes"),
    [
        ("1.1. Un   X     A1 D10       ", "A", ["A.1", "D.10"]),
        ("1.1. Un X X X X X X X \nA1 A2 A3 A4 A5 A6 A7 A8 \n\nE9        ", "TMALKPt", None),
        ("1.1. Un titre \n\nlong \n       E8        ", "", ["E.8"]),
        ("1.1. Un                ", "", []),
    ],
)
def test_change_rows(row: str, parts: str, codes: list[str] | None) -> None:
    table = read_changes(split_lines(f"{HEAD} \n\n{row}"), JOINER)
    assert not table.unread
    assert table.from_edition == 2018
    [found] = table.rows
    letters = dict(zip("TMALKPt", ProfilePart, strict=False))
    expected = [letters[letter] for letter in parts]
    if found.codes:
        expected.append(ProfilePart.COMPETENCES)
    assert found.parts == tuple(expected)
    assert len(found.codes) == 9 if codes is None else found.codes == tuple(codes)


def test_change_row_whose_spaces_do_not_add_up() -> None:
    table = read_changes(
        split_lines(f"{HEAD} \n\n1.1. Un X A1 \n\n1.2. Deux                "), JOINER
    )
    assert [row.profile for row in table.rows] == ["1.2"]
    assert table.unread == (("1.1", 4),)


def test_contents() -> None:
    body = split_lines(
        "Cette famille vit.\n\nLes métiers :\n\n1.1. UN ....... 7 \n\n"
        "1.2. DEUX\nET DEMI.... 12 \n\nX"
    )
    part = FamilyPart("1", tuple(split_lines("1. VERGER")), body)
    opening = read_opening(part, JOINER, UNKNOWN)
    assert opening.title.text == "VERGER"
    assert opening.description
    assert opening.description.text == "Cette famille vit."
    assert [(e.code, e.title.text, e.page) for e in opening.entries] == [
        ("1.1", "UN", 7),
        ("1.2", "DEUX ET DEMI", 12),
    ]
    assert [line.words for line in opening.unread] == ["X"]
