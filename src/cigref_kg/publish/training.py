"""What a training should teach, for people and machines: as text, JSON and CSV."""

from collections.abc import Iterator, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language
from cigref_kg.base.writing import csv_bytes
from cigref_kg.records.mappings import Mapping
from cigref_kg.vocabularies.esco.facts import RELEASE
from cigref_kg.vocabularies.esco.terms import ATTRIBUTION
from cigref_kg.vocabularies.esco.training import Taught, Training, TrainingGap


def as_json(asked: Training | TrainingGap) -> dict[str, object]:
    """Return a training, or what one adds to another, as what JSON can hold."""
    if isinstance(asked, TrainingGap):
        head: dict[str, object] = {
            "from": asked.first.profile,
            "to": asked.second.profile,
            "occupations": {
                training.profile: [_occupation(judgement) for judgement in training.basis]
                for training in (asked.first, asked.second)
            },
        }
    else:
        head = {
            "profile": asked.profile,
            "occupations": [_occupation(judgement) for judgement in asked.basis],
            "partial": asked.is_partial,
        }
    skills = {name: [_skill(taught) for taught in listed] for name, listed in _lists(asked)}
    return {**head, **skills, "escoRelease": RELEASE, "attribution": dict(ATTRIBUTION.items())}


def as_csv(asked: Training | TrainingGap) -> bytes:
    """Return the skills as CSV (RFC 4180, UTF-8), a row for each."""
    header = ("list", "skill", "kind", "reuse_level", "digcomp", "occupations", "competences")
    rows = [
        (
            name,
            taught.skill.uri,
            taught.skill.kind,
            taught.skill.reuse_level,
            "yes" if taught.skill.digcomp else "no",
            taught.occupations,
            " ".join(taught.subjects),
            taught.skill.labels.en,
            taught.skill.labels.fr,
        )
        for name, listed in _lists(asked)
        for taught in listed
    ]
    return csv_bytes([(*header, "label_en", "label_fr"), *rows])


def as_text(asked: Training | TrainingGap, language: Language) -> str:
    """Return the skills for people, with the occupations they come from."""
    trainings = (asked.first, asked.second) if isinstance(asked, TrainingGap) else (asked,)
    lines = [line for training in trainings for line in _basis_lines(training, language)]
    for name, listed in _lists(asked):
        if listed:
            lines += [
                "",
                f"{message(f'publish.training-{name}').localized(language)} ({len(listed)})",
            ]
            lines += [_line(taught, language) for taught in listed]
    return "\n".join([*lines, "", ATTRIBUTION.localized(language)])


def _basis_lines(training: Training, language: Language) -> Iterator[str]:
    if not training.basis:
        said = message("publish.training-nothing", code=training.profile, release=RELEASE)
        yield said.localized(language)
    for judgement in training.basis:
        if judgement.target is not None:
            label = judgement.target.labels.get(language) or judgement.target.labels.en
            yield f"{training.profile} {judgement.relation}: {label}"


def _line(taught: Taught, language: Language) -> str:
    label = taught.skill.labels.get(language) or taught.skill.labels.en
    codes = f"  [{', '.join(taught.subjects)}]" if taught.subjects else ""
    return f"  {label}{codes}"


def _lists(asked: Training | TrainingGap) -> Sequence[tuple[str, tuple[Taught, ...]]]:
    if isinstance(asked, TrainingGap):
        return (("learn", asked.to_learn), ("deepen", asked.to_deepen), ("common", asked.in_common))
    return (("essential", asked.essential), ("optional", asked.optional))


def _occupation(judgement: Mapping) -> dict[str, object]:
    target = judgement.target
    return {
        "uri": target.uri if target else None,
        "label": dict(target.labels.items()) if target else {},
        "relation": judgement.relation.value,
        "iscoGroup": target.isco_group if target else None,
    }


def _skill(taught: Taught) -> dict[str, object]:
    skill = taught.skill
    return {
        "uri": skill.uri,
        "label": dict(skill.labels.items()),
        "kind": skill.kind,
        "reuseLevel": skill.reuse_level or None,
        "digcomp": skill.digcomp,
        "occupations": taught.occupations,
        "competences": list(taught.subjects),
    }
