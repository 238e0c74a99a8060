"""How people ask the worked questions: phrasings by question and language, and words that agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from cigref_kg.base import locations
from cigref_kg.base.model import Language


@dataclass(frozen=True)
class Phrasings:
    """What shows which question a person asks."""

    questions: Mapping[str, Mapping[Language, Sequence[str]]]
    """How each is asked; parameters in braces."""
    concepts: Sequence[Sequence[str]]
    """Words that mean the same where questions are asked, of both languages."""
    idle: Sequence[str]
    """Words of grammar and courtesy, several a line, that are no part of what is asked."""
    beyond: Sequence[str]
    """Words for what the nomenclature tells nothing about, several a line."""
    unsaid: Mapping[str, Mapping[str, str]]
    """By question, the values of parameters that a person leaves unsaid: any level, not a default
    that is but an example."""


def read_phrasings(file: Path = locations.QUERIES / "phrasings.yaml") -> Phrasings:
    """Read the phrasings that ship.

    >>> "families" in read_phrasings().questions
    True
    """
    return Phrasings(**yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
