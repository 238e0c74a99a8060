"""The official French laid over the shipped one, statement by statement."""

from collections.abc import Mapping
from typing import Any, TypeVar

from cigref_kg.base.layers import (
    CompetenceWords,
    EditionContentWords,
    FrameworkWords,
    Named,
    Record,
    WordsLayer,
)

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound=Named)


def lay_over(shipped: WordsLayer, official: WordsLayer) -> WordsLayer:
    """Return ``shipped`` with the words of ``official`` wherever it has them.

    Names stay ours (the document prints many in capitals): an official title that is spelled
    otherwise becomes a hidden label, so that a search for it finds the thing. That the official
    statements fit the facts is checked where the layers are joined with them.

    >>> ours = WordsLayer(editions={"2022": {"title": "Version 2022", "description": "À nous."}})
    >>> theirs = WordsLayer(editions={"2022": {"title": "VERSION 2022", "description": "À eux."}})
    >>> edition = lay_over(ours, theirs).editions["2022"]
    >>> edition.title, edition.description, edition.hidden_labels
    ('Version 2022', 'À eux.', ())
    """
    return WordsLayer(
        editions=_lay_each(shipped.editions, official.editions),
        frameworks=_lay_parts(shipped.frameworks, official.frameworks, FrameworkWords),
        contents=_lay_parts(shipped.contents, official.contents, EditionContentWords),
    )


def _lay_parts(ours: Mapping[int, R], theirs: Mapping[int, R], kind: type[R]) -> dict[int, R]:
    """Lay records over each other whose every field maps codes to named things or to words."""
    result = dict(ours)
    for year, official in theirs.items():
        shipped = ours.get(year, kind())
        result[year] = kind(
            **{
                name: _lay_each(getattr(shipped, name), getattr(official, name))
                for name in kind.model_fields
            }
        )
    return result


def _lay_each(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(ours)
    for code, official in theirs.items():
        both_named = code in ours and isinstance(official, Named)
        result[code] = _lay_named(ours[code], official) if both_named else official
    return result


def _lay_named(ours: N, theirs: N) -> N:
    words: dict[str, Any] = {
        name: getattr(theirs, name)
        for name in type(theirs).model_fields
        if name not in {"title", "alternative_labels", "hidden_labels"} and getattr(theirs, name)
    }
    if isinstance(ours, CompetenceWords) and "levels" in words:
        words["levels"] = {**ours.levels, **words["levels"]}
    taken = {_folded(label) for label in (ours.title, *ours.alternative_labels)}
    hidden = {_folded(label): label for label in reversed((*theirs.hidden_labels, theirs.title))}
    hidden |= {_folded(label): label for label in ours.hidden_labels}
    words["hidden_labels"] = tuple(label for folded, label in hidden.items() if folded not in taken)
    return ours.model_copy(update=words)


def _folded(label: str) -> str:
    return " ".join(label.casefold().replace("’", "'").split())
