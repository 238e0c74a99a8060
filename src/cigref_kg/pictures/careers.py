"""The stated career moves: a row of profiles a family, an arrow a move."""

from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree as ET

from cigref_kg.collation import natural_key
from cigref_kg.model import EditionContent, Family, JobProfile, Language, Text
from cigref_kg.pictures.drawing import (
    ACCENT_COLOUR,
    QUIET_COLOUR,
    finished,
    frame,
    group,
    say,
    shape,
    words,
    wrapped,
)

_TITLE = Text(
    fr="Mobilités énoncées par la nomenclature : {count}",
    en="Career moves that the nomenclature states: {count}",
)
_MOVE = Text(fr="de {start} vers {end}", en="from {start} to {end}")

_LABEL_WIDTH = 178
_BOX_WIDTH = 138
_BOX_HEIGHT = 66
_COLUMN = 164
_ROW = 128
_TOP = 26

Place = tuple[float, float]
"""The middle of a profile's box."""


def careers_picture(
    content: EditionContent,
    language: Language,
    ident: str = "careers",
    *,
    href: Callable[[JobProfile], str] | None = None,
) -> str:
    """Draw the career moves of an edition.

    Args:
        content: the edition.
        language: of the words.
        ident: what the ids of elements begin with, different for each picture of a page.
        href: gives the address of a profile's page, to which its box then links.
    """
    rows = _rows(content)
    width = _LABEL_WIDTH + max((len(members) for _, members in rows), default=0) * _COLUMN
    height = _TOP + len(rows) * _ROW
    svg = frame(
        "careers",
        ident,
        (width, height),
        say(_TITLE, language).format(count=len(content.moves)),
        f"{'; '.join(_told(content, language))}.",
        language,
        has_links=href is not None,
    )
    _define_arrow(svg, ident)
    places = _places(rows)
    for number, (family, _) in enumerate(rows):
        _draw_family(svg, family, number, width, language)
    for move in content.moves:
        path = _path(places[move.from_profile], places[move.to_profile])
        shape(svg, "path", class_="edge", d=path, fill="none", stroke=ACCENT_COLOUR,
              stroke_width=1.8, marker_end=f"url(#{ident}-arrow)")  # fmt: skip
    for _, members in rows:
        for profile in members:
            _draw_profile(svg, profile, places[profile.code], language, href)
    return finished(svg)


def _told(content: EditionContent, language: Language) -> list[str]:
    def named(code: str) -> str:
        return f"{code} {say(content.profile[code].names, language)}"

    return [
        say(_MOVE, language).format(start=named(move.from_profile), end=named(move.to_profile))
        for move in content.moves
    ]


def _rows(content: EditionContent) -> Sequence[tuple[Family, Sequence[JobProfile]]]:
    """Return the families that a move touches, each with the profiles that it touches."""
    touched = {code for move in content.moves for code in (move.from_profile, move.to_profile)}
    rows = [
        (
            family,
            sorted(
                (p for p in content.profiles if p.family == family.code and p.code in touched),
                key=lambda profile: natural_key(profile.code),
            ),
        )
        for family in content.families
    ]
    return [(family, members) for family, members in rows if members]


def _places(rows: Sequence[tuple[Family, Sequence[JobProfile]]]) -> Mapping[str, Place]:
    return {
        profile.code: (
            _LABEL_WIDTH + place * _COLUMN + _COLUMN / 2,
            _TOP + row * _ROW + _ROW / 2,
        )
        for row, (_, members) in enumerate(rows)
        for place, profile in enumerate(members)
    }


def _path(start: Place, end: Place) -> str:
    """Return the curve of a move, from the edge of one box to the edge of the other."""
    (x1, y1), (x2, y2) = start, end
    half = _BOX_HEIGHT / 2
    if y1 == y2:
        # An arch over the row, the higher the further it reaches.
        shift = 22 if x2 > x1 else -22
        top = y1 - half - 16 - min(34, abs(x2 - x1) / 12)
        x1, x2 = x1 + shift, x2 - shift / 3
        return f"M{x1:g} {y1 - half:g}C{x1:g} {top:g} {x2:g} {top:g} {x2:g} {y2 - half - 2:g}"
    way = 1 if y2 > y1 else -1
    # Up and down keep to different sides of the boxes.
    x1, x2 = x1 + way * 18, x2 + way * 18
    y1, y2 = y1 + way * half, y2 - way * (half + 2)
    bend = max(34, abs(y2 - y1) * 0.4) * way
    return f"M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"


def _define_arrow(svg: ET.Element, ident: str) -> None:
    marker = shape(
        shape(svg, "defs"),
        "marker",
        id=f"{ident}-arrow",
        viewBox="0 0 8 8",
        refX=6.5,
        refY=4,
        markerWidth=7,
        markerHeight=7,
        orient="auto",
    )
    shape(marker, "path", class_="edge-end", d="M0 0L8 4L0 8Z", fill=ACCENT_COLOUR)


def _draw_family(
    svg: ET.Element, family: Family, number: int, width: int, language: Language
) -> None:
    top = _TOP + number * _ROW
    if number:
        shape(svg, "line", class_="grid", x1=0, x2=width, y1=top, y2=top, stroke=QUIET_COLOUR,
              stroke_opacity=0.35)  # fmt: skip
    middle = top + _ROW / 2
    words(svg, 0, middle - 18, family.code, weight=700, size=15)
    name = wrapped(say(family.names, language), _LABEL_WIDTH - 34, 12.5, limit=6)
    words(svg, 18, middle - 18, name, size=12.5, is_quiet=True)


def _draw_profile(
    svg: ET.Element,
    profile: JobProfile,
    place: Place,
    language: Language,
    href: Callable[[JobProfile], str] | None,
) -> None:
    name = say(profile.names, language)
    parent = svg if href is None else shape(svg, "a", href=href(profile))
    part = group(parent, "node")
    shape(part, "title").text = f"{profile.code} {name}"
    x, y = place[0] - _BOX_WIDTH / 2, place[1] - _BOX_HEIGHT / 2
    # The ground hides the arrows that pass behind; a page gives it its own colour.
    shape(part, "rect", class_="ground", x=x, y=y, width=_BOX_WIDTH, height=_BOX_HEIGHT, rx=6,
          fill="Canvas", stroke=QUIET_COLOUR)  # fmt: skip
    words(part, x + 8, y + 16, profile.code, weight=700, size=12)
    words(part, x + 8, y + 31, wrapped(name, _BOX_WIDTH - 10, 11.5, limit=3), size=11.5)
