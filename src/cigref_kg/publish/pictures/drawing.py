"""What every picture is drawn with: templates of SVG, what fits a line, colours."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from cigref_kg.base.model import Language

AREA_COLOURS: Mapping[str, str] = {
    "A": "#3f76c4",
    "B": "#2f8a55",
    "C": "#ad6a1c",
    "D": "#a5539b",
    "E": "#c95045",
}
SERIES_COLOURS: Sequence[str] = ("#2a8294", "#c1602c", "#7f66c4", "#71801f")
ACCENT_COLOUR = "#2a8294"
QUIET_COLOUR = "#7d868f"

_GLYPH_WIDTH = 0.56
"""Of the average letter of a sans-serif face, in ems."""
_BETWEEN_TAGS = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])")


class _OneLine(Extension):
    """Templates without the line breaks that only their authors read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return _BETWEEN_TAGS.sub("", source).replace("\n", "")


def _written(value: object) -> Markup:
    """Write a number with at most two decimals, as short as it goes; a text as XML has it."""
    if isinstance(value, Markup):
        return value
    text = f"{round(value, 2):g}" if isinstance(value, float) else str(value)
    return Markup(escape(text, {'"': "&quot;"}))  # noqa: S704  (escaped for texts and attributes)


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    extensions=[_OneLine],
    finalize=_written,
    undefined=StrictUndefined,
)
_TEMPLATES.globals |= {
    "ACCENT": ACCENT_COLOUR,
    "QUIET": QUIET_COLOUR,
    "SERIES": SERIES_COLOURS,
}


def drawn(
    kind: str,
    size: tuple[int, int],
    title: str,
    description: str,
    language: Language,
    *,
    ident: str = "",
    has_links: bool = False,
    told_by: str = "",
    **context: object,
) -> Markup:
    """Draw a picture.

    Args:
        kind: of picture: ``levels`` fills ``levels.svg``, and has the class ``picture-levels``.
        size: width and height in user units; a picture shrinks to the width there is.
        title: says what the picture is, for who cannot see it.
        description: says in words all that it shows.
        language: of the words.
        ident: what its element ids begin with, different for each picture of a page; as ``kind``
            unless given.
        has_links: whether it holds links, which an image may not.
        told_by: the id of what says it in the place of ``description``.
        context: what the template draws.

    Returns:
        The picture, to stand in a page or in a file.
    """
    width, height = size
    text = _TEMPLATES.get_template(f"{kind}.svg").render(
        kind=kind,
        width=width,
        height=height,
        title=title,
        description=description,
        language=language,
        ident=ident or kind,
        has_links=has_links,
        told_by=told_by,
        **context,
    )
    return Markup(text)  # noqa: S704  (escaped where it was filled in)


def text_width(text: str, size: float) -> float:
    """Return how many user units a line of text takes up, more or less."""
    return len(text) * size * _GLYPH_WIDTH


def wrapped(text: str, width: float, size: float, limit: int) -> list[str]:
    """Break text into lines that fit ``width`` user units, at most ``limit`` of them.

    Args:
        text: to break.
        width: user units.
        size: of type, in user units.
        limit: how many at most.

    Returns:
        The lines; the last ends with an ellipsis where words were left out.
    """
    letters = max(1, int(width / (size * _GLYPH_WIDTH)))
    return textwrap.wrap(text, letters, max_lines=limit, placeholder=" …")
