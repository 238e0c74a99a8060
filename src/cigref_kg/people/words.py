"""The words of what is told of people, in French and English, from ``words.yaml``."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from cigref_kg.base.model import Language, Text

_WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"),
    yaml.CBaseLoader,  # noqa: S506  (it makes nothing but text, even of "no")
)
SHEETS, HEADINGS, CELLS, TITLES, FACTS, FORM = (
    {key: Text(**words) for key, words in _WORDS[part].items()}
    for part in ("sheets", "headings", "cells", "titles", "facts", "form")
)


def said(words: Text, language: Language, *values: object) -> str:
    """Return words in ``language`` with values in their places."""
    return (words.get(language) or "").format(*values)
