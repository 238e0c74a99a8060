"""Pieces → profiles and their parts: the marks of the file, mended where they swallowed text.

A profile begins at each mark ``MISSION`` (the file's own names of profiles come a page late) and
has its parts in a fixed order. What stands between two known marks under an unknown one is a group
of activities before the deliverables, and afterwards goes on with the part before it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cigref_kg.base.messages import message
from cigref_kg.document.errors import DocumentError
from cigref_kg.document.pieces.source import Piece
from cigref_kg.document.sections import HEADINGS, Section

_MARKS = HEADINGS["en"]
"""How the heading of each section begins."""
_ORDER = tuple(Section)
_GLUED = re.compile(r"^(?P<before>.+?)[. ]*DELIVERABLES$")
_TRAILING = re.compile(
    r"\s*(?:trends and factors in change|activities and tasks)\.?\s*$", re.IGNORECASE
)
_FAMILY = re.compile(r"^\d\. [A-Z ,&]+$")
_COMPETENCE = re.compile(r"^(?:[A-E]\.\d{1,2}\.|Level [1-5]$)")


_MOST_PROFILES = 99
"""What two digits of a profile's code can tell."""


@dataclass(frozen=True, slots=True)
class Block:
    """Text under one mark; ``heading`` is a mark that is no known part."""

    part: Section
    heading: str
    lines: tuple[str, ...]
    recovered: bool = False
    """True if the part was recognised otherwise than by its own mark."""


@dataclass(slots=True)
class Segment:
    """What belongs to one profile."""

    family: str
    page: int
    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def of(self, part: Section) -> list[Block]:
        """The blocks of one part, in order."""
        return [block for block in self.blocks if block.part is part]

    def lines(self, part: Section) -> list[str]:
        """The lines of one part, in order."""
        return [line for block in self.of(part) for line in block.lines]

    @property
    def readings(self) -> dict[str, Literal["marked", "recovered"]]:
        """Each part, and whether all of it was found by its own mark."""
        recovered = {block.part for block in self.blocks if block.recovered}
        found = dict.fromkeys(block.part for block in self.blocks)
        return {part.value: "recovered" if part in recovered else "marked" for part in found}


def segments(pieces: Iterable[Piece]) -> tuple[list[Segment], list[Piece]]:
    """Cut the pieces into profiles; also return those that belong to none (covers, openings).

    Raises:
        DocumentError: if there are more profiles than any edition has.
    """
    found: list[Segment] = []
    left: list[Piece] = []
    within = False
    for piece in pieces:
        if piece.section == "MISSION":
            found.append(Segment(piece.family, piece.page))
            within = True
            if len(found) > _MOST_PROFILES:
                raise DocumentError(message("document.many-profiles", most=_MOST_PROFILES))
        elif _FAMILY.match(piece.section) or piece.section == "Navigation":
            within = False
        blocks = _blocks(found[-1].blocks, piece) if within else []
        if blocks:
            found[-1].blocks += blocks
            found[-1].titles.append(piece.title)
        else:
            left.append(piece)
    return found, left


def _blocks(before: Sequence[Block], piece: Piece) -> list[Block]:
    current = before[-1].part if before else Section.MISSION
    glued = _GLUED.match(piece.section)
    marked = _marked(piece.section)
    if marked:
        return [Block(marked, "", _without_next_mark(piece.lines))]
    if glued:
        activity = f"- {glued['before'].capitalize()}."
        return [
            Block(Section.ACTIVITIES, "", (activity,), recovered=True),
            Block(Section.DELIVERABLES, "", piece.lines, recovered=True),
        ]
    if _ORDER.index(current) < _ORDER.index(Section.DELIVERABLES):
        return [Block(Section.ACTIVITIES, piece.section, piece.lines)]
    if _COMPETENCE.match(piece.section):
        part = Section.DETAIL if current in {Section.SUMMARY, Section.DETAIL} else Section.SUMMARY
        return [Block(part, "", (piece.section, *piece.lines), recovered=True)]
    if current in {Section.SUMMARY, Section.DETAIL}:
        return []
    part = Section.TRENDS if current is Section.CAREER_PATH else current
    return [Block(part, "", (piece.section, *piece.lines), recovered=True)]


def _marked(section: str) -> Section | None:
    mark = re.sub(r" (?:AND|\().*", "", section)
    return _MARKS.get(section) or _MARKS.get(mark)


def _without_next_mark(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Take the heading of the next part off the last line, where both were glued together."""
    if not lines:
        return lines
    last = _TRAILING.sub("", lines[-1])
    return (*lines[:-1], last) if last else lines[:-1]
