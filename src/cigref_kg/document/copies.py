"""Descriptions and descriptors out of all their copies: each copy checks the others."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from cigref_kg.document.lines.text import Joiner, Line, Passage, squash
from cigref_kg.document.parts.competences import Block, Piece
from cigref_kg.document.parts.prose import ends_sentence, starts_sentence

_MOST_PIECES = 4  # a page break cuts a block in two, seldom in three
_CUT_LENGTH = 255
"""Characters at which a part of the descriptors was cut off before the document was made."""
_NARROW, _WIDE = 30, 40
"""Characters: all lines of the left column but the last of a piece are longer than the first
number, some longer than the second; those of the right one are shorter than the second."""


@dataclass(frozen=True)
class Copy:
    """A competence in a profile, its columns told apart."""

    block: Block
    description: Passage
    descriptor: Passage
    rest: tuple[Line, ...] = ()
    """Lines after both columns that belong to neither."""
    by_width: bool = False
    """Whether only the width of the lines told the columns apart, not another copy."""

    @property
    def subject(self) -> str:
        """What it is of, for reports: ``6.3 E.8/4``."""
        return f"{self.block.profile} {self.block.code}/{self.block.level}"


@dataclass(frozen=True)
class Agreed:
    """One text out of all its copies."""

    text: str
    copies: int
    cut: tuple[Passage, ...] = ()
    """Copies that stop before the end."""
    variants: tuple[Passage, ...] = ()
    """Copies that read otherwise."""
    is_cut: bool = False
    """Whether all copies stop, within a sentence, at the length at which texts were cut off."""
    may_be_cut: bool = False
    """Whether all copies stop at that length, but with a full stop."""


@dataclass(frozen=True)
class _Split:
    """One way to tell the columns apart."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    rest: tuple[Piece, ...]


def separate(blocks: Sequence[Block], joiner: Joiner) -> list[Copy]:
    """Tell the columns of all blocks apart.

    The description of a competence is the same in all profiles, so of the possible ways to share
    the pieces among the columns the one counts that gives the same description as the other
    copies.
    """
    by_code: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        by_code[block.code].append(block)
    known = {code: _common_description(found, joiner) for code, found in by_code.items()}
    return [_copy(block, known[block.code], joiner) for block in blocks]


def agree(copies: Sequence[Passage]) -> Agreed:
    """Return the text that the copies have, completing those that are cut.

    A copy that begins another one is cut. Of the others the most frequent counts, the longest
    of them if several are.
    """
    votes = Counter(squash(copy.text) for copy in copies)
    whole = [t for t in votes if not any(o != t and o.startswith(t) for o in votes)]
    best = max(whole, key=lambda text: (_support(text, votes), len(text), text))
    chosen = [copy.text for copy in copies if squash(copy.text) == best]
    spelling = Counter(chosen).most_common(1)[0][0]
    variants = tuple(copy for copy in copies if not best.startswith(squash(copy.text)))
    cut = tuple(c for c in copies if squash(c.text) != best and c not in variants)
    at_length = len(spelling) == _CUT_LENGTH
    is_whole = spelling.endswith((".", "!", "?"))
    return Agreed(
        spelling, len(copies), cut, variants, at_length and not is_whole, at_length and is_whole
    )


def _support(text: str, votes: Mapping[str, int]) -> int:
    """Return how many copies speak for a text: those that have it, whole or cut."""
    return sum(count for other, count in votes.items() if text.startswith(other))


def _common_description(blocks: Sequence[Block], joiner: Joiner) -> str | None:
    """Return the squashed description that most blocks can have; ``None`` if nothing is common.

    Blocks of exactly two pieces leave no choice, so they are asked first.
    """
    plain = Counter(
        _text(block.pieces[1:] if _is_swapped(block) else block.pieces[:1], joiner)
        for block in blocks
        if len(block.pieces) == 2 and not block.pieces[1].after_break
    )
    if plain:
        return max(plain, key=lambda text: (plain[text], len(text)))
    votes: Counter[str] = Counter()
    for block in blocks:
        splits = [split for split in _splits(block) if split.right]
        likely = [split for split in splits if _is_likely(split, joiner)]
        votes.update({_text(split.left, joiner) for split in likely or splits})
    if not votes:
        return None
    most = max(votes.values())
    longest = max((text for text, count in votes.items() if count == most), key=len)
    return None if most == 1 else longest


def _is_likely(split: _Split, joiner: Joiner) -> bool:
    """Tell whether both columns begin and end as texts do, and the right one has short lines."""
    left, right = _passage(split.left, joiner).text, _passage(split.right, joiner).text
    return (
        ends_sentence(left)
        and starts_sentence(left)
        and starts_sentence(right)
        and all(_width(piece) <= _WIDE for piece in split.right)
        and _width(split.left[0]) > _WIDE
        and all(len(line.words) > _NARROW for piece in split.left for line in piece.lines[:-1])
    )


def _copy(block: Block, known: str | None, joiner: Joiner) -> Copy:
    for split in _splits(block):
        if known is not None and split.right and _text(split.left, joiner) == known:
            return _as_copy(block, split, joiner)
    within = _split_within(block, known, joiner)
    return _as_copy(block, within or _by_width(block), joiner, by_width=within is None)


def _splits(block: Block) -> Iterator[_Split]:
    """Yield the ways to share the pieces: the first is left, and a third needs a page break.

    The ways that use all pieces come first; in the others the last pieces are no competence. Two
    pieces may also be swapped, as in the text of some PDFs.
    """
    pieces = block.pieces
    for count in range(min(len(pieces), _MOST_PIECES), 0, -1):
        used, rest = pieces[:count], pieces[count:]
        if count > 2 and not any(piece.after_break for piece in used[1:]):
            continue
        for columns in product("RL", repeat=count - 1):
            left = (used[0], *(p for p, c in zip(used[1:], columns, strict=True) if c == "L"))
            right = tuple(p for p, c in zip(used[1:], columns, strict=True) if c == "R")
            yield _Split(left, right, rest)
    if _is_swapped(block):
        yield _Split(pieces[1:], pieces[:1], ())


def _is_swapped(block: Block) -> bool:
    """Tell whether of two pieces the first has the short lines and the second the long ones."""
    if len(block.pieces) != 2:
        return False
    first, second = map(_width, block.pieces)
    return first <= _WIDE < second


def _width(piece: Piece) -> int:
    return max(len(line.words) for line in piece.lines)


def _split_within(block: Block, known: str | None, joiner: Joiner) -> _Split | None:
    """Split where the known description ends, though no blank line stands there."""
    if known is None:
        return None
    lines = [line for piece in block.pieces for line in piece.lines]
    for cut in range(1, len(lines)):
        text = _squashed(lines[:cut], joiner)
        if text == known:
            left, right = Piece(tuple(lines[:cut]), False), Piece(tuple(lines[cut:]), False)
            return _Split((left,), (right,), ())
        if len(text) >= len(known):
            break
    return None


def _by_width(block: Block) -> _Split:
    """Share the pieces by the length of their lines."""
    pieces = block.pieces
    if _is_swapped(block):
        return _Split(pieces[1:], pieces[:1], ())
    used = pieces[:_MOST_PIECES]
    if len(used) > 2 and not any(piece.after_break for piece in used[1:]):
        used = used[:2]
    rest = pieces[len(used) :]
    left, right = list(used[:1]), list(used[1:2])
    for piece in used[2:]:
        (left if _width(piece) > _WIDE else right).append(piece)
    return _Split(tuple(left), tuple(right), rest)


def _as_copy(block: Block, split: _Split, joiner: Joiner, by_width: bool = False) -> Copy:
    return Copy(
        block,
        _passage(split.left, joiner),
        _passage(split.right, joiner),
        tuple(line for piece in split.rest for line in piece.lines),
        by_width,
    )


def _passage(pieces: Sequence[Piece], joiner: Joiner) -> Passage:
    return joiner.passage([line for piece in pieces for line in piece.lines])


def _text(pieces: Sequence[Piece], joiner: Joiner) -> str:
    return _squashed([line for piece in pieces for line in piece.lines], joiner)


def _squashed(lines: Sequence[Line], joiner: Joiner) -> str:
    return squash(joiner.join(line.raw for line in lines))
