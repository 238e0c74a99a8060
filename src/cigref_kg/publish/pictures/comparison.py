"""Two to four profiles side by side: a bar each for every competence that one of them requires."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cigref_kg.base.messages import message
from cigref_kg.base.model import Framework, Language
from cigref_kg.base.text import joined
from cigref_kg.insight.comparison import Comparison, CompetenceRow
from cigref_kg.publish.pictures.drawing import drawn, wrapped

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

    def row_height(self, row: CompetenceRow, name: Sequence[str]) -> int:
        if self.names_above:
            return len(name) * _LINE + sum(map(bool, row.levels.values())) * _LANE + 20
        return max(len(row.levels) * _LANE, 30) + 16

    def laid(self, row: CompetenceRow, name: Sequence[str], top: int) -> dict[str, object]:
        """Where the code, the name and each profile's bar stand in the row that begins at ``top``.

        On a wide page each profile has its lane; a narrow one has none to spare for empty lanes.
        """
        middle = top + self.row_height(row, name) / 2
        lane = middle - (len(row.levels) - 1) * _LANE / 2
        if self.names_above:
            lane = top + 20.0 + len(name) * _LINE
        bars = []
        for level in row.levels.values():
            bars.append((level, lane))
            if level is not None or not self.names_above:
                lane += _LANE
        code_y = top + 18 if self.names_above else middle + 4.5
        name_y = code_y if self.names_above or len(name) == 1 else middle - 3
        return {"code_y": code_y, "name_y": name_y, "bars": bars}


_WIDE = _Form(width=760, bars_x=300, unit=84, names_above=False)
_NARROW = _Form(width=320, bars_x=8, unit=56, names_above=True)


def comparison_picture(
    comparison: Comparison,
    framework: Framework,
    language: Language,
    ident: str = "comparison",
    *,
    narrow: bool = False,
) -> Markup:
    """Draw a comparison: the profiles are told apart by colour, by mark and by order.

    Args:
        comparison: the profiles and the levels that they require.
        framework: where the competences are.
        language: of the words.
        ident: what the ids of elements begin with, different for each picture of a page.
        narrow: whether it is to be read on a telephone.
    """
    form = _NARROW if narrow else _WIDE
    key_x = max(60, 30 + _code_width(comparison.labels))
    names = [profile.names.localized(language) for profile in comparison.profiles]
    keys, y = [], 16
    for label, name in zip(comparison.labels, names, strict=True):
        lines = wrapped(name, form.width - key_x, 13, limit=2)
        keys.append({"label": label, "lines": lines, "y": y})
        y += 11 + len(lines) * _LINE
    top = height = y - 16 + _AXIS_HEIGHT + 8
    name_x = max(44, 8 + _code_width(row.code for row in comparison.competences))
    rows = []
    for row in comparison.competences:
        said = framework.competence[row.code].names.localized(language)
        lines = wrapped(said, form.name_width(name_x), 13, limit=2)
        rows.append(
            {"code": row.code, "name": lines, "top": height, **form.laid(row, lines, height)}
        )
        height += form.row_height(row, lines)
    height += 4
    named = (f"{label} {name}" for label, name in zip(comparison.labels, names, strict=True))
    return drawn(
        "comparison",
        (form.width, height),
        message("publish.compared", names=", ".join(named)).localized(language),
        " ".join(f"{_told(row, framework, language)}." for row in comparison.competences),
        language,
        ident=ident,
        form=form,
        keys=keys,
        key_x=key_x,
        top=top,
        axis=message("publish.compared-axis").localized(language),
        rows=rows,
        name_x=name_x,
    )


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
