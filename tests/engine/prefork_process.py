"""Run with ``python -m``: workers over the small store, until told to stop."""

import json
import os
import signal
import sys

from cigref_kg.engine.embedded import memory_store
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers.confinement import die_with_parent
from cigref_kg.engine.workers.exit_statuses import ExitStatuses
from cigref_kg.engine.workers.prefork import PreforkParent
from tests.engine.conftest import BASE, N_QUADS


def main(descriptor: int, limits: Limits) -> None:
    """Keep as many workers as ``limits`` have places."""
    die_with_parent(os.getppid())
    store = memory_store(N_QUADS)
    workers = PreforkParent(
        lambda: Evaluator(store, BASE, limits),
        limits,
        limits.short_places + limits.long_places,
        ExitStatuses(descriptor),
    )
    signals = {signal.SIGCHLD, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    workers.fill()
    sys.stdout.write(workers.address.hex() + "\n")
    sys.stdout.flush()
    while signal.sigwait(signals) == signal.SIGCHLD:
        for pid in list(workers.pids):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                workers.reap(ended, status)
    workers.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), Limits(**json.loads(sys.argv[2])))
