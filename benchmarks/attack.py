"""Ten kinds of attack on a service of one's own, on this machine only, and how it holds.

python benchmarks/attack.py --requests 20000 --minutes 5.5

Beside the attacks somebody asks a new ``ASK`` query twenty times a second, each on a connection of
its own, and between two of them what tells how much of its time is the machine's. The end of what
is printed says what held: no 5xx but those by design, no process lost, no growth of memory from the
first half to the end, and quick answers for that one. Exit 1 if something did not.
"""

import argparse
import collections
import http.client
import itertools
import json
import multiprocessing
import random
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server.service import Service, query_path, running_service

from sparql_peers import constant

ATTACKERS = 16
BY_DESIGN = {"runaways": {503, 504}, "large answers": {503, 504}, "odd requests": {501, 503}}
"""What else than 503 may come: 504 at the deadline, 501 for a method that no server knows."""
MOST_GROWTH = 1.1
"""How much memory may have grown from the first half to the end, where caches are full already."""
QUICK = 0.020
"""Seconds within which 99 % of the queries beside the attack are to be answered."""
NEVER = 60.0
"""Seconds that count for one that was not answered."""
PAUSE = 0.012  # seconds before each probe
PROBES = {
    "awake": "a process that slept goes on: what the kernel takes",
    "constant": "a constant from a server of its own, under the same HTTP server: the floor",
    "page": "a page that is prepared",
    "ASK": "a new query",
}
"""What is measured beside the attack, by turns."""
HELD = 80
"""Connections that send nothing whole, or take nothing."""
LARGE = "SELECT * { ?a ?b ?c . ?c ?d ?e }"
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

Request = tuple[str, str, bytes, dict[str, str]]
Latencies = dict[str, list[float]]


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
    parser.add_argument("--minutes", type=float, default=5.5, help="when to stop in any case")
    given = parser.parse_args()
    half, seconds = given.requests // 2, given.minutes * 30
    settings = {"DEADLINE": "1", "LOG": "nothing"}
    with (
        tempfile.TemporaryDirectory() as folder,
        constant(Path(folder)) as floor,
        running_service(Path(folder) / "log", settings=settings) as service,
    ):
        begun = metric(service, "cigref_kg_web_starts_total")
        sizes = [service.memory()]
        told, latencies = attack(service, floor.port, half, seconds)
        sizes.append(service.memory())
        more, later = attack(service, floor.port, half, seconds)
        sizes.append(service.memory())
        lost = metric(service, "cigref_kg_web_starts_total") - begun
        lost += metric(service, "cigref_kg_web_restarts_total")
    kinds_told = {
        kind: (told[kind][0] + more[kind][0], told[kind][1], more[kind][1]) for kind in told
    }
    print("kind: statuses (none: the server hung up), slowest")
    for kind, (counts, *slowest) in kinds_told.items():
        shown = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items(), key=str))
        print(f"  {kind:<18} {shown}; {max(slowest):.2f} s")
    sent = sum(counts.total() for counts, *_ in kinds_told.values())
    failed = sum(
        count
        for kind, (counts, *_) in kinds_told.items()
        for status, count in counts.items()
        if status and status >= 500 and status not in BY_DESIGN.get(kind, {503})
    )
    print("beside, ms: median, 90 %, 99 %, worst")
    for name, meaning in PROBES.items():
        took = sorted(seconds * 1e3 for seconds in (*latencies[name], *later[name]))
        shown = " ".join(f"{took[int(len(took) * share)]:8.1f}" for share in (0.5, 0.9, 0.99))
        print(f"  {name:<9}{shown} {took[-1]:8.0f}  {meaning}")
    asked = sorted(latencies["ASK"] + later["ASK"])
    at_99 = asked[int(len(asked) * 0.99)]
    held = {
        f"{sent} requests of {len(kinds_told)} kinds sent, of {given.requests}": sent >= 2 * half,
        f"5xx that are not by design: {failed}": not failed,
        f"web processes lost: {lost:.0f}": not lost,
        "memory, MiB, before, half-way, after: "
        + ", ".join(f"{size / 2**20:.0f}" for size in sizes): sizes[2] < sizes[1] * MOST_GROWTH,
        f"ASK beside: {len(asked)} times, 99 % {at_99 * 1e3:.1f} ms": at_99 < QUICK,
    }
    for what, is_right in held.items():
        print(f"{'held  ' if is_right else 'FAILED'} {what}")
    sys.exit(not all(held.values()))


Told = dict[str, tuple[collections.Counter[int | None], float]]


def attack(
    service: Service, constant_port: int, n_requests: int, seconds: float
) -> tuple[Told, Latencies]:
    """Send requests of all kinds from several threads, with slow clients beside them.

    Args:
        service: what to attack.
        constant_port: where a server answers the same to everything.
        n_requests: how many to send.
        seconds: when to stop if they are not all sent.
    """
    until = time.monotonic() + seconds
    told: Told = {kind: (collections.Counter(), 0.0) for kind in kinds()}
    turns = itertools.islice(itertools.cycle(kinds().items()), n_requests)
    lock = threading.Lock()

    def work(seed: int) -> None:
        chance = random.Random(seed)
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None or time.monotonic() > until:
                return
            kind, make = turn
            status, seconds = send(service.port, make(chance))
            with lock:
                counts, slowest = told[kind]
                counts[status] += 1
                told[kind] = counts, max(slowest, seconds)

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(ATTACKERS)]
    with beside(service, constant_port) as latencies, ExitStack() as stack:
        for connection in held(service):
            stack.enter_context(connection)
        for thread in workers:
            thread.start()
        for thread in workers:
            thread.join()
    return told, latencies


@contextmanager
def beside(service: Service, constant_port: int) -> Iterator[Latencies]:
    """Ask new queries while the block runs, and what tells where the time goes.

    From a process of its own: one that attacks has no time to look at the clock. The seconds of
    each are there after the block.
    """
    process = multiprocessing.get_context("fork")
    done, answers = process.Event(), process.Queue()

    def probe() -> None:
        found: Latencies = {name: [] for name in PROBES}
        refused: collections.Counter[str] = collections.Counter()
        for number in itertools.count():
            if done.is_set():
                break
            for name in PROBES:
                started = time.perf_counter()
                time.sleep(PAUSE)
                seconds = time.perf_counter() - started - PAUSE
                if name != "awake":
                    status, seconds = send(*probe_of(name, number, service.port, constant_port))
                    if status != 200:
                        seconds = NEVER
                        refused[f"{name}, {status}"] += 1
                found[name].append(seconds)
        answers.put((found, dict(refused)))

    prober = process.Process(target=probe)
    prober.start()
    latencies: Latencies = {}
    try:
        yield latencies
    finally:
        done.set()
        found, refused = answers.get()
        prober.join()
        latencies |= found
        if refused:
            print(f"refused beside, by status (None: hung up): {refused}", flush=True)


def probe_of(name: str, number: int, port: int, constant_port: int) -> tuple[int, Request]:
    """Return where to ask what."""
    query = query_path(f"ASK {{ FILTER({number} > 1) }} # {time.monotonic_ns()}")
    path = {"constant": "/", "page": "/", "ASK": query}[name]
    return (constant_port if name == "constant" else port), ("GET", path, b"", {})


def held(service: Service) -> Iterator[socket.socket]:
    """Open connections that send half a request, or ask for much and take none of it."""
    half = b"POST /match HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
    whole = f"GET {query_path(LARGE)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for number in range(HELD):
        connection = socket.create_connection(("127.0.0.1", service.port))
        connection.sendall(half if number % 2 else whole)
        yield connection


def send(port: int, request: Request) -> tuple[int | None, float]:
    """Send a request; return its status and the seconds until it is answered whole."""
    method, path, body, headers = request
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
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
