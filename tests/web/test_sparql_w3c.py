"""The W3C's tests of the SPARQL 1.1 Protocol, all of those that send queries.

A test that sends an update and expects success wants more than a read-only endpoint does: there a
4xx is right.
"""

from dataclasses import dataclass

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDFS, Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.term import Node
from werkzeug.test import Client

import cigref_kg
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.web.app import create_app
from tests.conftest import SHARED
from tests.web.doors import service_client

FOLDER = SHARED / "w3c-sparql-protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}


@dataclass(frozen=True)
class Step:
    """A request of a test and what its answer must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: set[str]
    boolean: bool | None
    format: str | None
    is_update: bool


def read_tests() -> dict[str, list[Step]]:
    if not FOLDER.is_dir():
        return {}
    manifest = Graph().parse(FOLDER / "manifest.ttl", format="turtle")
    (entries,) = manifest.objects(None, MF.entries)
    return {
        str(test).partition("#")[2]: steps(manifest, test) for test in Collection(manifest, entries)
    }


def steps(manifest: Graph, test: Node) -> list[Step]:
    connection = manifest.value(test, MF.action)
    requests = manifest.value(connection, HT.requests)
    assert requests is not None
    name = str(test).partition("#")[2]
    return [step(manifest, request, name) for request in Collection(manifest, requests)]


def step(manifest: Graph, request: Node, name: str) -> Step:
    headers_list = manifest.value(request, HT.headers)
    headers = {
        str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
        for header in (Collection(manifest, headers_list) if headers_list else [])
    }
    body = manifest.value(request, HT.body)
    text = str(manifest.value(body, CNT.chars) or "") if body else ""
    encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    response = manifest.value(request, HT.resp)
    boolean = manifest.value(response, MF.expectedBoolean)
    kind = manifest.value(response, MF.expectedFormat)
    path = str(manifest.value(request, HT.absolutePath))
    content_type = headers.get("content-type", "")
    is_update = name.startswith("update") and (
        "sparql-update" in content_type or text.startswith("update=")
    )
    return Step(
        str(manifest.value(request, HT.methodName)),
        path,
        headers,
        text.encode(encoding),
        {str(status)[-3:] for status in manifest.objects(response, MF.expectedStatus)},
        boolean.toPython() if isinstance(boolean, Literal) else None,
        str(kind) if kind else None,
        is_update,
    )


TESTS = read_tests()


@pytest.fixture(scope="module")
def client(dataset: cigref_kg.Dataset) -> Client:
    store = Store()
    manifest = Graph().parse(FOLDER / "manifest.ttl", format="turtle")
    for data in manifest.objects(None, UT.graphData):
        file, name = manifest.value(data, UT.graph), manifest.value(data, RDFS.label)
        store.bulk_load(
            path=str(FOLDER / str(file).rpartition("/")[2]),
            format=RdfFormat.N_TRIPLES,
            to_graph=NamedNode(str(name)),
        )
    app = create_app(dataset, Evaluator(store, dataset.iris.base))
    app.testing = True
    return service_client(app)


@pytest.mark.skipif(not TESTS, reason=f"the W3C's tests are not at hand ({FOLDER})")
def test_manifest_is_read_whole() -> None:
    assert len(TESTS) == 34


@pytest.mark.skipif(not TESTS, reason=f"the W3C's tests are not at hand ({FOLDER})")
@pytest.mark.parametrize("name", TESTS or ["absent"])
def test_w3c_protocol(client: Client, name: str) -> None:
    update_was_refused = False
    for each in TESTS[name]:
        response = client.open(each.path, method=each.method, headers=each.headers, data=each.body)
        if each.is_update:
            assert 400 <= response.status_code < 500
            update_was_refused = True
            continue
        assert f"{response.status_code // 100}xx" in each.statuses, response.text
        if update_was_refused:
            continue  # it asks after what the update would have done
        if each.format is not None:
            assert response.mimetype in FORMATS[each.format]
        if each.boolean is not None:
            assert response.json == {"head": {}, "boolean": each.boolean}
