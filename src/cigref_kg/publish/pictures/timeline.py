"""The editions of the nomenclature in time, with the families and profiles that are told of."""

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from cigref_kg.base.messages import message
from cigref_kg.base.model import Edition, Language
from cigref_kg.publish.pictures.drawing import (
    ACCENT_COLOUR,
    QUIET_COLOUR,
    finished,
    frame,
    shape,
    words,
)

_YEAR = 33
"""The width of a year."""
_MARGIN = 40  # user units
_SQUARE = 15  # user units: the mark of a kind of change
_BASE = 206
"""Where the axis lies."""
_HEIGHT = 268  # user units


def timeline_picture(
    editions: Sequence[Edition],
    language: Language,
    *,
    href: Callable[[Edition], str] | None = None,
) -> str:
    """Draw the editions on an axis of years, with a square for each family that is told of.

    Args:
        editions: in order of publication, one at least.
        language: of the words.
        href: gives the address of an edition's page, to which its year then links.
    """
    first, last = editions[0].year, editions[-1].year
    width = 2 * _MARGIN + (last - first) * _YEAR
    svg = frame(
        "timeline",
        "timeline",
        (width, _HEIGHT),
        message("publish.timeline", first=first, last=last).localized(language),
        " ".join(f"{_told(edition, language)}." for edition in editions),
        language,
        has_links=href is not None,
    )
    shape(svg, "line", class_="axis", x1=_MARGIN - 20, x2=width - _MARGIN + 20, y1=_BASE, y2=_BASE,
          stroke=QUIET_COLOUR, stroke_width=2)  # fmt: skip
    for edition in editions:
        parent = svg if href is None else shape(svg, "a", href=href(edition))
        x = _MARGIN + (edition.year - first) * _YEAR
        _draw_edition(parent, edition, x, language)
    shape(svg, "rect", class_="bar", x=0.5, y=2, width=11, height=11, rx=2, fill=ACCENT_COLOUR)
    words(svg, 18, 12, _said("key", language), size=12, is_quiet=True)
    shape(svg, "circle", class_="track", cx=6, cy=27, r=5, fill="none", stroke=QUIET_COLOUR,
          stroke_width=2)  # fmt: skip
    words(svg, 18, 31, _said("unknown", language), size=12, is_quiet=True)
    return finished(svg)


def _told(edition: Edition, language: Language) -> str:
    counts = (("families", edition.family_count), ("profiles", edition.profile_count))
    facts = [_said(told, language, count=count) for told, count in counts if count]
    if not edition.family_count:
        facts.append(_said("not-told", language))
    if edition.framework:
        facts.append(edition.framework)
    return _said("edition", language, year=edition.year, facts=", ".join(facts))


def _draw_edition(parent: ET.Element, edition: Edition, x: float, language: Language) -> None:
    count = edition.family_count
    for place in range(count or 0):
        top = _BASE - 8 - (place + 1) * _SQUARE
        shape(parent, "rect", class_="bar", x=x - _SQUARE / 2 + 1, y=top, width=_SQUARE - 2,
              height=_SQUARE - 2, rx=2, fill=ACCENT_COLOUR)  # fmt: skip
    if count:
        above = _BASE - 16 - count * _SQUARE
        words(parent, x, above, str(count), size=13, weight=700, anchor="middle")
        shape(parent, "circle", class_="bar", cx=x, cy=_BASE, r=5, fill=ACCENT_COLOUR)
    else:
        shape(parent, "circle", class_="track", cx=x, cy=_BASE - 14, r=5, fill="none",
              stroke=QUIET_COLOUR, stroke_width=2)  # fmt: skip
        shape(parent, "circle", class_="axis", cx=x, cy=_BASE, r=3, fill=QUIET_COLOUR)
    weight = 700 if edition.content else 400
    words(parent, x, _BASE + 22, str(edition.year), size=12, anchor="middle", weight=weight)
    if edition.profile_count:
        told = _said("profiles", language, count=edition.profile_count).split()
        words(parent, x, _BASE + 42, told, size=11, anchor="middle", is_quiet=True)


def _said(entry: str, language: Language, **places: object) -> str:
    return message(f"publish.timeline-{entry}", **places).localized(language)
