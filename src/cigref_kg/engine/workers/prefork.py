"""The workers' parent: forks them, and forks another when one ends.

It lives in a process with a single thread, which holds the loaded graph and never answers anyone;
its children share the graph's memory (copy on write).
"""

import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Collection
from contextlib import suppress

from cigref_kg.base.systems import system
from cigref_kg.engine.answers import Engine
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers import wire
from cigref_kg.engine.workers.exit_statuses import ExitStatuses
from cigref_kg.engine.workers.worker import FAILED_TO_START, run_worker


class PreforkParent:
    """A fixed number of workers behind one entrance.

    Args:
        make_engine: called in each worker, returns its engine.
        limits: on each query.
        size: how many workers there are.
        exit_statuses: where to tell how they ended.
        doors: what :func:`~cigref_kg.engine.workers.wire.entrance_and_arrivals` gave.
    """

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        limits: Limits,
        size: int,
        exit_statuses: ExitStatuses | None = None,
        doors: tuple[socket.socket, socket.socket] | None = None,
    ) -> None:
        self.exit_statuses = exit_statuses or ExitStatuses()
        self.size = size
        self._make_engine = make_engine
        self._limits = limits
        self.entrance, self._arrivals = doors or wire.entrance_and_arrivals()
        self.pids: set[int] = set()
        """The workers that live now."""

    def fill(self) -> None:
        """Fork workers until there are ``size``.

        Raises:
            RuntimeError: if this process has more than one thread: a child could hang for ever on
                a lock that another thread holds.
        """
        if not system.has_one_thread():
            raise RuntimeError("workers are forked from a process with a single thread only")
        while len(self.pids) < self.size:
            self.pids.add(self._fork())

    def reap(self, pid: int, status: int) -> bool:
        """Take note that a child ended, and replace it if it was a worker.

        One that could not start is not replaced at once: another could not either. :meth:`fill`
        tries again.

        Args:
            pid: the child.
            status: as ``os.waitpid`` returned it.

        Returns:
            Whether it was a worker.
        """
        if pid not in self.pids:
            return False
        self.pids.remove(pid)
        self.exit_statuses.record(pid, status & 0x7F)
        if not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == FAILED_TO_START):
            self.fill()
        return True

    @property
    def is_short(self) -> bool:
        """Whether workers are missing."""
        return len(self.pids) < self.size

    def check(self) -> None:
        """Wait until a worker has started.

        Raises:
            RuntimeError: if one cannot.
        """
        probe, lifeline = wire.connect(self.entrance)
        with probe, lifeline:
            while not select.select([probe], [], [], 0.02)[0]:
                for pid in self.pids:
                    if os.waitpid(pid, os.WNOHANG)[0]:
                        self.pids.remove(pid)
                        raise RuntimeError("the processes that evaluate queries cannot start")

    def close(self, ended: Collection[int] = ()) -> None:
        """End all workers but those that were seen to have ended."""
        self.pids.difference_update(ended)
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)
        for pid in self.pids:
            os.waitpid(pid, 0)
        self.pids.clear()
        self.entrance.close()
        self._arrivals.close()

    def _fork(self) -> int:
        parent = os.getpid()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        pid = os.fork()
        if not pid:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            # A terminal's Ctrl-C is the parent's matter.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_SETMASK, ())
            run_worker(self._arrivals, self._make_engine, self._limits, parent)
        return pid
