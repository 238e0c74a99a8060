"""The service over other engines: an Oxigraph folder, and real servers of others."""

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store, parse

import cigref_kg
from cigref_kg.engine.embedded import memory_store
from cigref_kg.publish.push import push
from cigref_kg.records.worked_queries import WorkedQuery, read_queries
from cigref_kg.server.loading import fill_folder
from cigref_kg.vocabularies.errors import DataError
from tests.engine.servers import oxigraph_server, virtuoso_server
from tests.machine import free_port
from tests.server.service import Service, query_path, running_service

pytestmark = pytest.mark.system

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
LABEL = (
    "SELECT ?label WHERE { <https://w3id.org/cigref-kg/id/2022/family/6> "
    "<http://www.w3.org/2004/02/skos/core#prefLabel> ?label FILTER(LANG(?label) = 'en') }"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def value(service: Service, query: str, name: str) -> str:
    answer = service.get(query_path(query))
    assert answer.status == 200, answer.body
    (row,) = json.loads(answer.body)["results"]["bindings"]
    found: str = row[name]["value"]
    return found


def test_folder_is_filled_once_keeps_other_graphs_and_is_read_only(
    tmp_path: Path, dataset: cigref_kg.Dataset
) -> None:
    folder = tmp_path / "store"
    other = Quad(*(NamedNode(f"urn:{name}") for name in "spog"))
    store = Store(str(folder))
    store.add(other)
    del store
    arguments = ["--store", str(folder)]
    for deadline, worst, status in (("60", "SELECT * { ?s ?p ?o }", 200), ("2", ENDLESS, 504)):
        settings = {"DEADLINE": deadline}
        with running_service(tmp_path / "log", arguments, settings) as service:
            assert int(value(service, COUNT, "n")) == len(dataset.union) + 1
            assert value(service, LABEL, "label") == "Security"
            assert service.ask("ASK { SERVICE <http://127.0.0.1:9/> {} }").status == 403
            assert service.ask(worst, timeout=90).status == status
            assert service.get("/profile/6.3").status == 302
    reopened = Store.read_only(str(folder))
    assert other in reopened


def test_loaded_files_are_seen_in_their_graphs(tmp_path: Path, dataset: cigref_kg.Dataset) -> None:
    triples, quads = tmp_path / "more.ttl", tmp_path / "more.trig"
    triples.write_text("<urn:a> <urn:b> <urn:c> .")
    quads.write_text("GRAPH <urn:g> { <urn:d> <urn:e> <urn:f> }")
    arguments = ["--load", str(triples), "--load", str(quads)]
    with running_service(tmp_path / "log", arguments) as service:
        assert int(value(service, COUNT, "n")) == len(dataset.union) + 2
        assert value(service, "SELECT ?g { GRAPH ?g { <urn:d> ?p ?o } }", "g") == "urn:g"
        named = "SELECT ?g { GRAPH ?g { <urn:a> ?p ?o } }"
        assert value(service, named, "g") == "urn:file:more.ttl"


VIRTUOSOS_OWN = {"dataset-graphs", "describe-profile"}
"""It has graphs of its own, and describes a thing by what points to it too."""


def rows(results: bytes) -> list[list[object]] | bool:
    """Answers as both engines write them: Virtuoso writes a truth as a number."""
    document = json.loads(results)
    if "boolean" in document:
        return bool(document["boolean"])

    def plain(cell: dict[str, str] | None) -> object:
        value = (cell or {}).get("value")
        if value is None or "datatype" not in (cell or {}):
            return value
        try:
            return round(float({"true": "1", "false": "0"}.get(value, value)), 4)
        except ValueError:
            return value

    names = document["head"]["vars"]
    return [[plain(row.get(name)) for name in names] for row in document["results"]["bindings"]]


def answered_alike(service: Service, query: WorkedQuery, here: Store) -> bool:
    """Whether a store behind the service answers a worked query as the embedded engine does."""
    ours = here.query(query.text, use_default_graph_as_union=True)
    path = query_path(query.text)
    if isinstance(ours, QueryTriples):
        answer = service.get(path, timeout=300, Accept="application/n-triples").body
        there = {quad.triple for quad in parse(answer, format=RdfFormat.N_TRIPLES)}
        return bool(there) and there == set(ours)
    written = ours.serialize(format=QueryResultsFormat.JSON)
    assert written is not None
    answer = service.get(path, timeout=300, Accept="application/sparql-results+json").body
    return rows(answer) == rows(written)


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_remote_store_is_behind_the_same_protocol_limits_and_errors(
    tmp_path: Path, dataset: cigref_kg.Dataset, server: str
) -> None:
    start, into, query = {
        "oxigraph": (oxigraph_server, "/store", "/query"),
        "virtuoso": (virtuoso_server, "/sparql-graph-crud-auth", "/sparql"),
    }[server]
    with start(tmp_path) as url:
        push(url.replace("http://", "http://dba:dba@") + into, dataset)
        arguments, settings = ["--store", url + query], {"DEADLINE": "300"}
        with running_service(tmp_path / "log", arguments, settings) as service:
            assert value(service, LABEL, "label") == "Security"
            table = service.get(query_path(LABEL), Accept="text/tab-separated-values")
            assert table.body.decode().splitlines()[1] == '"Security"@en'
            described = service.get(
                query_path("DESCRIBE <https://w3id.org/cigref-kg/id/2022/family/6>"),
                Accept="text/turtle",
            )
            assert b"@prefix skos:" in described.body
            assert service.ask("ASK { SERVICE <http://127.0.0.1:9/> {} }").status == 403
            malformed = service.ask("ASK {")
            assert malformed.status == 400
            assert json.loads(malformed.body)["line"] == 1
            assert service.get("/profile/6.3").status == 302
            if server == "virtuoso":
                here = memory_store(dataset.n_quads)
                queries = read_queries().values()
                unlike = {q.name for q in queries if not answered_alike(service, q, here)}
                assert unlike == VIRTUOSOS_OWN


def test_pages_do_not_depend_on_the_store_behind(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/sparql"
    with running_service(tmp_path / "log", ["--store", nowhere], until=503) as service:
        assert json.loads(service.get("/ready").body)["reason"] == "lost"
        assert service.get("/profile/6.3").status == 302
        refused = service.get(query_path("ASK {}"))
        assert refused.status == 503
        assert refused.headers["Retry-After"]


def test_a_folder_of_other_files_is_no_store(tmp_path: Path, dataset: cigref_kg.Dataset) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(DataError, match="holds other files"):
        fill_folder(tmp_path, dataset, ())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
