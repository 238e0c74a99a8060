"""What people are told, by code, in both languages: the words stand in the messages of each room.

``doors.no-level`` is the entry ``no-level`` of ``doors/messages.yaml``. An entry has the words in
French (``fr``) and in English (``en``), with the same ``{places}``; a place may ask for separators
of thousands (``{size:,}``), or count something (``{jobs:job|jobs}``). No word of an error stands in
Python, so that none can be in one language only; a test reads every code and every entry.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

from cigref_kg.base.text import LANGUAGES, Language, Names, Original, Text

FILE = "messages.yaml"
"""The messages of a room, in its folder."""
PACKAGE = Path(__file__).parent.parent
_LONGEST = 300
"""Characters of what a program of others says that help."""
_THOUSANDS: Mapping[Language, str] = {"fr": "\u202f", "en": ","}


class _Filled(Formatter):
    """Fills places with values, as one language writes them."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        """Write one value; what is words itself is said in the same language."""
        if isinstance(value, Text | Names):
            value = value.localized(self.language)
        elif isinstance(value, Original):
            said = " ".join(value.split())[:_LONGEST]
            value = message("base.original", said=said).localized(self.language)
        if "|" in format_spec and isinstance(value, int):
            # French counts nought with one: « 0 profil ».
            is_single = value in {0, 1} if self.language == "fr" else value == 1
            return f"{value} {format_spec.split('|')[not is_single]}"
        filled: str = super().format_field(value, format_spec)
        if format_spec == ",":
            return filled.replace(",", _THOUSANDS[self.language])
        is_french_decimal = self.language == "fr" and format_spec.endswith(("f", "g"))
        return filled.replace(".", ",") if is_french_decimal else filled


@cache
def entries(room: str) -> Mapping[str, Mapping[Language, str]]:
    """Return the messages of a room, read once."""
    text = (PACKAGE / room / FILE).read_text(encoding="utf-8")
    found: Mapping[str, Mapping[Language, str]] = yaml.load(text, yaml.CSafeLoader)
    return found


def message(code: str, /, **places: object) -> Text:
    """Return what a code says.

    Args:
        code: the room and the entry, such as ``doors.no-level``.
        places: the values of the entry's places; a text is said in each language's own words.

    Raises:
        KeyError: if there is no such entry, or a place has no value.

    >>> message("doors.no-level", level=9).fr
    'il n’y a pas de niveau 9 : les niveaux vont de 1 à 5'
    """
    return _filled(code, places) if places else _plain(code)


def _filled(code: str, places: Mapping[str, object]) -> Text:
    room, _, name = code.partition(".")
    words = entries(room)[name]
    return Text(**{each: _Filled(each).vformat(words[each], (), places) for each in LANGUAGES})


@cache
def _plain(code: str) -> Text:
    """Words without places, such as a column's heading, which are said for row after row."""
    return _filled(code, {})
