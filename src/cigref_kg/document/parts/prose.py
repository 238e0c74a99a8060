"""Sections of prose: mission, career path, trends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.text import Joiner, Line, Passage
from cigref_kg.document.lines.widths import Measure

BULLET = re.compile(r"^[•\uf0b7▪●]\s*")
SUB_BULLET = re.compile(r"^(?:[o○]|\uf0a7)(?:\s+|$)")
_SENTENCE_END = re.compile(r"[.:!?…][»)”]?$|» \.$")
_SENTENCE_START = re.compile(r"^[«(“\"]?\s?[A-ZÀÂÇÉÈÊÎÔÛŒ]")


@dataclass(frozen=True)
class Prose:
    """The paragraphs of a section.

    In ``passage.text`` they are separated by an empty line; listed items stand on lines of their
    own that begin with ``• ``, in the paragraph of the line that leads to them.
    """

    passage: Passage
    full_ends: tuple[int, ...]
    """Lines that end a sentence and are full: whether a paragraph ends there is not certain."""


def mark_of(words: str) -> re.Match[str] | None:
    """Return the bullet that a line begins with, be it of an item or of one below it."""
    return BULLET.match(words) or SUB_BULLET.match(words)


def ends_sentence(words: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(words))


def starts_sentence(words: str) -> bool:
    """Tell whether a line begins as a sentence does, with a capital."""
    return bool(_SENTENCE_START.match(words))


def read_prose(lines: Sequence[Line], joiner: Joiner, measure: Measure) -> Prose | None:
    """Read the paragraphs of a section, ``None`` if it has no text.

    A paragraph ends with a line that ends a sentence, if the next one begins with a capital; also,
    without a full stop, with a line that clearly had room for the next word.

    Args:
        lines: of the section, in order.
        joiner: puts broken words together.
        measure: the width of the column, to tell where paragraphs end.
    """
    full = [line for line in lines if not line.blank]
    if not full:
        return None
    paragraphs: list[list[list[str]]] = []  # paragraphs of items of lines
    full_ends = []
    for index, line in enumerate(full):
        words = line.words
        mark = mark_of(words)
        if mark:
            if not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append([f"• {words[mark.end() :]}"])
            continue
        previous = full[index - 1].words if index else ""
        ends = ends_sentence(previous) or measure.is_short(previous, words)
        if paragraphs and not (starts_sentence(words) and ends):
            paragraphs[-1][-1].append(words)
            continue
        if paragraphs and measure.width and measure.is_full(previous, words):
            full_ends.append(full[index - 1].number)
        paragraphs.append([[words]])
    text = "\n\n".join(
        "\n".join(joiner.join(item) for item in paragraph) for paragraph in paragraphs
    )
    return Prose(joiner.passage(full, text), tuple(full_ends))
