"""The words of the interface in each language, from ``messages/fr.yaml`` and ``messages/en.yaml``.

A key is a path of names, such as ``profile.mission``. A message may have ``{places}``; one that
depends on a number has the forms ``one`` and ``other`` and is asked for with ``count=…``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from cigref_kg.base.model import LANGUAGES, Language, Text
from cigref_kg.web.ui.typography import with_french_spaces

FOLDER = Path(__file__).parent.parent / "messages"

_THOUSANDS: Mapping[Language, str] = {"fr": "\u202f", "en": ","}


class Messages:
    """The messages of one language.

    >>> messages = messages_in("en")
    >>> messages("count.profiles", count=1)
    '1 job'
    >>> messages("count.profiles", count=2500)
    '2,500 jobs'
    """

    def __init__(self, language: Language, words: Mapping[str, str]) -> None:
        self.language = language
        self.words = words

    def __call__(self, key: str, /, *, count: int | None = None, **places: object) -> str:
        """Return the message under ``key`` with its places filled.

        Args:
            key: the path of names.
            count: the number that decides between ``one`` and ``other``, also a place.
            places: the values of the places; numbers are written in the language's way, and
                mark-up stays mark-up.

        Raises:
            KeyError: if there is no such message, or a place has no value.
        """
        if count is not None:
            # French counts nought with one: « 0 profil ».
            single = count in {0, 1} if self.language == "fr" else count == 1
            key = f"{key}.{'one' if single else 'other'}"
            places["count"] = count
        filled = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in places.items()
        }
        words = self.words[key]
        if any(isinstance(value, Markup) for value in filled.values()):
            words = Markup(words)  # noqa: S704  (a message of ours; other places are escaped)
        return words.format(**filled)

    def number(self, value: float) -> str:
        """Write a number with the language's separator of thousands and its decimal mark.

        >>> messages_in("fr").number(2.5), messages_in("en").number(3.0)
        ('2,5', '3')
        """
        whole, _, part = f"{value:,.10g}".partition(".")
        point = "," if self.language == "fr" else "."
        return whole.replace(",", _THOUSANDS[self.language]) + (part and f"{point}{part}")

    def date(self, year: int, month: int, day: int) -> str:
        """Write a date in full.

        Args:
            year: of the edition.
            month: from 1.
            day: from 1.
        """
        name = self("site.months").split()[month - 1]
        number = "1er" if self.language == "fr" and day == 1 else str(day)
        return f"{number} {name} {year}"

    def size(self, size: int) -> str:
        """Write a size in bytes as people read it (SI: 1 kB is 1,000 bytes)."""
        unit = "o" if self.language == "fr" else "B"
        if size < 1_000_000:
            return f"{self.number(max(1, round(size / 1000)))}\u00a0k{unit}"
        point = "," if self.language == "fr" else "."
        return f"{size / 1_000_000:.1f}".replace(".", point) + f"\u00a0M{unit}"


@cache
def messages_in(language: Language) -> Messages:
    """Return the messages of ``language``, read once."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    words = dict(_flat(yaml.load(text, yaml.CSafeLoader)))
    if language == "fr":
        words = {key: with_french_spaces(said) for key, said in words.items()}
    return Messages(language, words)


def bilingual(key: str, /, **places: object) -> Text:
    """Return a message in both languages; a place that is a text is said in each one's words."""

    def said(language: Language) -> str:
        filled: dict[str, Any] = {
            name: value.localized(language) if isinstance(value, Text) else value
            for name, value in places.items()
        }
        return messages_in(language)(key, **filled)

    return Text(fr=said("fr"), en=said("en"))


def messages_by_language() -> Mapping[Language, Messages]:
    """Return the messages of every language."""
    return {language: messages_in(language) for language in LANGUAGES}


def _flat(tree: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            pairs += _flat(value, f"{key}.")
        else:
            pairs.append((key, str(value)))
    return pairs
