"""Lists of statements: activities in groups, deliverables, indicators."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from cigref_kg.document.lines.text import Joiner, Line, Passage
from cigref_kg.document.lines.widths import Measure
from cigref_kg.document.parts.prose import BULLET, ends_sentence, mark_of, starts_sentence

_STRAY = re.compile(r"^[.,;•\uf0b7]$")
_ITEM_END = re.compile(r"[.:;!?…][»)”]?$|» \.$")


@dataclass
class Item:
    """A statement and the ones that stand below it."""

    passage: Passage
    below: list[Passage] = field(default_factory=list)


@dataclass
class Group:
    """Statements under a heading."""

    heading: Passage | None = None
    introduction: Passage | None = None
    items: list[Item] = field(default_factory=list)


@dataclass
class Statements:
    """The statements of a section."""

    introduction: Passage | None = None
    groups: list[Group] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    """Lone full stops and bullets, which are no statements."""
    doubtful: list[Line] = field(default_factory=list)
    """Lines that were read as the rest of a statement but look like a beginning."""

    @property
    def items(self) -> Iterator[Item]:
        """The statements of all groups."""
        for group in self.groups:
            yield from group.items


@dataclass
class _Block:
    """Lines that belong together: a marked item (``•`` or ``o``) or plain lines."""

    mark: str
    lines: list[Line]
    texts: list[str]


def read_statements(lines: Sequence[Line], joiner: Joiner, measure: Measure) -> Statements:
    """Read a section of statements.

    An item begins with ``•``, one below it with ``o``; if all of a section are ``o`` they are
    items. Plain lines after an item go on with it, unless they lead to a colon and begin with a
    capital after a line that is finished: then they are a heading. A second line with a colon
    below a heading, or a sentence before all headings, is an introduction.

    Args:
        lines: of the section, in order.
        joiner: puts broken words together.
        measure: the width of the column, to tell where paragraphs end.
    """
    statements = Statements()
    full = []
    printed = [line for line in lines if not line.blank]
    for line, following in zip(printed, [*printed[1:], None], strict=True) if printed else ():
        if _STRAY.match(line.words) and not _is_open_bullet(line, following):
            statements.stray.append(line)
        else:
            full.append(line)
    blocks = _blocks(full, measure, statements)
    only_sub = not any(block.mark == "•" for block in blocks)
    group: Group | None = None
    plain_since_item: list[_Block] = []
    for block in blocks:
        if not block.mark:
            plain_since_item.append(block)
            continue
        if plain_since_item or group is None:
            group = _open_group(plain_since_item, statements, joiner)
            plain_since_item = []
        passage = joiner.passage(block.lines, joiner.join(block.texts))
        if block.mark == "•" or only_sub or not group.items:
            group.items.append(Item(passage))
        else:
            group.items[-1].below.append(passage)
    if plain_since_item:
        _close_with_plain(plain_since_item, statements, joiner)
    return statements


def without_colon(passage: Passage) -> Passage:
    """Return a heading without its final colon."""
    return Passage(passage.text.removesuffix(":").rstrip(), passage.lines)


def _is_open_bullet(line: Line, following: Line | None) -> bool:
    """Tell whether a lone bullet has its text on the next line, as in some PDF texts."""
    is_bullet = bool(BULLET.match(line.words))
    return is_bullet and following is not None and not mark_of(following.words)


def _blocks(lines: Sequence[Line], measure: Measure, statements: Statements) -> list[_Block]:
    blocks: list[_Block] = []
    index = 0
    while index < len(lines):
        words = lines[index].words
        mark = mark_of(words)
        if mark:
            kind = "•" if BULLET.match(words) else "o"
            blocks.append(_Block(kind, [lines[index]], [words[mark.end() :]]))
            index += 1
            continue
        run = list(takewhile(lambda line: not mark_of(line.words), lines[index:]))
        index += len(run)
        if blocks and blocks[-1].mark:
            cut = _continuation(blocks[-1], run, measure, statements)
            blocks[-1].lines += run[:cut]
            blocks[-1].texts += [line.words for line in run[:cut]]
            run = run[cut:]
        blocks += _plain_blocks(run)
    return blocks


def _continuation(
    item: _Block, run: Sequence[Line], measure: Measure, statements: Statements
) -> int:
    """Return how many lines of a run of plain lines still belong to the item before it."""
    texts = [item.texts[-1], *(line.words for line in run)]
    leads_to_items = texts[-1].endswith(":")
    for cut in range(len(run)):
        before, words = texts[cut], texts[cut + 1]
        if not before or not starts_sentence(words):
            continue
        is_new = (
            bool(_ITEM_END.search(before)) or measure.is_short(before, words) or cut == len(run) - 1
        )
        if leads_to_items and is_new:
            return cut
        if measure.is_short(before, words):
            statements.doubtful.append(run[cut])
    return len(run)


def _plain_blocks(run: Sequence[Line]) -> list[_Block]:
    """Cut plain lines where one of them ends with a colon or a full stop."""
    blocks: list[_Block] = []
    for line in run:
        words = line.words
        if blocks and not (ends_sentence(blocks[-1].texts[-1]) and starts_sentence(words)):
            blocks[-1].lines.append(line)
            blocks[-1].texts.append(words)
        else:
            blocks.append(_Block("", [line], [words]))
    return blocks


def _open_group(blocks: Sequence[_Block], statements: Statements, joiner: Joiner) -> Group:
    """Make a group of the plain lines before its first item."""
    group = Group()
    introduction: list[_Block] = []
    for block in blocks:
        if block.texts[-1].endswith(":") and group.heading is None:
            passage = joiner.passage(block.lines, joiner.join(block.texts))
            group.heading = without_colon(passage)
            if introduction:
                _introduce(introduction, statements, joiner)
                introduction = []
        else:
            introduction.append(block)
    if introduction and group.heading is None:
        _introduce(introduction, statements, joiner)
    elif introduction:
        group.introduction = _together(introduction, joiner)
    statements.groups.append(group)
    return group


def _introduce(blocks: Sequence[_Block], statements: Statements, joiner: Joiner) -> None:
    if statements.introduction is not None:
        statements.doubtful += blocks[0].lines[:1]
    _go_on_introducing(blocks, statements, joiner)


def _go_on_introducing(blocks: Sequence[_Block], statements: Statements, joiner: Joiner) -> None:
    before, passage = statements.introduction, _together(blocks, joiner)
    if before is not None:
        passage = Passage(f"{before.text} {passage.text}", before.lines + passage.lines)
    statements.introduction = passage


def _together(blocks: Sequence[_Block], joiner: Joiner) -> Passage:
    lines = [line for block in blocks for line in block.lines]
    return joiner.passage(lines, joiner.join(text for block in blocks for text in block.texts))


def _close_with_plain(blocks: Sequence[_Block], statements: Statements, joiner: Joiner) -> None:
    """Keep plain lines that no item follows: a note in place of a list, or a doubtful end."""
    if statements.groups:
        statements.doubtful += [block.lines[0] for block in blocks]
    _go_on_introducing(blocks, statements, joiner)
