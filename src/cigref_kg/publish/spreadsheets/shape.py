"""What a workbook is made of, before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cigref_kg.base.model import Language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Of XLSX."""

Value = str | int | float | None
"""What a cell holds."""
Row = Sequence[Value]

TEXT = "@"
"""The format of cells that hold text, so that no code becomes a date or a number."""
WHOLE_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, its width in characters, and how its cells are shown."""

    heading: str
    width: float
    number_format: str = TEXT
    """Of the cells."""
    is_link: bool = False
    is_level: bool = False
    """Whether cells are shaded by their number, 1 to 5."""
    is_upright: bool = False
    """Whether the heading is turned, for narrow columns of numbers."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: columns, rows, and how many columns stay in view."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    frozen_columns: int = 1


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself, in its properties and on a first sheet without filter."""

    sheet: str
    title: str
    language: Language
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
