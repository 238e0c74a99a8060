"""A service under attack, beside what the hostile queries of :mod:`test_hostile_queries` do."""

import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.machine import free_port
from tests.server.service import START, Service, new_query, query_path, running_service

pytestmark = pytest.mark.system


def test_slow_senders_are_let_go_and_stop_nobody(tmp_path: Path) -> None:
    head = b"POST /match HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
    large = "SELECT * { ?a ?b ?c . ?d a ?e }"
    settings = {"DEADLINE": "1", "SHORT_TIME": "0.9"}
    with running_service(tmp_path / "log", settings=settings) as service:
        connections = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(80)]
        try:
            for connection in connections:
                connection.sendall(head)
            started = time.monotonic()
            assert service.get("/health").status == 200
            assert service.get(query_path(large)).status in {200, 413, 504}
            assert time.monotonic() - started < 10  # not for as long as they hold
            for connection in connections:
                connection.settimeout(60)
                received = connection.recv(4096)
                assert received == b"" or received.startswith(b"HTTP/1.1 503")
        finally:
            for connection in connections:
                connection.close()


@pytest.mark.parametrize("processes", [1, 2, 16, 64])
def test_any_number_of_web_processes_stays_up_and_reloads_under_load(
    processes: int, tmp_path: Path
) -> None:
    settings = {"WEB_PROCESSES": str(processes), "SHORT_PLACES": "1"}
    with running_service(tmp_path / "log", settings=settings) as service:
        wait_until(lambda: counted(service, "web_starts_total") == processes)
        with asking(service) as statuses:
            service.process.send_signal(signal.SIGHUP)
            wait_until(lambda: counted(service, "web_starts_total") == 2 * processes)
            time.sleep(0.5)
        # 0: a connection that waits in the queue of a socket when that is closed is reset; 503 and
        # 504: where hundreds of processes begin at once, a query may find none free in its time.
        assert set(statuses) <= {200, 503, 504, 0}
        assert statuses.count(0) <= processes
        assert statuses.count(200) > len(statuses) / 2
        assert counted(service, "web_restarts_total") == 0
        # On a slow machine those that begin last do not count as staying up yet.
        wait_until(lambda: service.get("/ready").status == 200)
        assert b'"failed"' not in service.log.read_bytes()


def counted(service: Service, name: str) -> int:
    text = service.get("/metrics").body.decode()
    return int(re.findall(rf"^cigref_kg_{name} (\d+)$", text, re.MULTILINE)[0])


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


@contextmanager
def asking(service: Service) -> Iterator[list[int]]:
    """Ask new queries while the block runs; yields the statuses, 0 for a lost connection."""
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.wait(0.01):
            try:
                statuses.append(service.get(query_path(new_query())).status)
            except OSError:
                statuses.append(0)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_pages_live_on_when_the_store_vanishes(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with running_service(tmp_path / "log", ["--store", str(folder)]) as service:
        shutil.rmtree(folder)
        for pid in service.processes():
            if Path(f"/proc/{pid}/comm").read_text().startswith("cigref-kg query"):
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while service.get("/ready").status == 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert service.get("/ready").status == 503
        assert service.get("/profile/6.3").status in {200, 302}
        assert service.get("/doc/2022/profile/6.3.html").status == 200
        assert service.get("/health").status == 200


def test_credentials_are_nowhere(tmp_path: Path) -> None:
    url = f"http://me:s3cret@127.0.0.1:{free_port()}/sparql"
    settings = {"LOG": "requests", "STORE_USER": "you", "STORE_PASSWORD": "hidd3n"}
    with running_service(
        tmp_path / "log", ["--store", url], settings=settings, until=503
    ) as service:
        seen = [service.get(path).body for path in ("/health", "/ready", "/sparql", "/metrics")]
        seen.append(service.get(query_path("ASK {}")).body)
        seen.append(service.log.read_bytes())
    assert b"127.0.0.1" in seen[0]
    for secret in (b"s3cret", b"hidd3n", b"me:", b"you"):
        assert not [content for content in seen if secret in content]


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        (resource.RLIMIT_NOFILE, 64, "the limit of open files is 64"),
        (resource.RLIMIT_AS, 300 << 20, "the limit of address space is 300 MiB"),
    ],
)
def test_too_little_for_a_service_is_said_and_ends_it(
    limit: int, value: int, said: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", START, "serve", "--port", str(free_port())]
    done = subprocess.run(
        command,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(limit, (value, value)),
    )
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Ctrl-C stops it" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_stalled_reader_of_the_log_stalls_nobody(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "CIGREF_KG_LOG": "requests"}
    command = [sys.executable, "-c", START, "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        try:
            from tests.server.service import Service, wait_for

            service = Service(process, port, tmp_path / "none")
            service.log.touch()
            wait_for(service, 200)
            for number in range(1200):
                assert service.get(f"/nothing/{number}").status == 404
            assert json.loads(service.get("/ready").body)["ready"]
        finally:
            process.terminate()
            assert process.stderr is not None
            process.stderr.read()
            assert process.wait(30) == 0


def test_a_silent_store_holds_no_page(tmp_path: Path) -> None:
    settings = {"DEADLINE": "20", "WAITING": "4", "WEB_PROCESSES": "1"}
    port = free_port()
    store = ["--store", f"http://127.0.0.1:{port}/sparql"]
    pages = ("/doc/2022/profile/6.3.html", "/health", "/families", "/robots.txt")
    with (
        running_service(tmp_path / "log", store, settings=settings, until=503) as service,
        socket.create_server(("127.0.0.1", port), backlog=200),
    ):
        # What did not answer at the start is silent now.
        for path in pages:
            service.get(path)
        waiting = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(60)]
        try:
            for number, connection in enumerate(waiting):
                path = query_path(f"ASK {{}} # {number}")
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            started = time.monotonic()
            for path in pages:
                assert service.get(f"{path}?again").status < 500
            assert time.monotonic() - started < 10  # while the store has 20 s
        finally:
            for connection in waiting:
                connection.close()
