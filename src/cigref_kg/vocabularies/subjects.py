"""What suggestions are wanted for: a profile, a competence, an aspect or a title, as texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import (
    LANGUAGES,
    Competence,
    JobProfile,
    Names,
    Nomenclature,
    Text,
    TransversalAspect,
)
from cigref_kg.insight.search import Kind, NameKind, SearchIndex, normal_code
from cigref_kg.vocabularies.concepts import ConceptKind
from cigref_kg.vocabularies.errors import DataError

_SURE = 0.9
"""The score from which the site's search is taken to have found the profile that a title means."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The texts of something to map, in both languages, from the surest to the vaguest."""

    kind: ConceptKind
    """What of a vocabulary it can be mapped to."""
    titles: tuple[str, ...]
    other_names: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    """Activities of a profile, levels of a competence."""
    is_digital: bool = True
    """True if it surely is about information technology."""
    profile: str | None = None
    """The code of the profile that a title was taken to mean."""

    def texts(self) -> Iterator[str]:
        """Yield every text, the surest first."""
        yield from self.titles
        yield from self.other_names
        yield from self.definition
        yield from self.details


def subject_of(text: str, nomenclature: Nomenclature, iris: Iris) -> Subject:
    """Return the subject that a code, or else a job title, stands for.

    Args:
        text: a code of the nomenclature (``"6.3"``, ``"E.8"``, ``"T5"``) or a company's job title.
        nomenclature: where codes and names come from.
        iris: for the index of the site, which finds the profile that a title means.

    Raises:
        DataError: if the text is empty, or looks like a code and is none.
    """
    code = normal_code(text) or ""
    content, framework = nomenclature.content, nomenclature.framework
    if code in content.profile:
        return profile_subject(content.profile[code])
    if code in framework.competence:
        return competence_subject(framework.competence[code])
    if code in framework.aspect:
        return aspect_subject(framework.aspect[code])
    if code:
        raise DataError(
            f"there is no profile, competence or aspect {text!r}: give a code such as 6.3, E.8 or "
            "T5, or a job title"
        )
    if not text.strip():
        raise DataError("give a code such as 6.3, E.8 or T5, or a job title")
    return _title_subject(text, nomenclature, iris)


def profile_subject(profile: JobProfile) -> Subject:
    """Return the texts of a job profile."""
    activities = (
        words
        for group in profile.groups
        for activity in group.activities
        for _, text in activity.walk()
        for words in _words(text)
    )
    return Subject(
        ConceptKind.OCCUPATION,
        _words(profile.names.title),
        _other_names(profile.names),
        _words(profile.mission),
        tuple(activities),
    )


def competence_subject(competence: Competence) -> Subject:
    """Return the texts of a competence."""
    levels = (words for level in competence.levels for words in _words(level.description))
    return Subject(
        ConceptKind.SKILL,
        _words(competence.names.title),
        _other_names(competence.names),
        _words(competence.description),
        tuple(levels),
    )


def aspect_subject(aspect: TransversalAspect) -> Subject:
    """Return the texts of a transversal aspect."""
    return Subject(
        ConceptKind.SKILL,
        _words(aspect.names.title),
        _other_names(aspect.names),
        _words(aspect.description),
    )


def _title_subject(title: str, nomenclature: Nomenclature, iris: Iris) -> Subject:
    """Return a title with the texts of the profile it surely means; else it stands alone."""
    for hit in SearchIndex(nomenclature, iris).search(title, limit=5):
        named = hit.name.kind in (NameKind.TITLE, NameKind.OTHER_NAME)
        if hit.entry.kind is Kind.PROFILE and named and hit.score >= _SURE:
            meant = profile_subject(nomenclature.content.profile[hit.entry.code])
            return Subject(
                ConceptKind.OCCUPATION,
                (title, *meant.titles),
                meant.other_names,
                meant.definition,
                meant.details,
                profile=hit.entry.code,
            )
    return Subject(ConceptKind.OCCUPATION, (title,), is_digital=False)


def _words(text: Text) -> tuple[str, ...]:
    return tuple(words for _, words in text.items())


def _other_names(names: Names) -> tuple[str, ...]:
    return tuple(label for language in LANGUAGES for label in names.alternative.get(language, ()))
