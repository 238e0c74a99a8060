"""What operators see: readiness, metrics, timing, limits of requests."""

import json
import re
import socket

import pytest

from tests.server.service import Service, query_path

pytestmark = pytest.mark.system


def test_ready(service: Service) -> None:
    answer = service.get("/ready")
    assert answer.status == 200
    assert json.loads(answer.body)["ready"] is True
    assert answer.headers["Cache-Control"] == "no-store"


def totals(service: Service) -> dict[str, float]:
    text = service.get("/metrics").body.decode()
    found = re.findall(r"^([a-z_]+(?:\{[^}]*\})?) ([\d.]+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_metrics_count_over_all_processes(service: Service) -> None:
    before = totals(service)
    for number in range(20):
        service.get(query_path(f"ASK {{ FILTER({number} > 100) }} # counted"))
    service.get(query_path("ASK {"))
    after = totals(service)
    name = 'cigref_kg_queries_total{outcome="%s"}'
    assert after[name % "answered"] - before[name % "answered"] == 20
    assert after[name % "malformed"] - before[name % "malformed"] == 1
    assert after['cigref_kg_requests_total{status="4"}'] > 0
    count, infinite = "cigref_kg_query_seconds_count", 'cigref_kg_query_seconds_bucket{le="+Inf"}'
    assert after[count] == after[infinite]
    assert after[count] - before[count] == 20


def test_metrics_are_well_formed(service: Service) -> None:
    lines = service.get("/metrics").body.decode().splitlines()
    families = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(families) == len(set(families))
    for line in lines:
        assert re.match(
            r"# (HELP|TYPE) cigref_kg_|cigref_kg_\w+(\{\w+=\"[^\"]*\"\})? [\d.]+$", line
        )


def test_answers_say_how_long_the_engine_worked(service: Service) -> None:
    answer = service.get(query_path("ASK { ?timed ?p ?o }"))
    assert re.fullmatch(r"engine;dur=\d+\.\d+", answer.headers["Server-Timing"])


def test_slow_senders_do_not_hold_the_others(service: Service) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 100\r\n\r\nASK"
    )
    slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(30)]
    try:
        for connection in slow:
            connection.sendall(head)
        assert service.get(query_path("ASK { ?beside ?p ?o }")).status == 200
        assert service.get("/profile/6.3").status == 302
    finally:
        for connection in slow:
            connection.close()


def test_large_body_is_refused_however_it_is_sent(service: Service) -> None:
    body = b"ASK {} #" + b"x" * 2_000_000
    assert service.ask(body.decode()).status == 413
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        status = b""
        try:
            for _ in range(40):
                connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            connection.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # it need not listen to the end
        connection.settimeout(20)
        try:
            status = connection.recv(100)
        except OSError:
            return
        assert not status or status.startswith(b"HTTP/1.1 413"), status
