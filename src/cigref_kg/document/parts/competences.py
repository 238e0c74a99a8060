"""The competences of a profile in detail: blocks of two columns, cut by page breaks.

Each block has a title with a level, a wide left column (the description of the competence, the
same wherever it occurs) and a narrow right one (the descriptor of the level). Blank lines
separate the columns; a page break cuts either or both, and the rest of the left column, of the
right one, or of both follows. This module cuts a section into blocks and pieces; which piece
belongs to which column is decided in ``agree``, where all copies are known.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.pages import Flow
from cigref_kg.document.lines.text import Joiner, Line, Passage

_TITLE = re.compile(r"^([A-E]\.[1-9]\d?)\. ?(.*)$")
_LEVEL = re.compile(r"^(?:(.*) )?Niveau ([1-5])$")
_TITLE_LINES = 4  # lines over which the longest title goes
_FRAGMENT = re.compile(r"^(?:[A-E]\.?|\.? ?[A-ZÀÂÇÉÈÊÎÔÛ]{1,2})$")
"""One or two letters of a label that runs upwards; the last word of a column has a full stop."""
_LABEL = re.compile(r"^([A-E])\.([A-ZÀÂÇÉÈÊÎÔÛ]{3,})$")


@dataclass(frozen=True)
class Piece:
    """Consecutive lines of one column."""

    lines: tuple[Line, ...]
    after_break: bool
    """Whether a page begins with it."""


@dataclass(frozen=True)
class Block:
    """A competence in a profile."""

    profile: str
    code: str
    level: int
    title: Passage
    """The title without code and level, from the lines of the heading."""
    label: str
    """The vertical side label beside it, its fragments put together: ``"A.PLANIFIER"``."""
    label_lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]

    @property
    def area(self) -> str:
        """The letter of its area."""
        return self.code[0]


@dataclass(frozen=True)
class Detail:
    """The blocks of a profile."""

    blocks: tuple[Block, ...]
    loose: tuple[Line, ...]
    """Lines before the first block that are no side label."""


@dataclass(frozen=True)
class _Heading:
    code: str
    level: int
    title: str
    start: int
    end: int


def read_detail(profile: str, lines: Sequence[Line], flow: Flow, joiner: Joiner) -> Detail:
    """Cut the section of a profile into blocks and pieces.

    Args:
        profile: its code.
        lines: of the section, in order.
        flow: the lines of the whole document, where a part goes on over pages.
        joiner: puts broken words together.

    Returns:
        The blocks of the profile, and the lines before them.
    """
    headings = list(_headings(lines, joiner))
    blocks = []
    before = _groups(lines[: headings[0].start] if headings else lines, flow)
    loose, labels = _split_label(before)
    for number, heading in enumerate(headings, 1):
        following = headings[number] if number < len(headings) else None
        end = following.start if following else len(lines)
        groups = _groups(lines[heading.end : end], flow)
        next_labels: tuple[Line, ...] = ()
        if following:
            groups, next_labels = _split_label(groups)
        title_lines = [line for line in lines[heading.start : heading.end] if not line.blank]
        blocks.append(
            Block(
                profile,
                heading.code,
                heading.level,
                joiner.passage(title_lines, heading.title),
                _label_text(labels),
                labels,
                tuple(groups),
            )
        )
        labels = next_labels
    return Detail(tuple(blocks), tuple(line for piece in loose for line in piece.lines))


def area_labels(blocks: Iterable[Block]) -> Mapping[str, str]:
    """Return the name of each area in capitals, as most of its side labels have it."""
    votes: dict[str, Counter[str]] = {}
    for block in blocks:
        label = _LABEL.match(block.label)
        if label and label[1] == block.area:
            votes.setdefault(block.area, Counter())[label[2]] += 1
    return {area: votes[area].most_common(1)[0][0] for area in sorted(votes)}


def _headings(lines: Sequence[Line], joiner: Joiner) -> Iterable[_Heading]:
    index = 0
    while index < len(lines):
        title = _TITLE.match(lines[index].words)
        if title:
            end, text, level = _heading_end(lines, index, title[2], joiner)
            if level:
                yield _Heading(title[1], level, text, index, end)
                index = end
                continue
        index += 1


def _heading_end(
    lines: Sequence[Line], index: int, first: str, joiner: Joiner
) -> tuple[int, str, int]:
    """Return the index after a heading, its title and its level; level 0 if it is none."""
    parts = [first]
    at = index
    for _ in range(_TITLE_LINES):
        level = _LEVEL.match(parts[-1])
        if level:
            return at + 1, joiner.join([*parts[:-1], level[1] or ""]), int(level[2])
        at += 1
        while at < len(lines) and lines[at].blank:
            at += 1
        if at == len(lines):
            break
        parts.append(lines[at].words)
    return index, "", 0


def _groups(lines: Sequence[Line], flow: Flow) -> list[Piece]:
    """Cut lines at blank ones and where a page begins."""
    pieces: list[Piece] = []
    current: list[Line] = []
    after_break = False
    for line in lines:
        opens = line.number in flow.opening and not line.blank
        if (line.blank or opens) and current:
            pieces.append(Piece(tuple(current), after_break))
            current, after_break = [], False
        if opens:
            after_break = True
        if not line.blank:
            current.append(line)
    if current:
        pieces.append(Piece(tuple(current), after_break))
    return pieces


def _split_label(pieces: Sequence[Piece]) -> tuple[list[Piece], tuple[Line, ...]]:
    """Split the fragments of a side label off the end of the pieces."""
    cut = len(pieces)
    while cut and all(_is_fragment(line) for line in pieces[cut - 1].lines):
        cut -= 1
    kept = list(pieces[:cut])
    lines = tuple(line for piece in pieces[cut:] for line in piece.lines)
    if kept and not lines and len(kept[-1].lines) > 1:
        kept[-1], lines = _label_within(kept[-1])
    return kept, lines


def _label_within(piece: Piece) -> tuple[Piece, tuple[Line, ...]]:
    """Split a whole label off a piece with which it stands without a blank line."""
    first = len(piece.lines)
    while first > 1 and _is_fragment(piece.lines[first - 1]):
        first -= 1
    for at in range(first, len(piece.lines)):
        if _LABEL.match(_label_text(piece.lines[at:])):
            return Piece(piece.lines[:at], piece.after_break), piece.lines[at:]
    return piece, ()


def _is_fragment(line: Line) -> bool:
    return bool(_FRAGMENT.match(line.words))


def _label_text(lines: Sequence[Line]) -> str:
    return re.sub(r"\s", "", "".join(line.raw for line in lines))
