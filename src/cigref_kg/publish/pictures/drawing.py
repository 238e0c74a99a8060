"""What every picture is drawn with: the frame with its text alternative, text, shapes, colours."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from cigref_kg.base.model import Language

LEVELS = range(1, 6)

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

_NAMESPACE = "http://www.w3.org/2000/svg"
_GLYPH_WIDTH = 0.56
"""Of the average letter of a sans-serif face, in ems."""
_REGULAR = 400
"""The weight of a face that is not bold."""


def frame(
    kind: str,
    ident: str,
    size: tuple[int, int],
    title: str,
    description: str,
    language: Language,
    *,
    has_links: bool = False,
    told_by: str = "",
) -> ET.Element:
    """Begin a picture.

    Args:
        kind: of picture, for its class: ``levels`` makes ``picture picture-levels``.
        ident: what its element ids begin with, different for each picture of a page.
        size: width and height in user units; a picture shrinks to the width there is.
        title: says what the picture is, for who cannot see it.
        description: says in words all that it shows.
        language: of the words.
        has_links: whether it holds links, which an image may not.
        told_by: the id of what says it in the place of ``description``.

    Returns:
        Its root, to draw into.
    """
    width, height = size
    svg = ET.Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "class": f"picture picture-{kind}",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "lang": language,
            "role": "group" if has_links else "img",
            "aria-labelledby": f"{ident}-title",
            "aria-describedby": told_by or f"{ident}-desc",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{ident}-title"}).text = title
    if not told_by:
        ET.SubElement(svg, "desc", {"id": f"{ident}-desc"}).text = description
    return svg


def finished(svg: ET.Element) -> str:
    """Return a picture as text, to stand in a page or in a file."""
    return ET.tostring(svg, encoding="unicode")


def group(parent: ET.Element, name: str, **attributes: object) -> ET.Element:
    """Begin a group of shapes with a class."""
    return shape(parent, "g", **{"class_": name, **attributes})


def shape(parent: ET.Element, tag: str, **attributes: object) -> ET.Element:
    """Add an element; ``class_`` stands for ``class``, an underscore for a hyphen."""
    written = {
        name.rstrip("_").replace("_", "-"): _number(value) for name, value in attributes.items()
    }
    return ET.SubElement(parent, tag, written)


def words(
    parent: ET.Element,
    x: float,
    y: float,
    lines: str | Iterable[str],
    *,
    size: float = 13,
    anchor: str = "start",
    weight: int = _REGULAR,
    is_quiet: bool = False,
) -> ET.Element:
    """Add text of one or more lines, the base of the first at ``y``.

    Its colour is that of the text around the picture; quiet text is a little lighter.

    Args:
        parent: the element to add to.
        x: user units from the left.
        y: user units from the top.
        lines: of text.
        size: of type, in user units.
        anchor: which end stands at ``x``.
        weight: of type.
        is_quiet: whether it is written lightly.

    Returns:
        The element of the text.
    """
    attributes: dict[str, object] = {"x": x, "y": y, "font_size": size, "fill": "currentColor"}
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if weight != _REGULAR:
        attributes["font_weight"] = weight
    if is_quiet:
        attributes |= {"class_": "quiet", "fill_opacity": 0.8}
    text = shape(parent, "text", **attributes)
    if isinstance(lines, str):
        text.text = lines
        return text
    for place, line in enumerate(lines):
        shape(text, "tspan", x=x, **({"dy": "1.15em"} if place else {})).text = line
    return text


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


def _number(value: object) -> str:
    """Write a number with at most two decimals, as short as it goes."""
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)
