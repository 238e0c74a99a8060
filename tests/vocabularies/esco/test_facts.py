"""The skills of occupations as shipped facts: written from an imported ESCO, read again."""

from pathlib import Path

import pytest

from cigref_kg.records.errors import RecordError
from cigref_kg.records.mappings import Relation, SubjectKind, Vocabulary, read_mappings
from cigref_kg.vocabularies.esco.classification import Classification
from cigref_kg.vocabularies.esco.facts import RELATIONS, SKILLS, read_facts, write_facts
from tests.vocabularies.esco.downloads import CODE, TEST, TESTER


def test_written_and_read_again(invented: Classification, tmp_path: Path) -> None:
    assert (
        write_facts([TESTER, "http://data.europa.eu/esco/occupation/none"], invented, tmp_path) == 2
    )
    found = read_facts(tmp_path)[TESTER]
    assert [skill.uri for skill in found.essential] == [TEST]
    assert [skill.uri for skill in found.optional] == [CODE]
    [test] = found.essential
    assert (test.labels.en, test.labels.fr) == (
        "execute software tests",
        "exécuter des tests logiciels",
    )
    assert (test.kind, test.reuse_level, test.digcomp) == ("skill", "cross-sector", False)


def test_a_skill_that_the_other_table_lacks_is_told(
    invented: Classification, tmp_path: Path
) -> None:
    write_facts([TESTER], invented, tmp_path)
    skills = (tmp_path / SKILLS).read_text("utf-8").splitlines()
    (tmp_path / SKILLS).write_text(skills[0] + "\n", "utf-8")
    read_facts.cache_clear()
    with pytest.raises(RecordError, match=f"{RELATIONS}.*add this skill"):
        read_facts(tmp_path)


def test_shipped_facts_are_of_occupations_that_profiles_are_mapped_to() -> None:
    mapped = {
        mapping.target.uri
        for mapping in read_mappings()
        if mapping.target
        and mapping.vocabulary is Vocabulary.ESCO
        and mapping.subject.kind is SubjectKind.PROFILE
        and mapping.relation is not Relation.RELATED
    }
    known = read_facts()
    assert set(known) <= mapped
    # Those that came with release 1.2 are not in the shipped 1.1.1.
    later = {m.target.uri for m in read_mappings() if m.target and m.version == "1.2"}
    assert mapped - set(known) <= later
