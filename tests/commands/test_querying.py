"""The embedded engine: formats, errors for people, and nothing that leaves this process."""

import csv
import io
import json
import socket
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

import cigref_kg
from cigref_kg.commands.querying import FORMATS, GRAPH_FORMATS, ROW_FORMATS, QueryError, run
from cigref_kg.graph.dataset import Dataset

TITLES = """
SELECT ?code ?title WHERE {
  ?profile a cig:JobProfile ; skos:notation ?code ; skos:prefLabel ?title .
  FILTER(LANG(?title) = "fr")
} ORDER BY ?code
"""
DESCRIBE = "DESCRIBE <id/2022/profile/6.3>"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return cigref_kg.load()


@pytest.fixture
def titles(dataset: Dataset) -> list[tuple[str, str | None]]:
    profiles = dataset.nomenclature.content.profiles
    return sorted((profile.code, profile.names.title.fr) for profile in profiles)


def test_a_table_is_the_first_choice(
    dataset: Dataset, titles: list[tuple[str, str | None]]
) -> None:
    head, rule, *lines, empty, count = run(TITLES, dataset).splitlines()
    assert (head.split(), set(rule), empty, count) == (["code", "title"], {"-", " "}, "", "50 rows")
    rows = [line for line in lines if line]
    assert [row[:3] for row in rows if row[0] != " "] == [code for code, _ in titles]


def test_rows_as_csv_and_tsv(dataset: Dataset, titles: list[tuple[str, str | None]]) -> None:
    written = run(TITLES, dataset, "csv")
    assert isinstance(written, bytes)
    head, *rows = csv.reader(io.StringIO(written.decode()))
    assert head == ["code", "title"]
    assert [tuple(row) for row in rows] == titles
    tabs = run(TITLES, dataset, "tsv")
    assert isinstance(tabs, bytes)
    assert tabs.decode().splitlines()[:2] == ["?code\t?title", f'"1.1"\t"{titles[0][1]}"@fr']


@pytest.mark.parametrize("name", ["json", "xml"])
def test_rows_as_other_programs_read_them(
    dataset: Dataset, titles: list[tuple[str, str | None]], name: str
) -> None:
    written = run(TITLES, dataset, name)
    assert isinstance(written, bytes)
    parsed: Any = Result.parse(io.BytesIO(written), format=name)
    assert [tuple(map(str, row)) for row in parsed] == titles


@pytest.mark.parametrize(
    ("text", "answer"), [("ASK { ?s a cig:Family }", True), ("ASK { ?s a cig:extends }", False)]
)
def test_true_or_false(dataset: Dataset, text: str, answer: bool) -> None:
    word = str(answer).lower()
    assert run(text, dataset) == f"{word}\n"
    assert json.loads(run(text, dataset, "json"))["boolean"] is answer
    for name in ("csv", "tsv", "xml"):
        written = run(text, dataset, name)
        assert isinstance(written, bytes)
        assert word in written.decode()


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_a_graph_in_each_format(dataset: Dataset, name: str) -> None:
    parser = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}[name]
    expected = Graph()
    subject = URIRef(dataset.iris.profile(2022, "6.3"))
    for triple in dataset.union.triples((subject, None, None)):
        expected.add(triple)
    written = run(DESCRIBE, dataset, name)
    assert isinstance(written, bytes)
    assert isomorphic(Graph().parse(data=written, format=parser), expected)
    assert written == run(DESCRIBE, dataset, name)


def test_a_graph_for_people_is_turtle(dataset: Dataset) -> None:
    written = run(DESCRIBE, dataset, "ttl")
    assert isinstance(written, bytes)
    assert run(DESCRIBE, dataset) == written.decode()
    assert "<id/2022/profile/6.3> a " in run(DESCRIBE, dataset)


@pytest.mark.parametrize(
    ("text", "formats"), [("ASK { }", GRAPH_FORMATS), (DESCRIBE, ROW_FORMATS[1:])]
)
def test_a_format_that_cannot_hold_the_answer(
    dataset: Dataset, text: str, formats: tuple[str, ...]
) -> None:
    for name in formats:
        with pytest.raises(QueryError, match=rf"{name} cannot hold: choose .* or "):
            run(text, dataset, name)


def test_an_unknown_format(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="unknown format 'xls': choose one of") as caught:
        run("ASK { }", dataset, "xls")
    assert all(name in str(caught.value) for name in FORMATS)


def test_the_default_graph_is_all_graphs_unless_the_query_says_from(dataset: Dataset) -> None:
    def count(clause: str) -> int:
        answer = run(f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}", dataset, "csv")
        return int(answer.split()[1])

    ontology = len(dataset.graphs["ontology"])
    assert count("") == sum(map(len, dataset.graphs.values()))
    assert count("FROM <graph/ontology>") == ontology
    assert count("from <graph/ontology> # FROM\n FROM <graph/nowhere>") == ontology
    assert count("FROM NAMED <graph/ontology>") == 0
    everywhere = '("from" AS ?from)'
    assert f"{ontology}" not in run(f"SELECT {everywhere} (COUNT(*) AS ?n) {{ ?s ?p ?o }}", dataset)


# --- Errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("", 1, 1, "ends too early"),
        ("SELECT ?s {\n  ?s ?p ?o", 2, 11, "ends too early"),
        ("SELEC ?s { }", 1, 1, "unexpected 'SELEC'"),
        ("SELECT ?s {\n  ?s a 'b'\n  ?s ?p ?o }", 3, 3, "unexpected '?s'"),
        ("SELECT *\n{ ?s nowhere:p ?o }", 2, 6, "the prefix nowhere: is not declared"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", 1, None, "unbound"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 1, 1, "INSERT is refused"),
        ("PREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }", 2, 1, "DELETE is refused"),
        ("\n  LOAD <http://127.0.0.1/>", 2, 3, "LOAD is refused"),
    ],
)
def test_a_malformed_query_is_told_with_its_place(
    dataset: Dataset, text: str, line: int, column: int | None, said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        run(text, dataset)
    error = caught.value
    assert error.line == line
    assert column in {None, error.column}
    assert said in error.reason
    message, shown, pointer = str(error).split("\n")
    assert message == f"line {error.line}, column {error.column}: {error.reason}"
    assert shown == f"  {text.split(chr(10))[line - 1]}"
    assert pointer == " " * (error.column or 0) + " ^"


def test_what_the_engine_cannot_do_is_an_error_without_place(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match=r"cannot answer this: .*not supported") as caught:
        run("SELECT (<http://example.org/f>(1) AS ?x) { }", dataset)
    assert caught.value.line is None


# --- No query reaches the network ---------------------------------------------------------------


@pytest.fixture
def listener() -> Any:
    """Listen on a port of this machine, so that a query that calls it is caught doing so."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize(
    "marked",
    [  # an arrow before the place that the message must tell
        "SELECT * { →SERVICE <URL> { ?s ?p ?o } }",
        "ASK { →service <URL> { ?s ?p ?o } }",
        "SELECT * {\n  →SerVice\tSILENT <URL> { ?s ?p ?o } }",
        "# SERVICE\nSELECT ('SERVICE x' AS ?service) { →SERVICE<URL>{ ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?u { <URL> } →SERVICE ?u { ?s ?p ?o } }",
        "SELECT * { { SELECT * { →SERVICE SILENT # {\n<URL> { ?s ?p ?o } } } }",
        # Until the end of its line this may look like an IRI in angle brackets.
        "SELECT * { ?s ?p ?b FILTER(?s<?b)→SERVICE#>\n<URL> { ?x ?y ?z } }",
        "PREFIX service: <URL>\nSELECT * { →SERVICE service: { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_and_never_called(
    dataset: Dataset, listener: socket.socket, marked: str
) -> None:
    marked = marked.replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
    *before, last = marked.partition("→")[0].split("\n")
    with pytest.raises(QueryError, match="SERVICE is refused") as caught:
        run(marked.replace("→", ""), dataset)
    assert (caught.value.line, caught.value.column) == (len(before) + 1, len(last) + 1)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL> { ?s ?p } }",
        "LOAD <URL>",
        "SELECT * FROM <URL> { ?s ?p ?o }",
    ],
)
def test_nothing_else_calls(dataset: Dataset, listener: socket.socket, text: str) -> None:
    called = text.replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
    if "FROM" in text:
        assert "0 rows" in run(called, dataset)
    else:
        with pytest.raises(QueryError):
            run(called, dataset)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("service" AS ?service) { }',
        "SELECT ('''SERVICE <a:b> { }''' AS ?x) { } # SERVICE <a:b> { }",
        "PREFIX service: <http://example.org/service/> SELECT (service:SERVICE AS ?x) { }",
        "SELECT (<http://example.org/service> AS ?x) { }",
    ],
)
def test_the_word_alone_is_no_call(dataset: Dataset, text: str) -> None:
    assert "1 row" in run(text, dataset)
