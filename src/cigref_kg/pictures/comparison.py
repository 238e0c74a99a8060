"""Two to four profiles side by side: a bar each for every competence that one of them requires."""

from xml.etree import ElementTree as ET

from cigref_kg.comparison import Comparison, CompetenceRow
from cigref_kg.model import Framework, JobProfile, Language, Text
from cigref_kg.pictures.drawing import (
    LEVELS,
    QUIET_COLOUR,
    SERIES_COLOURS,
    finished,
    frame,
    group,
    say,
    shape,
    words,
    wrapped,
)

_TITLE = Text(
    fr="Niveaux de compétence côte à côte : {names}",
    en="Levels of competence side by side: {names}",
)
_ROW = Text(fr="{code} {name} : {levels}", en="{code} {name}: {levels}")
_LEVEL = Text(fr="{profile} niveau {level}", en="{profile} level {level}")
_NOT_REQUIRED = Text(fr="{profile} non demandée", en="{profile} not required")
_AXIS = Text(fr="niveau", en="level")

_WIDTH = 760
_BARS_X = 300
_UNIT = 84
_LANE = 13
_ROW_MARGIN = 16
_KEY_LINE = 26
_AXIS_HEIGHT = 26


def comparison_picture(
    comparison: Comparison, framework: Framework, language: Language, ident: str = "comparison"
) -> str:
    """Draw a comparison: the profiles are told apart by colour, by mark and by order.

    Args:
        comparison: the profiles and the levels that they require.
        framework: where the competences are.
        language: of the words.
        ident: what the ids of elements begin with, different for each picture of a page.
    """
    profiles = comparison.profiles
    row_height = max(len(profiles) * _LANE, 30) + _ROW_MARGIN
    top = len(profiles) * _KEY_LINE + _AXIS_HEIGHT + 8
    height = top + len(comparison.competences) * row_height + 4
    names = ", ".join(f"{p.code} {say(p.names, language)}" for p in profiles)
    svg = frame(
        "comparison",
        ident,
        (_WIDTH, height),
        say(_TITLE, language).format(names=names),
        " ".join(f"{_told(row, framework, language)}." for row in comparison.competences),
        language,
    )
    for place, profile in enumerate(profiles):
        _draw_key(svg, profile, place, language)
    _draw_axis(svg, top, height, language)
    for number, row in enumerate(comparison.competences):
        _draw_row(svg, row, comparison, framework, language, top + number * row_height, row_height)
    return finished(svg)


def _told(row: CompetenceRow, framework: Framework, language: Language) -> str:
    levels = (
        say(_NOT_REQUIRED if level is None else _LEVEL, language).format(profile=code, level=level)
        for code, level in row.levels.items()
    )
    name = say(framework.competence[row.code].names, language)
    return say(_ROW, language).format(code=row.code, name=name, levels=", ".join(levels))


def _draw_key(svg: ET.Element, profile: JobProfile, place: int, language: Language) -> None:
    y = place * _KEY_LINE + 16
    part = group(svg, f"series-{place + 1}")
    _draw_mark(part, 8, y - 4, place)
    words(part, 22, y, profile.code, weight=700)
    words(part, 60, y, wrapped(say(profile.names, language), _WIDTH - 60, 13, limit=1))


def _draw_axis(svg: ET.Element, top: int, bottom: int, language: Language) -> None:
    part = group(svg, "axis")
    words(part, _BARS_X - 12, top - 10, say(_AXIS, language), anchor="end", is_quiet=True, size=12)
    for level in LEVELS:
        x = _BARS_X + level * _UNIT
        words(part, x, top - 10, str(level), anchor="middle", is_quiet=True, size=12)
        shape(part, "line", class_="grid", x1=x, x2=x, y1=top - 4, y2=bottom, stroke=QUIET_COLOUR,
              stroke_opacity=0.35)  # fmt: skip


def _draw_row(
    svg: ET.Element,
    row: CompetenceRow,
    comparison: Comparison,
    framework: Framework,
    language: Language,
    top: int,
    height: int,
) -> None:
    shape(svg, "line", class_="grid", x1=0, x2=_WIDTH, y1=top, y2=top, stroke=QUIET_COLOUR,
          stroke_opacity=0.35)  # fmt: skip
    middle = top + height / 2
    words(svg, 0, middle + 4.5, row.code, weight=650)
    name = say(framework.competence[row.code].names, language)
    lines = wrapped(name, _BARS_X - 58, 13, limit=2)
    words(svg, 44, middle + (4.5 if len(lines) == 1 else -3), lines)
    first = middle - (len(comparison.profiles) - 1) * _LANE / 2
    for place, profile in enumerate(comparison.profiles):
        level = row.levels[profile.code]
        part = group(svg, f"series-{place + 1}")
        if level is not None:
            _draw_bar(part, first + place * _LANE, level, place)


def _draw_bar(part: ET.Element, y: float, level: int, place: int) -> None:
    shape(part, "rect", class_="bar", x=_BARS_X, y=y - 2.5, width=level * _UNIT, height=5,
          fill=SERIES_COLOURS[place])  # fmt: skip
    _draw_mark(part, _BARS_X + level * _UNIT, y, place)
    words(part, _BARS_X + level * _UNIT + 11, y + 4, str(level), size=11, weight=650)


def _draw_mark(part: ET.Element, x: float, y: float, place: int) -> None:
    """Draw the mark of a series: circle, square, triangle, diamond."""
    colour = SERIES_COLOURS[place]
    if place == 0:
        shape(part, "circle", class_="bar", cx=x, cy=y, r=5.5, fill=colour)
    elif place == 1:
        shape(part, "rect", class_="bar", x=x - 5, y=y - 5, width=10, height=10, fill=colour)
    else:
        upward = [(x, y - 6.5), (x + 6.5, y + 5), (x - 6.5, y + 5)]
        diamond = [(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]
        points = " ".join(f"{a:g},{b:g}" for a, b in (upward if place == 2 else diamond))
        shape(part, "polygon", class_="bar", points=points, fill=colour)
