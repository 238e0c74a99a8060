"""The competences of a profile by area: a column of five steps each, filled up to its level."""

from math import ceil
from xml.etree import ElementTree as ET

from cigref_kg.base.messages import message
from cigref_kg.base.model import Competence, CompetenceArea, Framework, JobProfile, Language
from cigref_kg.publish.pictures.drawing import (
    ACCENT_COLOUR,
    AREA_COLOURS,
    LEVELS,
    finished,
    frame,
    group,
    shape,
    text_width,
    words,
)

_COLUMN = 31  # user units from one competence to the next
_AREA_MARGIN = 14  # user units between two areas
_STEP = 15  # user units: the height of a level
_STEP_WIDTH = 20  # user units
_TOP = 20
"""For the numbers, in a line over the columns."""
_FOOT = _TOP + len(LEVELS) * _STEP
"""Where the columns stand."""
_HEIGHT = _FOOT + 40
_SIZE = 11.5  # user units: the size of type


def levels_picture(profile: JobProfile, framework: Framework, language: Language) -> str:
    """Draw what a profile requires: area by area, each competence with its level of five.

    Args:
        profile: the profile.
        framework: where its competences are.
        language: of the words.
    """
    levels = profile.required_levels
    areas = [
        (area, [c for c in framework.competences if c.area == area.code and c.code in levels])
        for area in framework.areas
    ]
    areas = [(area, needed) for area, needed in areas if needed]
    # A company's area may have a code that is wider than its columns.
    widths = [
        max(len(needed) * _COLUMN, ceil(text_width(area.code, _SIZE))) for area, needed in areas
    ]
    width = sum(widths) + _AREA_MARGIN * max(0, len(widths) - 1)
    title = message("publish.levels", code=profile.code, name=profile.names).localized(language)
    told = (
        message("publish.levels-one", code=c.code, name=c.names, level=levels[c.code]).localized(
            language
        )
        for _, needed in areas
        for c in needed
    )
    svg = frame("levels", "levels", (width, _HEIGHT), title, f"{'; '.join(told)}.", language)
    left = 0
    for (area, needed), area_width in zip(areas, widths, strict=True):
        part = group(svg, f"area-{area.code}")
        colour = AREA_COLOURS.get(area.code, ACCENT_COLOUR)
        steps = shape(part, "g", fill=colour, stroke=colour)
        for place, competence in enumerate(needed):
            column = left + place * _COLUMN
            _draw_steps(steps, levels[competence.code], column + _COLUMN / 2)
            _write_column(part, competence, levels[competence.code], column + _COLUMN / 2)
        foot = _FOOT + 18
        shape(part, "line", class_="rule", x1=left, x2=left + area_width, y1=foot, y2=foot,
              stroke=colour, stroke_width=2)  # fmt: skip
        words(part, left, foot + 15, _name(area, area_width, language), size=_SIZE, is_quiet=True)
        left += area_width + _AREA_MARGIN
    return finished(svg)


def _name(area: CompetenceArea, width: int, language: Language) -> str:
    """Return what an area is called as far as it fits under its columns: its letter at least."""
    name = f"{area.code} {area.names.localized(language)}"
    return name if text_width(name, _SIZE) <= width + _AREA_MARGIN else area.code


def _draw_steps(part: ET.Element, level: int, middle: float) -> None:
    """Draw five steps in the colour of their group, empty above the level."""
    for step in LEVELS:
        is_on = step <= level
        shape(
            part,
            "rect",
            class_="bar" if is_on else "track",
            x=middle - _STEP_WIDTH / 2,
            y=_FOOT - step * _STEP + 2,
            width=_STEP_WIDTH,
            height=_STEP - 3,
            rx=2.5,
            **({} if is_on else {"fill": "none", "stroke_opacity": 0.3}),
        )


def _write_column(part: ET.Element, competence: Competence, level: int, middle: float) -> None:
    words(part, middle, _TOP - 6, str(level), size=12.5, weight=700,
          anchor="middle")  # fmt: skip
    # A company's code may be long: its last part tells it from the next.
    code = competence.code
    if text_width(code, 10.5) > _COLUMN:
        code = code.rpartition("-")[2]
    words(part, middle, _FOOT + 12, code, size=10.5, weight=600, anchor="middle")
