"""The vocabularies that things of ours are mapped to: how the concepts of each look."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.locations import data_beside
from cigref_kg.base.model import Language

ESCO: Final = "http://data.europa.eu/esco/"
ROME: Final = f"{DEFAULT_BASE}id/rome"
"""Our own, as France Travail gives its codes no IRI; it moves with the base."""


class Vocabulary(StrEnum):
    """Whose concepts these are; mappings to each are ranked by themselves."""

    ESCO = "esco"
    ISCO = "isco"
    ROME = "rome"
    APPELLATION = "rome-appellation"
    """The names of jobs in ROME, judged apart from the fiches that they are filed under."""


class SubjectKind(StrEnum):
    """What is mapped, as the last step but one of its IRI."""

    PROFILE = "profile"
    COMPETENCE = "competence"
    ASPECT = "aspect"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme of another vocabulary, and what of ours is mapped to its concepts."""

    vocabulary: Vocabulary
    iri: str
    """What SSSOM calls the source of the object."""
    concept: re.Pattern[str]
    """How the URI of a concept looks."""
    noun: str
    """What a concept is, for messages."""
    subjects: frozenset[SubjectKind]
    language: Language
    """Of the label of the object."""


SCHEMES: Final = {
    each["iri"]: Scheme(
        Vocabulary(each["vocabulary"]),
        each["iri"],
        re.compile(each["concept"]),
        each["noun"],
        frozenset(map(SubjectKind, each["subjects"])),
        each["language"],
    )
    for each in data_beside(__file__)
}
"""By IRI. Another vocabulary is one more entry."""


def moved(iri: str, iris: Iris) -> str:
    """Return an IRI under the base in use, if it is one of ours; others stay."""
    if iri.startswith(DEFAULT_BASE):
        return f"{iris.base}{iri.removeprefix(DEFAULT_BASE)}"
    return iri
