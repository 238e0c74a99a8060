"""Mappings found from both ends: from what is mapped, and from the other vocabulary."""

import re
from collections import defaultdict
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.iris import Iris
from cigref_kg.records.mappings.model import Mapping, Relation, accepted
from cigref_kg.records.mappings.schemes import SubjectKind, Vocabulary

_PROFILE = re.compile(r"(?P<year>\d{4})/profile/(?P<code>[1-9]\.[1-9]\d?)")


@dataclass(frozen=True)
class MappingIndex:
    """Mappings found from both ends.

    >>> from cigref_kg.records.mappings import read_mappings
    >>> index = MappingIndex(read_mappings(), Iris())
    >>> [best, *_] = index.mappings_of("https://w3id.org/cigref-kg/id/2022/profile/6.3")
    >>> best.relation.value, best.target.labels.en
    ('exactMatch', 'chief ICT security officer')
    >>> [mapping.subject.code for mapping in index.subjects_for(best.target.uri)]
    ['6.3']
    """

    mappings: Sequence[Mapping]
    iris: Iris

    def mappings_of(
        self, iri: str, vocabulary: Vocabulary = Vocabulary.ESCO
    ) -> tuple[Mapping, ...]:
        """Return the mappings of a profile, competence or aspect to a vocabulary, best first.

        A profile that was judged in an older edition alone keeps that judgement. There are none of
        what is unknown.
        """
        return self._by_subject.get((self.judged(iri), vocabulary), ())

    def judged(self, iri: str) -> str:
        """Return the subject whose judgements hold for a thing.

        It is the thing itself, or the profile of that code in the newest older edition whose
        profile of that code was judged.
        """
        profile = _PROFILE.fullmatch(iri.removeprefix(f"{self.iris.base}id/"))
        if profile is None or any((iri, each) in self._by_subject for each in Vocabulary):
            return iri
        years = [year for year in self._years(profile["code"]) if year < int(profile["year"])]
        return self.iris.profile(max(years), profile["code"]) if years else iri

    def _years(self, code: str) -> set[int]:
        return {
            mapping.subject.year
            for mapping in self.mappings
            if (mapping.subject.kind, mapping.subject.code) == (SubjectKind.PROFILE, code)
        }

    def subjects_for(self, uri: str) -> tuple[Mapping, ...]:
        """Return the mappings that lead to a concept and hold today, strongest first."""
        return self._by_target.get(uri, ())

    @cached_property
    def _by_subject(self) -> Map[tuple[str, Vocabulary], tuple[Mapping, ...]]:
        found: dict[tuple[str, Vocabulary], list[Mapping]] = defaultdict(list)
        for mapping in sorted(self.mappings, key=lambda mapping: mapping.position):
            found[mapping.subject.iri(self.iris), mapping.vocabulary].append(mapping)
        return {key: tuple(mappings) for key, mappings in found.items()}

    @cached_property
    def _by_target(self) -> Map[str, tuple[Mapping, ...]]:
        strongest = list(Relation)
        found: dict[str, list[Mapping]] = defaultdict(list)
        for mapping in sorted(
            accepted(self.mappings),
            key=lambda mapping: (strongest.index(mapping.relation), -mapping.confidence),
        ):
            if mapping.target is not None:
                found[mapping.target.iri(self.iris)].append(mapping)
        return {uri: tuple(mappings) for uri, mappings in found.items()}
