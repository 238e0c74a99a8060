"""Another endpoint as the engine: real ones, and ones that misbehave."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import RdfFormat, Store, parse

from cigref_kg.engine import AcceptedFormats, Limits, Query
from cigref_kg.engine.errors import (
    AnswerSizeError,
    DeadlineError,
    EngineLostError,
    EvaluationError,
    MalformedQueryError,
    NotAcceptableError,
    QueryError,
    ServiceRefusedError,
)
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.formats import GRAPHS, MAIN_RESULTS
from cigref_kg.engine.remote import RemoteEngine
from cigref_kg.publish.push import _Store
from tests.engine.conftest import BASE, N_QUADS
from tests.engine.servers import oxigraph_server, virtuoso_server
from tests.machine import free_port

pytestmark = pytest.mark.system

LIMITS = Limits(seconds=30, answer_bytes=5000, answer_rows=20)
WANTED = AcceptedFormats("text/csv", "application/n-triples")
SERVERS = {
    "oxigraph": (oxigraph_server, "/store", "/query"),
    "virtuoso": (virtuoso_server, "/sparql-graph-crud-auth", "/sparql"),
}


def engine_at(url: str, limits: Limits = LIMITS) -> RemoteEngine:
    return RemoteEngine(url, Evaluator(Store(), BASE), limits, BASE)


@pytest.fixture(scope="module", params=SERVERS)
def remote(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteEngine]:
    """An engine over a real server that holds the small store."""
    start, into, query = SERVERS[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as url:
        store = _Store(url.replace("http://", "http://dba:dba@") + into)
        graphs: dict[str, list[str]] = {}
        for quad in parse(N_QUADS, RdfFormat.N_QUADS):
            name = str(quad.graph_name).strip("<>")
            graphs.setdefault(name, []).append(f"{quad.triple} .\n")
        for name, triples in graphs.items():
            store.put(name, "".join(triples).encode(), may_fail=False)
        yield engine_at(url + query, Limits(seconds=60, answer_rows=50))


@pytest.mark.parametrize("media_type", MAIN_RESULTS)
def test_tables_and_booleans_come_in_every_format(remote: RemoteEngine, media_type: str) -> None:
    query = Query(f"SELECT ?o {{ <{BASE}b> <{BASE}p> ?o }}")
    result = remote(query, AcceptedFormats(media_type, None))
    local = Evaluator(_local(), BASE)(query, AcceptedFormats(media_type, None))
    assert (result.kind, result.media_type) == ("bindings", media_type)
    assert result.body == local.body
    boolean = remote(Query(f"ASK {{ <{BASE}b> ?p ?o }}"), AcceptedFormats(media_type, None))
    assert b"true" in boolean.body
    negative = remote(Query(f"ASK {{ <{BASE}c> ?p ?o }}"), AcceptedFormats(media_type, None))
    assert b"false" in negative.body


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graphs_come_in_every_format(remote: RemoteEngine, media_type: str) -> None:
    query = Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s <{BASE}p> ?o BIND(<{BASE}p> AS ?p) }}")
    result = remote(query, AcceptedFormats(None, media_type))
    assert (result.kind, result.media_type) == ("graph", media_type)
    triples = {quad.triple for quad in parse(result.body, GRAPHS[media_type])}
    assert len(triples) == 2


def test_dataset_of_the_protocol_is_passed_on(remote: RemoteEngine) -> None:
    text = f"SELECT ?s {{ ?s <{BASE}p> ?o }}"
    result = remote(Query(text, (f"{BASE}g1",)), AcceptedFormats("text/csv", None))
    assert result.body.decode().split() == ["s", f"{BASE}a"]


def test_refusals_are_those_of_our_own_engine(remote: RemoteEngine) -> None:
    with pytest.raises(MalformedQueryError) as raised:
        remote(Query("ASK {\n ?s"), WANTED)
    assert raised.value.line == 2
    with pytest.raises(ServiceRefusedError):
        remote(Query("ASK { SERVICE <http://127.0.0.1:9/> {} }"), WANTED)
    with pytest.raises(NotAcceptableError):
        remote(Query(f"DESCRIBE <{BASE}a>"), AcceptedFormats("text/csv", None))


def _local() -> Store:
    store = Store()
    store.bulk_load(N_QUADS, format=RdfFormat.N_QUADS)
    return store


# Servers that misbehave


@contextmanager
def server_that(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer(self)

        def log_message(self, *_: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sends(status: int, media_type: str, body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


ROWS = b",".join(b'{"x":{"type":"literal","value":"1"}}' for _ in range(21))


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error"),
    [
        (500, "text/plain", b"out of cheese", EvaluationError),
        (200, "text/html", b"<p>Hello", EvaluationError),
        (200, "application/sparql-results+json", b'{"head":', EvaluationError),
        (200, "application/sparql-results+json", b"x" * 6000, AnswerSizeError),
        (
            200,
            "application/sparql-results+json",
            b'{"head":{"vars":["x"]},"results":{"bindings":[' + ROWS + b"]}}",
            AnswerSizeError,
        ),
    ],
)
def test_bad_answers_are_errors_and_never_passed_on(
    status: int, media_type: str, body: bytes, error: type[Exception]
) -> None:
    with server_that(sends(status, media_type, body)) as url, pytest.raises(error):
        engine_at(url)(Query("SELECT * { ?s ?p ?o }"), WANTED)


def test_server_that_drips_is_left_at_the_deadline() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.end_headers()
        stop = threading.Event()
        for _ in range(40):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            stop.wait(0.05)

    with server_that(drip) as url, pytest.raises(DeadlineError):
        engine_at(url, Limits(seconds=1))(Query("ASK {}"), WANTED)


def test_server_that_never_answers_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(DeadlineError):
            engine_at(url, Limits(seconds=0.2))(Query("ASK {}"), WANTED)


def test_nobody_there() -> None:
    with pytest.raises(EngineLostError, match="does not answer"):
        engine_at(f"http://127.0.0.1:{free_port()}/")(Query("ASK {}"), WANTED)


def test_user_and_password_of_the_url_are_sent() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        body = json.dumps({"head": {}, "boolean": True}).encode()
        sends(200, "application/sparql-results+json", body)(handler)

    with server_that(answer) as url:
        secret = url.replace("http://", "http://me:p%40ss@")
        result = engine_at(secret)(Query("ASK {}"), WANTED)
    assert result.body == b"true"
    assert seen == ["Basic bWU6cEBzcw=="]


def recording(asked: list[str]) -> Callable[[BaseHTTPRequestHandler], None]:
    """An endpoint that says yes and takes down what it was asked."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(parse_qs(vars(handler)["asked"])["query"][0])
        sends(200, "application/sparql-results+json", b'{"head":{},"boolean":true}')(handler)

    return answer


def test_the_other_server_is_told_what_goes_without_saying_here() -> None:
    asked: list[str] = []
    own = 'PREFIX cig: <urn:x:> ASK { <a> skos:broader cig:y FILTER("\\u00E9" = "é") }'
    with server_that(recording(asked)) as url:
        assert engine_at(url)(Query(own), WANTED).body == b"true"
    skos = "http://www.w3.org/2004/02/skos/core#"
    expanded = own.replace("\\u00E9", "é")
    assert asked == [f"BASE <{BASE}>\nPREFIX skos: <{skos}>\n{expanded}"]


@pytest.mark.parametrize(
    "text",
    [
        r'SELECT * { BIND("\u0022 AS ?a) SERVICE <urn:x> {} #" AS ?z) }',
        r"SELECT * { \u0053ERVICE <urn:x> {} }",
        # A backslash before an escape is read in two ways.
        r"ASK { ?a ?b 1 } #\\u000A SERVICE <urn:x> {}",
    ],
)
def test_what_would_be_a_service_there_is_never_sent(text: str) -> None:
    asked: list[str] = []
    with server_that(recording(asked)) as url, pytest.raises(QueryError):
        engine_at(url)(Query(text), WANTED)
    assert asked == []


def test_those_who_wait_for_a_silent_store_are_counted() -> None:
    limits = Limits(seconds=4, short_places=1, long_places=1, waiting=1)
    errors: list[QueryError] = []

    def ask(engine: RemoteEngine) -> None:
        try:
            engine(Query("ASK {}"), WANTED)
        except QueryError as error:
            errors.append(error)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = engine_at(f"http://127.0.0.1:{silent.getsockname()[1]}/", limits)
        threads = [threading.Thread(target=ask, args=(engine,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    codes = [error.code for error in errors]
    assert set(codes) == {"deadline", "overloaded"}
    assert len(codes) == 6
    assert codes.count("deadline") <= 3  # who comes when a waiter has just left waits, too
