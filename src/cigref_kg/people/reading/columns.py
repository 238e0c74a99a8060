"""What a table of people does not say by itself: ``columns.yaml``, small enough to be kept.

Headings and values are compared without case, accents, kind of apostrophe or number of spaces.
Everything in the file is read as text, so that ``NO``, ``2,5`` and ``007`` stay what they are.
"""

import datetime
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from cigref_kg.base.errors import InputError, WrongValueError, choices_of, parser_says
from cigref_kg.base.layers import Record
from cigref_kg.base.messages import message
from cigref_kg.base.reading.tables import Form
from cigref_kg.base.text import Text, joined
from cigref_kg.people.reading.values import grade, number, plain

MAX_BYTES = 1_000_000  # a file written by hand has a few thousand
MAX_LEVEL = 5  # of the e-CF
_KNOWN: Mapping[str, Mapping[str, list[str]]] = yaml.load(
    Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"),
    yaml.CBaseLoader,  # noqa: S506  (it makes nothing but text)
)
ROLES, COURSE_ROLES = _KNOWN["people"], _KNOWN["catalogue"]
"""The headings that say what a column holds, of people and of courses, by role."""
NOT_ASSESSED = frozenset(_KNOWN["values"]["not_assessed"])
"""What stands for *not assessed* without being told."""
NOT_HELD = frozenset(_KNOWN["values"]["not_held"])
"""Words of headings over levels that people should have, not those that they have."""
_TOTALS = tuple(_KNOWN["values"]["totals"])


def is_total(person: str) -> bool:
    """Tell whether a line sums others up, by what stands in the place of a person.

    >>> is_total("Total général :"), is_total("Moyenne"), is_total("Totale 7")
    (True, True, False)
    """
    text = plain(person)
    return any(text == word or text.startswith((f"{word} ", f"{word}:")) for word in _TOTALS)


def _value(text: str) -> str:
    """A level as it is written, so that ``2``, ``02`` and ``2,0`` are one."""
    found = number(text)
    return plain(text) if found is None else f"{found:g}"


def _level(written: Any) -> Any:
    found = number(str(written))
    if found is None or found > MAX_LEVEL:
        raise WrongValueError(message("people.column-level", written=written, most=MAX_LEVEL))
    return found


def _date_format(written: str) -> str:
    day = datetime.datetime(2025, 1, 31)
    try:
        if datetime.datetime.strptime(day.strftime(written), written).date() == day.date():
            return written
    except ValueError:
        pass
    raise WrongValueError(message("people.no-day", written=written))


def _listed(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


def _one_level_each(levels: Mapping[str, float]) -> Mapping[str, float]:
    seen: dict[str, str] = {}
    for written, level in levels.items():
        other = seen.setdefault(_value(written), written)
        if levels[other] != level:
            raise WrongValueError(message("people.one-level", other=other, written=written))
    return levels


def _preference(written: Any) -> Any:
    if isinstance(written, str) and plain(written) != LATEST:
        words = message("people.preference", written=written, latest=LATEST)
        raise WrongValueError(words)
    return (LATEST,) if isinstance(written, str) else written


LATEST = "latest"
"""Stands for no order of assessors."""
Level = Annotated[float, BeforeValidator(_level)]


class Columns(Record):
    """How to read a table of people; every key may be left out where the table says it itself."""

    person: str | None = None
    competence: str | None = None
    level: str | None = None
    date: str | None = None
    assessor: str | None = None
    job: str | None = None
    team: str | None = None
    manager: str | None = None
    site: str | None = None
    keep: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    """Further columns to keep under their own names."""
    levels: Annotated[Mapping[str, Level], AfterValidator(_one_level_each)] = {}
    """What is written for a level → the level of the e-CF."""
    aliases: Mapping[str, str] = {}
    """What is written for a competence → its code, or one of its names."""
    not_assessed: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    """What stands for *not assessed*, beside an empty cell and the usual abbreviations."""
    prefer: Annotated[tuple[str, ...], BeforeValidator(_preference)] = (LATEST,)
    """:data:`LATEST`, or the assessors in the order in which they count."""
    date_format: Annotated[str, AfterValidator(_date_format)] | None = None
    person_width: Annotated[int, Field(ge=1, le=40)] | None = None
    """How many characters a number of a person has, filled with zeros from the left."""
    layout: Literal["long", "wide"] | None = None
    encoding: str | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: str | None = None

    @property
    def form(self) -> Form:
        """How the tables are written."""
        return Form(self.encoding, self.separator, self.sheet)

    def heading(self, role: str) -> str | None:
        """The heading given for a role, or ``None``."""
        named: str | None = getattr(self, role)
        return named

    @cached_property
    def level_of(self) -> Mapping[str, float]:
        """The level that each value stands for, by the value as it is compared."""
        return {_value(written): level for written, level in self.levels.items()}

    @cached_property
    def is_blank(self) -> frozenset[str]:
        """The values that stand for *not assessed*, as they are compared."""
        return NOT_ASSESSED | {_value(written) for written in self.not_assessed}

    @cached_property
    def rank_of(self) -> Mapping[str, int]:
        """The place of each assessor in the order of preference; empty for the latest."""
        return {} if self.prefer == (LATEST,) else {plain(a): n for n, a in enumerate(self.prefer)}

    def read_level(self, written: str) -> float | None:
        """Return the level that a cell says, ``None`` for *not assessed*.

        Raises:
            ValueError: if it says neither.
        """
        value = _value(written)
        if value in self.level_of:
            return self.level_of[value]
        if value in self.is_blank:
            return None
        found = grade(written)
        if found is not None:
            found = self.level_of.get(f"{found:g}", found)
        if found is None or found > MAX_LEVEL:
            raise ValueError(written)
        return found


def read_columns(file: Path | None) -> Columns:
    """Read a columns file; without one, what the tables say themselves is all there is.

    Raises:
        InputError: if it is wrong; names the file and the key.
        OSError: if there is no such file.
    """
    if file is None:
        return Columns()
    content = file.read_bytes()
    if len(content) > MAX_BYTES:
        words = message("people.large-columns", size=len(content), most=MAX_BYTES)
        raise InputError(words).within(file)
    try:
        # Every value as text: YAML would make false of NO, and 7 of 007.
        written = yaml.load(content.decode("utf-8-sig"), yaml.CBaseLoader)  # noqa: S506
        return Columns.model_validate(written or {})
    except UnicodeDecodeError as error:
        raise InputError(message("people.columns-no-utf-8")).within(file) from error
    except yaml.YAMLError as error:
        words = message("people.columns-no-yaml", problem=parser_says(error))
        raise InputError(words).within(file) from error
    except ValidationError as error:
        raise InputError(joined(map(_told, error.errors()))).within(file) from error


_EXPLAINED = {
    "extra_forbidden": "no-such-key",
    "literal_error": "key-choice",
    "string_too_long": "key-character",
    "string_too_short": "key-character",
    "int_parsing": "key-number",
    "greater_than_equal": "key-number",
    "less_than_equal": "key-number",
    "tuple_type": "key-list",
    "string_type": "key-list",
    "model_type": "key-map",
    "dict_type": "key-map",
}
"""What pydantic finds wrong with a value, by its own name for it, as entries of the messages."""


def _told(detail: Any) -> Text:
    key = "".join(f"{part}." for part in detail["loc"])[:-1]
    place = f"{key}: " if key else ""
    raised = detail.get("ctx", {}).get("error")
    if isinstance(raised, WrongValueError):
        return raised.words.after_each(place)
    words = message(
        f"people.{_EXPLAINED.get(detail['type'], 'key-other')}",
        known=", ".join(Columns.model_fields),
        input=detail["input"],
        expected=choices_of(detail),
        said=detail["msg"].removeprefix("Value error, "),
    )
    return words.after_each(place)
