"""Every rule of ``shapes/`` is broken once, on a small valid graph, and is seen to be reported.

The cases are a table, ``tests/data/validation/cases.yaml``; a rule without a case fails.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import yaml
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node

import cigref_kg
from cigref_kg.base.locations import SHAPES
from cigref_kg.graph.namespaces import CIG, CIG_SHAPES
from cigref_kg.graph.validation import Severity, ValidationReport, load_shapes, validate

FOLDER = Path(__file__).parent.parent / "data" / "validation"
CASES: list[dict[str, Any]] = yaml.load(
    (FOLDER / "cases.yaml").read_text("utf-8"), yaml.CSafeLoader
)

EDITION = "https://example.org/kg/id/2002/"
PROFILE = f"{EDITION}profile/1.1/"
FRAMEWORK = "https://example.org/kg/id/ecf/2000/"
PREFIXES = {
    "cig": str(CIG),
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": str(RDFS),
    "schema": "https://schema.org/",
    "skos": str(SKOS),
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "occupation": "http://data.europa.eu/esco/occupation/",
    "skill": "http://data.europa.eu/esco/skill/",
    "kg": "https://example.org/kg/",
    "graph": "https://example.org/kg/graph/",
    "file": "https://example.org/kg/download/",
    "id": "https://example.org/kg/id/",
    "org": "https://example.org/company/",
    "f": f"{EDITION}family/",
    "p": f"{EDITION}profile/",
    "move": f"{EDITION}move/",
    "change": f"{EDITION}change/",
    "concordance": f"{EDITION}concordance/1999/",
    # what profile 1.1 has: groups, activities in them and below one, deliverables, ...
    "g": f"{PROFILE}activity/",
    "a1": f"{PROFILE}activity/1/",
    "a12": f"{PROFILE}activity/1/2/",
    "a2": f"{PROFILE}activity/2/",
    "d": f"{PROFILE}deliverable/",
    "d1": f"{PROFILE}deliverable/1/",
    "i": f"{PROFILE}indicator/",
    "r": f"{PROFILE}requirement/",
    "t": f"{PROFILE}rating/",
    # what the other profiles have
    "a-1.2": f"{EDITION}profile/1.2/activity/1/",
    "i-1.2": f"{EDITION}profile/1.2/indicator/",
    "i1-1.2": f"{EDITION}profile/1.2/indicator/1/",
    "r-1.2": f"{EDITION}profile/1.2/requirement/",
    "g-2.1": f"{EDITION}profile/2.1/activity/",
    "t-2.1": f"{EDITION}profile/2.1/rating/",
    "area": f"{FRAMEWORK}area/",
    "c": f"{FRAMEWORK}competence/",
    "ca": f"{FRAMEWORK}competence/A.1/",  # competences at a level
    "cb": f"{FRAMEWORK}competence/B.1/",
    "aspect": f"{FRAMEWORK}aspect/",
    "level": "https://example.org/kg/id/ecf/level/",
    "ecf": "https://example.org/kg/id/ecf/",
}

NOT_CONSTRAINTS = {
    *(SH.path, SH.name, SH.message, SH.severity, SH.property, SH.sparql, SH.qualifiedValueShape),
    *(SH.targetClass, SH.targetSubjectsOf),
}
"""What SHACL says of a shape without constraining anything."""


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return load_shapes()


@pytest.fixture(scope="module")
def read_once() -> Graph:
    return Graph().parse(FOLDER / "valid.ttl")


@pytest.fixture
def valid(read_once: Graph) -> Graph:
    """A copy of the valid graph, for a test to break."""
    return copy(read_once)


def copy(graph: Graph) -> Graph:
    """The same triples in a graph of the usual kind."""
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    return copied


def local(iri: Node | str) -> str:
    return str(iri).partition("#")[2]


def helpers(shapes: Graph) -> set[Node]:
    """The shapes that only serve inside a constraint of another."""
    inner = {
        value for p in (SH["not"], SH.qualifiedValueShape) for value in shapes.objects(None, p)
    }
    for members in shapes.objects(None, SH["or"]):
        inner.update(shapes.items(members))
    return inner


def rules(shapes: Graph) -> Iterator[tuple[Node, str]]:
    """Yield each rule: a shape and its parameter, or a SPARQL constraint and ``""``."""
    inner = helpers(shapes)
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in set(shapes.subjects(RDF.type, kind)) - inner:
            for predicate in set(shapes.predicates(shape)) - NOT_CONSTRAINTS:
                if str(predicate).startswith(str(SH)):
                    yield shape, local(predicate)
    for constraint in shapes.subjects(RDF.type, SH.SPARQLConstraint):
        yield constraint, ""


def reported(report: ValidationReport) -> set[str]:
    """The rules of a report, written as the table writes them."""
    found = set()
    for finding in report.findings:
        if finding.constraint.startswith(str(SH)):
            component = local(finding.constraint).removesuffix("ConstraintComponent")
            component = {"Or": "or", "Not": "not"}.get(
                component, component[0].lower() + component[1:]
            )
            found.add(f"{local(finding.shape)} {component}")
        else:
            found.add(local(finding.constraint))
    return found


def broken(graph: Graph, case: Mapping[str, Any], missing_ok: bool = False) -> Graph:
    """The graph with the triples of a case taken away (if some are there) and added."""
    if delete := case.get("delete"):
        found = graph.query(f"CONSTRUCT WHERE {{ {delete} }}", initNs=PREFIXES).graph
        assert found or missing_ok, "nothing is deleted"
        for triple in found or ():
            graph.remove(triple)
    if insert := case.get("insert"):
        graph.update(f"INSERT DATA {{ {insert} }}", initNs=PREFIXES)
    return graph


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[case["rule"].replace(" ", "-") for case in CASES])
def test_a_broken_rule_is_reported_and_no_other(
    case: dict[str, Any], valid: Graph, shapes: Graph
) -> None:
    report = validate(broken(valid, case), shapes)
    assert reported(report) == {case["rule"], *case.get("also", ())}


def test_every_rule_has_a_case_that_breaks_it(shapes: Graph) -> None:
    expected = {f"{local(rule)} {component}".strip() for rule, component in rules(shapes)}
    elsewhere = rules(Graph().parse(SHAPES / "mappings.ttl"))  # test_mapping_conversion.py
    expected -= {f"{local(rule)} {component}".strip() for rule, component in elsewhere}
    written = [case["rule"] for case in CASES]
    assert sorted(written) == sorted(expected)


def test_the_valid_graph_conforms(valid: Graph, shapes: Graph) -> None:
    report = validate(valid, shapes)
    assert report.conforms
    assert report.findings == ()


def test_the_shipped_graph_conforms(dataset: cigref_kg.Dataset, shapes: Graph) -> None:
    report = validate(dataset.union, shapes)
    assert report.conforms, report.as_text("en")


def test_every_rule_says_what_to_do_in_both_languages(shapes: Graph) -> None:
    for rule, _ in rules(shapes):
        for predicate in (SH.message, SH.name if (rule, SH.path, None) in shapes else RDFS.label):
            languages = [
                words.language
                for words in shapes.objects(rule, predicate)
                if isinstance(words, Literal)
            ]
            assert sorted(map(str, languages)) == ["en", "fr"], f"{rule} {predicate}"


def test_every_placeholder_is_a_variable_of_the_query(shapes: Graph) -> None:
    for constraint in shapes.subjects(RDF.type, SH.SPARQLConstraint):
        selected = str(shapes.value(constraint, SH.select)).partition("WHERE")[0]
        for message in shapes.objects(constraint, SH.message):
            for variable in re.findall(r"\{\?(\w+)\}", str(message)):
                assert f"?{variable}" in selected, constraint


def test_shapes_have_no_blank_node_but_inverse_paths(shapes: Graph) -> None:
    for node in {node for triple in shapes for node in triple if isinstance(node, BNode)}:
        assert set(shapes.predicates(node)) == {SH.inversePath}


@pytest.mark.slow
def test_the_shapes_are_standard_shacl(valid: Graph) -> None:
    """Another processor takes them whole, with the SPARQL constraints, and finds the same."""
    shapes = copy(load_shapes())
    conforms, *_ = pyshacl.validate(valid, shacl_graph=shapes, meta_shacl=True)
    assert conforms
    case = next(case for case in CASES if case["rule"] == "ItemPositionWithoutGap")
    _, report, _ = pyshacl.validate(broken(valid, case), shacl_graph=shapes)
    assert isinstance(report, Graph)
    (result,) = report.objects(None, SH.result)
    assert report.value(result, SH.sourceConstraint) == CIG_SHAPES.ItemPositionWithoutGap


def test_missing_words_are_violations(valid: Graph, shapes: Graph) -> None:
    report = validate(broken(valid, {"delete": "p:2.1 cig:trends ?x"}), shapes)
    assert not report.conforms
    assert report.count(Severity.VIOLATION) == 2
    assert report.as_text("en").startswith("The graph does not conform: 2 violations")


def test_a_warning_does_not_keep_a_graph_from_conforming(valid: Graph, shapes: Graph) -> None:
    graph = broken(valid, {"delete": "p:2.1 cig:trends ?x"})
    violations = validate(graph, shapes)
    lenient = copy(shapes)
    for finding in violations.findings:
        lenient.add((URIRef(finding.shape), SH.severity, SH.Warning))
    report = validate(graph, lenient)
    assert report.conforms
    assert report.count(Severity.WARNING) == 2
    assert report.as_text("en").startswith("The graph conforms: 0 violations, 2 warnings.")


def test_validation_does_not_change_the_graph(valid: Graph, shapes: Graph) -> None:
    before = set(valid)
    validate(valid, shapes)
    assert set(valid) == before


@pytest.fixture
def report(valid: Graph, shapes: Graph) -> ValidationReport:
    """On a page, a level and a move that are wrong, and a requirement of two profiles."""
    graph = broken(
        valid,
        {
            "delete": "p:1.1 cig:page ?x . r:A.1 cig:levelValue ?y",
            "insert": "p:1.1 cig:page 0 . r:A.1 cig:levelValue 3 . p:1.2 cig:mayEvolveTo p:1.1 . "
            "p:2.1 cig:hasRequirement r:B.1",
        },
    )
    return validate(graph, shapes)


def test_text_names_the_resource_and_says_what_to_do(report: ValidationReport) -> None:
    english = report.as_text("en")
    assert english.startswith("The graph does not conform: 6 violations.\n")
    assert (
        "Page of the profile (1 violation)\n"
        "  Give the first page of the profile in the document: one integer, from 1.\n"
        "  - 1.1 Picker (found: 0)\n" in english
    )
    assert "  - 1.1 requirement/A.1: The value 3 contradicts 2 in the same requirement" in english
    assert "  - 1.2 Orchard manager: The move to 1.1 is in cig:mayEvolveTo or" in english

    french = report.as_text("fr")
    assert french.startswith("Le graphe n'est pas conforme : 6 violations.\n")
    assert "  - 1.1 Cueilleur (trouvé : 0)\n" in french


def test_text_lists_as_many_resources_as_asked(valid: Graph, shapes: Graph) -> None:
    report = validate(broken(valid, {"delete": "?x cig:page ?y"}), shapes)
    assert "  - 1.1 Picker\n  … and 2 more\n" in report.as_text("en", limit=1)
    assert "more" not in report.as_text("en", limit=None)


def test_json_is_the_same_report(report: ValidationReport) -> None:
    content = json.loads(report.as_json())
    assert content["conforms"] is False
    assert content["violations"] == len(content["findings"]) == 6
    page = next(f for f in content["findings"] if f["shape"].endswith("#ProfilePage"))
    assert page == {
        "severity": "violation",
        "rule": {"fr": "Page du profil", "en": "Page of the profile"},
        "shape": str(CIG_SHAPES.ProfilePage),
        "constraint": str(SH.MinInclusiveConstraintComponent),
        "focus": "https://example.org/kg/id/2002/profile/1.1",
        "resource": {"fr": "1.1 Cueilleur", "en": "1.1 Picker"},
        "path": str(CIG.page),
        "value": "0",
        "message": {
            "fr": "Donnez la première page du profil dans le document : un seul entier, à partir"
            " de 1.",
            "en": "Give the first page of the profile in the document: one integer, from 1.",
        },
    }


def test_turtle_is_a_standard_report(report: ValidationReport) -> None:
    graph = Graph().parse(data=report.as_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == Literal(False)
    results = list(graph.objects(node, SH.result))
    assert len(results) == 6
    for result in results:
        for predicate in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert graph.value(result, predicate) is not None
        assert len(list(graph.objects(result, SH.resultMessage))) == 2
    (owner,) = graph.subjects(SH.sourceShape, CIG_SHAPES.RequirementOwner)
    path = graph.value(owner, SH.resultPath)
    assert path is not None
    assert graph.value(path, SH.inversePath) == CIG.hasRequirement
    (rule,) = graph.subjects(SH.sourceConstraint, CIG_SHAPES.RequirementAgrees)
    assert graph.value(rule, SH.resultPath) == CIG.levelValue


def test_the_same_graph_gives_the_same_bytes(valid: Graph, shapes: Graph) -> None:
    graph = broken(valid, {"delete": "?x cig:position ?y"})
    first, second = validate(graph, shapes), validate(graph, shapes)
    assert first.as_turtle() == second.as_turtle()
    assert first.as_json() == second.as_json()


CUSTOM = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def test_shapes_of_others_work_too() -> None:
    """Without names and messages, with a longer path and a severity of SHACL's own."""
    data = Graph().parse(data=f"{CUSTOM} ex:a a ex:C ; ex:p [ ex:q 1 ] .")
    shapes = Graph().parse(
        data=f"""{CUSTOM}
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P , ex:Q .
        ex:P sh:path ( ex:p ex:q ) ; sh:minCount 2 ; sh:severity sh:Info .
        ex:Q sh:path [ sh:alternativePath ( ex:r [ sh:zeroOrMorePath ex:s ] ) ] ; sh:maxCount 0 .
        """
    )
    report = validate(data, shapes)
    first, second = report.findings
    assert (first.severity, first.path) == (
        Severity.VIOLATION,
        "(https://example.org/r|https://example.org/s*)",
    )
    assert (second.severity, second.path) == (
        Severity.INFO,
        "(https://example.org/p/https://example.org/q)",
    )
    assert first.rule.en == "https://example.org/Q"
    assert first.message.en
    assert Graph().parse(data=report.as_turtle()).value(None, SH.resultPath) is None


@pytest.mark.parametrize(
    ("query", "complaint"),
    [("SELECT $this WHERE {", "is not valid"), ("ASK { ?s ?p ?o }", "is not a SELECT")],
)
def test_a_wrong_query_is_named(query: str, complaint: str) -> None:
    shapes = Graph().parse(
        data=f"""{CUSTOM}
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql ex:Rule .
        ex:Rule sh:select "{query}" .
        """
    )
    with pytest.raises(ValueError, match=f"https://example.org/Rule {complaint}"):
        validate(Graph(), shapes)


def test_a_deactivated_rule_is_off(valid: Graph) -> None:
    shapes = load_shapes()
    shapes.add((CIG_SHAPES.MoveOnce, SH.deactivated, Literal(True)))
    case = next(case for case in CASES if case["rule"] == "MoveOnce")
    assert validate(broken(valid, case), shapes).findings == ()


def test_a_broken_iri_is_named(valid: Graph, shapes: Graph) -> None:
    valid.add((URIRef("https://example.org/a b"), RDFS.label, Literal("x")))
    with pytest.raises(ValueError, match="a b"):
        validate(valid, shapes)
