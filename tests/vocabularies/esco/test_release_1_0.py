"""The whole of ESCO 1.0: counts, and the integrity conditions of SKOS on what was written.

The relations of occupations to skills are not in the copy at hand.
"""

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from cigref_kg.vocabularies.esco import terms
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.esco.summary import Summary
from cigref_kg.vocabularies.sinks import StoreFolder, open_store
from cigref_kg.vocabularies.terms import RDF, SKOS
from tests.vocabularies.esco.conftest import GRAPH
from tests.vocabularies.esco.test_importing import PREFIXES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def imported(esco_1_0: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Store]:
    folder = tmp_path_factory.mktemp("esco-1.0") / "store"
    summary = import_esco(esco_1_0, ("fr", "en"), StoreFolder(folder, GRAPH))
    return summary, open_store(folder)


def count(store: Store, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}> {{ {pattern} }} }}"
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    value = next(solutions)["n"]
    assert value is not None
    return int(value.value)


def test_counts(imported: tuple[Summary, Store]) -> None:
    summary, store = imported
    assert summary.release == "1.0"
    assert count(store, "?c a esco:Occupation") == summary.concepts["occupations"] == 2_942
    assert count(store, "?c a esco:Skill") == summary.concepts["skills"] == 13_485
    assert summary.concepts["ISCO groups"] == 619
    for kind, language, labels in (
        ("Occupation", "fr", 2_942),
        ("Occupation", "en", 2_942),
        ("Skill", "fr", 13_485),
        ("Skill", "en", 13_472),
    ):
        pattern = f"?c a esco:{kind} ; skos:prefLabel ?l FILTER(LANG(?l) = '{language}')"
        assert count(store, pattern) == labels
    assert len(store) == summary.quads


def test_what_release_1_0_has_wrong_is_dropped_or_reported(
    imported: tuple[Summary, Store],
) -> None:
    summary, _ = imported
    assert summary.repeated_labels == 61
    assert len(summary.without_label["en"]) == 13
    assert "fr" not in summary.without_label
    assert "occupationSkillRelations.csv" in summary.absent
    assert not summary.dangling
    assert not summary.unknown_values
    assert not summary.cycle


def test_the_hierarchy_is_whole(imported: tuple[Summary, Store]) -> None:
    summary, store = imported
    # 3,551 lines for occupations and ISCO groups; 7,161 for skills, 155 of them twice.
    assert count(store, "?c skos:broader ?b") == summary.broader == 3_551 + 7_161 - 155
    broader = store.quads_for_pattern(None, SKOS.broader, None)
    parents = {str(quad.subject): str(quad.object) for quad in broader}
    for quad in store.quads_for_pattern(None, RDF.type, terms.MODEL.Occupation):
        above = str(quad.subject)
        while above in parents:
            above = parents[above]
        assert re.fullmatch(rf"<{terms.ISCO}\d>", above), "a major group of ISCO-08"
    assert count(store, "?c a esco:Occupation ; esco:memberOfISCOGroup/skos:notation ?n") == 2_942


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("S14", "?c skos:prefLabel ?a, ?b FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b))"),
        ("S13", "?c skos:prefLabel ?l ; skos:altLabel|skos:hiddenLabel ?l"),
        ("S13", "?c skos:altLabel ?l ; skos:hiddenLabel ?l"),
        ("S27", "?c skos:related ?d . ?c skos:broader+ ?d"),
        ("S9", "?c a skos:Concept, skos:ConceptScheme"),
        ("no cycle", "?c skos:broader+ ?c"),
        ("typed", "?c skos:broader ?b FILTER NOT EXISTS { ?b a skos:Concept }"),
        ("top", "?c skos:topConceptOf ?s ; skos:broader ?b . ?b skos:inScheme ?s"),
        ("scheme", "?c a skos:Concept FILTER NOT EXISTS { ?c skos:inScheme ?s }"),
        ("tidy", "?c skos:prefLabel|skos:altLabel ?l FILTER(REGEX(STR(?l), '^\\\\s|\\\\s$|  '))"),
    ],
)
def test_skos_integrity(imported: tuple[Summary, Store], rule: str, pattern: str) -> None:
    _, store = imported
    assert count(store, pattern) == 0, rule
