"""Queries evaluated in this process: dataset, formats, bounds, refusals."""

import json

import pytest
from pyoxigraph import RdfFormat, Store, parse

from cigref_kg.engine import AcceptedFormats, Limits, Query
from cigref_kg.engine.errors import (
    AnswerSizeError,
    ComplexityError,
    EvaluationError,
    MalformedQueryError,
    NotAcceptableError,
    ServiceRefusedError,
    UpdateRefusedError,
)
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.formats import GRAPHS, RESULTS
from tests.engine.conftest import BASE, Ask

ALL = "SELECT ?s WHERE { ?s <p> ?o } ORDER BY ?s"


def rows(body: bytes) -> list[str]:
    return body.decode().splitlines()[1:]


def test_default_graph_is_the_union_of_all_graphs(ask: Ask) -> None:
    assert rows(ask(ALL).body) == [f"{BASE}a", f"{BASE}b"]


@pytest.mark.parametrize("keyword", ["FROM", "from", "From"])
def test_from_takes_the_place_of_the_union(ask: Ask, keyword: str) -> None:
    assert rows(ask(ALL.replace("WHERE", f"{keyword} <g1> WHERE")).body) == [f"{BASE}a"]


def test_from_named_alone_leaves_the_default_graph_empty(ask: Ask) -> None:
    assert rows(ask(ALL.replace("WHERE", "FROM NAMED <g1> WHERE")).body) == []
    named = "SELECT ?s FROM NAMED <g1> { GRAPH ?g { ?s <p> ?o } }"
    assert rows(ask(named).body) == [f"{BASE}a"]


def test_the_word_from_in_a_string_a_variable_or_a_comment_is_no_from(ask: Ask) -> None:
    text = 'SELECT ?from { ?from <p> ?o FILTER(STR(?o) != "from") } # FROM <g1>'
    assert len(rows(ask(text).body)) == 2


@pytest.mark.parametrize("iri", ["file:///etc/passwd", "http://127.0.0.1:9/graph"])
def test_from_an_address_loads_nothing(ask: Ask, iri: str) -> None:
    assert rows(ask(ALL.replace("WHERE", f"FROM <{iri}> WHERE")).body) == []


def test_dataset_of_the_protocol_takes_the_place_of_from(store: Store) -> None:
    engine, accepted = Evaluator(store, BASE), AcceptedFormats("text/csv", None)
    text = ALL.replace("WHERE", "FROM <g1> WHERE")
    assert rows(engine(Query(text, (f"{BASE}g2",)), accepted).body) == [f"{BASE}b"]
    assert rows(engine(Query(text, (), (f"{BASE}g2",)), accepted).body) == []


@pytest.mark.parametrize("media_type", RESULTS)
def test_select_and_ask_in_every_result_format(ask: Ask, media_type: str) -> None:
    result = ask("SELECT ?o { <b> <p> ?o }", media_type)
    assert (result.kind, result.media_type) == ("bindings", media_type)
    assert "deux" in result.body.decode()
    boolean = ask("ASK {}", media_type)
    assert boolean.kind == "boolean"
    assert b"true" in boolean.body


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graph_in_every_format_has_the_same_triples(ask: Ask, media_type: str) -> None:
    result = ask("CONSTRUCT WHERE { ?s ?p ?o }", None, media_type)
    assert (result.kind, result.media_type) == ("graph", media_type)
    expected = ask("CONSTRUCT WHERE { ?s ?p ?o }", None, "application/n-triples")
    triples = {quad.triple for quad in parse(result.body, GRAPHS[media_type])}
    assert triples == {quad.triple for quad in parse(expected.body, RdfFormat.N_TRIPLES)}
    assert len(triples) == 3


def test_turtle_declares_the_prefixes_that_it_uses_and_no_other(ask: Ask) -> None:
    turtle = ask("CONSTRUCT WHERE { ?s ?p ?o }", None, "text/turtle").body.decode()
    assert [line for line in turtle.splitlines() if line.startswith("@prefix")] == [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    ]


def test_json_ld_has_its_context_inline(ask: Ask) -> None:
    content = json.loads(ask("CONSTRUCT WHERE { ?s ?p ?o }", None, "application/ld+json").body)
    assert content["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    assert any("skos:broader" in node for node in content["@graph"])


@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml"])
def test_equal_queries_give_equal_bytes(ask: Ask, media_type: str) -> None:
    text = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert len({ask(text, None, media_type).body for _ in range(8)}) == 1


def test_kind_that_the_client_cannot_read_is_not_acceptable(ask: Ask) -> None:
    with pytest.raises(NotAcceptableError, match="graph"):
        ask("DESCRIBE <a>", "text/csv", None)
    with pytest.raises(NotAcceptableError, match="table"):
        ask("ASK {}", None, "text/turtle")


def test_prefixes_of_the_dataset_need_no_declaration_and_give_way_to_the_querys_own(
    ask: Ask,
) -> None:
    assert rows(ask("SELECT ?o { <b> skos:broader ?o }").body) == [f"{BASE}a"]
    own = "PREFIX skos: <urn:x:> SELECT ?o { <b> skos:broader ?o }"
    assert rows(ask(own).body) == []


def test_the_longest_token_counts(ask: Ask) -> None:
    """The W3C's syn-bad-26."""
    with pytest.raises(MalformedQueryError, match="reads as an IRI") as raised:
        ask("SELECT *\n{ ?x ?y ?a FILTER(?x<?a&&?x>?y) }")
    assert (raised.value.line, raised.value.column) == (2, 21)
    assert ask("SELECT * { ?x ?y ?a FILTER(?x < ?a&&?x>?y) }").body


def test_malformed_query_says_where_and_what(ask: Ask) -> None:
    with pytest.raises(MalformedQueryError, match="prefix of “nope:x” is not declared") as raised:
        ask("SELECT *\nWHERE {\n  ?s a nope:x .\n}")
    assert (raised.value.line, raised.value.column) == (3, 8)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX a: <b:> # a comment\nBASE <x:> delete where { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/>",
    ],
)
def test_update_is_refused_as_one(ask: Ask, text: str) -> None:
    with pytest.raises(UpdateRefusedError):
        ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE ?x { ?s ?p ?o } } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> {} } }",
        "SELECT * { OPTIONAL { SERVICESILENT<http://127.0.0.1:9/>{} } }",
        "ASK { BIND(EXISTS { SERVICE <http://127.0.0.1:9/> {} } AS ?x) }",
    ],
)
def test_service_is_refused_wherever_it_stands(ask: Ask, text: str) -> None:
    with pytest.raises((ServiceRefusedError, MalformedQueryError)):
        ask(text)


def test_service_hidden_from_a_lexer_does_not_pass(ask: Ask) -> None:
    # Read token by token, “<?b)SERVICE?s#>” is an IRI; read by the grammar, it is a comparison.
    hidden = "SELECT * { ?s ?p ?o FILTER(?a<?b)SERVICE?s#>\n{ ?a ?b ?c } }"
    with pytest.raises((ServiceRefusedError, MalformedQueryError)):
        ask(hidden)


def test_the_word_service_in_names_and_strings_is_no_service(ask: Ask) -> None:
    text = (
        "PREFIX service: <http://service.example/> "
        "SELECT ?service { ?s <p> ?o OPTIONAL { ?s service:service ?service } "
        'FILTER(STR(?o) != "SERVICE") } # SERVICE'
    )
    assert len(ask(text).body.splitlines()) == 3


def test_answer_beyond_the_limit_of_bytes_is_refused_whole(ask: Ask) -> None:
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with pytest.raises(AnswerSizeError) as raised:
        ask(product)
    assert (raised.value.unit, raised.value.limit) == ("bytes", 20_000)


@pytest.mark.parametrize("media_type", RESULTS)
def test_answer_beyond_the_limit_of_rows_is_refused(ask: Ask, media_type: str) -> None:
    text = "SELECT ?a ?b { ?x <p> ?a . ?y <p> ?b . VALUES ?z { %s } }"
    assert ask(text % " ".join(map(str, range(12))), media_type).kind == "bindings"
    with pytest.raises(AnswerSizeError) as raised:
        ask(text % " ".join(map(str, range(13))), media_type)
    assert (raised.value.unit, raised.value.limit) == ("rows", 50)


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graph_beyond_the_limit_of_rows_is_refused(ask: Ask, media_type: str) -> None:
    text = "CONSTRUCT { ?z <p> ?a } WHERE { ?x <p> ?a . VALUES ?z { %s } }"
    iris = [f"<{number}>" for number in range(26)]
    assert ask(text % " ".join(iris[:25]), None, media_type).kind == "graph"
    with pytest.raises(AnswerSizeError) as raised:
        ask(text % " ".join(iris), None, media_type)
    assert (raised.value.unit, raised.value.limit) == ("rows", 50)


def test_iri_that_looks_like_a_prefixed_name_stays_one_in_json_ld(ask: Ask) -> None:
    text = "CONSTRUCT { <skos:a> <skos:b> <skos:c> ; a <cig:d> ; skos:e 1 } WHERE {}"
    written = ask(text, None, "application/ld+json").body
    expected = ask(text, None, "application/n-triples").body
    triples = {quad.triple for quad in parse(written, RdfFormat.JSON_LD)}
    assert triples == {quad.triple for quad in parse(expected, RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()"])
def test_deep_nesting_is_refused_before_it_breaks_the_parser(
    ask: Ask, opening: str, closing: str
) -> None:
    inner = "?s ?p ?o" if opening == "{" else "1"
    nested = opening * 100_000 + inner + closing * 100_000
    text = f"SELECT * {nested}" if opening == "{" else f"SELECT * {{ FILTER({nested}) }}"
    with pytest.raises(ComplexityError):
        ask(text)


def test_many_brackets_side_by_side_are_not_deep(ask: Ask) -> None:
    assert ask("SELECT * { " + " UNION ".join(["{ ?s <p> 9 }"] * 200) + "}").body


def test_long_query_is_refused(store: Store) -> None:
    engine = Evaluator(store, BASE, Limits(query_bytes=100))
    with pytest.raises(ComplexityError, match="100 bytes"):
        engine(Query("ASK { <é> ?p ?o } #" + "é" * 45), AcceptedFormats("text/csv", None))


def test_failure_of_the_store_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def query(self, *_: object, **__: object) -> None:
            raise OSError("disk on fire")

    engine = Evaluator(Broken(), BASE)  # type: ignore[arg-type]
    with pytest.raises(EvaluationError, match="disk on fire"):
        engine(Query("ASK {}"), AcceptedFormats("text/csv", None))
