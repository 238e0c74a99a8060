"""What suggestions are wanted for: a profile, a competence, an aspect or a title, as texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, JobProfile, Names, Nomenclature, Text
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
        competence = framework.competence[code]
        levels = (level.description for level in competence.levels)
        return _described(ConceptKind.SKILL, competence.names, competence.description, levels)
    if code in framework.aspect:
        aspect = framework.aspect[code]
        return _described(ConceptKind.SKILL, aspect.names, aspect.description)
    if code:
        raise DataError(message("vocabularies.no-subject", text=text))
    if not text.strip():
        raise DataError(message("vocabularies.empty-subject"))
    return _title_subject(text, nomenclature)


def profile_subject(profile: JobProfile) -> Subject:
    """Return the texts of a job profile."""
    activities = (activity for group in profile.groups for activity in group.activities)
    details = (text for activity in activities for _, text in activity.walk())
    return _described(ConceptKind.OCCUPATION, profile.names, profile.mission, details)


def _described(
    kind: ConceptKind, names: Names, definition: Text, details: Iterable[Text] = ()
) -> Subject:
    others = (label for each in LANGUAGES for label in names.alternative.get(each, ()))
    told = tuple(words for text in details for words in _words(text))
    return Subject(kind, _words(names.title), tuple(others), _words(definition), told)


def _title_subject(title: str, nomenclature: Nomenclature) -> Subject:
    """Return a title with the texts of the profile it surely means; else it stands alone."""
    finding = Finder(nomenclature.content.profiles).find(title)
    if finding.status is Status.AUTOMATIC:
        found = finding.candidates[0].profile
        meant = profile_subject(found)
        return replace(meant, titles=(title, *meant.titles), profile=found.code)
    return Subject(ConceptKind.OCCUPATION, (title,), is_digital=False)


def _words(text: Text) -> tuple[str, ...]:
    return tuple(words for _, words in text.items())
