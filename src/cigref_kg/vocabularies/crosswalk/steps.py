"""The steps of a crosswalk: relations between two vocabularies that somebody stated."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Text
from cigref_kg.records.mappings import Mapping, Relation, SubjectKind, Target, accepted
from cigref_kg.vocabularies.crosswalk.concepts import Concept

OURS: Final = "cigref-kg"
ESCO: Final = "ESCO"

_INVERSE: Final = {
    Relation.BROAD: Relation.NARROW,
    Relation.NARROW: Relation.BROAD,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A relation of SKOS from one concept to another, read from left to right."""

    start: Concept
    relation: Relation
    end: Concept
    source: str
    """Who stated it."""
    onwards: Relation
    """What it counts as on a longer path: weaker where the source uses a relation loosely."""

    def reversed(self) -> "Step":
        """Return the same read from right to left: what is broader that way is narrower this."""
        relation, onwards = (_INVERSE.get(each, each) for each in (self.relation, self.onwards))
        return Step(self.end, relation, self.start, self.source, onwards)


def stated(start: Concept, relation: Relation, end: Concept, source: str) -> Step:
    """Return a step that counts on a longer path as what it is.

    Args:
        start: the concept that it leads from.
        relation: of the two.
        end: the concept that it leads to.
        source: who states it.
    """
    return Step(start, relation, end, source, relation)


@dataclass
class Stones:
    """What a crosswalk is made of."""

    steps: list[Step] = field(default_factory=list)
    labels: dict[Concept, Text] = field(default_factory=dict)
    aliases: dict[Concept, Concept] = field(default_factory=dict)
    """Other codes of a concept, such as ``esco:2529.1``."""
    addresses: dict[Concept, str] = field(default_factory=dict)
    """The IRIs of concepts, or where they are told of."""


def stones_of(mappings: Iterable[Mapping], iris: Iris) -> Stones:
    """Return our mappings that hold as steps, and the place in ISCO-08 of what they lead to."""
    stones = Stones()
    for mapping in accepted(mappings):
        if mapping.target is not None:
            _add_mapping(stones, mapping, mapping.target, iris)
    return stones


def _add_mapping(stones: Stones, mapping: Mapping, target: Target, iris: Iris) -> None:
    is_profile = mapping.subject.kind is SubjectKind.PROFILE
    ours = Concept("cigref" if is_profile else "ecf", mapping.subject.code)
    theirs = _concept(target)
    stones.steps.append(stated(ours, mapping.relation, theirs, OURS))
    stones.labels.setdefault(theirs, target.labels)
    stones.addresses.setdefault(ours, mapping.subject.iri(iris))
    stones.addresses.setdefault(theirs, target.iri(iris))
    if target.notation and theirs.vocabulary == "esco":
        stones.aliases[Concept("esco", target.notation)] = theirs
    if target.isco_group and theirs.vocabulary == "esco":
        membership = stated(theirs, Relation.BROAD, Concept("isco", target.isco_group), ESCO)
        if membership not in stones.steps:
            stones.steps.append(membership)


def _concept(target: Target) -> Concept:
    code = target.uri.rpartition("/")[2]
    if target.kind == "isco":
        return Concept("isco", code.removeprefix("C"))
    return Concept("rome" if target.kind in {"fiche", "appellation"} else "esco", code)
