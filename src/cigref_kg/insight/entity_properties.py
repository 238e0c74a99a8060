"""What can be told of a matched profile, competence, aspect or family, value by value.

These are the properties that a table of matched titles is extended with, and by which candidates
are narrowed down: codes, levels of competences, stars, ESCO occupations and ISCO groups.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.base.model import LANGUAGES, JobProfile, Nomenclature, Text
from cigref_kg.insight.reconciliation import Entity, EntityKind
from cigref_kg.records.mappings import Mapping, MappingIndex, Target, Vocabulary, accepted

Value = str | int | Entity

LEVEL = "level/"
"""What the identifier of the level of a competence begins with: ``level/E.8``."""
STARS = "stars/"
"""What the identifier of the stars of an aspect begins with: ``stars/T5``."""

_PROFILES = frozenset({EntityKind.PROFILE})
_MAPPED = frozenset({EntityKind.PROFILE, EntityKind.COMPETENCE, EntityKind.ASPECT})
_ALL = frozenset(EntityKind)


@dataclass(frozen=True, slots=True)
class Property:
    """Something that entities of some kinds have values of."""

    identifier: str
    name: Text
    kinds: frozenset[EntityKind]
    values: Callable[[Entity], Sequence[Value]]
    range: EntityKind | None = None
    """The kind of its values, if they are entities."""

    def matches(self, entity: Entity, wanted: frozenset[str]) -> bool:
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
        entities: Sequence[Entity],
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

    def of(self, kind: EntityKind) -> list[Property]:
        """Return the properties that entities of a kind may have."""
        return [each for each in self.all if kind in each.kinds]

    def _properties(self) -> Iterator[Property]:
        yield Property("code", Text(fr="Code", en="Code"), _ALL, lambda each: [each.code])
        yield Property("iri", Text(fr="IRI", en="IRI"), _ALL, lambda each: [each.iri])
        for language, name in (
            ("fr", Text(fr="Titre en français", en="Title in French")),
            ("en", Text(fr="Titre en anglais", en="Title in English")),
        ):
            yield Property(f"title_{language}", name, _ALL, _titles(language))
        yield Property(
            "family", Text(fr="Famille", en="Family"), _PROFILES, self._family, EntityKind.FAMILY
        )
        yield from self._properties_from_esco()
        yield from self._properties_from_rome()
        yield Property(
            "requires",
            Text(fr="Compétences requises", en="Required competences"),
            _PROFILES,
            self._required,
            EntityKind.COMPETENCE,
        )
        for competence in self._nomenclature.framework.competences:
            yield Property(
                f"{LEVEL}{competence.code}",
                _named("Niveau de", "Level of", competence.code, competence.names.title),
                _PROFILES,
                self._level(competence.code),
            )
        for aspect in self._nomenclature.framework.aspects:
            yield Property(
                f"{STARS}{aspect.code}",
                _named("Étoiles pour", "Stars for", aspect.code, aspect.names.title),
                _PROFILES,
                self._stars(aspect.code),
            )

    def _properties_from_esco(self) -> Iterator[Property]:
        yield Property(
            "esco",
            Text(fr="URI ESCO", en="ESCO URI"),
            _MAPPED,
            self._of_mapping(lambda _, target: target.uri),
        )
        yield Property(
            "esco_label",
            Text(fr="Nom ESCO", en="ESCO label"),
            _MAPPED,
            self._of_mapping(_label),
        )
        yield Property(
            "esco_relation",
            Text(fr="Relation à ESCO (SKOS)", en="Relation to ESCO (SKOS)"),
            _MAPPED,
            self._of_mapping(_relation),
        )
        yield Property(
            "isco",
            Text(fr="Groupe CITP-08 (ISCO-08)", en="ISCO-08 group"),
            _PROFILES,
            self._of_mapping(lambda _, target: target.isco_group),
        )

    def _properties_from_rome(self) -> Iterator[Property]:
        fiche, name = Vocabulary.ROME, Vocabulary.APPELLATION
        for identifier, fr, en, vocabulary, tell in (
            ("rome", "Fiche ROME", "ROME fiche", fiche, _code),
            ("rome_label", "Nom de la fiche ROME", "Label of the ROME fiche", fiche, _label),
            ("rome_relation", "Relation au ROME", "Relation to ROME (SKOS)", fiche, _relation),
            ("rome_appellation", "Code OGR", "OGR code of the ROME appellation", name, _code),
            ("rome_appellation_label", "Appellation ROME", "ROME appellation", name, _label),
        ):
            values = self._of_mapping(tell, vocabulary)
            yield Property(identifier, Text(fr=fr, en=en), _PROFILES, values)

    def _profile(self, entity: Entity) -> JobProfile | None:
        return self._nomenclature.content.profile.get(entity.code)

    def _family(self, entity: Entity) -> list[Value]:
        profile = self._profile(entity)
        return [self._entities[EntityKind.FAMILY, profile.family]] if profile else []

    def _required(self, entity: Entity) -> list[Value]:
        profile = self._profile(entity)
        if profile is None:
            return []
        return [self._entities[EntityKind.COMPETENCE, code] for code in profile.required_levels]

    def _level(self, competence: str) -> Callable[[Entity], list[Value]]:
        def values(entity: Entity) -> list[Value]:
            profile = self._profile(entity)
            level = profile.required_levels.get(competence) if profile else None
            return [] if level is None else [level]

        return values

    def _stars(self, aspect: str) -> Callable[[Entity], list[Value]]:
        def values(entity: Entity) -> list[Value]:
            profile = self._profile(entity)
            stars = profile.stars.get(aspect) if profile else None
            return [] if stars is None else [stars]

        return values

    def _of_mapping(
        self,
        tell: Callable[[Mapping, Target], str | None],
        vocabulary: Vocabulary = Vocabulary.ESCO,
    ) -> Callable[[Entity], list[Value]]:
        """Tell something of the best mapping that holds today."""

        def values(entity: Entity) -> list[Value]:
            for mapping in self._mappings.mappings_of(entity.iri, vocabulary):
                if mapping.target is not None and mapping in self._accepted:
                    told = tell(mapping, mapping.target)
                    return [told] if told else []
            return []

        return values


def _code(_: Mapping, target: Target) -> str:
    return target.code


def _label(_: Mapping, target: Target) -> str:
    return _said(target.labels)


def _relation(mapping: Mapping, _: Target) -> str:
    return mapping.relation.value


def _titles(language: str) -> Callable[[Entity], list[Value]]:
    def values(entity: Entity) -> list[Value]:
        return [words for tag, words in entity.names.title.items() if tag == language]

    return values


def _named(fr: str, en: str, code: str, title: Text) -> Text:
    return Text(fr=f"{fr} {code} {_said(title, 'fr')}", en=f"{en} {code} {_said(title, 'en')}")


def _said(text: Text, *preferred: str) -> str:
    """Return a text in the language preferred, or in the first that has it."""
    words = dict(text.items())
    return next((words[tag] for tag in (*preferred, *LANGUAGES) if tag in words), "")


def _spellings(value: Value) -> set[str]:
    if not isinstance(value, Entity):
        return {fold(str(value))}
    return {
        fold(value.path),
        fold(value.code),
        *(fold(words) for _, words in value.names.title.items()),
    }
