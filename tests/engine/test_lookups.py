"""Look-ups: known by their form, and never anything that could run away."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from cigref_kg.engine import AcceptedFormats, Engine, Limits, Query, Result
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.lookups import Shortcut, is_lookup

WANTED = AcceptedFormats("application/sparql-results+json", "text/turtle")
LOOKUPS = [
    "SELECT ?label { <urn:a> <urn:b> ?label }",
    "select * where { <urn:a> a ?class . } limit 3",
    "PREFIX s: <urn:s:> PREFIX : <urn:> SELECT ?o $p WHERE { s:6.3 ?p ?o }",
    'SELECT ?l { <urn:a> <urn:b> ?l FILTER (LANG(?l) = "fr") } # and nothing else',
    "# a comment\nASK { <urn:a> <urn:b> <urn:c> }",
    "DESCRIBE <urn:a>",
]
OTHERS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { <urn:a> <urn:b>+ ?o }",
    "SELECT * { <urn:a> <urn:b>/<urn:c> ?o }",
    "SELECT * { <urn:a> <urn:b> ?o ; <urn:c> ?q }",
    "SELECT * { <urn:a> <urn:b> ?o , ?q }",
    "SELECT * { <urn:a> <urn:b> ?o . ?o ?p ?q }",
    "SELECT * { <urn:a> <urn:b> ?o } ORDER BY ?o",
    "SELECT (COUNT(*) AS ?n) { <urn:a> <urn:b> ?o }",
    "SELECT * FROM <urn:g> { <urn:a> <urn:b> ?o }",
    "SELECT * { SERVICE <urn:a> { <urn:a> <urn:b> ?o } }",
    "SELECT * { GRAPH <urn:g> { <urn:a> <urn:b> ?o } }",
    'SELECT * { <urn:a> <urn:b> ?o FILTER(REGEX(?o, "(a+)+b")) }',
    "SELECT * { <urn:a> <urn:b> ?o } VALUES ?o { 1 2 }",
    "DESCRIBE ?s { ?s ?p ?o }",
    "DESCRIBE <urn:a> <urn:b>",
    "CONSTRUCT { <urn:a> <urn:b> ?o } WHERE { <urn:a> <urn:b> ?o }",
    "ASK {}",
    "BASE <urn:x> ASK { <a> <b> <c> }",
    " " * 5000 + "DESCRIBE <urn:a>",
]
PIECES = st.sampled_from(
    [
        *("{", "}", "<urn:a>", ":b", "?x", "a", ".", ";", ",", "+", "/", "|", "*", "#", "\n", '"'),
        *("SELECT", "ASK", "DESCRIBE", "WHERE", "LIMIT 2", 'FILTER(LANG(?x)="fr")', "UNION"),
        *("PREFIX : <urn:>", "SERVICE <urn:s>", "GRAPH ?g", "FROM <urn:g>", "OPTIONAL", "VALUES"),
    ]
)


@pytest.mark.parametrize("text", LOOKUPS)
def test_lookup_is_known(text: str) -> None:
    assert is_lookup(text)
    assert is_one_pattern_about_one_thing(text)
    Store().query(text)


@pytest.mark.parametrize("text", OTHERS)
def test_everything_else_is_not(text: str) -> None:
    assert not is_lookup(text)


@given(
    st.sampled_from(["SELECT * {", "SELECT ?x WHERE {", "ASK {", "DESCRIBE ", "PREFIX : <urn:> "]),
    st.lists(PIECES, max_size=9),
    st.sampled_from([" ", ""]),
)
def test_whatever_is_called_a_lookup_is_one_for_another_parser(
    start: str, pieces: list[str], between: str
) -> None:
    text = start + between.join(pieces)
    if is_lookup(text):
        assert is_one_pattern_about_one_thing(text)


def is_one_pattern_about_one_thing(text: str) -> bool:
    """Judge by the algebra that rdflib makes of a query, or by its not being one."""
    try:
        algebra = translateQuery(parseQuery(text)).algebra
    except Exception:
        return True  # refused by the engine too
    names = {part.name for part in parts_of(algebra)}
    if algebra.name == "DescribeQuery":
        return len(algebra.PV) <= 1 and "Join" not in names
    patterns = [triple for part in parts_of(algebra) for triple in dict(part).get("triples", ())]
    return len(patterns) == 1 and isinstance(patterns[0][0], URIRef) and names <= ALLOWED


ALLOWED = {
    *("SelectQuery", "AskQuery", "Project", "BGP", "Slice", "Filter", "Builtin_LANG"),
    *("RelationalExpression", "ToMultiSet", "DatasetClause"),
}


def parts_of(value: object) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
        for inner in value.values():
            yield from parts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts_of(inner)


def test_shortcut_sends_only_lookups_without_graphs_here() -> None:
    answer = Shortcut(lambda limits: saying("here"), saying("elsewhere"), Limits())  # noqa: ARG005
    assert answer(Query(LOOKUPS[0]), WANTED).body == b"here"
    assert answer(Query(LOOKUPS[0], ("urn:g",)), WANTED).body == b"elsewhere"
    assert answer(Query(OTHERS[0]), WANTED).body == b"elsewhere"


def test_shortcut_leaves_a_long_answer_to_the_other() -> None:
    store = Store()
    a, b, graph = NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:g")
    store.extend(Quad(a, b, Literal(f"{number:01000}"), graph) for number in range(300))

    def make_engine(limits: Limits) -> Engine:
        return Evaluator(store, "urn:", limits)

    answer = Shortcut(make_engine, saying("elsewhere"), Limits())
    assert answer(Query("ASK { <urn:a> <urn:b> ?o }"), WANTED).kind == "boolean"
    assert answer(Query("SELECT ?o { <urn:a> <urn:b> ?o }"), WANTED).body == b"elsewhere"
    assert answer(Query("DESCRIBE <urn:a>"), WANTED).body == b"elsewhere"


def saying(who: str) -> Engine:
    return lambda query, accepted: Result(who.encode(), "text/plain", "boolean")  # noqa: ARG005
