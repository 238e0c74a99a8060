"""Records for people: keys as words of their language, lists and what stands in them as lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from cigref_kg.base.messages import entries, message
from cigref_kg.base.text import Language, Text

_NAMELESS = {"code", "title", "label", "position", "heading", "profile", "aspect", "to"}
"""What says by itself what it is, where it stands in a list."""
_LONG = {"text", "definition"}
"""What ends a line of a list."""
_UNTOLD = {"uri", "alignment"}
"""What programs want, not people."""
_MARGIN = "  "


def outline(record: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield the lines that say what a record of :class:`~cigref_kg.doors.reader.Reader` does."""
    for key, value in record.items():
        if key not in _UNTOLD:
            yield from _lines(key, value, language, "")


def heading(key: str, language: Language) -> str:
    """Return what a column or a part of a record is called; the key itself if nobody named it.

    >>> heading("requiredBy", "fr")
    'demandée par'
    """
    entry = f"field-{key}"
    return message(f"doors.{entry}").localized(language) if entry in entries("doors") else key


def shown(key: str, value: object, language: Language) -> str:
    """Return a plain value for people: what is one of a few, by its name in their language.

    >>> shown("kind", "profile", "fr"), shown("level", 4, "fr")
    ('métier', '4')

    Args:
        key: of the value.
        value: what stands under it.
        language: of the words.
    """
    if isinstance(value, list):
        return ", ".join(shown(key, each, language) for each in value)
    entry = f"value-{value}".replace(" ", "-")
    if key in _NAMED and entry in entries("doors"):
        return message(f"doors.{entry}").localized(language)
    if isinstance(value, float):
        return message("doors.number", value=value).localized(language)
    return str(value)


_NAMED = {"kind", "statedIn", "ratingCompleteness"}


def _lines(key: str, value: Any, language: Language, margin: str) -> Iterator[str]:
    if _is_nested(value):
        yield margin + _said(key, "", language).rstrip()
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            yield from _item(key, part, language, margin + _MARGIN)
    else:
        yield margin + _said(key, _plain(key, value, language), language)


def _item(of: str, item: Mapping[str, Any], language: Language, margin: str) -> Iterator[str]:
    """Yield one of the list ``of``: what it says by itself in one line, what it has below that."""
    plain = {key: value for key, value in item.items() if not _is_nested(value)}
    said = {key: _plain(key, value, language) for key, value in plain.items()}
    if said.keys() == {"position"}:  # a group without a heading, whose parts tell theirs
        said = {}
    name = " ".join(said[key] for key in said if key in _NAMELESS)
    others = [
        f"{heading(key, language)} {told}"
        for key, told in said.items()
        if key not in _NAMELESS | _LONG | _UNTOLD
    ]
    line = ", ".join(filter(None, [name, *others]))
    line = _MARGIN.join(filter(None, [line, *(said[key] for key in said if key in _LONG)]))
    if line:
        yield margin + line
    below = margin + _MARGIN if line else margin
    for key, value in item.items():
        if key == of:  # its name stands above already
            for part in value:
                yield from _item(key, part, language, below)
        elif _is_nested(value):
            yield from _lines(key, value, language, below)


def _is_nested(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict) and any(isinstance(each, list | dict) for each in _own(value))


def _own(value: Mapping[str, Any]) -> list[Any]:
    """Return the parts of a record: words in several languages are one, and so are short ones."""
    if _is_words(value):
        return []
    return [each for each in value.values() if not (isinstance(each, dict) and _is_words(each))]


def _is_words(value: Mapping[str, Any]) -> bool:
    return bool(value) and value.keys() <= {"fr", "en"}


def _plain(key: str, value: Any, language: Language) -> str:
    if isinstance(value, dict):
        if _is_words(value):
            said = value.get(language) or next(iter(value.values()))
            return said if isinstance(said, str) else ", ".join(map(str, said))
        return " ".join(_plain(name, part, language) for name, part in value.items())
    return shown(key, value, language)


def _said(key: str, value: str, language: Language) -> str:
    words = Text(**{language: heading(key, language)})
    return message("doors.field", name=words, value=value).localized(language)
