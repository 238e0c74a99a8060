"""The records that cigref-kg ships: read and checked once, then found in the user's cache."""

from functools import cache

from cigref_kg.base import locations
from cigref_kg.base.cache import code, kept
from cigref_kg.base.model import Nomenclature
from cigref_kg.records.job_names import JobNames, read_job_names
from cigref_kg.records.mappings import Mapping, read_mappings

_ROOMS = ("base", "records")
"""The code that makes the records."""


def shipped_nomenclature() -> Nomenclature:
    """Return the nomenclature in our own words.

    Raises:
        RecordError: if a record is wrong.
    """
    data = [(locations.FACTS, ".yaml"), (locations.WORDS, ".yaml")]
    return kept("nomenclature", data, _nomenclature, head=code(*_ROOMS))


def _nomenclature() -> Nomenclature:
    # What reads it takes long to import: who finds it in the cache does without.
    from cigref_kg.records.nomenclature import read_nomenclature

    return read_nomenclature()


def shipped_mappings() -> tuple[Mapping, ...]:
    """Return the mappings to other vocabularies.

    Raises:
        RecordError: if one is wrong.
    """
    return kept("mappings", [(locations.MAPPINGS, ".tsv")], read_mappings, head=code(*_ROOMS))


@cache
def shipped_job_names() -> JobNames:
    """Return what people call jobs, the same to all who ask.

    Raises:
        RecordError: if a file is wrong.
    """
    return kept("names", [(locations.NAMES, ".yaml")], read_job_names, head=code(*_ROOMS))
