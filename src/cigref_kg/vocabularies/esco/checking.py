"""Whether mappings still point to concepts that exist, with the label and meaning recorded.

ESCO keeps the URI of a concept that it renames, and three times it changed what the concept means:
a mapping holds for the release on which it was judged.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Language, Text
from cigref_kg.records.mappings import Mapping, Target, Vocabulary
from cigref_kg.vocabularies.checking import CheckReport, Finding
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.esco.classification import Classification

_OCCUPATION: Final = "http://data.europa.eu/esco/occupation/"


@dataclass(frozen=True, slots=True)
class Redefinition:
    """A concept that got another meaning and kept its URI."""

    release: tuple[int, ...]
    before: str
    after: str
    """Its English label up to that release, and from it on."""


REDEFINED: Final = {
    f"{_OCCUPATION}0ce5a9f4-e00a-4bbe-b255-3c63407167a4": Redefinition(
        (1, 2), "ICT security engineer", "cyber incident responder"
    ),
    f"{_OCCUPATION}7754d570-9519-48c2-b1c9-8e165f8bca0f": Redefinition(
        (1, 2), "ICT security manager", "cybersecurity risk manager"
    ),
    f"{_OCCUPATION}35553663-deab-4d9a-bf22-15c1625d28e8": Redefinition(
        (1, 2), "ICT intelligent systems designer", "artificial intelligence engineer"
    ),
}
"""From a comparison of the English texts of releases 1.1.1 and 1.2."""


class Problem(StrEnum):
    """What can be wrong with a mapping."""

    ABSENT = "absent"
    KIND = "kind"
    WITHDRAWN = "withdrawn"
    MEANING = "meaning"
    LABEL = "label"


def check(mappings: Iterable[Mapping], classification: Classification) -> CheckReport:
    """Compare mappings with an imported ESCO.

    Where a concept was judged twice, on releases between which it changed its meaning, the
    judgement that fits the store is compared.

    Args:
        mappings: the hand-made mappings; those that found no term are left out.
        classification: the ESCO to compare them with.
    """
    release = _numbers(classification.release)
    checked = [mapping for mapping in fitting(mappings, release) if mapping.target is not None]
    findings = [
        finding
        for mapping in checked
        if mapping.target is not None
        for finding in _findings(mapping, mapping.target, classification)
    ]
    return CheckReport("ESCO", classification.release, len(checked), tuple(findings))


def fitting(mappings: Iterable[Mapping], release: tuple[int, ...] | None) -> Iterator[Mapping]:
    """Yield for each subject and concept the judgement that fits a release, the newest if none."""
    by_pair: dict[tuple[str, str], list[Mapping]] = {}
    for mapping in mappings:
        if mapping.target is not None and mapping.vocabulary is Vocabulary.ESCO:
            by_pair.setdefault((mapping.subject.path, mapping.target.uri), []).append(mapping)
    for judgements in by_pair.values():
        judgements.sort(key=lambda mapping: mapping.version_number)
        suiting = [m for m in judgements if release is None or m.version_number <= release]
        # Of an older store the oldest judgement is the nearest.
        yield suiting[-1] if suiting else judgements[0]


def _findings(
    mapping: Mapping, target: Target, classification: Classification
) -> Iterator[Finding]:
    found = classification.concept(target.uri)
    if found is None:
        yield Finding(mapping, _absent(mapping, target, classification.release), Problem.ABSENT)
        return
    concept, kind = found
    if kind is None or kind != target.kind:
        yield Finding(mapping, _wrong_kind(target, kind), Problem.KIND)
    if concept.status not in (None, "released"):
        yield Finding(mapping, _withdrawn(target, concept.status), Problem.WITHDRAWN)
    redefinition = REDEFINED.get(target.uri)
    if redefinition and _changed_meaning(mapping, concept, redefinition):
        yield Finding(mapping, _other_meaning(mapping, target, concept), Problem.MEANING)
    else:
        yield from _label_findings(mapping, target, concept)


def _changed_meaning(mapping: Mapping, concept: Concept, redefinition: Redefinition) -> bool:
    """Tell whether the store and the mapping stand on different sides of a redefinition."""
    judged_after = mapping.version_number >= redefinition.release
    labels = {fold(label) for label in concept.labels()}
    preferred = fold(concept.preferred.get("en", ""))
    if preferred == fold(redefinition.after):
        return not judged_after
    return judged_after and fold(redefinition.after) not in labels


def _label_findings(mapping: Mapping, target: Target, concept: Concept) -> Iterator[Finding]:
    for language, recorded in target.labels.items():
        now = concept.preferred.get(language)
        if now is None or _same(now, recorded):
            continue
        others = concept.alternative.get(language, ())
        kept = any(_same(label, recorded) for label in others)
        message = _other_label(target, recorded, now, mapping.version, is_alternative=kept)
        yield Finding(mapping, message, Problem.LABEL)


def _same(one: str, other: str) -> bool:
    """Tell whether two labels differ by no more than case, accents and spaces."""
    return _folded(one) == _folded(other)


def _folded(label: str) -> str:
    return re.sub(r"\s*([/-])\s*|\s+", r"\1 ", fold(label)).strip()


def _numbers(release: str | None) -> tuple[int, ...] | None:
    parts = (release or "").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None


def _absent(mapping: Mapping, target: Target, release: str | None) -> Text:
    store = _numbers(release)
    older = store is not None and store < mapping.version_number
    return Text(
        fr=f"<{target.uri}> ({_name(target, 'fr')}) n’est pas dans cet ESCO. "
        + (
            f"L’alignement a été jugé sur la version {mapping.version}, plus récente : importez-la."
            if older
            else "Cherchez le concept qui le remplace et rejugez l’alignement."
        ),
        en=f"<{target.uri}> ({_name(target, 'en')}) is not in this ESCO. "
        + (
            f"The mapping was judged on release {mapping.version}, which is newer: import that one."
            if older
            else "Look for the concept that replaces it and judge the mapping again."
        ),
    )


def _wrong_kind(target: Target, kind: ConceptKind | None) -> Text:
    found_fr = {ConceptKind.OCCUPATION: "un métier", ConceptKind.SKILL: "une compétence"}
    found_en = {ConceptKind.OCCUPATION: "an occupation", ConceptKind.SKILL: "a skill"}
    return Text(
        fr=f"<{target.uri}> ({_name(target, 'fr')}) est maintenant "
        f"{found_fr[kind] if kind else 'un groupe'} : choisissez une autre cible.",
        en=f"<{target.uri}> ({_name(target, 'en')}) is now "
        f"{found_en[kind] if kind else 'a group'}: choose another target.",
    )


def _withdrawn(target: Target, status: str | None) -> Text:
    return Text(
        fr=f"<{target.uri}> ({_name(target, 'fr')}) a le statut « {status} » : cherchez le concept "
        "qui le remplace.",
        en=f"<{target.uri}> ({_name(target, 'en')}) has the status “{status}”: look for the "
        "concept that replaces it.",
    )


def _other_meaning(mapping: Mapping, target: Target, concept: Concept) -> Text:
    return Text(
        fr=f"<{target.uri}> a changé de sens : « {_name(target, 'fr')} » dans la version "
        f"{mapping.version}, « {concept.label('fr')} » ici. Rejugez l’alignement sur les "
        "descriptions.",
        en=f"<{target.uri}> means something else: “{_name(target, 'en')}” in release "
        f"{mapping.version}, “{concept.label('en')}” here. Judge the mapping again on the "
        "descriptions.",
    )


def _other_label(
    target: Target, recorded: str, now: str, version: str, *, is_alternative: bool
) -> Text:
    also_fr = " (qui reste un autre nom)" if is_alternative else ""
    also_en = " (which is still another name)" if is_alternative else ""
    return Text(
        fr=f"<{target.uri}> s’appelle ici « {now} », et non « {recorded} »{also_fr} comme "
        f"dans la version {version} : comparez les descriptions, puis notez le nouveau nom.",
        en=f"<{target.uri}> is called “{now}” here, not “{recorded}”{also_en} as in release "
        f"{version}: compare the descriptions, then record the new name.",
    )


def _name(target: Target, language: Language) -> str:
    return target.labels.get(language) or target.labels.en or target.labels.fr or target.uri
