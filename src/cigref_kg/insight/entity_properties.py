"""What can be told of a matched profile, competence, aspect or family, value by value.

These are the properties that a table of matched titles is extended with, and by which candidates
are narrowed down: codes, levels of competences, stars, ESCO occupations and ISCO groups.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cigref_kg.base.collation import fold
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, JobProfile, Language, Nomenclature, Text
from cigref_kg.insight.reconciliation import KINDS
from cigref_kg.insight.things import Kind, Thing
from cigref_kg.records.mappings import Mapping, MappingIndex, Target, Vocabulary, accepted

Value = str | int | Thing

LEVEL = "level/"
"""What the identifier of the level of a competence begins with: ``level/E.8``."""
STARS = "stars/"
"""What the identifier of the stars of an aspect begins with: ``stars/T5``."""

_PROFILES = frozenset({Kind.PROFILE})
_MAPPED = frozenset({Kind.PROFILE, Kind.COMPETENCE, Kind.ASPECT})
_ALL = frozenset(KINDS)


@dataclass(frozen=True, slots=True)
class Property:
    """Something that entities of some kinds have values of."""

    identifier: str
    name: Text
    kinds: frozenset[Kind]
    values: Callable[[Thing], Sequence[Value]]
    range: Kind | None = None
    """The kind of its values, if they are entities."""

    def matches(self, entity: Thing, wanted: frozenset[str]) -> bool:
        """Tell whether one of the values of ``entity`` is wanted.

        Args:
            entity: whose values count.
            wanted: texts, numbers, or the identifiers, codes or titles of entities, each as
                :func:`spelling` gives it.
        """
        return any(not wanted.isdisjoint(_spellings(value)) for value in self.values(entity))


def spelling(wanted: object) -> str:
    """Return a value that is asked for in the spelling in which values are compared."""
    return fold(str(wanted).strip())


class EntityProperties:
    """The properties of the entities of one dataset."""

    def __init__(
        self,
        nomenclature: Nomenclature,
        mappings: MappingIndex,
        entities: Sequence[Thing],
    ) -> None:
        self._nomenclature = nomenclature
        self._mappings = mappings
        self._accepted = frozenset(accepted(mappings.mappings))
        self._entities = {(entity.kind, entity.code): entity for entity in entities}
        self.all = tuple(self._properties())
        self._by_identifier = {each.identifier: each for each in self.all}

    def get(self, identifier: str) -> Property | None:
        """Return the property of that name, or ``None``."""
        return self._by_identifier.get(identifier)

    def of(self, kind: Kind) -> list[Property]:
        """Return the properties that entities of a kind may have."""
        return [each for each in self.all if kind in each.kinds]

    def _properties(self) -> Iterator[Property]:
        yield Property("code", message("insight.property-code"), _ALL, lambda each: [each.code])
        yield Property("iri", message("insight.property-iri"), _ALL, lambda each: [each.iri])
        for language in LANGUAGES:
            name = message(f"insight.property-title-{language}")
            yield Property(f"title_{language}", name, _ALL, partial(_title, language))
        yield Property(
            "family",
            message("insight.property-family"),
            _PROFILES,
            self._of_profile(lambda each: [self._entities[Kind.FAMILY, each.family]]),
            Kind.FAMILY,
        )
        yield from self._properties_from_others()
        yield Property(
            "requires",
            message("insight.property-requirements"),
            _PROFILES,
            self._of_profile(
                lambda each: [
                    self._entities[Kind.COMPETENCE, code] for code in each.required_levels
                ]
            ),
            Kind.COMPETENCE,
        )
        for competence in self._nomenclature.framework.competences:
            yield Property(
                f"{LEVEL}{competence.code}",
                message("insight.property-level", code=competence.code, title=competence.names),
                _PROFILES,
                self._of_profile(partial(_level, competence.code)),
            )
        for aspect in self._nomenclature.framework.aspects:
            yield Property(
                f"{STARS}{aspect.code}",
                message("insight.property-stars", code=aspect.code, title=aspect.names),
                _PROFILES,
                self._of_profile(partial(_stars, aspect.code)),
            )

    def _properties_from_others(self) -> Iterator[Property]:
        esco, fiche, appellation = Vocabulary.ESCO, Vocabulary.ROME, Vocabulary.APPELLATION
        for identifier, kinds, vocabulary, tell in (
            ("esco", _MAPPED, esco, lambda _, target: target.uri),
            ("esco_label", _MAPPED, esco, _label),
            ("esco_relation", _MAPPED, esco, _relation),
            ("isco", _PROFILES, esco, lambda _, target: target.isco_group),
            ("rome", _PROFILES, fiche, _code),
            ("rome_label", _PROFILES, fiche, _label),
            ("rome_relation", _PROFILES, fiche, _relation),
            ("rome_appellation", _PROFILES, appellation, _code),
            ("rome_appellation_label", _PROFILES, appellation, _label),
        ):
            name = message(f"insight.property-{identifier.replace('_', '-')}")
            yield Property(identifier, name, kinds, self._of_mapping(tell, vocabulary))

    def _of_profile(
        self, tell: Callable[[JobProfile], Iterable[Value | None]]
    ) -> Callable[[Thing], list[Value]]:
        """Tell something of a profile, as far as there is anything to tell."""
        profiles = self._nomenclature.content.profile

        def values(entity: Thing) -> list[Value]:
            profile = profiles.get(entity.code)
            return [each for each in tell(profile) if each is not None] if profile else []

        return values

    def _of_mapping(
        self, tell: Callable[[Mapping, Target], str | None], vocabulary: Vocabulary
    ) -> Callable[[Thing], list[Value]]:
        """Tell something of the best mapping that holds today."""

        def values(entity: Thing) -> list[Value]:
            for mapping in self._mappings.mappings_of(entity.iri, vocabulary):
                if mapping.target is not None and mapping in self._accepted:
                    told = tell(mapping, mapping.target)
                    return [told] if told else []
            return []

        return values


def _level(competence: str, profile: JobProfile) -> list[int | None]:
    return [profile.required_levels.get(competence)]


def _stars(aspect: str, profile: JobProfile) -> list[int | None]:
    return [profile.stars.get(aspect)]


def _code(_: Mapping, target: Target) -> str:
    return target.code


def _label(_: Mapping, target: Target) -> str:
    words = dict(target.labels.items())
    return next((words[tag] for tag in LANGUAGES if tag in words), "")


def _relation(mapping: Mapping, _: Target) -> str:
    return mapping.relation.value


def _title(language: Language, entity: Thing) -> list[str]:
    return [words] if (words := entity.title.get(language)) else []


def _spellings(value: Value) -> set[str]:
    if not isinstance(value, Thing):
        return {fold(str(value))}
    return {
        fold(value.path),
        fold(value.code),
        *(fold(words) for _, words in value.names.title.items()),
    }
