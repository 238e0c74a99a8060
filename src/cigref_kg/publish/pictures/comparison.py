"""Two to four profiles side by side: a bar each for every competence that one of them requires."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cigref_kg.base.messages import message
from cigref_kg.base.model import Framework, Language
from cigref_kg.base.text import joined
from cigref_kg.insight.comparison import Comparison, CompetenceRow
from cigref_kg.publish.pictures.drawing import (
    LEVELS,
    QUIET_COLOUR,
    SERIES_COLOURS,
    finished,
    frame,
    group,
    shape,
    words,
    wrapped,
)

_LANE = 13  # user units between two lines
_LINE = 15
"""Of text."""
_AXIS_HEIGHT = 26  # user units
_CODE_LETTER = 9
"""How wide a letter of a code may be: a company's codes are long and in capitals."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How the picture fits a wide page, or a narrow one: there names stand above the bars."""

    width: int
    bars_x: int
    unit: int
    """The length of a level."""
    names_above: bool

    def name_width(self, name_x: int) -> int:
        """How wide the name of a competence may be that begins at ``name_x``."""
        return (self.width if self.names_above else self.bars_x - 14) - name_x


_WIDE = _Form(width=760, bars_x=300, unit=84, names_above=False)
_NARROW = _Form(width=320, bars_x=8, unit=56, names_above=True)


def comparison_picture(
    comparison: Comparison,
    framework: Framework,
    language: Language,
    ident: str = "comparison",
    *,
    narrow: bool = False,
) -> str:
    """Draw a comparison: the profiles are told apart by colour, by mark and by order.

    Args:
        comparison: the profiles and the levels that they require.
        framework: where the competences are.
        language: of the words.
        ident: what the ids of elements begin with, different for each picture of a page.
        narrow: whether it is to be read on a telephone.
    """
    form = _NARROW if narrow else _WIDE
    profiles = comparison.profiles
    key_x = max(60, 30 + _code_width(comparison.labels))
    keys = [
        wrapped(profile.names.localized(language), form.width - key_x, 13, limit=2)
        for profile in profiles
    ]
    name_x = max(44, 8 + _code_width(row.code for row in comparison.competences))
    names = {
        row.code: wrapped(
            framework.competence[row.code].names.localized(language),
            form.name_width(name_x),
            13,
            limit=2,
        )
        for row in comparison.competences
    }
    heights = [_row_height(row, names[row.code], form) for row in comparison.competences]
    top = sum(_key_height(key) for key in keys) + _AXIS_HEIGHT + 8
    height = top + sum(heights) + 4
    named = (
        f"{label} {profile.names.localized(language)}"
        for label, profile in zip(comparison.labels, profiles, strict=True)
    )
    svg = frame(
        "comparison",
        ident,
        (form.width, height),
        message("publish.compared", names=", ".join(named)).localized(language),
        " ".join(f"{_told(row, framework, language)}." for row in comparison.competences),
        language,
    )
    _draw_keys(svg, comparison.labels, keys, key_x)
    _draw_axis(svg, top, height, language, form)
    for row, row_height in zip(comparison.competences, heights, strict=True):
        _draw_row(svg, row, names[row.code], name_x, top, row_height, form)
        top += row_height
    return finished(svg)


def _code_width(codes: Iterable[str]) -> int:
    return max(map(len, codes), default=0) * _CODE_LETTER


def _told(row: CompetenceRow, framework: Framework, language: Language) -> str:
    levels = joined(
        (
            message("publish.compared-not-required", profile=code)
            if level is None
            else message("publish.compared-level", profile=code, level=level)
            for code, level in row.levels.items()
        ),
        ", ",
    )
    name = framework.competence[row.code].names
    return message("publish.compared-row", code=row.code, name=name, levels=levels).localized(
        language
    )


def _row_height(row: CompetenceRow, name: Sequence[str], form: _Form) -> int:
    if form.names_above:
        return len(name) * _LINE + sum(map(bool, row.levels.values())) * _LANE + 20
    return max(len(row.levels) * _LANE, 30) + 16


def _key_height(key: Sequence[str]) -> int:
    return 11 + len(key) * _LINE


def _draw_keys(
    svg: ET.Element, labels: Sequence[str], keys: Sequence[Sequence[str]], key_x: int
) -> None:
    y = 16
    for place, (label, key) in enumerate(zip(labels, keys, strict=True)):
        part = group(svg, f"series-{place + 1}")
        _draw_mark(part, 8, y - 4, place)
        words(part, 22, y, label, weight=700)
        words(part, key_x, y, key)
        y += _key_height(key)


def _draw_axis(svg: ET.Element, top: int, bottom: int, language: Language, form: _Form) -> None:
    part = group(svg, "axis")
    if not form.names_above:
        axis = message("publish.compared-axis").localized(language)
        words(part, form.bars_x - 12, top - 10, axis, anchor="end", is_quiet=True, size=12)
    for level in LEVELS:
        x = form.bars_x + level * form.unit
        words(part, x, top - 10, str(level), anchor="middle", is_quiet=True, size=12)
        shape(part, "line", class_="grid", x1=x, x2=x, y1=top - 4, y2=bottom, stroke=QUIET_COLOUR,
              stroke_opacity=0.35)  # fmt: skip


def _draw_row(
    svg: ET.Element,
    row: CompetenceRow,
    name: Sequence[str],
    name_x: int,
    top: int,
    height: int,
    form: _Form,
) -> None:
    shape(svg, "line", class_="grid", x1=0, x2=form.width, y1=top, y2=top, stroke=QUIET_COLOUR,
          stroke_opacity=0.35)  # fmt: skip
    middle = top + height / 2
    text = top + 18 if form.names_above else middle + (4.5 if len(name) == 1 else -3)
    words(svg, 0, top + 18 if form.names_above else middle + 4.5, row.code, weight=650)
    words(svg, name_x, text, name)
    # On a wide page each profile has its lane; a narrow one has none to spare for empty lanes.
    lane = top + 20.0 + len(name) * _LINE
    if not form.names_above:
        lane = middle - (len(row.levels) - 1) * _LANE / 2
    for place, level in enumerate(row.levels.values()):
        part = group(svg, f"series-{place + 1}")
        if level is not None:
            _draw_bar(part, lane, level, place, form)
        if level is not None or not form.names_above:
            lane += _LANE


def _draw_bar(part: ET.Element, y: float, level: int, place: int, form: _Form) -> None:
    shape(part, "rect", class_="bar", x=form.bars_x, y=y - 2.5, width=level * form.unit, height=5,
          fill=SERIES_COLOURS[place])  # fmt: skip
    end = form.bars_x + level * form.unit
    _draw_mark(part, end, y, place)
    words(part, end + 11, y + 4, str(level), size=11, weight=650)


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
