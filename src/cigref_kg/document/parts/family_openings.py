"""The opening page of a family: its title, what it is, and the pages of its profiles."""

import re
from dataclasses import dataclass

from cigref_kg.document.lines.outline import FamilyPart
from cigref_kg.document.lines.text import Joiner, Line, Passage
from cigref_kg.document.lines.widths import Measure
from cigref_kg.document.parts.prose import read_prose

_ENTRY = re.compile(r"^([1-9]\.[1-9]\d?)\. (.*?) ?\.{3,} ?(\d+)$")
_ENTRY_START = re.compile(r"^[1-9]\.[1-9]\d?\. ")
_ENTRY_LINES = 3  # lines over which the longest entry goes


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A profile in the contents."""

    code: str
    title: Passage
    """The title in capitals, as the contents print it."""
    page: int


@dataclass(frozen=True)
class FamilyOpening:
    """What the opening page says."""

    code: str
    title: Passage
    description: Passage | None
    lead_in: tuple[Line, ...]
    """The line that leads to the contents."""
    entries: tuple[ContentsEntry, ...]
    unread: tuple[Line, ...]
    """Lines between the entries that are none."""


def read_opening(part: FamilyPart, joiner: Joiner, measure: Measure) -> FamilyOpening:
    """Read the opening page of a family; ``measure`` is that of the column of prose.

    Args:
        part: the lines of the part.
        joiner: puts broken words together.
        measure: the width of the column, to tell where paragraphs end.
    """
    full = [line for line in part.body if not line.blank]
    first = next((at for at, line in enumerate(full) if _ENTRY_START.match(line.words)), len(full))
    before = full[:first]
    lead_in = before[-1:] if before and before[-1].words.endswith(":") else []
    description = read_prose(before[: len(before) - len(lead_in)], joiner, measure)
    entries, unread = [], []
    at = first
    while at < len(full):
        for end in range(at + 1, min(at + _ENTRY_LINES, len(full)) + 1):
            text = joiner.join(line.raw for line in full[at:end])
            entry = _ENTRY.match(text)
            if entry:
                named = joiner.passage(full[at:end], entry[2])
                entries.append(ContentsEntry(entry[1], named, int(entry[3])))
                at = end
                break
        else:
            unread.append(full[at])
            at += 1
    title = joiner.join(line.raw for line in part.title)
    return FamilyOpening(
        part.code,
        joiner.passage(part.title, title.partition(" ")[2]),
        description.passage if description else None,
        tuple(lead_in),
        tuple(entries),
        tuple(unread),
    )
