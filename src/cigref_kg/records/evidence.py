"""What words of adverts, CVs and syllabuses are evidence of: `data/names/evidence.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cigref_kg.base import locations
from cigref_kg.records.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Evidence:
    """Phrases, each as people write it."""

    profiles: Mapping[str, tuple[tuple[str, ...], ...]]
    """By code of a profile: in French, then in English."""
    competences: Mapping[str, tuple[str, ...]]
    """By code of a competence."""
    off_field: tuple[tuple[str, ...], ...]
    """Of other trades, by field."""
    everywhere: tuple[tuple[str, ...], ...]
    """Of profiles, and as usual in other trades: in French, then in English."""
    digital: tuple[tuple[str, ...], ...]
    """Of the field, and of no job: in French, then in English."""


@cache
def shipped_evidence() -> Evidence:
    """Return the phrases that cigref-kg ships, read once.

    >>> "RGPD" in shipped_evidence().profiles["8.5"][0]
    True

    Raises:
        RecordError: if their file is missing or wrong.
    """
    return read_yaml(locations.NAMES / "evidence.yaml", Evidence)
