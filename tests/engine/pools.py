"""A pool over the small store, its workers the children of a process with a single thread."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers.exit_statuses import ExitStatuses
from cigref_kg.engine.workers.pool import Pool
from cigref_kg.engine.workers.wire import entrance_and_arrivals


@contextmanager
def running_pool(limits: Limits) -> Iterator[Pool]:
    """Start workers in a process of their own, and end it afterwards."""
    shared = os.memfd_create("exit_statuses")
    os.ftruncate(shared, ExitStatuses.SIZE)
    entrance, arrivals = entrance_and_arrivals()
    passed = [shared, entrance.fileno(), arrivals.fileno()]
    command = [sys.executable, "-m", "tests.engine.prefork_process", *map(str, passed)]
    with subprocess.Popen(
        [*command, json.dumps(asdict(limits))], pass_fds=passed, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        pool = Pool(entrance, ExitStatuses(shared), limits)
        try:
            yield pool
        finally:
            pool.close()
            process.terminate()
            os.close(shared)
            entrance.close()
            arrivals.close()
