"""The sheets of the workbook: what they are called, their columns, and what each is for."""

from dataclasses import dataclass

from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Text

HEADING = "Company"
README = "ReadMe"
CODES = "Codes"
IGNORED = (README, CODES)
"""Sheets for people: they are written and never read. So is any whose name begins with “_”."""

CHANGES = ("add", "override", "drop")
REWORDINGS = ("replace", "drop")
KINDS = ("heading", "activity", "deliverable", "indicator")
MATCHES = ("broad", "close")
LEVELS = ("1", "2", "3", "4", "5")


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


def _both(name: str, entry: str = "") -> tuple[Column, ...]:
    return tuple(
        Column(f"{name} {each}", entry or name, width=40, language=each) for each in LANGUAGES
    )


def _level(entry: str = "level") -> Column:
    return Column("level", entry, is_number=True, choices=LEVELS)


FIELDS = (
    Column("name"),
    Column("base"),
    Column("edition", is_number=True),
    *_both("title", "framework-title"),
    *_both("description", "framework-description"),
    Column("licence"),
)
"""The rows of the first sheet: a name in the first column, its value in the second."""

SHEETS = (
    Sheet(
        "Families",
        (
            Column("code"),
            *_both("title"),
            *_both("description"),
            Column("close to", "close-family"),
        ),
    ),
    Sheet(
        "Competences",
        (
            Column("code"),
            *_both("title"),
            *_both("description"),
            Column("within"),
            Column("close to", "close-competence"),
        ),
    ),
    Sheet(
        "Levels",
        (
            Column("competence", "own-competence"),
            _level(),
            *_both("description", "level-meaning"),
        ),
    ),
    Sheet(
        "Profiles",
        (
            Column("code"),
            Column("extends"),
            Column("match", choices=MATCHES),
            Column("family"),
            Column("criticality", is_number=True, choices=LEVELS),
            *_both("title"),
            *_both("mission"),
            *_both("career path", "career-path"),
            *_both("trends"),
        ),
    ),
    Sheet(
        "Requirements",
        (
            Column("profile"),
            Column("change", choices=CHANGES),
            Column("competence"),
            _level("level-or-none"),
        ),
    ),
    Sheet(
        "Statements",
        (
            Column("profile"),
            Column("kind", choices=KINDS),
            Column("group", is_number=True),
            *_both("text"),
        ),
    ),
    Sheet(
        "Rewordings",
        (
            Column("profile"),
            Column("change", "rewording", choices=REWORDINGS),
            Column("statement"),
            *_both("text", "text-or-none"),
        ),
    ),
    Sheet(
        "OtherNames",
        (
            Column("code", "named"),
            Column("language", choices=LANGUAGES),
            Column("name", "other-name", width=40),
        ),
    ),
)
