"""The questions over the nomenclature and ESCO together that the documentation offers."""

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from cigref_kg import Dataset
from cigref_kg.records.mappings import Mapping, Relation, read_mappings
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.sinks import NQuadsFile
from tests.conftest import ROOT
from tests.vocabularies.esco.downloads import CODE, TEST, TESTER, files, write_folder

PAGE = (ROOT / "docs" / "esco-import.md").read_text(encoding="utf-8")
SKILLS, NEAR, UNCOVERED = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


def target_of(mappings: tuple[Mapping, ...], code: str) -> str:
    """Return what a code is mapped to, other than as merely related."""
    return next(
        mapping.target.uri
        for mapping in mappings
        if mapping.subject.code == code
        and mapping.target is not None
        and mapping.relation is not Relation.RELATED
    )


@pytest.fixture(scope="module")
def store(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The nomenclature, the mappings, and an invented ESCO with two URIs that are mapped to."""
    folder = tmp_path_factory.mktemp("worked")
    mappings = read_mappings()
    content = {
        name: text.replace(TESTER, target_of(mappings, "3.3")).replace(
            TEST, target_of(mappings, "B.3")
        )
        for name, text in files().items()
    }
    out: Path = folder / "esco.nq"
    import_esco(write_folder(folder / "esco", content), ("fr", "en"), NQuadsFile(out))
    store = Store()
    store.load(dataset.n_quads, format=RdfFormat.N_QUADS)
    store.load(path=str(out), format=RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str, *columns: str) -> list[tuple[str | None, ...]]:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(getattr(row[column], "value", None) for column in columns) for row in solutions]


def test_skills_of_a_profile(store: Store) -> None:
    assert rows(store, SKILLS, "need", "skillLabel", "occupationLabel") == [
        ("essential", "execute software tests", "software tester"),
        ("optional", "program computers", "software tester"),
    ]
    assert rows(store, SKILLS.replace('"en"', '"fr"'), "skillLabel") == [
        ("exécuter des tests logiciels",),
        ("programmer",),
    ]


def test_profiles_near_an_occupation(store: Store) -> None:
    found = rows(store, NEAR, "code", "nearLabel")
    assert found[0] == ("3.3", "software tester")
    assert rows(store, NEAR.replace("software tester", "QA tester"), "code")[0] == ("3.3",)
    assert rows(store, NEAR.replace("software tester", "baker"), "code") == []


def test_essential_skills_that_no_mapping_covers(store: Store) -> None:
    assert rows(store, UNCOVERED, "skill") == [], "the one essential skill is mapped to from B.3"
    optional = UNCOVERED.replace("relatedEssentialSkill", "relatedOptionalSkill")
    found = rows(store, optional, "skill", "profiles")
    assert [skill for skill, _ in found] == [CODE]
    assert int(found[0][1] or 0) >= 1
