"""Lines, spaces, hyphens, titles, widths; files as lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.document import DocumentError
from cigref_kg.document.lines.text import STAR, Joiner, Line, key, squash, squeeze
from cigref_kg.document.lines.titles import (
    in_small_letters,
    in_words,
    is_variant,
    others,
    same_title,
)
from cigref_kg.document.lines.widths import Measure, width
from cigref_kg.document.source import read_lines, split_lines


def lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("vocabulary", "broken", "joined"),
    [
        ("les fonctionnelles sont là", ["fonction-", "nelles et"], "fonctionnelles et"),
        ("rien ici", ["les non-", "conformités."], "les non-conformités."),
        ("la non-conformité", ["les non-", "conformité."], "les non-conformité."),
        ("un", ["en 2020-", "2021."], "en 2020-2021."),
        ("un", ["dans le e-", "CAC 40"], "dans le e-CAC 40"),
        ("un", ["un tiret -", "ici"], "un tiret - ici"),
        ("un", ["  deux   mots ", "", " encore "], "deux mots encore"),
        ("un", ["vis-à-", "vis de"], "vis-à-vis de"),
    ],
)
def test_hyphens(vocabulary: str, broken: list[str], joined: str) -> None:
    joiner = Joiner.of(lines(vocabulary, *broken))
    assert joiner.join(broken) == joined


@given(st.lists(st.text()))
def test_joining_loses_no_character_but_hyphens(texts: list[str]) -> None:
    joined = Joiner.of(lines(*texts)).join(texts)
    assert squash(joined) == squash("".join(texts))


@given(st.text())
def test_squeeze(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert squash(squeeze(text)) == squash(text)


def test_page_mark() -> None:
    marked = [" texte", " • texte", "texte", "  texte", " ", f" {STAR}{STAR}", ""]
    assert [line.opens_page for line in lines(*marked)] == [True, True, *[False] * 5]


def test_key() -> None:
    assert key("Tendances et  facteurs d’évolution.") == "TENDANCESETFACTEURSDEVOLUTION"
    assert key("MISE EN ŒUVRE") == "MISEENOEUVRE"


def test_titles() -> None:
    assert same_title("CHARGÉ D’AFFAIRES", "Chargé d'affaires")
    assert in_words("MAÎTRE DU VERGER", ["Chef", "Maître du verger."]) == "Maître du verger"
    small = {"chef", "culture", "cultures"}
    assert in_words("CHEF DE CULTURE (CDC)", ["Chef de culture"], small) == "Chef de culture (CDC)"
    assert in_words("CHEF / CULTURE", ["Chefs - cultures"], small) == "Chef / culture"
    assert in_words("GARDE DU SI", ["Tout autre"], {"garde"}) == "Garde du SI"
    assert in_small_letters("L’AMI DU SI", {"ami", "si"}) == "L’ami du SI"
    assert is_variant("Support", "Support et assistance") is False
    assert is_variant("Assistance", "Assistance aux voisins")
    assert others("Tests", ["TESTS", "Essais", "essais.", "Tests "]) == ("Essais",)


def test_measure() -> None:
    column = ["Un texte de largeur assez constante pour mesurer la colonne"] * 40
    measure = Measure.of(column)
    assert measure.width == width(column[0])
    assert measure.is_full(column[0], "mot")
    assert measure.is_short("Court", "mot")
    assert not measure.is_short(column[0], "mot")
    unknown = Measure.of(column[:3])
    assert unknown.width == 0
    assert not unknown.is_short("Court", "mot")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    found = split_lines(f"un{end}{end}\fdeux{end}")
    assert [line.raw for line in found] == ["un", "", " deux"]
    assert [line.number for line in found] == [1, 2, 3]


def test_form_feed_within_a_line_begins_one() -> None:
    assert [line.raw for line in split_lines("un\fdeux")] == ["un", " deux"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"a\n\xff\xfe\xfd", "0xff at line 2"),
        (b"a\n\nb\x00c", "0x00 at line 3"),
        ("é".encode("latin-1"), "0xe9 at line 1"),
    ],
)
def test_no_text(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=message):
        read_lines(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nowhere"):
        read_lines(tmp_path / "nowhere.txt")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_lines(tmp_path)
