"""The competences of a profile by area, with the level of each as five steps."""

from xml.etree import ElementTree as ET

from cigref_kg.model import Competence, Framework, JobProfile, Language, Text
from cigref_kg.pictures.drawing import (
    AREA_COLOURS,
    LEVELS,
    finished,
    frame,
    group,
    say,
    shape,
    words,
    wrapped,
)

_TITLE = Text(
    fr="Niveaux de compétence demandés par le métier {code} {name}",
    en="Levels of competence that the job {code} {name} requires",
)
_LEVEL = Text(fr="{code} {name} : niveau {level} sur 5", en="{code} {name}: level {level} of 5")

_WIDTH = 520
_AREA_HEIGHT = 34
_ROW_HEIGHT = 36
_CODE_WIDTH = 44
_STEPS_X = 356
_STEP = 27
_STEP_HEIGHT = 14


def levels_picture(
    profile: JobProfile, framework: Framework, language: Language, ident: str = "levels"
) -> str:
    """Draw what a profile requires: area by area, each competence with its level of five.

    Args:
        profile: the profile.
        framework: where its competences are.
        language: of the words.
        ident: what the ids of elements begin with, different for each picture of a page.
    """
    levels = profile.required_levels
    areas = [
        (area, [c for c in framework.competences if c.area == area.code and c.code in levels])
        for area in framework.areas
    ]
    areas = [(area, needed) for area, needed in areas if needed]
    height = 8 + len(areas) * _AREA_HEIGHT + len(levels) * _ROW_HEIGHT
    title = say(_TITLE, language).format(code=profile.code, name=say(profile.names, language))
    told = (
        say(_LEVEL, language).format(code=c.code, name=say(c.names, language), level=levels[c.code])
        for _, needed in areas
        for c in needed
    )
    svg = frame("levels", ident, (_WIDTH, height), title, f"{'; '.join(told)}.", language)
    top = 0
    for area, needed in areas:
        part = group(svg, f"area-{area.code}")
        words(part, 0, top + 24, f"{area.code}  {say(area.names, language)}", weight=700, size=14)
        line = top + _AREA_HEIGHT - 1
        colour = AREA_COLOURS[area.code]
        shape(part, "line", class_="rule", x1=0, x2=_WIDTH, y1=line, y2=line, stroke=colour,
              stroke_width=2)  # fmt: skip
        top += _AREA_HEIGHT
        for competence in needed:
            _draw_row(part, competence, levels[competence.code], top, language)
            top += _ROW_HEIGHT
    return finished(svg)


def _draw_row(
    part: ET.Element, competence: Competence, level: int, top: int, language: Language
) -> None:
    middle = top + _ROW_HEIGHT / 2
    words(part, 0, middle + 4.5, competence.code, weight=650)
    name = say(competence.names, language)
    lines = wrapped(name, _STEPS_X - _CODE_WIDTH - 14, 13, limit=2)
    words(part, _CODE_WIDTH, middle + (4.5 if len(lines) == 1 else -3), lines)
    colour = AREA_COLOURS[competence.area]
    for step in LEVELS:
        is_on = step <= level
        shape(
            part,
            "rect",
            class_="bar" if is_on else "track",
            x=_STEPS_X + (step - 1) * _STEP + 0.5,
            y=middle - _STEP_HEIGHT / 2,
            width=_STEP - 4,
            height=_STEP_HEIGHT,
            rx=3,
            fill=colour if is_on else "none",
            stroke=colour,
            stroke_opacity=1 if is_on else 0.45,
        )
    words(part, _WIDTH, middle + 5, str(level), size=15, weight=700, anchor="end")
