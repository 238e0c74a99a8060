"""The bound on what a plain query costs: never below what it really costs."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Query
from cigref_kg.engine.cardinality import (
    MOST_STEPS,
    InPlace,
    most_steps,
    read_degrees,
    solutions_of,
)
from cigref_kg.engine.embedded import memory_store
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.patterns import Pattern, Plain, read_plain

BASE = "https://example.org/"
ACCEPTED = AcceptedFormats("application/sparql-results+json", "text/turtle")
NODES = [f"urn:n{number}" for number in range(7)]
PREDICATES = [f"urn:p{number}" for number in range(3)]
GRAPHS = ["urn:g", "urn:h"]

TRIPLES = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(PREDICATES),
        st.sampled_from([*NODES, "1"]),
        st.sampled_from(GRAPHS),
    ),
    max_size=60,
)
ENDS = st.sampled_from(["?a", "?b", "?c", "?d", *(f"<{node}>" for node in NODES[:3])])
PATTERNS = st.lists(st.tuples(ENDS, st.sampled_from(PREDICATES), ENDS), max_size=5).map(
    lambda triples: [Pattern(s, p, o) for s, p, o in triples]
)


def stored(triples: list[tuple[str, str, str, str]]) -> Store:
    store = Store()
    for subject, predicate, value, graph in triples:
        term = Literal(value) if value == "1" else NamedNode(value)
        store.add(Quad(NamedNode(subject), NamedNode(predicate), term, NamedNode(graph)))
    return store


def spelt(patterns: list[Pattern]) -> str:
    return " . ".join(f"{each.subject} <{each.predicate}> {each.object}" for each in patterns)


def bound_of(plain: Plain, store: Store) -> tuple[int, int] | None:
    engine = Evaluator(store, BASE)
    degrees = read_degrees(engine)
    return most_steps(plain, degrees, InPlace(store, degrees)._count)


def count(store: Store, group: str) -> int:
    """Count solutions one by one, as they are, doubles too."""
    found = store.query(f"SELECT * {{ {group} }}", use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sum(1 for _ in found)


@settings(max_examples=400)
@given(TRIPLES, PATTERNS)
def test_no_part_of_a_join_has_more_solutions_than_the_bound(
    triples: list[tuple[str, str, str, str]], patterns: list[Pattern]
) -> None:
    store = stored(triples)
    engine = Evaluator(store, BASE)
    degrees = read_degrees(engine)
    most = solutions_of(patterns, degrees, InPlace(store, degrees)._count)
    if most is None:
        return
    for size in range(1, len(patterns) + 1):
        for numbers in combinations(range(len(patterns)), size):
            if frozenset(numbers) in most:
                part = [patterns[number] for number in numbers]
                assert count(store, spelt(part)) <= most[frozenset(numbers)]


@settings(max_examples=400)
@given(TRIPLES, PATTERNS, st.lists(st.tuples(ENDS, st.sampled_from(PREDICATES), ENDS), max_size=2))
def test_bound_of_a_query_holds_its_solutions_and_all_on_the_way(
    triples: list[tuple[str, str, str, str]],
    patterns: list[Pattern],
    optional: list[tuple[str, str, str]],
) -> None:
    store = stored(triples)
    group = spelt(patterns)
    for subject, predicate, value in optional:
        group += f" OPTIONAL {{ {subject} <{predicate}> {value} }}"
    plain = read_plain(f"SELECT DISTINCT * WHERE {{ {group} }} ORDER BY ?a")
    assert plain is not None
    bound = bound_of(plain, store)
    if bound is None:
        return
    steps, solutions = bound
    assert count(store, group) <= solutions <= steps
    # All that a left-deep evaluation in the order of the text would look at.
    seen = sum(count(store, spelt([each])) for each in patterns)
    seen += sum(count(store, spelt(patterns[:n])) for n in range(2, len(patterns) + 1))
    if frozenset(range(len(patterns))) and all(
        any(patterns[n].variables & each.variables for each in patterns[:n])
        for n in range(1, len(patterns))
    ):
        assert seen <= steps


@settings(max_examples=400)
@given(TRIPLES, st.lists(PATTERNS, min_size=1, max_size=3), st.one_of(st.just([]), PATTERNS))
def test_bound_of_a_union_holds_each_side_and_the_join_of_both(
    triples: list[tuple[str, str, str, str]],
    branches: list[list[Pattern]],
    joined: list[Pattern],
) -> None:
    store = stored(triples)
    union = " UNION ".join(f"{{ {spelt(branch)} }}" for branch in branches)
    group = f"{spelt(joined)} {union}"
    plain = read_plain(f"SELECT ?a (COUNT(DISTINCT ?b) AS ?n) {{ {group} }} GROUP BY ?a")
    assert plain is not None
    bound = bound_of(plain, store)
    if bound is None:
        return
    steps, solutions = bound
    assert count(store, group) <= solutions
    beside = count(store, spelt(joined)) if joined else 0
    assert count(store, group) + count(store, union) + beside <= steps


@settings(max_examples=200)
@given(TRIPLES)
def test_degrees_are_those_of_the_graph(triples: list[tuple[str, str, str, str]]) -> None:
    store = stored(triples)
    degrees = read_degrees(Evaluator(store, BASE))
    distinct = {(s, p, o) for s, p, o, _ in triples}
    for predicate in PREDICATES:
        own = [(s, o) for s, p, o in distinct if p == predicate]
        if not own:
            assert predicate not in degrees
            continue
        found = degrees[predicate]
        assert found.triples >= len(own)
        assert found.of_subject >= max(Counter(s for s, _ in own).values())
        assert found.of_object >= max(Counter(o for _, o in own).values())


PLAIN = [
    "SELECT ?l { <urn:a> skos:prefLabel ?l }",
    "PREFIX x: <urn:x:>\nSELECT DISTINCT ?a $b WHERE { ?a x:b/^x:c ?b ; a x:D , x:E . } LIMIT 5",
    'ASK { ?a skos:notation "6.3"^^xsd:string FILTER(LANG(?a) = "fr" && ?a != 3) # all\n}',
    "SELECT * { ?a skos:broader ?b OPTIONAL { ?b skos:prefLabel ?l } } ORDER BY DESC(?l) ?a",
    "SELECT ?x { <urn:a> skos:broader+ ?x }",
    "SELECT * { { ?s skos:broader ?o } UNION { ?o skos:broader ?s FILTER(?o != <urn:a>) } }",
    "SELECT (COUNT(*) AS ?n) { ?s skos:broader ?o }",
    "SELECT ?s (MAX(DISTINCT ?o) AS ?m) { ?s skos:broader ?o } GROUP BY ?s ORDER BY DESC(?m)",
    "SELECT ?s { ?s skos:broader ?o } GROUP BY ?s",
    "ASK { FILTER(3 > 2) }",
]
OTHER = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { { ?s ?p ?o } UNION { ?o skos:broader ?s } }",
    "SELECT * { { ?s a ?o OPTIONAL { ?s a ?p } } UNION { ?o skos:broader ?s } }",
    "SELECT * { { ?s a ?o } UNION { ?o a ?s } { ?s a ?t } UNION { ?t a ?s } }",
    "SELECT * { { ?s a ?o } MINUS { ?o a ?s } }",
    "SELECT (COUNT(?o) + 1 AS ?n) { ?s skos:broader ?o }",
    "SELECT (GROUP_CONCAT(?o) AS ?n) { ?s skos:broader ?o }",
    "SELECT (CONCAT(?o, ?o) AS ?n) { ?s skos:broader ?o }",
    "SELECT ?s { ?s skos:broader ?o } GROUP BY ?s HAVING(COUNT(*) > 2)",
    'SELECT * { ?s skos:prefLabel ?l FILTER(REGEX(?l, "(a+)+b")) }',
    'SELECT * { ?s skos:prefLabel ?l FILTER(CONTAINS(?l, "a")) }',
    'SELECT * { ?s skos:prefLabel ?l FILTER(?l = """ " REGEX(?l, "x") """) }',
    "SELECT * { ?s skos:broader ?o FILTER(<urn:f>(?o)) }",
    "SELECT * { ?s skos:broader ?o FILTER(xsd:integer(?o) = 1) }",
    "SELECT * { ?s skos:broader ?o FILTER EXISTS { ?o ?p ?q } }",
    "SELECT * { ?s skos:broader|skos:narrower ?o }",
    "SELECT * { ?s !skos:broader ?o }",
    "SELECT * { ?s skos:broader? ?o }",
    "SELECT * { VALUES ?s { 1 2 } ?s skos:broader ?o }",
    "SELECT * { GRAPH ?g { ?s skos:broader ?o } }",
    "SELECT * FROM <urn:g> { ?s skos:broader ?o }",
    "SELECT * { SERVICE <urn:s> { ?s skos:broader ?o } }",
    "SELECT * { ?s skos:broader ?o . { SELECT * { ?a skos:broader ?b } } }",
    "SELECT * { ?s skos:broader ?o OPTIONAL { ?o skos:broader ?x } ?x skos:broader ?y }",
    "SELECT * { ?s skos:broader [] }",
    "SELECT * { ?s skos:broader (1 2) }",
    "SELECT * { ?s nope:broader ?o }",
    "BASE <urn:x> SELECT * { ?s <y> ?o } VALUES ?s { 1 }",
    "DESCRIBE ?s { ?s skos:broader ?o }",
    "SELECT * { ?s skos:broader 1e5 }",
    "SELECT * { ?s skos:broader ?o } extra",
    "INSERT DATA { <a> <b> <c> }",
    "",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_query_is_read(text: str) -> None:
    assert read_plain(text) is not None
    Evaluator(Store(), BASE)(Query(text), ACCEPTED)


@pytest.mark.parametrize("text", OTHER)
def test_every_other_is_not(text: str) -> None:
    assert read_plain(text) is None


def test_path_is_taken_apart_as_the_engine_does() -> None:
    plain = read_plain("SELECT * { ?a skos:broader/^skos:narrower ?b , <urn:c> }")
    assert plain is not None
    skos = "http://www.w3.org/2004/02/skos/core#"
    ends = [(each.subject, each.predicate, each.object) for each in plain.patterns]
    assert ends == [
        ("?a", f"{skos}broader", "?/0"),
        ("?b", f"{skos}narrower", "?/0"),
        ("?a", f"{skos}broader", "?/1"),
        ("<urn:c>", f"{skos}narrower", "?/1"),
    ]


# On the graph that is served


@pytest.fixture(scope="module")
def served() -> tuple[InPlace, Evaluator]:
    dataset = cigref_kg.load()
    store = memory_store(dataset.n_quads)
    engine = Evaluator(store, dataset.iris.base)
    return InPlace(store, read_degrees(engine)), engine


PROFILE = "<https://w3id.org/cigref-kg/id/2022/profile/6.3>"
COMPETENCE = "<https://w3id.org/cigref-kg/id/ecf/2019/competence/E.8>"
CHEAP = [
    "ASK {}",
    f"SELECT ?above {{ {PROFILE} skos:broader+ ?above }}",
    f"SELECT ?p ?l ?n {{ ?r cig:competence {COMPETENCE} ; cig:levelValue ?n . "
    "?p cig:hasRequirement ?r ; skos:prefLabel ?l FILTER(?n >= 3) } # again 7",
    f"SELECT ?l {{ {{ {PROFILE} skos:broader ?x }} UNION {{ ?x skos:narrower {PROFILE} }} "
    "?x skos:prefLabel ?l }",
    f"SELECT ?n (COUNT(?r) AS ?many) {{ ?r cig:competence {COMPETENCE} ; cig:levelValue ?n }} "
    "GROUP BY ?n ORDER BY ?n",
    "SELECT ?f ?l { ?f a cig:Family ; skos:prefLabel ?l FILTER(LANG(?l) = 'fr') } ORDER BY ?l",
]
HOSTILE = [
    "SELECT * { OPTIONAL { ?a a ?t } OPTIONAL { ?b a ?u } }",
    "SELECT * { {} UNION { ?a a ?t . ?b a ?u } }",
    "SELECT * { ?a skos:prefLabel ?b . ?c skos:prefLabel ?d }",
    "SELECT * { ?a a ?t . ?b a ?t }",
    "SELECT * { ?a a ?t . ?b a ?t . ?c a ?t }",
    "SELECT * { ?a skos:inScheme ?s . ?b skos:inScheme ?s }",
    "SELECT * { ?r cig:levelValue ?n . ?q cig:levelValue ?n . ?s cig:levelValue ?n }",
    "SELECT * { <https://w3id.org/cigref-kg/id/2022> skos:hasTopConcept/skos:narrower* ?x }",
    "SELECT * { <https://w3id.org/cigref-kg/id/ecf/2019> ^skos:inScheme+ ?x }",
    "SELECT * { ?a (skos:broader)+ ?b }",
    f"SELECT * {{ {{ {PROFILE} a ?t }} UNION {{ ?b a ?u . ?c a ?u }} }}",
    f"SELECT * {{ {PROFILE} a ?t {{ {PROFILE} skos:broader ?b }} UNION {{ ?b a ?u }} }}",
    "SELECT (COUNT(*) AS ?n) { ?a a ?t . ?b a ?t }",
    f"SELECT * {{ {{ {PROFILE} skos:broader+ ?b }} UNION {{ ?b skos:narrower+ ?c }} }}",
    "SELECT * { ?a skos:prefLabel ?l OPTIONAL { ?b skos:prefLabel ?l } OPTIONAL { ?c a ?t } }",
    "SELECT * { ?x a cig:JobProfile OPTIONAL { ?x a ?t } OPTIONAL { ?y a ?t } }",
]


@pytest.mark.parametrize("text", CHEAP)
def test_cheap_queries_are_allowed(served: tuple[InPlace, Evaluator], text: str) -> None:
    assert served[0].allows(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_cheap_and_is_not_is_never_allowed(
    served: tuple[InPlace, Evaluator], text: str
) -> None:
    assert not served[0].allows(text)


def test_every_query_of_this_file_that_is_allowed_is_within_its_bounds(
    served: tuple[InPlace, Evaluator],
) -> None:
    in_place, engine = served
    for text in (*PLAIN, *OTHER, *CHEAP, *HOSTILE):
        plain = read_plain(text)
        if in_place.allows(text) and plain and "+" not in text:
            bound = most_steps(plain, in_place._degrees, in_place._count)
            assert bound is not None
            assert bound[0] <= MOST_STEPS
            if "COUNT" not in text and not text.startswith("ASK"):
                body = engine(Query(text), AcceptedFormats("text/csv", None)).body
                assert body.count(b"\r\n") <= bound[1] + 1
