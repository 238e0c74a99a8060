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
from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.text import LANGUAGES, Text, verbatim
from cigref_kg.records.mappings import Mapping, Target, Vocabulary
from cigref_kg.vocabularies.checking import CheckReport, Finding
from cigref_kg.vocabularies.concepts import Concept
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
    f"{_OCCUPATION}{code}": Redefinition(tuple(told["release"]), told["before"], told["after"])
    for code, told in data_beside(__file__).items()
}


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
    """
    release = _numbers(classification.release)
    checked = list(fitting(mappings, release))
    findings = [
        Finding(mapping, told, problem)
        for mapping in checked
        if mapping.target is not None
        for problem, told in _problems(mapping, mapping.target, classification)
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


def _problems(
    mapping: Mapping, target: Target, classification: Classification
) -> Iterator[tuple[Problem, Text]]:
    version = mapping.version
    places = {"uri": target.uri, "name": target.labels or verbatim(target.uri), "version": version}
    found = classification.concept(target.uri)
    if found is None:
        store = _numbers(classification.release)
        is_older = store is not None and store < mapping.version_number
        entry = "vocabularies.esco-absent-older" if is_older else "vocabularies.esco-absent"
        yield Problem.ABSENT, message(entry, **places)
        return
    concept, kind = found
    if kind is None or kind != target.kind:
        now = kind.value if kind else "group"
        yield Problem.KIND, message(f"vocabularies.esco-is-{now}", **places)
    if concept.status not in (None, "released"):
        told = message("vocabularies.esco-withdrawn", status=concept.status, **places)
        yield Problem.WITHDRAWN, told
    redefinition = REDEFINED.get(target.uri)
    if redefinition and _changed_meaning(mapping, concept, redefinition):
        called = Text(**{each: concept.label(each) for each in LANGUAGES})
        yield Problem.MEANING, message("vocabularies.esco-other-meaning", now=called, **places)
        return
    for language, recorded in target.labels.items():
        called_now = concept.preferred.get(language)
        if called_now is None or _same(called_now, recorded):
            continue
        is_kept = any(_same(label, recorded) for label in concept.alternative.get(language, ()))
        entry = "vocabularies.esco-other-name" if is_kept else "vocabularies.esco-renamed"
        yield Problem.LABEL, message(entry, now=called_now, recorded=recorded, **places)


def _changed_meaning(mapping: Mapping, concept: Concept, redefinition: Redefinition) -> bool:
    """Tell whether the store and the mapping stand on different sides of a redefinition."""
    judged_after = mapping.version_number >= redefinition.release
    labels = {fold(label) for label in concept.labels()}
    preferred = fold(concept.preferred.get("en", ""))
    if preferred == fold(redefinition.after):
        return not judged_after
    return judged_after and fold(redefinition.after) not in labels


def _same(one: str, other: str) -> bool:
    """Tell whether two labels differ by no more than case, accents and spaces."""
    return _folded(one) == _folded(other)


def _folded(label: str) -> str:
    return re.sub(r"\s*([/-])\s*|\s+", r"\1 ", fold(label)).strip()


def _numbers(release: str | None) -> tuple[int, ...] | None:
    parts = (release or "").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None
