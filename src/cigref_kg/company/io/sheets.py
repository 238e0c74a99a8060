"""The sheets of the workbook: what they are called, their columns, and what each is for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Text

HEADING = "Company"
README = "ReadMe"
CODES = "Codes"
IGNORED = (README, CODES)
"""Sheets for people: they are written and never read. So is any whose name begins with “_”."""

CHANGES = ("add", "override", "drop")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name in its first row, and what stands below it."""

    name: str
    entry: str = ""
    """Under which message it is explained, where that is not its name."""
    is_number: bool = False
    choices: tuple[str, ...] = ()
    width: int = 14
    """In characters."""
    language: Language | None = None

    @property
    def about(self) -> Text:
        """What the column is for."""
        words = message(f"company.column-{self.entry or self.name}")
        return message(f"company.column-in-{self.language}", what=words) if self.language else words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its columns in order; the first must be filled in every row."""

    name: str
    columns: tuple[Column, ...]

    @property
    def about(self) -> Text:
        """What the sheet is for."""
        return message(f"company.sheet-{self.name}")


def _columns(told: Iterable[Mapping[str, Any]]) -> Iterator[Column]:
    for column in told:
        if both := column.get("both"):
            entry = column.get("entry", both)
            for each in LANGUAGES:
                yield Column(f"{both} {each}", entry, width=40, language=each)
        else:
            yield Column(**{**column, "choices": tuple(column.get("choices", ()))})


_TOLD = data_beside(__file__)
FIELDS = tuple(_columns(_TOLD["fields"]))
"""The rows of the first sheet: a name in the first column, its value in the second."""
SHEETS = tuple(Sheet(name, tuple(_columns(told))) for name, told in _TOLD["sheets"].items())
