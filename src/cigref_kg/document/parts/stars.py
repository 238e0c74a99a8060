"""The stars of the seven transversal aspects, read from nothing but stars and spaces.

A chart (``star_chart``) can be written down from its seven ratings, and a reading is right if what
it would write is what the text has, to the space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cigref_kg.base.messages import message
from cigref_kg.base.model import RatingCompleteness
from cigref_kg.base.text import Text
from cigref_kg.document.lines.text import Line
from cigref_kg.document.parts.star_chart import (
    CELLS,
    COLUMNS,
    STARS,
    TOP,
    Ratings,
    as_printed,
    shortened,
    with_another_height,
)

T = TypeVar("T")

_SLIPS = 3
"""At most so many characters may differ for a reading with care."""

_LONGEST = 79
"""Characters of the longest chart, that of seven times five stars."""


@dataclass(frozen=True)
class Stars:
    """A reading of the stars: the ratings by column, 0 where a rating is not legible."""

    ratings: Ratings
    completeness: RatingCompleteness
    how: Text
    """How the reading was made, for the report."""
    printed: int
    """How many stars the text has."""

    def by_aspect(self) -> dict[str, int]:
        """Return the legible ratings by aspect code."""
        return {f"T{column}": stars for column, stars in enumerate(self.ratings, 1) if stars}


def read_stars(lines: Sequence[Line], before_header: bool = False) -> Stars:
    """Read the ratings from the lines of the chart.

    ``before_header`` says that a page ends below the chart: a line with one space may then belong
    to the page.

    ``complete``: exactly one set of ratings writes the text as it is. ``uncertain``: all seven
    cells are there, but a few spaces differ, spaces between them are lost, or one cell has other
    stars than its height, and exactly one set of ratings explains that. ``partial``: some cells
    are lost; the ratings are those of the cells that are whole and that can be counted from the
    beginning or from the end of the chart. ``absent``: no stars.
    """
    raw = [line.raw.replace("\r", "") for line in lines]
    text = _flatten(raw)
    printed = text.count("*")
    if not printed:
        return Stars((0,) * COLUMNS, RatingCompleteness.ABSENT, _how("none"), 0)
    for completeness, found, how in _explanations(raw, text, before_header):
        if len(found) == 1:
            return Stars(found.pop(), completeness, how, printed)
    ratings = _legible(text, _seam(raw))
    return Stars(ratings, RatingCompleteness.PARTIAL, _how("part-lost"), printed)


def _how(entry: str, /, **places: object) -> Text:
    return message(f"document.stars-{entry}", **places)


def _explanations(
    raw: Sequence[str], text: str, before_header: bool
) -> Iterator[tuple[RatingCompleteness, set[Ratings], Text]]:
    """Yield the readings that explain the whole text, in one way after the other, best first."""
    exact = _exact(text)
    content = [row for row in raw if row]
    if len(exact) != 1 and before_header and content and not content[-1].strip():
        exact = _exact(_flatten(content[:-1]))
    yield RatingCompleteness.COMPLETE, exact, _how("whole")
    odd = {
        as_printed(ratings, place, stars)
        for repaired, place, stars in with_another_height(text)
        for ratings in _exact(repaired)
    }
    yield RatingCompleteness.UNCERTAIN, odd, _how("other-height")
    for slips in range(1, _SLIPS + 1 if len(text) <= _LONGEST + _SLIPS else 1):
        close = {ratings for ratings, _ in _readings(text, slips)}
        how = _how("close", slips=slips, size=len(text))
        yield RatingCompleteness.UNCERTAIN, close, how
        if close:
            break
    yield RatingCompleteness.UNCERTAIN, shortened(text), _how("spaces-lost")


def _exact(text: str) -> set[Ratings]:
    return {ratings for ratings, _ in _readings(text, 0)}


def _flatten(rows: Sequence[str]) -> str:
    joined = "".join(rows).replace(STARS[0], "*").replace(STARS[1], "*")
    return re.sub(r"[^*]", "_", re.sub(r"[^*\s]", "", joined))


def _readings(text: str, slips: int) -> Iterator[tuple[Ratings, int]]:
    """Yield the ratings whose chart is the text, but for at most so many wrong characters.

    A chart whose end is missing counts if all seven cells are in the text.
    """
    seen = set()
    stack = [(0, 0, (0,) * COLUMNS, slips)]
    while stack:
        state = stack.pop()
        if state in seen:
            continue
        seen.add(state)
        step, position, ratings, left = state
        if step == TOP * COLUMNS or (slips and position == len(text) and all(ratings)):
            rest = len(text) - position
            if rest <= left:
                yield ratings, left - rest
            continue
        row, column = TOP - step // COLUMNS, step % COLUMNS
        separator = "_" if column < COLUMNS - 1 else ""
        for cell, following in _cells(row, column, ratings):
            for end, used in _matches(text, position, cell + separator, left):
                stack.append((step + 1, end, following, left - used))
            if slips and text[position:] == cell:
                stack.append((step + 1, len(text), following, left))


def _cells(row: int, column: int, ratings: Ratings) -> Iterator[tuple[str, Ratings]]:
    """Yield what can stand in a cell, with the ratings known after it."""
    if ratings[column]:
        yield "", ratings
        return
    if row > 1:
        yield "_", ratings
    yield CELLS[row], (*ratings[:column], row, *ratings[column + 1 :])


def _matches(text: str, start: int, expected: str, slips: int) -> Iterator[tuple[int, int]]:
    """Yield where the expected characters can end in the text, and the slips that it takes."""
    if text.startswith(expected, start):
        yield start + len(expected), 0
    if not slips:
        return
    ends = {start: 0}
    for char in expected:
        following: dict[int, int] = {}
        for at, used in ends.items():
            _keep(following, at + 1, used, at < len(text) and text[at] == char, slips)
            _keep(following, at, used + 1, char == "_", slips)  # a space is lost
            for more in range(1, slips - used + 1):  # spaces too many before it
                fits = text[at : at + more + 1] == "_" * more + char
                _keep(following, at + more + 1, used + more, fits, slips)
        ends = following
    for end, used in ends.items():
        if used:
            yield end, used


def _keep(ends: dict[int, int], end: int, used: int, possible: bool, slips: int) -> None:
    if possible and used <= slips and used < ends.get(end, slips + 1):
        ends[end] = used


@dataclass(frozen=True)
class _Count:
    """Cells counted from one end of the text: rating and place of each, by column."""

    cells: dict[int, tuple[int, int, int]]
    used: int
    """How many characters of the text are explained."""

    @property
    def ratings(self) -> dict[int, int]:
        return {column: cell[0] for column, cell in self.cells.items()}


def _seam(rows: Sequence[str]) -> int | None:
    """Return where in the text a part is lost, if it shows: at a line with stars after a space.

    In a chart that is whole, the stars of a cell begin a line. If more than one line is otherwise,
    the lines say nothing.
    """
    position = 0
    seams = []
    for row in rows:
        flat = _flatten([row])
        if "_*" in flat:
            seams.append(position)
        position += len(flat)
    return seams[0] if len(seams) == 1 and seams[0] else None


def _legible(text: str, seam: int | None) -> Ratings:
    """Return the ratings of the cells that are whole and whose columns can be counted.

    The text is taken for a beginning and an end of a chart, between which a part is lost (or for a
    beginning only). Where it does not show where that is, a rating counts if it is the same
    wherever that may be.
    """
    ahead = _count(text, forward=True)
    if ahead.used == len(text) and seam is None:
        return _ratings(ahead.ratings)
    behind = _count(text, forward=False)
    cuts = range(len(text) - behind.used, ahead.used + 1)
    if seam is not None:
        ahead = _count(text[:seam], forward=True)
        behind = _count(text[seam:], forward=False, offset=seam)
        cuts = range(seam, seam + 1)
    readings = []
    for cut in cuts:
        left = {at: cell[0] for at, cell in ahead.cells.items() if cell[2] <= cut}
        right = {at: cell[0] for at, cell in behind.cells.items() if cell[1] >= cut}
        if all(left[at] == right[at] for at in left.keys() & right.keys()):
            readings.append(left | right)
    if not readings:
        left, right = ahead.ratings, behind.ratings
        both = (left | right).items()
        readings.append({at: r for at, r in both if left.get(at, r) == right.get(at, r)})
    return _ratings(_common(readings))


def _common(found: Sequence[dict[int, T]]) -> dict[int, T]:
    """Return what several readings of the cells agree on."""
    return dict(set.intersection(*(set(each.items()) for each in found)))


def _ratings(cells: dict[int, int]) -> Ratings:
    return tuple(cells.get(column, 0) for column in range(COLUMNS))


def _count(text: str, forward: bool, offset: int = 0) -> _Count:
    """Explain as much of the text as possible from its beginning, or from its end.

    Of the explanations that reach furthest, what they agree on is returned, with the places in a
    text of which this is the part from ``offset`` on.
    """
    if not forward:
        text = text[::-1]
    best = 0
    furthest: list[dict[int, tuple[int, int, int]]] = [{}]
    stack: list[tuple[int, int, dict[int, tuple[int, int, int]]]] = [(0, 0, {})]
    while stack:
        step, position, cells = stack.pop()
        if position > best:
            best, furthest = position, []
        if position == best and cells not in furthest:
            furthest.append(cells)
        if step == TOP * COLUMNS or position == len(text):
            continue
        row = TOP - step // COLUMNS if forward else 1 + step // COLUMNS
        column = step % COLUMNS
        column = column if forward else COLUMNS - 1 - column
        is_last = column == (COLUMNS - 1 if forward else 0)
        for token, starts in _tokens(row, column in cells, forward):
            expected = token + ("" if is_last else "_")
            cell = (row, position, position + len(token))
            following = {**cells, column: cell} if starts else cells
            end = position + len(expected)
            if not forward and text[end : end + 1] == "*":
                continue  # this would take a cell's own last space, or a part of its stars
            if text.startswith(expected, position):
                stack.append((step + 1, end, following))
            elif forward and expected.startswith(text[position:]):
                whole = starts and len(text) - position >= len(token)
                stack.append((TOP * COLUMNS, len(text), following if whole else cells))
    agreed = _common(furthest)
    if not forward:
        size = len(text) + offset
        agreed = {at: (cell[0], size - cell[2], size - cell[1]) for at, cell in agreed.items()}
    return _Count(agreed, best)


def _tokens(row: int, known: bool, forward: bool) -> Iterator[tuple[str, bool]]:
    """Yield what a cell can hold, and whether its bar begins there."""
    above, merged = ("_", False), ("", False)
    if known:
        # From the top, the cells below the head of a bar are merged; from the bottom, those above
        # it are empty.
        yield merged if forward else above
        return
    if not forward:
        yield merged
    elif row > 1:
        yield above
    cell = CELLS[row]
    yield (cell if forward else cell[::-1]), True
