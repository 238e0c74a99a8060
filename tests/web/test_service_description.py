"""The service description: true, and in each RDF format."""

import pytest
from flask import Flask
from rdflib import RDF, VOID, Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.test import Client

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Query, Result
from cigref_kg.engine.errors import DeadlineError
from cigref_kg.graph.namespaces import SD
from cigref_kg.web.app import create_app
from tests.web.doors import service_client

FORMATS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}
SERVICE = URIRef("http://localhost/sparql")


@pytest.fixture(scope="module")
def client(app: Flask) -> Client:
    return service_client(app)


def described(client: Client, accept: str = "text/turtle") -> Graph:
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.mimetype == accept
    return Graph().parse(data=response.data, format=FORMATS[accept], publicID=str(SERVICE))


def test_each_format_says_the_same(client: Client) -> None:
    turtle = described(client)
    for accept in FORMATS:
        assert isomorphic(described(client, accept), turtle)


def test_description_names_endpoint_language_features_and_formats(client: Client) -> None:
    graph = described(client)
    assert (SERVICE, RDF.type, SD.Service) in graph
    assert (SERVICE, SD.endpoint, SERVICE) in graph
    assert (SERVICE, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (SERVICE, SD.feature, SD.UnionDefaultGraph) in graph
    assert graph.value(SERVICE, SD.defaultEntailmentRegime)
    assert len(list(graph.objects(SERVICE, SD.resultFormat))) == 10
    assert (SERVICE, SD.feature, SD.BasicFederatedQuery) not in graph


def test_counts_are_those_of_the_dataset(client: Client, dataset: cigref_kg.Dataset) -> None:
    graph = described(client)
    whole = graph.value(graph.value(SERVICE, SD.defaultDataset), SD.defaultGraph)
    assert int(str(graph.value(whole, VOID.triples))) == len(dataset.union)
    counts = {
        str(graph.value(named, SD.name)): int(
            str(graph.value(graph.value(named, SD.graph), VOID.triples))
        )
        for named in graph.subjects(RDF.type, SD.NamedGraph)
    }
    assert counts == {
        dataset.iris.graph(name): len(content) for name, content in dataset.graphs.items()
    }


def test_engine_that_cannot_count_is_described_without_counts(dataset: cigref_kg.Dataset) -> None:
    def too_large(query: Query, accepted: AcceptedFormats) -> Result:
        raise DeadlineError(1)

    graph = described(create_app(dataset, too_large).test_client())
    assert (SERVICE, RDF.type, SD.Service) in graph
    assert not list(graph.objects(None, VOID.triples))


def test_other_formats_give_406_and_equal_requests_304(client: Client) -> None:
    refused = client.get("/sparql", headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.json["formats"]  # type: ignore[index]
    tag = client.get("/sparql").headers["ETag"]
    assert client.get("/sparql", headers={"If-None-Match": tag}).status_code == 304
