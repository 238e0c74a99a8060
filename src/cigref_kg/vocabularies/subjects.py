"""What suggestions are wanted for: a profile, a competence, an aspect or a title, as texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from cigref_kg.base.messages import message
from cigref_kg.base.model import (
    LANGUAGES,
    Competence,
    JobProfile,
    Names,
    Nomenclature,
    Text,
    TransversalAspect,
)
from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.names.spelling import normal_code
from cigref_kg.vocabularies.concepts import ConceptKind
from cigref_kg.vocabularies.errors import DataError


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


def subject_of(text: str, nomenclature: Nomenclature) -> Subject:
    """Return the subject that a code, or else a job title, stands for.

    Args:
        text: a code of the nomenclature (``"6.3"``, ``"E.8"``, ``"T5"``) or a company's job title.
        nomenclature: where codes and names come from.

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
        raise DataError(message("vocabularies.no-subject", text=text))
    if not text.strip():
        raise DataError(message("vocabularies.empty-subject"))
    return _title_subject(text, nomenclature)


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


def _title_subject(title: str, nomenclature: Nomenclature) -> Subject:
    """Return a title with the texts of the profile it surely means; else it stands alone."""
    finding = Finder(nomenclature.content.profiles).find(title)
    if finding.status is Status.AUTOMATIC:
        found = finding.candidates[0].profile
        meant = profile_subject(found)
        return Subject(
            ConceptKind.OCCUPATION,
            (title, *meant.titles),
            meant.other_names,
            meant.definition,
            meant.details,
            profile=found.code,
        )
    return Subject(ConceptKind.OCCUPATION, (title,), is_digital=False)


def _words(text: Text) -> tuple[str, ...]:
    return tuple(words for _, words in text.items())


def _other_names(names: Names) -> tuple[str, ...]:
    return tuple(label for language in LANGUAGES for label in names.alternative.get(language, ()))
