"""Mappings found from both ends: from what is mapped, and from ESCO."""

from collections import defaultdict
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.iris import Iris
from cigref_kg.records.mappings.model import Mapping, Relation, SubjectKind, accepted


@dataclass(frozen=True)
class MappingIndex:
    """Mappings found from both ends.

    >>> from cigref_kg.records.mappings import read_mappings
    >>> index = MappingIndex(read_mappings(), Iris())
    >>> [best, *_] = index.mappings_of("https://w3id.org/cigref-kg/id/2022/profile/6.3")
    >>> best.relation.value, best.target.labels.en
    ('exactMatch', 'chief ICT security officer')
    >>> [mapping.subject.code for mapping in index.profiles_for(best.target.uri)]
    ['6.3']
    """

    mappings: Sequence[Mapping]
    iris: Iris

    def mappings_of(self, iri: str) -> tuple[Mapping, ...]:
        """Return the mappings of a profile, competence or aspect, best first; none if unknown."""
        return self._by_subject.get(iri, ())

    def subjects_for(self, esco_uri: str) -> tuple[Mapping, ...]:
        """Return the mappings that lead to an ESCO concept and hold today, strongest first."""
        return self._by_target.get(esco_uri, ())

    def profiles_for(self, esco_uri: str) -> tuple[Mapping, ...]:
        """Return those of :meth:`subjects_for` whose subject is a job profile."""
        return tuple(
            mapping
            for mapping in self.subjects_for(esco_uri)
            if mapping.subject.kind is SubjectKind.PROFILE
        )

    @cached_property
    def _by_subject(self) -> Map[str, tuple[Mapping, ...]]:
        found: dict[str, list[Mapping]] = defaultdict(list)
        for mapping in sorted(self.mappings, key=lambda mapping: mapping.position):
            found[mapping.subject.iri(self.iris)].append(mapping)
        return {iri: tuple(mappings) for iri, mappings in found.items()}

    @cached_property
    def _by_target(self) -> Map[str, tuple[Mapping, ...]]:
        strongest = list(Relation)
        found: dict[str, list[Mapping]] = defaultdict(list)
        for mapping in sorted(
            accepted(self.mappings),
            key=lambda mapping: (strongest.index(mapping.relation), -mapping.confidence),
        ):
            if mapping.target is not None:
                found[mapping.target.uri].append(mapping)
        return {uri: tuple(mappings) for uri, mappings in found.items()}
