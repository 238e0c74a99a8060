"""Things as plain JSON, for programs that want one profile or competence and no RDF.

Names are those of the model, texts are objects by language, codes are strings; every thing says its
IRI. What is absent in the source is absent here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import (
    Competence,
    CompetenceAtLevel,
    Family,
    JobProfile,
    Names,
    Nomenclature,
    Statement,
    Text,
    TransversalAspect,
)
from cigref_kg.publish.exchange.open_badges import alignments
from cigref_kg.records.mappings import MappingIndex, Vocabulary

Json = dict[str, Any]

PLAIN_KINDS: Final = frozenset({"profile", "family", "competence", "aspect"})
"""What there is as plain JSON."""


class PlainJson:
    """The things of a nomenclature as what JSON can hold.

    Args:
        nomenclature: with the edition in the foreground whose profiles are asked for.
        mappings: what they are mapped to.
        iris: the IRIs under the dataset's base.
    """

    def __init__(self, nomenclature: Nomenclature, mappings: MappingIndex, iris: Iris) -> None:
        self.content = nomenclature.content
        self.framework = nomenclature.framework
        self.year = nomenclature.served.year
        self.mappings = mappings
        self.iris = iris

    def thing(self, kind: str, code: str) -> Json | None:
        """Return a thing by its kind and code; ``None`` if there is none.

        Args:
            kind: ``profile``, ``family``, ``competence`` or ``aspect``.
            code: such as ``6.3``, ``6``, ``E.8``, ``E.8/4`` or ``T5``.
        """
        content, framework = self.content, self.framework
        at_levels = {each.notation: each for each in framework.at_level.values()}
        listed: Mapping[str, Sequence[tuple[Mapping[str, Any], Callable[[Any], Json]]]] = {
            "profile": [(content.profile, self.profile)],
            "family": [(content.family, self.family)],
            "aspect": [(framework.aspect, self.aspect)],
            "competence": [(framework.competence, self.competence), (at_levels, self.at_level)],
        }
        return next((tell(of[code]) for of, tell in listed.get(kind, ()) if code in of), None)

    def profile(self, profile: JobProfile) -> Json:
        """Return a profile with everything that its page says."""
        iri = self.iris.profile(self.year, profile.code)
        family = self.content.family[profile.family]
        return _filled(
            iri=iri,
            kind="profile",
            code=profile.code,
            edition=self.year,
            family={"code": family.code, "title": _text(family.names.title)},
            **_names(profile.names),
            mission=_text(profile.mission),
            introduction=_text(profile.introduction),
            activities=[
                _filled(
                    position=str(group.position),
                    heading=_text(group.heading),
                    introduction=_text(group.introduction),
                    activities=_statements(group.activities, f"{group.position}/"),
                )
                for group in profile.groups
            ],
            deliverables=_statements(profile.deliverables.items),
            indicators=_statements(profile.indicators.items),
            indicatorNote=_text(profile.indicator_note),
            competences=[
                {
                    "code": need.competence,
                    "title": _text(self.framework.competence[need.competence].names.title),
                    "level": need.level,
                }
                for need in profile.requirements
            ],
            ratings=[{"aspect": r.aspect, "stars": r.stars} for r in profile.ratings],
            ratingCompleteness=profile.rating_completeness.value,
            careerPath=_text(profile.career_path),
            trends=_text(profile.trends),
            moves=[
                {"to": move.to_profile, "statedIn": [section.value for section in move.stated_in]}
                for move in self.content.moves
                if move.from_profile == profile.code
            ],
            matches=self._matches(iri),
            page=profile.page,
        )

    def family(self, family: Family) -> Json:
        """Return a family with the codes and titles of its profiles."""
        return _filled(
            iri=self.iris.family(self.year, family.code),
            kind="family",
            code=family.code,
            edition=self.year,
            **_names(family.names),
            definition=_text(family.description),
            profiles=[
                {"code": profile.code, "title": _text(profile.names.title)}
                for profile in self.content.profiles
                if profile.family == family.code
            ],
        )

    def competence(self, competence: Competence) -> Json:
        """Return a competence with its levels and who requires it."""
        iri = self.iris.competence(self.framework.year, competence.code)
        return _filled(
            iri=iri,
            kind="competence",
            code=competence.code,
            framework=f"EN 16234-1:{self.framework.year}",
            area=competence.area,
            **_names(competence.names),
            definition=_text(competence.description),
            levels=[
                _filled(level=each.level, definition=_text(each.description), addedBy=each.added_by)
                for each in competence.levels
            ],
            requiredBy=[
                {"profile": profile.code, "level": need.level}
                for profile in self.content.profiles
                for need in profile.requirements
                if need.competence == competence.code
            ],
            matches=self._matches(iri),
        )

    def at_level(self, at_level: CompetenceAtLevel) -> Json:
        """Return a competence at a level, with what a badge aligns to."""
        competence = self.framework.competence[at_level.competence]
        return _filled(
            iri=self.iris.competence_at_level(
                self.framework.year, at_level.competence, at_level.level
            ),
            kind="competence at a level",
            code=at_level.notation,
            competence=at_level.competence,
            level=at_level.level,
            addedBy=at_level.added_by,
            title=_text(competence.names.title),
            definition=_text(at_level.description),
            requiredBy=[
                profile.code
                for profile in self.content.profiles
                for need in profile.requirements
                if (need.competence, need.level) == (at_level.competence, at_level.level)
            ],
            alignment=alignments(self.framework, at_level, self.iris),
        )

    def aspect(self, aspect: TransversalAspect) -> Json:
        """Return a transversal aspect with the stars that profiles give it."""
        iri = self.iris.aspect(self.framework.year, aspect.code)
        return _filled(
            iri=iri,
            kind="aspect",
            code=aspect.code,
            framework=f"EN 16234-1:{self.framework.year}",
            **_names(aspect.names),
            definition=_text(aspect.description),
            ratings=[
                {"profile": profile.code, "stars": rating.stars}
                for profile in self.content.profiles
                for rating in profile.ratings
                if rating.aspect == aspect.code
            ],
            matches=self._matches(iri),
        )

    def _matches(self, iri: str) -> Json:
        return {
            str(vocabulary): [
                _filled(
                    uri=mapping.target.iri(self.iris),
                    code=mapping.target.code,
                    label=_text(mapping.target.labels),
                    relation=mapping.relation.value,
                    confidence=float(mapping.confidence),
                    version=mapping.version,
                )
                for mapping in found
                if mapping.target is not None
            ]
            for vocabulary in Vocabulary
            if (found := self.mappings.mappings_of(iri, vocabulary))
        }


def _filled(**values: Any) -> Json:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _text(text: Text) -> dict[str, str]:
    return dict(text.items())


def _names(names: Names) -> Json:
    other = {language: list(words) for language, words in names.alternative.items() if words}
    return {"title": _text(names.title), "alternative": other}


def _statements(statements: Iterable[Statement], prefix: str = "") -> list[Json]:
    return [
        _filled(
            position=f"{prefix}{statement.position}",
            text=_text(statement.text),
            below=_statements(statement.below, f"{prefix}{statement.position}/"),
        )
        for statement in statements
    ]
