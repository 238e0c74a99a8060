"""The service as its users run it: started by the command line, asked over HTTP, stopped."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.machine import free_port

START = "from cigref_kg.cli import main; main()"
ORDINARY = ("-c", START)
"""The arguments of Python with which the command line starts, before those of its own."""
PORTABLE = ("-m", "tests.server.no_linux")
"""The same, with Linux's own calls made to raise."""
SPARQL = "application/sparql-query"
_PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Service:
    """A running service."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, timeout: float = 30, **headers: str) -> Answer:
        return self.request("GET", path, None, timeout, **headers)

    def ask(self, query: str, timeout: float = 30, **headers: str) -> Answer:
        """Send a query by POST, since some do not fit in a URL."""
        headers = {"Content-Type": SPARQL, **headers}
        return self.request("POST", "/sparql", query.encode(), timeout, **headers)

    def request(
        self, method: str, path: str, body: bytes | None, timeout: float = 30, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        started = time.perf_counter()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        return Answer(response.status, response.headers, content, time.perf_counter() - started)

    def processes(self) -> list[int]:
        """All processes of the service but the first."""
        return list(descendants(self.process.pid))

    def memory(self) -> int:
        """What the processes hold for themselves, in bytes (shared pages divided)."""
        total = 0
        for pid in [self.process.pid, *self.processes()]:
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        return total


def children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def descendants(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from descendants(child)


def new_query() -> str:
    """A cheap query that nobody asked before, of those that are never answered in place."""
    return f"ASK {{ FILTER(STRLEN('{time.monotonic_ns()}') > 0) }}"


def query_path(query: str, **parameters: str) -> str:
    return f"/sparql?{urlencode({'query': query, **parameters}, quote_via=quote)}"


@contextmanager
def running_service(
    log: Path,
    arguments: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    until: int = 200,
    start: Sequence[str] = ORDINARY,
) -> Iterator[Service]:
    """Start ``cigref-kg serve``, wait until ``/ready`` has a status, and stop it in the end."""
    port = free_port()
    environment = {**os.environ, **{f"CIGREF_KG_{k}": v for k, v in (settings or {}).items()}}
    command = [sys.executable, *start, "serve", "--port", str(port), *arguments]
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, stderr=stream, env=environment) as process,
    ):
        service = Service(process, port, log)
        try:
            wait_for(service, until)
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def wait_for(service: Service, status: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and service.process.poll() is None:
        try:
            if service.get("/ready", timeout=5).status == status:
                return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"the service does not start:\n{service.log.read_text()}")
