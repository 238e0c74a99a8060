"""Answers that are prepared: found again, shared, tagged, compressed; never where they must not."""

import gzip
import sys
import threading
from collections.abc import Callable

import pytest
from werkzeug.test import Client

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Query, Result, embedded_engine
from cigref_kg.server.encodings import chosen_encoding, encode
from cigref_kg.server.prepared import Ready
from cigref_kg.server.settings import Settings
from cigref_kg.server.single_flight import SingleFlight
from cigref_kg.web.app import create_app
from tests.server.service import query_path
from tests.web.doors import service_client

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LABELS = "SELECT * { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"
FORM = "application/x-www-form-urlencoded"


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, dataset: cigref_kg.Dataset) -> None:
        self.engine = embedded_engine(dataset)
        self.asked: list[str] = []

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        self.asked.append(query.text)
        return self.engine(query, accepted)


@pytest.fixture(scope="module")
def engine(dataset: cigref_kg.Dataset) -> Counting:
    return Counting(dataset)


@pytest.fixture
def client(dataset: cigref_kg.Dataset, engine: Counting) -> Client:
    app = create_app(dataset, engine)
    engine.asked.clear()
    return service_client(app, Settings(prepared_mib=1, log="nothing", hosts="a.example,b.example"))


def test_equal_requests_are_evaluated_once(client: Client, engine: Counting) -> None:
    first, second = client.get(query_path("ASK {}")), client.get(query_path("ASK {}"))
    assert first.data == second.data
    assert engine.asked == ["ASK {}"]
    assert first.headers["Server-Timing"].startswith("engine;dur=")
    assert second.headers["Server-Timing"] == 'prepared;desc="hit"'
    client.head(query_path("ASK {}"))
    assert len(engine.asked) == 1


def test_equal_posts_are_evaluated_once(client: Client, engine: Counting) -> None:
    for _ in range(2):
        assert client.post("/sparql", data="query=ASK%7B%7D", content_type=FORM).json["boolean"]  # type: ignore[index]
    client.post("/sparql", data="query=ASK%7B+%7D", content_type=FORM)
    client.post("/sparql?default-graph-uri=urn:x", data="query=ASK%7B%7D", content_type=FORM)
    assert len(engine.asked) == 3


@pytest.mark.parametrize(
    "headers", [{"Accept": "text/csv"}, {"Host": "b.example"}, {"Accept-Encoding": "gzip"}]
)
def test_requests_that_differ_are_told_apart(
    client: Client, engine: Counting, headers: dict[str, str]
) -> None:
    client.get(query_path("ASK {}"))
    client.get(query_path("ASK {}"), headers=headers)
    assert len(engine.asked) == 2


def test_requests_that_are_negotiated_alike_are_one(client: Client, engine: Counting) -> None:
    for headers in (
        {"Accept": "text/csv, */*;q=0.1", "Accept-Language": "fr"},
        {"Accept": "text/csv;charset=utf-8;q=0.9,*/*;q=0.2", "Accept-Language": "fr-CA, en;q=0.5"},
        {"Accept": "*/*;q=0.001 , text/csv", "Accept-Language": "fr;q=0.3"},
    ):
        assert client.get(query_path("ASK {}"), headers=headers).mimetype == "text/csv"
    assert len(engine.asked) == 1


def test_keys_are_counted_and_the_cache_keeps_its_bound(dataset: cigref_kg.Dataset) -> None:
    app = create_app(dataset, lambda query, accepted: Result(b"{}", "text/csv", "boolean"))  # noqa: ARG005
    client = service_client(app, Settings(prepared_mib=1, log="nothing"))
    cache = app.extensions["cigref_kg"].prepared
    for number in range(200):
        client.get(query_path(f"ASK {{}} # {number} {'x' * 20_000}"))
    assert cache.size <= 1024 * 1024
    assert len(cache) < 50


@pytest.mark.parametrize(
    "query", ["SELECT (RAND() AS ?x) {}", "ASK {", "DESCRIBE <urn:x>&format=csv"]
)
def test_what_may_change_or_failed_is_not_kept(
    client: Client, engine: Counting, query: str
) -> None:
    text, _, parameters = query.partition("&")
    for _ in range(2):
        client.get(f"{query_path(text)}&{parameters}")
    assert len(engine.asked) == 2


def test_pages_are_kept_too(client: Client) -> None:
    first = client.get("/doc/2022/profile/6.3.html")
    again = client.get(
        "/doc/2022/profile/6.3.html", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_compressed_answer_has_its_own_tag_and_length(client: Client) -> None:
    plain = client.get(query_path(LABELS))
    packed = client.get(query_path(LABELS), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for answer in (plain, packed):
        assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert client.get(query_path(LABELS), headers=again).status_code == 304
    other = {"If-None-Match": packed.headers["ETag"]}
    assert client.get(query_path(LABELS), headers=other).status_code == 200


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, zstd;q=0.5", "gzip"),
        ("br, deflate", ""),
        ("\xff", ""),
    ],
)
def test_encoding_that_is_chosen(accept: str, encoding: str) -> None:
    assert chosen_encoding(accept) == encoding


@pytest.mark.parametrize(
    ("encoding", "decode"), [("gzip", gzip.decompress), ("zstd", zstd.decompress)]
)
def test_what_is_compressed_is_the_same_and_always_the_same_bytes(
    encoding: str, decode: Callable[[bytes], bytes]
) -> None:
    body = b"the same words, " * 200
    packed = encode(body, encoding)
    assert decode(packed) == body
    assert len(packed) < len(body) / 4
    assert encode(body, encoding) == packed


@pytest.mark.parametrize("host", ["evil.example", "a.example.evil", "x" * 200])
def test_no_link_names_a_host_that_is_not_ours(client: Client, host: str) -> None:
    for path in ("/robots.txt", "/sitemap.xml", "/reconcile", "/sparql"):
        body = client.get(path, headers={"Host": host}).data
        assert host.encode() not in body
        assert b"http://a.example/" in body


def test_large_answers_leave_part_by_part_and_few_at_once(dataset: cigref_kg.Dataset) -> None:
    large = bytes(range(256)) * 4096
    app = create_app(dataset, lambda query, accepted: Result(large, "text/csv", "bindings"))  # noqa: ARG005
    client = service_client(app)
    path = query_path("SELECT * {}")
    held = [client.get(path, buffered=False) for _ in range(8)]
    refused = client.get(path)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    for answer in held:
        assert answer.data == large
        answer.close()
    assert client.get(path).data == large


def test_answers_for_http_and_for_https_are_kept_apart(client: Client) -> None:
    behind_tls = {"X-Forwarded-Proto": "https"}
    for _ in range(2):
        assert b"http://localhost/sitemap.xml" in client.get("/robots.txt").data
        assert (
            b"https://localhost/sitemap.xml" in client.get("/robots.txt", headers=behind_tls).data
        )


def test_equal_requests_at_the_same_time_share_one_answer() -> None:
    single_flight: SingleFlight[Ready] = SingleFlight(max_followers=2)
    begun, may_end = threading.Event(), threading.Event()
    made: list[Ready] = []
    shared: list[bool] = []

    def make() -> tuple[Ready, bool]:
        begun.set()
        may_end.wait(60)
        made.append(Ready("200 OK", [], b""))
        return made[-1], True

    def ask() -> None:
        shared.append(single_flight.share("key", make, patience=60)[1])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    threads[0].start()
    begun.wait(60)
    for thread in threads[1:]:
        thread.start()
    while single_flight._followers < 2:
        pass
    may_end.set()
    for thread in threads:
        thread.join()
    # The fourth does not wait for others: that would be one thread too many.
    assert len(made) + shared.count(True) == 4
    assert shared.count(True) >= 2


def test_followers_of_a_failed_flight_work_themselves() -> None:
    single_flight: SingleFlight[Ready] = SingleFlight(max_followers=2)

    def fail() -> tuple[Ready, bool]:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        single_flight.share("key", fail, patience=1)
    answer, is_shared = single_flight.share(
        "key", lambda: (Ready("200 OK", [], b"x"), True), patience=1
    )
    assert (answer.body, is_shared) == (b"x", False)
