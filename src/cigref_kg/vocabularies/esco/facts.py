"""What ESCO says of the occupations that profiles are mapped to: their skills, shipped as facts.

Two tables in ``data/esco``, written by program from an imported ESCO and read again here, so that a
page can tell what a training should teach without the whole classification at hand. Labels are
ESCO's, quoted; whose they are is said by :data:`~cigref_kg.vocabularies.esco.terms.ATTRIBUTION`.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cigref_kg.base.files import write_files
from cigref_kg.base.locations import ESCO_FACTS
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original, Text
from cigref_kg.base.writing import csv_bytes
from cigref_kg.records.errors import RecordError
from cigref_kg.vocabularies.concepts import ConceptKind
from cigref_kg.vocabularies.esco import terms
from cigref_kg.vocabularies.esco.classification import Classification

SKILLS: Final = "skills.csv"
RELATIONS: Final = "occupation-skills.csv"
RELEASE: Final = "1.1.1"
"""The release of the facts that are shipped."""

_SKILL_COLUMNS = ("skill", "kind", "reuse_level", "digcomp", "label_en", "label_fr")
_RELATION_COLUMNS = ("occupation", "relation", "skill")
_OCCUPATION = f"{terms.RESOURCES}occupation/"
_SKILL = f"{terms.RESOURCES}skill/"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill or a piece of knowledge of ESCO."""

    uri: str
    kind: str
    """``skill`` or ``knowledge``."""
    reuse_level: str
    """How far it is used: ``transversal`` to ``occupation-specific``; empty if ESCO is silent."""
    digcomp: bool
    """Whether ESCO lists it in the collection of DigComp, the digital competences of citizens."""
    labels: Text


@dataclass(frozen=True, slots=True)
class OccupationSkills:
    """The skills that ESCO gives to an occupation."""

    essential: tuple[Skill, ...] = ()
    optional: tuple[Skill, ...] = ()


@cache
def read_facts(folder: Path = ESCO_FACTS) -> Mapping[str, OccupationSkills]:
    """Return the skills of each occupation, by its URI.

    Raises:
        RecordError: if a table is missing or names a skill that the other does not hold.
    """
    skills = {
        row["skill"]: Skill(
            uri=_SKILL + row["skill"],
            kind=row["kind"],
            reuse_level=row["reuse_level"],
            digcomp=row["digcomp"] == "yes",
            labels=Text(fr=row["label_fr"] or None, en=row["label_en"]),
        )
        for row in _rows(folder / SKILLS, _SKILL_COLUMNS)
    }
    found: dict[str, dict[str, list[Skill]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(folder / RELATIONS, _RELATION_COLUMNS):
        skill = skills.get(row["skill"])
        if skill is None:
            words = message("vocabularies.skill-without-name", file=SKILLS)
            raise RecordError.at(folder / RELATIONS, row["skill"], words)
        found[_OCCUPATION + row["occupation"]][row["relation"]].append(skill)
    return {
        uri: OccupationSkills(tuple(related["essential"]), tuple(related["optional"]))
        for uri, related in found.items()
    }


def _rows(file: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if tuple(reader.fieldnames or ()) != columns:
                words = message("vocabularies.columns-are", columns=", ".join(columns))
                raise RecordError.at(file, message("base.line", line=1), words)
            yield from reader
    except OSError as error:
        words = message("vocabularies.unreadable", error=Original(error.strerror))
        raise RecordError.at(file, "", words) from error


def write_facts(
    occupations: Iterable[str],
    classification: Classification,
    folder: Path,
    labels: Classification | None = None,
) -> int:
    """Write the tables for some occupations, in an order that does not depend on the store.

    Args:
        occupations: their URIs; those that the release does not know are left out.
        classification: the imported ESCO.
        folder: where the tables go.
        labels: another imported ESCO, whose labels stand in for those that the first lacks, such as
            the French ones of an older release.

    Returns:
        How many relations were written.
    """
    relations = sorted(
        (uri.removeprefix(_OCCUPATION), relation, skill.removeprefix(_SKILL))
        for uri in set(occupations)
        for relation, skill in classification.skills_of(uri)
    )
    codes = sorted({skill for *_, skill in relations})
    skills = [_skill_row(code, classification, labels) for code in codes]
    write_files(
        folder,
        {
            RELATIONS: csv_bytes([_RELATION_COLUMNS, *relations], line_end="\n"),
            SKILLS: csv_bytes([_SKILL_COLUMNS, *skills], line_end="\n"),
        },
    )
    return len(relations)


def _skill_row(
    code: str, classification: Classification, labels: Classification | None
) -> tuple[str, ...]:
    uri = _SKILL + code
    found = classification.concept(uri)
    if found is None or found[1] is not ConceptKind.SKILL:
        raise RecordError([message("vocabularies.uri-no-skill", uri=uri)])
    concept = found[0]
    other = labels.concept(uri) if labels else None
    said = {**(other[0].preferred if other else {}), **concept.preferred}
    digcomp = classification.is_in_scheme(uri, f"{terms.SCHEMES}digcomp")
    kind = "knowledge" if concept.skill_types == ("knowledge",) else "skill"
    return (
        code,
        kind,
        concept.reuse_level or "",
        "yes" if digcomp else "no",
        said.get("en", ""),
        said.get("fr", ""),
    )
