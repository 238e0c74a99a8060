"""What starting costs: the service to its first answer and first downloads, and single verbs.

python benchmarks/start.py

Processor time is what the processes used, whatever else the machine does; on a machine that does
nothing else, time is hardly more.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.server.service import Service, running_service

ROOT = Path(__file__).parent.parent
ROUNDS = 3
FIRST = ("/health", "/download/", "/catalog", "/")
"""What the first visitors ask for, one after the other."""
VERBS = (
    ("--version",),
    ("list", "profiles"),
    ("show", "2.8", "--edition", "2024"),
    ("compare", "2.5", "2.4"),
    ("search", "devops"),
    ("match", "examples/people.csv"),
    ("titles", "tests/data/job_titles.csv"),
    ("query", "-e", "ASK {}"),
    ("validate",),
)


def main() -> None:
    """Run all and print it; of several rounds the quickest."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    for arguments in ([], ["--company", str(ROOT / "examples/verger")]):
        rounds = [start(arguments) for _ in range(ROUNDS)]
        for what, told in zip(("", *FIRST), zip(*rounds, strict=True), strict=True):
            seconds, busy = min(told)
            name = f"first {what}" if what else f"start {' '.join(arguments[:1])}"
            print(f"{name}: {seconds:.2f} s, {busy:.2f} s of processor time so far")
    for verb in VERBS:
        print(f"cigref-kg {' '.join(verb)}: {min(computed(verb) for _ in range(ROUNDS)):.2f} s")


def start(arguments: Sequence[str]) -> list[tuple[float, float]]:
    """Start the service; return seconds and processor time to its readiness and first answers."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with running_service(Path(folder) / "log", arguments) as service:
            found.append((time.perf_counter() - began, used(service)))
            for path in FIRST:
                asked = time.perf_counter()
                while service.get(path).status == 503:
                    pass  # the files to download are not there yet
                found.append((time.perf_counter() - asked, used(service)))
    return found


def used(service: Service) -> float:
    """Return the processor time of a service's processes, those that have ended included."""
    total = 0.0
    for pid in [service.process.pid, *service.processes()]:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def computed(verb: Sequence[str]) -> float:
    """Run a verb; return its processor time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "cigref_kg", *verb]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
