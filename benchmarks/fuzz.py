"""Thousands of hostile HTTP requests to a running service: no 5xx, no hang, no growth of memory.

python benchmarks/fuzz.py --requests 10000
"""

import argparse
import collections
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server.requests import RawRequest, raw_requests
from tests.server.service import running_service
from tests.server.test_fuzz import exchange


def main() -> None:
    """Send the requests and tell what came back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    wanted = parser.parse_args().requests
    statuses: collections.Counter[int | None] = collections.Counter()
    slowest = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder) / "log", settings={"DEADLINE": "2"}) as service,
    ):

        @settings(
            max_examples=wanted,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(request=raw_requests())
        def send(request: RawRequest) -> None:
            nonlocal slowest
            started = time.perf_counter()
            statuses[exchange(service.port, request)] += 1
            slowest = max(slowest, time.perf_counter() - started)

        before = service.memory()
        send()
        middle = service.memory()
        send()
        after = service.memory()
    print("status: requests (none: the server hung up)")
    for status, count in sorted(statuses.items(), key=lambda item: item[0] or 0):
        print(f"  {status}: {count}")
    print(f"slowest: {slowest:.2f} s")
    print("memory, MiB: " + ", ".join(f"{size / 2**20:.0f}" for size in (before, middle, after)))


if __name__ == "__main__":
    main()
