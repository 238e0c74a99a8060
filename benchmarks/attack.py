"""Ten kinds of attack on a service of one's own, on this machine only, and how it holds.

python benchmarks/attack.py --requests 20000

Beside the attacks somebody asks a new ``ASK`` query twenty times a second, each on a connection of
its own. What should come out: no 5xx but 503 by design (and 504 for runaways), no process lost, no
growth of memory from the second half to the end, and answers for the other one.
"""

import argparse
import collections
import http.client
import itertools
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server.service import Service, query_path, running_service

ATTACKERS = 8
HELD = 80
"""Connections that send nothing whole, or take nothing."""
LARGE = "SELECT * { ?a ?b ?c . ?c ?d ?e }"
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

Request = tuple[str, str, bytes, dict[str, str]]


def kinds() -> dict[str, Callable[[random.Random], Request]]:
    """Return what is sent, each time another request, by kind."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def get(path: str, **headers: str) -> Request:
        return "GET", path, b"", {name.replace("_", "-"): value for name, value in headers.items()}

    def reconcile(chance: random.Random) -> Request:
        values = [{"v": f"{chance.random()} analyste"} for _ in range(2000)]
        asked = {"q": {"query": "x", "properties": [{"pid": "family", "v": values}]}}
        return "POST", "/reconcile", urlencode({"queries": json.dumps(asked)}).encode(), form

    def match(chance: random.Random) -> Request:
        return (
            "POST",
            "/match",
            urlencode({"skills": f"{chance.random()}," * 20_000}).encode(),
            form,
        )

    def odd(chance: random.Random) -> Request:
        method = chance.choice(["get", "BREW", "PUT", "TRACE"])
        return method, "/sparql", b"", {"Host": f"{chance.random()}.evil"}

    return {
        "headers of 40 KB": lambda c: get("/", Accept=f"a/{c.random()}," * 2000),
        "keys without end": lambda c: get(
            "/doc/2022/profile/6.3.html",
            Accept=f"text/html;q=0.{c.randrange(10**9)},x/{c.random()}",
        ),
        "long comments": lambda c: get(query_path(f"ASK {{}} #{c.random()}{'x' * 20_000}")),
        "reconciliation": reconcile,
        "matching": match,
        "searching": lambda c: get(f"/search?q={quote(f'{c.random()} é ' * 400)}"),
        "odd requests": odd,
        "brackets": lambda c: get(query_path(f"ASK {{ FILTER({'(' * 60}{c.random()}")),
        "runaways": lambda c: get(
            query_path(f"SELECT (COUNT(*) AS ?n) {PRODUCT} # {c.random()}"), Accept="text/csv"
        ),
        "large answers": lambda c: get(query_path(f"{LARGE} LIMIT {c.randrange(1000, 20_000)}")),
    }


def main() -> None:
    """Attack, and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=20_000)
    n_requests = parser.parse_args().requests
    settings = {"DEADLINE": "2", "LOG": "nothing"}
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder) / "log", settings=settings) as service,
    ):
        before = service.memory()
        told, latencies = attack(service, n_requests // 2)
        middle = service.memory()
        more, later = attack(service, n_requests // 2)
        after = service.memory()
        starts = metric(service, "cigref_kg_web_starts_total")
        restarts = metric(service, "cigref_kg_web_restarts_total")
    print("kind: statuses (none: the server hung up), slowest")
    for kind in told:
        counts = told[kind][0] + more[kind][0]
        shown = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items(), key=str))
        print(f"  {kind:<18} {shown}; {max(told[kind][1], more[kind][1]):.2f} s")
    beside = sorted(latencies + later)
    at_99 = beside[int(len(beside) * 0.99)]
    print(
        f"ASK beside: {len(beside)} times, median {statistics.median(beside) * 1e3:.1f} ms, "
        f"99 % {at_99 * 1e3:.1f} ms, worst {beside[-1] * 1e3:.0f} ms"
    )
    print("memory, MiB: " + ", ".join(f"{size / 2**20:.0f}" for size in (before, middle, after)))
    print(f"web processes begun: {starts:.0f}, begun again: {restarts:.0f}")


Told = dict[str, tuple[collections.Counter[int | None], float]]


def attack(service: Service, n_requests: int) -> tuple[Told, list[float]]:
    """Send requests of all kinds from several threads, with slow clients beside them."""
    told: Told = {kind: (collections.Counter(), 0.0) for kind in kinds()}
    turns = itertools.islice(itertools.cycle(kinds().items()), n_requests)
    lock, done = threading.Lock(), threading.Event()
    latencies: list[float] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return
            kind, make = turn
            status, seconds = send(service, make(chance))
            with lock:
                counts, slowest = told[kind]
                counts[status] += 1
                told[kind] = counts, max(slowest, seconds)

    def probe() -> None:
        for number in itertools.count():
            if done.wait(0.05):
                return
            asked = query_path(f"ASK {{ FILTER({number} > 1) }} # {time.monotonic_ns()}")
            status, seconds = send(service, ("GET", asked, b"", {}))
            latencies.append(seconds if status == 200 else 60.0)

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(ATTACKERS)]
    prober = threading.Thread(target=probe)
    with ExitStack() as stack:
        for connection in held(service):
            stack.enter_context(connection)
        for thread in (*workers, prober):
            thread.start()
        for thread in workers:
            thread.join()
        done.set()
        prober.join()
    return told, latencies


def held(service: Service) -> Iterator[socket.socket]:
    """Open connections that send half a request, or ask for much and take none of it."""
    half = b"POST /match HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
    whole = f"GET {query_path(LARGE)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for number in range(HELD):
        connection = socket.create_connection(("127.0.0.1", service.port))
        connection.sendall(half if number % 2 else whole)
        yield connection


def send(service: Service, request: Request) -> tuple[int | None, float]:
    """Send a request; return its status and the seconds until it is answered whole."""
    method, path, body, headers = request
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    started = time.perf_counter()
    status = None
    with suppress(OSError, http.client.HTTPException):
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        response.read()
        status = response.status
    connection.close()
    return status, time.perf_counter() - started


def metric(service: Service, name: str) -> float:
    """Return one of the service's own counts."""
    for line in service.get("/metrics").body.decode().splitlines():
        if line.startswith(f"{name} "):
            return float(line.split()[1])
    raise KeyError(name)


if __name__ == "__main__":
    main()
