"""Two columns: blocks, side labels, copies that check one another."""

from itertools import product

import pytest

from cigref_kg.document.copies import Copy, agree, separate
from cigref_kg.document.lines.coverage import Coverage
from cigref_kg.document.lines.pages import read_pages
from cigref_kg.document.lines.text import Joiner, Passage
from cigref_kg.document.parts.competences import Block, area_labels, read_detail
from cigref_kg.document.source import split_lines
from tests.document.invented import LABELS, wrapped

JOINER = Joiner()
LEFT = wrapped(
    "Une description assez longue pour quatre lignes de la colonne large, avec des mots de toute "
    "taille, et qui se termine par un mot unique sur sa dernière ligne, bref par une conclusion "
    "modeste.",
    measure=64,
)
RIGHT = wrapped("Un texte de niveau qui tient sur quatre lignes étroites au moins.", measure=22)


def blocks(text: str, profile: str = "1.1") -> list[Block]:
    flow = read_pages(split_lines(text), Coverage())
    detail = read_detail(profile, flow.lines, flow, JOINER)
    assert not detail.loose
    return list(detail.blocks)


def text_of(*pieces: list[str], label: str = "A") -> str:
    """Return a block; a piece whose first line begins with a space opens a page."""
    body = ""
    for piece in pieces:
        body = body.rstrip("\n") + ("\n" if piece[0].startswith(" ") else "\n\n")
        body += "\n".join(f"{line} " for line in piece)
    return "\n".join([*LABELS[label], "", "A.1. Un titre Niveau 3 "]) + "\n" + body + "\n\n"


def page(lines: list[str]) -> list[str]:
    return [f" {lines[0]}", *lines[1:]]


WHOLE = text_of(LEFT, RIGHT)
CUTS = {
    "left": (LEFT[:-1], RIGHT, page(LEFT[-1:])),
    "right": (LEFT, RIGHT[:2], page(RIGHT[2:])),
    "both": (LEFT[:2], RIGHT[:1], page(LEFT[2:]), RIGHT[1:]),
    "before": (page(LEFT), RIGHT),
    "between": (LEFT, page(RIGHT)),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("reverse", [False, True])
def test_cut_blocks_are_told_apart_by_whole_ones(cut: tuple[list[str], ...], reverse: bool) -> None:
    texts = [WHOLE, WHOLE, text_of(*cut)]
    found = [block for text in (reversed(texts) if reverse else texts) for block in blocks(text)]
    assert_right(separate(found, JOINER))


@pytest.mark.parametrize(("one", "other"), list(product(list(CUTS), repeat=2)))
def test_cut_blocks_without_a_whole_one(one: str, other: str) -> None:
    found = [block for cut in (one, other) for block in blocks(text_of(*CUTS[cut]))]
    copies = separate(found, JOINER)
    assert_right(copies)


def assert_right(copies: list[Copy]) -> None:
    for copy in copies:
        assert copy.description.text == JOINER.join(LEFT)
        assert copy.descriptor.text == JOINER.join(RIGHT)
        assert not copy.rest


def test_lost_blank_line_is_found_by_the_description() -> None:
    merged = text_of([*LEFT, *RIGHT])
    copies = separate([*blocks(WHOLE), *blocks(WHOLE), *blocks(merged)], JOINER)
    assert_right(copies)


def test_text_after_a_block_without_a_page_break_is_not_in_it() -> None:
    [block] = blocks(text_of(LEFT, RIGHT, ["Fin."], ["Adieu."]))
    [copy] = separate([block], JOINER)
    assert_right([Copy(copy.block, copy.description, copy.descriptor)])
    assert [line.words for line in copy.rest] == ["Fin.", "Adieu."]


def test_title_over_lines() -> None:
    text = "A.1. \nUn titre \nlong \n\nNiveau 4 \n\nGauche. \n\nDroite. \n"
    [block] = blocks(text)
    assert (block.code, block.level, block.title.text) == ("A.1", 4, "Un titre long")


def test_labels() -> None:
    found = blocks(WHOLE + text_of(LEFT, RIGHT, label="B") + WHOLE.replace(". S", "X", 1))
    assert [block.label for block in found] == ["A.SEMER", "B.GREFFER", "AXEMER"]
    assert area_labels(found) == {"A": "SEMER"}


def test_last_word_is_no_label() -> None:
    [first, _] = blocks(text_of(LEFT, [*RIGHT[:-1], "des", "TIC."]) + WHOLE)
    assert first.pieces[1].lines[-1].words == "TIC."
    [first, _] = blocks(text_of(LEFT, RIGHT, page(["TIC."])) + WHOLE)
    assert first.pieces[2].lines[0].words == "TIC."


def passages(*texts: str) -> list[Passage]:
    return [Passage(text, (number,)) for number, text in enumerate(texts)]


def test_cut_copies_are_completed() -> None:
    whole = "x" * 250 + " yyyyyyyyy."
    cut = whole[:255]
    for copies in ([whole, cut], [cut, cut, whole], [cut, cut, cut, whole]):
        found = agree(passages(*copies))
        assert found.text == whole
        assert len(found.cut) == copies.count(cut)
        assert not found.variants
    assert agree(passages(cut, cut)).is_cut
    assert agree(passages("x" * 254 + ".")).may_be_cut


def test_most_frequent_copy_counts() -> None:
    found = agree(passages("Un texte.", "Un  texte.", "Un autre texte bien plus long."))
    assert found.text in ("Un texte.", "Un  texte.")
    assert [variant.text for variant in found.variants] == ["Un autre texte bien plus long."]
