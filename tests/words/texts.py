"""The texts of a layer of words, each with the path that leads to it."""

import re
from collections.abc import Iterator, Mapping

from cigref_kg.base.layers import ProfileWords, Record, WordsLayer

Keys = tuple[str, ...]
"""Keys from the layer down to a text: ``("contents", "2022", "profiles", "6.3", "mission")``."""

NAMES = frozenset({"title", "alternative_labels", "hidden_labels"})
LISTS = ("activities", "deliverables", "indicators")
CODES = frozenset({"code"})

_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+(?=[«(“]?\s?[A-ZÀÂÇÉÈÊÎÔŒ])")


def walk(words: object, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield every text of a record or mapping of words, whatever its fields are called."""
    if isinstance(words, str):
        yield path, words
    elif isinstance(words, Record):
        for name in type(words).model_fields:
            if name not in CODES:
                yield from walk(getattr(words, name), (*path, name))
    elif isinstance(words, Mapping):
        for key, value in words.items():
            yield from walk(value, (*path, str(key)))
    elif isinstance(words, tuple):
        for number, value in enumerate(words, 1):
            yield from walk(value, (*path, str(number)))


def is_name(path: Keys) -> bool:
    """Tell whether a path leads to a title or another label."""
    return not NAMES.isdisjoint(path)


def statements(layer: WordsLayer) -> dict[Keys, str]:
    """Return the texts that stand for one of the document: those of profiles and competences.

    Names and what we say about the document ourselves (editorial notes) are left out.
    """
    return {
        path: text
        for path, text in walk(layer)
        if path[2] in {"profiles", "competences"}
        and not is_name(path)
        and path[-1] != "editorial_note"
    }


def statement_lists(layer: WordsLayer) -> Iterator[tuple[Keys, dict[str, str]]]:
    """Yield the lists of statements that stand side by side, by position.

    Those are the activities of a group, the deliverables, the indicators, the items below one of
    them, and the levels of a competence.
    """
    for year, content in layer.contents.items():
        for code, profile in content.profiles.items():
            yield from _lists_of(profile, ("contents", str(year), "profiles", code))
    for year, framework in layer.frameworks.items():
        for code, competence in framework.competences.items():
            path = ("frameworks", str(year), "competences", code, "levels")
            yield path, dict(competence.levels)


def _lists_of(profile: ProfileWords, path: Keys) -> Iterator[tuple[Keys, dict[str, str]]]:
    for field in LISTS:
        lists: dict[str, dict[str, str]] = {}
        for position, text in getattr(profile, field).items():
            lists.setdefault(position.rpartition("/")[0], {})[position] = text
        for texts in lists.values():
            yield (*path, field), texts


def sentences(text: str) -> list[str]:
    r"""Split prose into its sentences and listed items.

    >>> sentences("Une phrase. Une autre :\n• un ;\n• deux.")
    ['Une phrase.', 'Une autre :', 'un ;', 'deux.']
    """
    lines = (line.strip().removeprefix("•").strip() for line in text.splitlines())
    return [part for line in lines if line for part in _SENTENCE_END.split(line)]


def short(path: Keys) -> str:
    """Write a path as people here say it: ``6.3 activities 2/1``."""
    return " ".join(path[3:])
