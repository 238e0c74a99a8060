"""Lines → statements: groups of activities, deliverables and indicators, by position."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cigref_kg.base.layers import GroupShape, ListShape
from cigref_kg.document.pieces.outline import Block

_BULLET = re.compile(r"^(?:- )+(?P<below>o )?(?P<text>.+)$")


@dataclass(slots=True)
class StatementsRead:
    """A list: how many stand below each item, their words by position, and the line over it."""

    counts: list[int] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    over: str = ""

    def add(self, text: str, *, below: bool) -> None:
        """Add a statement, or one below the last; without a last one it is one itself."""
        if below and self.counts:
            self.counts[-1] += 1
            self.words[f"{len(self.counts)}/{self.counts[-1]}"] = text
        else:
            self.counts.append(0)
            self.words[str(len(self.counts))] = text


@dataclass(slots=True)
class GroupsRead:
    """The activities of a profile: shapes, and words by position."""

    shapes: list[GroupShape] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    introductions: dict[str, str] = field(default_factory=dict)
    activities: dict[str, str] = field(default_factory=dict)
    introduction: str = ""
    """A sentence before all groups."""


def read_list(lines: Iterable[str]) -> StatementsRead:
    """Read deliverables, indicators or the activities of a group.

    Plain lines before the first bullet stand over the list; others go on with the item before.
    Where all bullets are those of items below one, they are the items.
    """
    read = StatementsRead()
    bullets = [(line, _BULLET.match(line)) for line in lines]
    flat = all(bullet["below"] for _, bullet in bullets if bullet)
    for line, bullet in bullets:
        if bullet:
            read.add(bullet["text"], below=bool(bullet["below"]) and not flat)
        elif read.words:
            last = next(reversed(read.words))
            read.words[last] += f" {line}"
        else:
            read.over = f"{read.over} {line}".strip()
    return read


def list_shape(read: StatementsRead) -> ListShape:
    """Return the facts of a list."""
    return ListShape(heading=bool(read.over), items=tuple(read.counts))


def read_groups(blocks: Sequence[Block]) -> GroupsRead:
    """Read the activities of a profile.

    Bullets without a heading are a group without one, or go on with it; plain lines under no
    heading introduce all groups; a group without any bullet has its plain lines as activities.
    """
    groups = GroupsRead()
    for block in blocks:
        read = read_list(block.lines)
        if block.heading and not read.words:
            for line in block.lines:
                read.add(line, below=False)
            read.over = ""
        if not block.heading and not read.words:
            groups.introduction = read.over
        elif not block.heading and groups.shapes:
            _go_on(groups, read)
        else:
            _add(groups, block.heading, read)
    return groups


def _add(groups: GroupsRead, heading: str, read: StatementsRead) -> None:
    groups.shapes.append(
        GroupShape(
            heading=bool(heading), introduction=bool(read.over), activities=tuple(read.counts)
        )
    )
    number = str(len(groups.shapes))
    if heading:
        groups.headings[number] = heading
    if read.over:
        groups.introductions[number] = read.over
    groups.activities.update({f"{number}/{place}": t for place, t in read.words.items()})


def _go_on(groups: GroupsRead, read: StatementsRead) -> None:
    number, last = len(groups.shapes), groups.shapes[-1]
    before = len(last.activities)
    for place, text in read.words.items():
        first, _, below = place.partition("/")
        position = f"{number}/{before + int(first)}" + (f"/{below}" if below else "")
        groups.activities[position] = text
    counts = (*last.activities, *read.counts)
    groups.shapes[-1] = last.model_copy(update={"activities": counts})
