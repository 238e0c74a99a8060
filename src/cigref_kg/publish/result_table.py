"""The rows of a SPARQL result as a table of plain text, for people."""

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

WIDEST_COLUMN = 60
"""Longer texts continue on the next line of their cell. In characters."""

_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")
)


_NARROWEST = 8
"""A column is not made narrower than that to fit, in characters."""


def render(
    variables: Sequence[str],
    rows: Iterable[Sequence[Term | None]],
    base: str,
    width: int | None = None,
    language: Language = "en",
) -> str:
    """Return aligned columns under the names of the variables, and the number of rows.

    Args:
        variables: the names of the columns.
        rows: for each row the terms of its columns, ``None`` where a variable is unbound.
        base: IRIs under it are written relative to it, as in the dataset's Turtle.
        width: columns that there is room for, if they are to fit where they can.
        language: of the number of rows.
    """
    rows = list(rows)
    texts = [[_text(term, base) for term in row] for row in rows]
    room = _room(variables, texts, width)
    cells = [[_lines(text, most) for text, most in zip(row, room, strict=True)] for row in texts]
    widths = [
        max([_width(name), *(_width(line) for row in cells for line in row[column])])
        for column, name in enumerate(variables)
    ]
    right = [
        any(row[column] is not None for row in rows)
        and all(row[column] is None or _is_number(row[column]) for row in rows)
        for column in range(len(variables))
    ]
    lines = [_line(variables, widths, right), _line(["-" * width for width in widths], widths)]
    tall = any(len(cell) > 1 for row in cells for cell in row)
    for number, row in enumerate(cells):
        if tall and number:
            lines.append("")  # or one could not tell where a row ends
        height = max(map(len, row), default=0)
        lines += [_line([_nth(cell, n) for cell in row], widths, right) for n in range(height)]
    lines += ["", message("publish.rows", rows=len(rows)).localized(language)]
    return "\n".join(lines) + "\n"


def shorten(iri: str, base: str) -> str:
    """Write an IRI with a prefix of the dataset's publications, or relative to ``base``.

    >>> shorten("http://www.w3.org/2004/02/skos/core#Concept", "https://example.org/")
    'skos:Concept'
    >>> shorten("https://example.org/id/2022/profile/6.3", "https://example.org/")
    '<id/2022/profile/6.3>'
    """
    # Takes long to import: tables without IRIs do without.
    from cigref_kg.graph.namespaces import PREFIXES

    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{name}"
    relative = iri.removeprefix(base)
    return f"<{relative or iri}>"


def _room(variables: Sequence[str], texts: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Return how wide each column may be: the widest give way until all fit."""
    room = [
        min(WIDEST_COLUMN, max([_width(name), *(_width(row[column]) for row in texts)]))
        for column, name in enumerate(variables)
    ]
    gaps = 2 * (len(room) - 1)
    while width is not None and sum(room) + gaps > width and max(room) > _NARROWEST:
        widest = room.index(max(room))
        second = max([_NARROWEST, *(each for each in room if each < room[widest])])
        room[widest] -= max(1, min(room[widest] - second, sum(room) + gaps - width))
    return room


def _text(term: Term | None, base: str) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _lines(text: str, most: int) -> list[str]:
    paragraphs = [
        # Only plain spaces and line ends part words: a no-break space stays one.
        textwrap.wrap(line, max(most, 1), break_long_words=False, break_on_hyphens=False)
        for line in _printable(text).split("\n")
        if line
    ]
    return [line for paragraph in paragraphs for line in paragraph] or [""]


def _printable(text: str) -> str:
    """Return the text without what would move a terminal's cursor."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf"}
        else " "
        for character in text
    )


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def _width(text: str) -> int:
    """The number of columns of a terminal that the text takes."""
    return sum(
        0 if unicodedata.combining(character) else 2 if _is_wide(character) else 1
        for character in text
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _nth(cell: Sequence[str], number: int) -> str:
    return cell[number] if number < len(cell) else ""


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool] = ()) -> str:
    padded = []
    for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - _width(cell))
        padded.append(space + cell if right and right[column] else cell + space)
    return "  ".join(padded).rstrip()
