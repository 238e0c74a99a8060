"""From a PDF to the text that the reader knows, through pdfminer.six.

A PDF has what its text has lost: where the stars stand. So they are counted by column here, and
written as the chart that a whole text would have.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cigref_kg.base.messages import message
from cigref_kg.base.text import Original
from cigref_kg.document.errors import DocumentError
from cigref_kg.document.lines.outline import section_of
from cigref_kg.document.lines.text import STAR, squeeze
from cigref_kg.document.parts.star_chart import COLUMNS, STARS, TOP, Ratings, chart
from cigref_kg.document.sections import Section

if TYPE_CHECKING:
    from pdfminer.layout import LTChar, LTPage, LTTextBox, LTTextLine

T = TypeVar("T")

_SAME_HEIGHT = 4
"""Points by which the tops of boxes differ that stand side by side."""
_LABELS = tuple(f"T{column}" for column in range(1, COLUMNS + 1))


def pdf_text(path: Path) -> str:
    """Return the text of a PDF: each page ends with a form feed, as pdfminer.six has it.

    Raises:
        DocumentError: if pdfminer.six cannot read the file.
    """
    from pdfminer.high_level import extract_pages  # slow to import, and rarely needed

    try:
        return "".join(f"{_page_text(page)}\f" for page in extract_pages(path)).removesuffix("\f")
    except Exception as error:  # pdfminer.six raises many kinds, and Python's own, on bad files
        reason = Original(error) or type(error).__name__
        raise DocumentError(
            message("document.unreadable-pdf", name=path.name, reason=reason)
        ) from error


def _page_text(page: "LTPage") -> str:
    from pdfminer.layout import LTChar, LTTextBox, LTTextLine

    boxes = _in_reading_order(_only(LTTextBox, page))
    lines = [line for box in boxes for line in _only(LTTextLine, box)]
    chars = (char for line in lines for char in _only(LTChar, line))
    stars = [char for char in chars if char.get_text() in STARS]
    ratings = _ratings(lines, stars)
    texts = []
    is_counted = ratings is not None
    for box in boxes:
        text = "".join(_line_text(line, is_counted) for line in _only(LTTextLine, box))
        if ratings is not None and section_of(squeeze(text.partition("\n")[0])) is Section.DETAIL:
            texts.append(_chart_text(ratings))
            ratings = None
        if text.strip():
            texts.append(f"{text}\n")
    if ratings is not None:
        texts.append(_chart_text(ratings))
    return "".join(texts)


def _chart_text(ratings: Ratings) -> str:
    return f"{chart(ratings).replace('*', STAR).replace('_', ' ')}\n\n"


def _ratings(lines: Sequence["LTTextLine"], stars: Sequence["LTChar"]) -> Ratings | None:
    """Count the stars below each of the labels T1 to T7; ``None`` unless all have one to five."""
    columns = {}
    for line in lines:
        words = line.get_text().split()
        if words and words[0] in _LABELS and words[0] not in columns:
            columns[words[0]] = (line.x0 + line.x1) / 2
    if not stars or len(columns) < COLUMNS:
        return None
    counts = dict.fromkeys(_LABELS, 0)
    for star in stars:
        center = (star.x0 + star.x1) / 2
        nearest = min(columns, key=lambda label: abs(columns[label] - center))
        counts[nearest] += 1
    ratings = tuple(counts[label] for label in _LABELS)
    return ratings if all(1 <= rating <= TOP for rating in ratings) else None


def _in_reading_order(boxes: Iterable["LTTextBox"]) -> list["LTTextBox"]:
    """Sort boxes from top to bottom, those that begin at the same height from left to right.

    That is the order of this document, where columns begin side by side and end together.
    """
    rows: list[list[LTTextBox]] = []
    for box in sorted(boxes, key=lambda box: -box.y1):
        if rows and rows[-1][0].y1 - box.y1 <= _SAME_HEIGHT:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box.x0)]


def _only(kind: type[T], elements: Iterable[object]) -> Iterator[T]:
    return (each for each in elements if isinstance(each, kind))


def _line_text(line: "LTTextLine", drop_stars: bool) -> str:
    text = line.get_text()
    if not drop_stars:
        return text
    kept = "".join(char for char in text if char not in STARS)
    return kept if kept.strip() or not text.strip() else ""
