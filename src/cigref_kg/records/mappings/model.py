"""A mapping as a record: no I/O, no RDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Text
from cigref_kg.records.mappings.schemes import (
    ESCO,
    ROME,
    SCHEMES,
    SubjectKind,
    Vocabulary,
    moved,
)


class Relation(StrEnum):
    """A mapping relation of SKOS, strongest first; its subject is ours, its object another's."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"
    """The other concept is the broader one."""
    NARROW = "narrowMatch"
    """The other concept is the narrower one."""
    RELATED = "relatedMatch"
    NONE = "mappingRelation"
    """No relation at all: nothing in that version of the vocabulary fits."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is mapped: ``6.3``, ``E.8`` or ``T5`` of an edition."""

    kind: SubjectKind
    year: int
    """The year of the edition of the nomenclature, or of the framework."""
    code: str

    @property
    def path(self) -> str:
        """Its path below ``id/``.

        >>> Subject(SubjectKind.PROFILE, 2022, "6.3").path
        '2022/profile/6.3'
        >>> Subject(SubjectKind.ASPECT, 2019, "T5").path
        'ecf/2019/aspect/T5'
        """
        scheme = str(self.year) if self.kind is SubjectKind.PROFILE else f"ecf/{self.year}"
        return f"{scheme}/{self.kind}/{self.code}"

    def iri(self, iris: Iris) -> str:
        """Its IRI under a base."""
        return f"{iris.base}id/{self.path}"


@dataclass(frozen=True, slots=True)
class Target:
    """The concept that a mapping leads to, as the version of the mapping has it."""

    uri: str
    labels: Text
    """French is missing for what ESCO added or renamed after version 1.0."""
    notation: str | None = None
    """The code of the concept in its vocabulary, such as ``2529.1`` of an occupation of ESCO."""
    isco_group: str | None = None
    """The unit group of ISCO-08 of an occupation, such as ``2529``."""
    fiche: str | None = None
    """The fiche under which ROME files an appellation, such as ``M1863``."""

    @property
    def kind(self) -> str:
        """``occupation``, ``skill`` or ``isco`` of ESCO; ``fiche`` or ``appellation`` of ROME."""
        if self.uri.startswith(ROME):
            step, slash, _ = self.uri.removeprefix(f"{ROME}/").partition("/")
            return step if slash else "fiche"
        return self.uri.removeprefix(ESCO).partition("/")[0]

    @property
    def code(self) -> str:
        """What people know it by: its notation, else the last step of its URI, as of ROME."""
        return self.notation or self.uri.rpartition("/")[2]

    def iri(self, iris: Iris) -> str:
        """Its IRI: those of ROME are ours, and stand under a base."""
        return moved(self.uri, iris)


@dataclass(frozen=True, slots=True)
class Mapping:
    """One judgement: how a subject relates to a concept of one version of a vocabulary, and why."""

    subject: Subject
    position: int
    """Its rank among the mappings of the subject to that vocabulary, from 1: the best first."""
    relation: Relation
    target: Target | None
    """``None`` if nothing fits (:attr:`Relation.NONE`)."""
    source: str
    """The URI of the concept scheme in which the target was looked for."""
    version: str
    """The version of the vocabulary that was read."""
    confidence: Decimal
    """From 0 to 1."""
    justification: str
    """The IRI of a kind of justification of SEMAPV."""
    reason: Text
    author: str
    day: date

    @property
    def path(self) -> str:
        """Its path below ``id/``: ``mapping/2022/profile/6.3/1`` for ESCO, ``.../isco/1``."""
        step = "" if self.vocabulary is Vocabulary.ESCO else f"/{self.vocabulary}"
        return f"mapping/{self.subject.path}{step}/{self.position}"

    def source_iri(self, iris: Iris) -> str:
        """The IRI of the concept scheme under a base."""
        return moved(self.source, iris)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in which the target was looked for."""
        return SCHEMES[self.source].vocabulary

    @property
    def version_number(self) -> tuple[int, ...]:
        """The version as numbers, so that 1.10 follows 1.9."""
        return tuple(int(part) for part in self.version.split("."))

    def iri(self, iris: Iris) -> str:
        """Its IRI under a base."""
        return f"{iris.base}id/{self.path}"


def accepted(mappings: Iterable[Mapping]) -> tuple[Mapping, ...]:
    """Return the mappings that hold today, and so may be told without their version.

    Where two versions of a vocabulary give one URI two meanings, the newer judgement holds; that
    nothing fits is no mapping.
    """
    newest: dict[tuple[Subject, str], Mapping] = {}
    for mapping in mappings:
        if mapping.target is not None:
            pair = mapping.subject, mapping.target.uri
            known = newest.get(pair)
            if known is None or known.version_number < mapping.version_number:
                newest[pair] = mapping
    return tuple(newest.values())
