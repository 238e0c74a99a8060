"""The competences of a profile by area: a column of five steps each, filled up to its level."""

from math import ceil

from markupsafe import Markup

from cigref_kg.base.messages import message
from cigref_kg.base.model import CompetenceArea, Framework, JobProfile, Language
from cigref_kg.publish.pictures.drawing import ACCENT_COLOUR, AREA_COLOURS, drawn, text_width

_COLUMN = 31  # user units from one competence to the next
_AREA_MARGIN = 14  # user units between two areas
_STEP = 15  # user units: the height of a level
_STEP_WIDTH = 20  # user units
_TOP = 20
"""For the numbers, in a line over the columns."""
_FOOT = _TOP + 5 * _STEP
"""Where the columns stand."""
_HEIGHT = _FOOT + 40
_SIZE = 11.5  # user units: the size of type
_SMALL = 10.5  # user units: … of codes


def levels_picture(profile: JobProfile, framework: Framework, language: Language) -> Markup:
    """Draw what a profile requires: area by area, each competence with its level of five.

    Args:
        profile: the profile.
        framework: where its competences are.
        language: of the words.
    """
    levels = profile.required_levels
    areas, told, left = [], [], 0
    for area in framework.areas:
        needed = [c for c in framework.competences if c.area == area.code and c.code in levels]
        if not needed:
            continue
        told += [
            message("publish.levels-one", code=c.code, name=c.names, level=levels[c.code])
            for c in needed
        ]
        # A company's area may have a code that is wider than its columns.
        width = max(len(needed) * _COLUMN, ceil(text_width(area.code, _SIZE)))
        columns = [
            {
                "code": _short(competence.code),
                "level": levels[competence.code],
                "middle": left + place * _COLUMN + _COLUMN / 2,
            }
            for place, competence in enumerate(needed)
        ]
        areas.append(
            {
                "code": area.code,
                "name": _name(area, width, language),
                "colour": AREA_COLOURS.get(area.code, ACCENT_COLOUR),
                "left": left,
                "width": width,
                "columns": columns,
            }
        )
        left += width + _AREA_MARGIN
    return drawn(
        "levels",
        (max(0, left - _AREA_MARGIN), _HEIGHT),
        message("publish.levels", code=profile.code, name=profile.names).localized(language),
        f"{'; '.join(each.localized(language) for each in told)}.",
        language,
        areas=areas,
        top=_TOP,
        foot=_FOOT,
        step_height=_STEP,
        step_width=_STEP_WIDTH,
        type_size=_SIZE,
        small=_SMALL,
    )


def _name(area: CompetenceArea, width: int, language: Language) -> str:
    """Return what an area is called as far as it fits under its columns: its letter at least."""
    name = f"{area.code} {area.names.localized(language)}"
    return name if text_width(name, _SIZE) <= width + _AREA_MARGIN else area.code


def _short(code: str) -> str:
    """Return a code as it fits: of a company's long one, the part that tells it from the next."""
    return code.rpartition("-")[2] if text_width(code, _SMALL) > _COLUMN else code
