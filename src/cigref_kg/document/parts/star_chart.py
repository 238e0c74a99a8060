"""The bar chart in which the stars of the seven transversal aspects stand.

It has seven columns, one an aspect, and five rows, level 5 at the top. In each row the text has for
a cell above its bar one space, for the cell at the top of the bar the stars, and nothing for a cell
below that, which is merged with it; one space separates neighbours.
"""

import re
from collections.abc import Iterator
from itertools import permutations

from cigref_kg.document.lines.text import STAR

STARS = (STAR, "★")
"""The characters that are stars."""
COLUMNS = 7  # the aspects T1 to T7
TOP = 5  # stars
CELLS = {5: "**_***_", 4: "**_**_", 3: "*_**_", 2: "**_", 1: "*_"}
"""The stars of a cell, as they wrap in a narrow column; spaces are written ``_``."""

Ratings = tuple[int, ...]

_PRINTED = re.compile("|".join(re.escape(cell.rstrip("_")) for cell in CELLS.values()))


def chart(ratings: Ratings) -> str:
    """Return what the text has for these seven ratings: stars ``*`` and spaces ``_``, no lines."""
    rows = []
    for row in range(TOP, 0, -1):
        cells = ("_" if rating < row else CELLS[row] if rating == row else "" for rating in ratings)
        rows.append("_".join(cells))
    return "".join(rows)


def with_another_height(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the text with one printed cell exchanged for a cell of each other height.

    With it come the place of that cell in the order of printing, and the stars that it prints.
    """
    cells = list(_PRINTED.finditer(text))
    if len(cells) != COLUMNS:
        return
    for place, cell in enumerate(cells):
        for height in CELLS.values():
            if height.rstrip("_") != cell[0]:
                repaired = text[: cell.start()] + height.rstrip("_") + text[cell.end() :]
                yield repaired, place, cell[0].count("*")


def as_printed(ratings: Ratings, place: int, stars: int) -> Ratings:
    """Return the ratings with these stars in the cell that is printed at a place.

    Args:
        ratings: by aspect.
        place: where it stands.
        stars: from 1 to 5.
    """
    column = sorted(range(COLUMNS), key=lambda column: -ratings[column])[place]
    return (*ratings[:column], stars, *ratings[column + 1 :])


def shortened(text: str) -> set[Ratings]:
    """Return the ratings whose chart is the text but for spaces that are lost between two cells.

    Before the first stars and after the last ones nothing may be lost: there a cell could be cut.
    """
    stars, gaps = _cells_and_gaps(text)
    found = set()
    for ratings in _arrangements(stars):
        whole = _cells_and_gaps(chart(ratings))[1]
        if (gaps[0], gaps[-1]) == (whole[0], whole[-1]) and all(
            left <= all_of_them for left, all_of_them in zip(gaps, whole, strict=True)
        ):
            found.add(ratings)
    return found


def _cells_and_gaps(text: str) -> tuple[list[int], list[int]]:
    """Return the stars of each printed cell, and the spaces before, between and after them."""
    stars = [cell.count("*") for cell in _PRINTED.findall(text)]
    return stars, [len(gap) for gap in _PRINTED.split(text)]


def _arrangements(stars: list[int]) -> Iterator[Ratings]:
    """Yield the ratings whose chart prints cells with these stars, in this order."""
    if len(stars) == COLUMNS and stars == sorted(stars, reverse=True):
        yield from set(permutations(stars))
