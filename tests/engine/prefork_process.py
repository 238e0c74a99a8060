"""Run with ``python -m``: workers over the small store, until told to stop."""

import json
import os
import signal
import socket
import sys

from cigref_kg.base.systems import system
from cigref_kg.engine.embedded import memory_store
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers.exit_statuses import ExitStatuses
from cigref_kg.engine.workers.prefork import PreforkParent
from tests.engine.conftest import BASE, N_QUADS


def main(descriptors: list[int], limits: Limits) -> None:
    """Keep as many workers as ``limits`` have places."""
    exit_statuses, entrance, arrivals = descriptors
    parent = os.getppid()
    store = memory_store(N_QUADS)
    workers = PreforkParent(
        lambda: Evaluator(store, BASE, limits),
        limits,
        limits.short_places + limits.long_places,
        ExitStatuses(exit_statuses),
        (socket.socket(fileno=entrance), socket.socket(fileno=arrivals)),
    )
    signals = {signal.SIGCHLD, signal.SIGTERM}
    system.hold_back(signals)
    workers.fill()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while system.wait_for_signal(signals, 1) != signal.SIGTERM and os.getppid() == parent:
        for pid in list(workers.pids):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                workers.reap(ended, status)
    workers.close()


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:4]], Limits(**json.loads(sys.argv[4])))
