"""The clients that people use, against the running service."""

import json
import shutil
import subprocess
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

import cigref_kg
from tests.server.service import Service, query_path

pytestmark = pytest.mark.system

PROFILE = "https://w3id.org/cigref-kg/id/2022/profile/6.3"
TITLES = f"SELECT ?title {{ <{PROFILE}> <{SKOS.prefLabel}> ?title }} ORDER BY LANG(?title)"


@pytest.mark.parametrize(
    ("extension", "format_"),
    [("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"), ("rdf", "xml")],
)
def test_rdflib_parses_documents_of_the_service(
    service: Service, extension: str, format_: str
) -> None:
    url = f"{service.url}/doc/2022/profile/6.3.{extension}"
    graph = Graph().parse(url, format=format_)
    assert len(list(graph.objects(URIRef(PROFILE), SKOS.prefLabel))) == 2


def test_rdflib_follows_from_the_thing_to_its_document(service: Service) -> None:
    graph = Graph().parse(f"{service.url}/id/2022/profile/6.3")
    assert (URIRef(PROFILE), None, None) in graph


def test_rdflib_parses_the_answer_of_a_construct(service: Service) -> None:
    construct = f"CONSTRUCT WHERE {{ <{PROFILE}> ?p ?o }}"
    graph = Graph().parse(service.url + query_path(construct), format="turtle")
    assert (URIRef(PROFILE), SKOS.notation, None) in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparql_store(service: Service, method: str) -> None:
    store = SPARQLStore(f"{service.url}/sparql", method=method, returnFormat="json")
    graph = Graph(store)
    rows = [row for row in graph.query(TITLES) if isinstance(row, ResultRow)]
    assert [str(row[0]) for row in rows] == [
        "Chief Information Security Officer",
        "Responsable sécurité des systèmes d’information (RSSI)",
    ]
    assert graph.query("ASK {}").askAnswer is True
    assert len(list(graph.triples((URIRef(PROFILE), SKOS.prefLabel, None)))) == 2


@pytest.mark.parametrize("post", [False, True])
def test_sparqlwrapper(service: Service, post: bool) -> None:
    wrapper = SPARQLWrapper(f"{service.url}/sparql")
    if post:
        wrapper.setMethod(POST)

    def converted(query: str, format_: str) -> Any:
        wrapper.setQuery(query)
        wrapper.setReturnFormat(format_)
        return wrapper.queryAndConvert()

    rows = converted(TITLES, JSON)["results"]["bindings"]
    assert [row["title"]["xml:lang"] for row in rows] == ["en", "fr"]
    assert "Chief" in converted(TITLES, XML).toxml()
    assert converted(TITLES, CSV).startswith(b"title\r\n")
    assert b"@prefix skos:" in converted(f"DESCRIBE <{PROFILE}>", TURTLE)


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(
        [program, "--silent", "--show-error", "--noproxy", "*", *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_curl(service: Service) -> None:
    url = f"{service.url}/sparql"
    assert json.loads(curl(url, "--get", "--data-urlencode", "query=ASK {}"))["boolean"] is True
    assert json.loads(curl(url, "--data-urlencode", "query=ASK {}"))["boolean"] is True
    direct = ["--header", "Content-Type: application/sparql-query", "--data", "ASK {}"]
    assert json.loads(curl(url, *direct))["boolean"] is True
    plain = curl(url, "--get", "--data-urlencode", f"query={TITLES}", "-H", "Accept: text/csv")
    compressed = curl(
        url,
        "--get",
        "--compressed",
        "--data-urlencode",
        f"query={TITLES}",
        "-H",
        "Accept: text/csv",
    )
    assert plain == compressed
    assert curl("--head", url + "?query=ASK%7B%7D").startswith("HTTP/1.1 200")
    assert curl("--http2-prior-knowledge", "--head", url + "?query=ASK%7B%7D").startswith("HTTP/2")


def test_worked_questions_all_have_an_answer(service: Service) -> None:
    from cigref_kg.records.worked_queries import read_queries

    for number, query in enumerate([*read_queries().values()] * 3):  # each anew
        answer = service.ask(f"{query.text}\n# {number}")
        assert answer.status == 200, (query.name, answer.body[:300])


def test_health_names_the_version(service: Service, dataset: cigref_kg.Dataset) -> None:
    health = json.loads(service.get("/health").body)
    assert health["version"] == dataset.version
