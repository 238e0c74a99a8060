"""How the service holds: start, latency beside the worst queries, return after `kill -9`.

python benchmarks/resilience.py
"""

import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server.service import Service, children, query_path, running_service
from tests.server.test_hostile_queries import WORST

SIX = (
    "cross product",
    "order by of a cross product",
    "runaway path",
    "regex over a product",
    "group_concat explosion",
    "many unconnected patterns",
)
SECONDS = 15.0


def main() -> None:
    """Run all and print it."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            started = time.perf_counter()
            with running_service(Path(folder) / "log"):
                print(f"start to first answer: {time.perf_counter() - started:.2f} s")
        with running_service(Path(folder) / "log") as service:
            show("alone", beside(service, []))
            show("beside six of the worst", beside(service, [WORST[name][0] for name in SIX]))
            print(f"memory of the service afterwards: {service.memory() / 2**20:.0f} MiB")
            kill_each(service)


def beside(service: Service, queries: list[str]) -> dict[str, list[float]]:
    """Measure short queries and a page while ``queries`` are asked again and again."""
    stop = threading.Event()

    def ask(query: str) -> None:
        while not stop.is_set():
            service.ask(f"{query}\n#{time.monotonic_ns()}", timeout=60)

    threads = [threading.Thread(target=ask, args=(query,)) for query in queries]
    for thread in threads:
        thread.start()
    latencies: dict[str, list[float]] = {"new ASK": [], "page": []}
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        answer = service.get(query_path(f"ASK {{ FILTER({time.monotonic_ns()} > 0) }}"))
        assert answer.status == 200
        latencies["new ASK"].append(answer.seconds)
        latencies["page"].append(service.get("/doc/2022/profile/6.3.html").seconds)
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    return latencies


def show(when: str, latencies: dict[str, list[float]]) -> None:
    """Print medians and tails."""
    for what, measured in latencies.items():
        tail = statistics.quantiles(measured, n=100)[-1]
        print(
            f"{when}: {what}: median {statistics.median(measured) * 1000:.1f} ms, "
            f"99 % {tail * 1000:.0f} ms, worst {max(measured) * 1000:.0f} ms ({len(measured)})"
        )


def kill_each(service: Service) -> None:
    """Kill one process of each kind, the first one last, and measure until it answers again."""
    for kind in sorted({name_of(pid) for pid in service.processes()}):
        measure_kill(service, kind, next(p for p in service.processes() if name_of(p) == kind))
    (generation,) = children(service.process.pid)
    measure_kill(service, "the first process", service.process.pid)
    os.kill(generation, signal.SIGTERM)  # it has nobody else to stop it


def measure_kill(service: Service, kind: str, victim: int) -> None:
    """Kill a process and measure until ten answers in a row."""
    os.kill(victim, signal.SIGKILL)
    killed = time.perf_counter()
    failures = in_a_row = 0
    while in_a_row < 10:
        try:
            answered = service.get(query_path(f"ASK {{ FILTER({time.monotonic_ns()} > 0) }}"))
            in_a_row = in_a_row + 1 if answered.status == 200 else 0
            failures += answered.status != 200
        except OSError:
            failures += 1
            in_a_row = 0
    print(
        f"kill -9 of {kind}: ten answers in a row after "
        f"{(time.perf_counter() - killed) * 1000:.0f} ms, {failures} requests failed"
    )


def name_of(pid: int) -> str:
    """Return the name of a process."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


if __name__ == "__main__":
    main()
