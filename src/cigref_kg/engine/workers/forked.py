"""A process for each query, for whoever asks one and waits: the command line."""

import math
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from cigref_kg.base.systems import system
from cigref_kg.engine.answers import AcceptedFormats, Engine, Query, Result
from cigref_kg.engine.errors import (
    DeadlineError,
    QueryError,
)
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers import confinement, wire
from cigref_kg.engine.workers.exit_statuses import why_ended

_SIGNALS = 512
"""More than come between two looks."""


def answers_in_time(connection: socket.socket, seconds: float) -> bool:
    """Wait until there is something to read; handle signals meanwhile, whenever they come."""
    until = time.monotonic() + seconds
    with _signals_to_read() as signals:
        while (left := until - time.monotonic()) > 0:
            patience = None if math.isinf(left) else left
            waited: list[socket.socket | int] = [connection, *signals]
            ready, _, _ = select.select(waited, [], [], patience)
            if connection in ready:
                return True
            if ready:
                os.read(signals[0], _SIGNALS)  # whose handlers have run by now
    return False


@contextmanager
def _signals_to_read() -> Iterator[list[int]]:
    """Yield what can be read once a signal has come.

    One that comes when Python has just looked, and a wait has not quite begun, does not end that:
    its handler would run when the wait is over.
    """
    if threading.current_thread() is not threading.main_thread():
        yield []  # signals are handled by the main thread
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield [reading]
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)


class ForkedEngine:
    """An :class:`~cigref_kg.engine.answers.Engine` whose queries can be ended at any moment.

    Use it in a process with a single thread.

    Args:
        engine: what answers, in the new process.
        limits: ``seconds`` (0 for as long as it takes) and ``memory`` are kept here, those on the
            answer by ``engine``.
    """

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self._engine = engine
        self._limits = limits

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        parent = os.getpid()
        own, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            self._work(theirs, parent, query, accepted)
        theirs.close()
        try:
            with own:
                if not answers_in_time(own, self._limits.seconds or math.inf):
                    raise DeadlineError(self._limits.seconds)
                return wire.receive_outcome(own)
        except EOFError:
            _, status = os.waitpid(pid, 0)
            pid = 0
            raise why_ended(status & 0x7F, self._limits) from None
        finally:
            if pid:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _work(
        self, connection: socket.socket, parent: int, query: Query, accepted: AcceptedFormats
    ) -> NoReturn:
        with suppress(BaseException):
            system.end_with_parent(parent)
            system.be_first_to_die()
            (number,) = confinement.keep_only(connection.detach())
            connection = socket.socket(fileno=number)
            system.limit_memory(self._limits.memory, self._limits.memory)  # which opens a file
            confinement.seal(spare=0)
            outcome: Result | QueryError
            try:
                outcome = self._engine(query, accepted)
            except QueryError as error:
                outcome = error
            except MemoryError:
                outcome = why_ended(signal.SIGABRT, self._limits)
            except BaseException:  # Rust's panics come as such
                outcome = why_ended(signal.SIGSEGV, self._limits)
            wire.send_outcome(connection, outcome)
        os._exit(0)
