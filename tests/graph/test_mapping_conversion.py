"""Mappings become SKOS relations and nodes with a reason; every rule about them is broken once.

The cases are a table, ``tests/data/validation/mapping_cases.yaml``; a rule without a case fails.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from cigref_kg.base.iris import Iris
from cigref_kg.base.locations import SHAPES
from cigref_kg.base.model import Text
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.mapping_conversion import mapping_triples
from cigref_kg.graph.namespaces import CIG, ESCO, SSSOM
from cigref_kg.graph.validation import validate
from cigref_kg.records.mappings import (
    NO_TERM_FOUND,
    Mapping,
    Relation,
    Subject,
    SubjectKind,
    Target,
)
from tests.graph.test_validation import PREFIXES as VALID_PREFIXES
from tests.graph.test_validation import local, reported, rules

FOLDER = Path(__file__).parent.parent / "data" / "validation"
CASES: list[dict[str, Any]] = yaml.load(
    (FOLDER / "mapping_cases.yaml").read_text("utf-8"), yaml.CSafeLoader
)
PREFIXES = {
    **VALID_PREFIXES,
    "sssom": str(SSSOM),
    "scheme": "http://data.europa.eu/esco/concept-scheme/",
    "m-1.1": "https://example.org/kg/id/mapping/2002/profile/1.1/",
    "m-1.2": "https://example.org/kg/id/mapping/2002/profile/1.2/",
}

BASE = "https://example.org/kg/"
GARDENER = "http://data.europa.eu/esco/occupation/g1"


def mapping(
    relation: Relation,
    version: str = "1.1.1",
    *,
    position: int = 1,
    english: str = "gardener",
) -> Mapping:
    target = Target(GARDENER, Text(fr="jardinier", en=english), "6113.1", "6113")
    return Mapping(
        subject=Subject(SubjectKind.PROFILE, 2022, "6.3"),
        position=position,
        relation=relation,
        target=None if relation is Relation.NONE else target,
        source="http://data.europa.eu/esco/concept-scheme/occupations",
        version=version,
        confidence=Decimal("0.80"),
        justification="https://w3id.org/semapv/vocab/ManualMappingCuration",
        reason=Text(fr="Proche.", en="Close."),
        author="Someone",
        day=date(2026, 11, 24),
    )


def graph_of(*mappings: Mapping) -> Graph:
    graph = Graph()
    for triple in mapping_triples(mappings, Iris(BASE)):
        graph.add(triple)
    return graph


PROFILE = URIRef(f"{BASE}id/2022/profile/6.3")
NODE = URIRef(f"{BASE}id/mapping/2022/profile/6.3/1")


def test_a_mapping_is_a_relation_of_skos() -> None:
    graph = graph_of(mapping(Relation.BROAD))
    assert (PROFILE, SKOS.broadMatch, URIRef(GARDENER)) in graph


def test_a_mapping_is_a_node_with_its_reason() -> None:
    graph = graph_of(mapping(Relation.CLOSE))
    assert set(graph.predicate_objects(NODE)) == {
        (RDF.type, SSSOM.Mapping),
        (RDFS.label, Literal("6.3 → jardinier", lang="fr")),
        (RDFS.label, Literal("6.3 → gardener", lang="en")),
        (SSSOM.subject_id, PROFILE),
        (SSSOM.predicate_id, SKOS.closeMatch),
        (SSSOM.object_id, URIRef(GARDENER)),
        (SSSOM.object_label, Literal("jardinier", lang="fr")),
        (SSSOM.object_label, Literal("gardener", lang="en")),
        (SSSOM.object_source, URIRef("http://data.europa.eu/esco/concept-scheme/occupations")),
        (SSSOM.object_source_version, Literal("1.1.1")),
        (SSSOM.confidence, Literal("0.80", datatype=XSD.decimal)),
        (
            SSSOM.mapping_justification,
            URIRef("https://w3id.org/semapv/vocab/ManualMappingCuration"),
        ),
        (SSSOM.comment, Literal("Proche.", lang="fr")),
        (SSSOM.comment, Literal("Close.", lang="en")),
        (SSSOM.author_label, Literal("Someone")),
        (SSSOM.mapping_date, Literal("2026-11-24", datatype=XSD.date)),
        (CIG.position, Literal(1)),
    }


def test_the_mapped_concept_comes_with_its_labels_and_isco_group() -> None:
    graph = graph_of(mapping(Relation.CLOSE))
    group = URIRef("http://data.europa.eu/esco/isco/C6113")
    assert set(graph.predicate_objects(URIRef(GARDENER))) == {
        (RDF.type, ESCO.Occupation),
        (SKOS.prefLabel, Literal("jardinier", lang="fr")),
        (SKOS.prefLabel, Literal("gardener", lang="en")),
        (SKOS.notation, Literal("6113.1")),
        (ESCO.memberOfISCOGroup, group),
    }
    assert graph.value(group, SKOS.notation) == Literal("6113")


def test_nothing_fits_is_a_node_without_relation() -> None:
    graph = graph_of(mapping(Relation.NONE))
    assert not list(graph.predicate_objects(PROFILE))
    assert graph.value(NODE, SSSOM.object_id) == URIRef(NO_TERM_FOUND)
    assert Literal("6.3 → nothing fits", lang="en") in set(graph.objects(NODE, RDFS.label))


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_version_of_esco_holds(newest_first: bool) -> None:
    old = mapping(Relation.CLOSE, "1.9")
    new = mapping(Relation.RELATED, "1.10", position=2, english="landscaper")
    graph = graph_of(*((new, old) if newest_first else (old, new)))
    assert set(graph.predicates(PROFILE, URIRef(GARDENER))) == {SKOS.relatedMatch}
    assert len(list(graph.subjects(RDF.type, SSSOM.Mapping))) == 2
    labels = set(graph.objects(URIRef(GARDENER), SKOS.prefLabel))
    assert Literal("landscaper", lang="en") in labels
    assert Literal("gardener", lang="en") not in labels


# --- The rules ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The rules about mappings and about any concept: the others have their own tests."""
    shapes = Graph()
    for name in ("shapes", "skos", "mappings"):
        shapes.parse(SHAPES / f"{name}.ttl")
    return shapes


@pytest.fixture
def valid() -> Graph:
    return Graph().parse(FOLDER / "valid.ttl").parse(FOLDER / "mappings.ttl")


def test_the_valid_graph_conforms(valid: Graph, shapes: Graph) -> None:
    assert validate(valid, shapes).findings == ()


def broken(graph: Graph, case: dict[str, Any]) -> Graph:
    """The graph with the triples of a case taken away and added."""
    if delete := case.get("delete"):
        found = graph.query(f"CONSTRUCT WHERE {{ {delete} }}", initNs=PREFIXES).graph
        assert found, "nothing is deleted"
        for triple in found:
            graph.remove(triple)
    if insert := case.get("insert"):
        graph.update(f"INSERT DATA {{ {insert} }}", initNs=PREFIXES)
    return graph


@pytest.mark.parametrize("case", CASES, ids=[case["rule"].replace(" ", "-") for case in CASES])
def test_a_broken_rule_is_reported_and_no_other(
    case: dict[str, Any], valid: Graph, shapes: Graph
) -> None:
    report = validate(broken(valid, case), shapes)
    assert reported(report) == {case["rule"], *case.get("also", ())}


def test_every_rule_has_a_case_that_breaks_it() -> None:
    own = Graph().parse(SHAPES / "mappings.ttl")
    expected = {f"{local(rule)} {component}".strip() for rule, component in rules(own)}
    assert sorted(case["rule"] for case in CASES) == sorted(expected)


@pytest.mark.parametrize("relation", [SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch])
def test_an_exact_match_is_nothing_else(valid: Graph, shapes: Graph, relation: URIRef) -> None:
    [(profile, picker)] = valid.subject_objects(SKOS.exactMatch)
    valid.add((profile, relation, picker))
    assert "MappingExactNotOther" in reported(validate(valid, shapes))


def test_an_exact_match_is_not_shared(valid: Graph, shapes: Graph) -> None:
    [(profile, picker)] = valid.subject_objects(SKOS.exactMatch)
    another = URIRef(str(profile).replace("/1.1", "/2.1"))
    valid.add((another, SKOS.exactMatch, picker))
    assert "MappingExactNotShared" in reported(validate(valid, shapes))


def test_the_shipped_mappings_are_in_the_graph_that_is_seen_to_conform(dataset: Dataset) -> None:
    mapped = set(mapping_triples(dataset.mappings.mappings, dataset.iris))
    assert mapped
    assert mapped <= set(dataset.union)
