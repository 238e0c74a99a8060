"""The dataset loaded into real stores, by both ways there are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Limits, Query, embedded_engine
from cigref_kg.engine.remote import RemoteEngine
from cigref_kg.publish.push import PushError, chunks, push
from tests.engine.servers import oxigraph_server, virtuoso_server
from tests.machine import free_port

pytestmark = pytest.mark.system

JSON = AcceptedFormats("application/sparql-results+json", "application/n-triples")
COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


def counts(url: str, dataset: cigref_kg.Dataset) -> dict[str, int]:
    import json

    engine = RemoteEngine(url, embedded_engine(dataset), Limits(seconds=60), dataset.iris.base)
    rows = json.loads(engine(Query(COUNTS), JSON).body)["results"]["bindings"]
    ours = set(map(dataset.iris.graph, dataset.graphs))
    return {
        row["g"]["value"]: int(row["n"]["value"])
        for row in rows
        if row["g"]["value"] in ours or "#incoming" in row["g"]["value"]
    }


def expected(dataset: cigref_kg.Dataset) -> dict[str, int]:
    return {dataset.iris.graph(name): len(graph) for name, graph in dataset.graphs.items()}


@pytest.mark.parametrize(("path", "protocol"), [("/store", "graph store"), ("/update", "update")])
def test_oxigraph_takes_the_dataset_once_and_again(
    oxigraph: str, dataset: cigref_kg.Dataset, path: str, protocol: str
) -> None:
    for _ in range(2):
        pushed = push(f"{oxigraph}{path}", dataset)
        assert pushed.protocol == protocol
        assert pushed.graphs == expected(dataset)
        assert counts(f"{oxigraph}/query", dataset) == expected(dataset)


@pytest.mark.parametrize(
    ("path", "protocol"),
    [("/sparql-graph-crud-auth", "graph store"), ("/sparql-auth", "update")],
)
def test_virtuoso_takes_the_dataset_with_a_password(
    tmp_path: Path, dataset: cigref_kg.Dataset, path: str, protocol: str
) -> None:
    with virtuoso_server(tmp_path) as url:
        secret = url.replace("http://", "http://dba:dba@")
        assert push(f"{secret}{path}", dataset).protocol == protocol
        assert counts(f"{url}/sparql", dataset) == expected(dataset)


def test_refusal_tells_what_the_store_said(oxigraph: str, dataset: cigref_kg.Dataset) -> None:
    with pytest.raises(PushError, match=r"refuses \(4"):
        push(f"{oxigraph}/nowhere", dataset)


def test_nobody_there(dataset: cigref_kg.Dataset) -> None:
    with pytest.raises(PushError, match="does not answer"):
        push(f"http://127.0.0.1:{free_port()}/store", dataset)


@pytest.mark.parametrize("url", ["ftp://x/", "/store", "http://", "memory"])
def test_what_is_no_url_is_refused(dataset: cigref_kg.Dataset, url: str) -> None:
    with pytest.raises(PushError, match="URL"):
        push(url, dataset)


def test_triples_of_a_blank_node_stay_together() -> None:
    lines = [f"<x:{n}> <x:p> <x:o> .\n" for n in range(5)]
    lines.insert(1, "_:a <x:p> <x:o> .\n")
    lines.append("<x:s> <x:p> _:a .\n")
    parts = list(chunks("".join(lines).encode(), size=2))
    assert [part.count("\n") for part in parts] == [2, 2, 2, 1]
    assert parts[0].count("_:a") == 2
    assert sum(len(list(parse(part, RdfFormat.N_TRIPLES))) for part in parts) == 7
