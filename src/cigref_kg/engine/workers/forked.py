"""A process for each query, for whoever asks one and waits: the command line."""

import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from cigref_kg.base.systems import system
from cigref_kg.engine.answers import AcceptedFormats, Engine, Query, Result
from cigref_kg.engine.errors import (
    ComplexityError,
    DeadlineError,
    EngineLostError,
    MemoryLimitError,
    QueryError,
)
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers import confinement, wire


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
                ready, _, _ = select.select([own], [], [], self._limits.seconds or None)
                if ready:
                    return wire.receive_outcome(own)
            raise DeadlineError(self._limits.seconds)
        except EOFError:
            _, status = os.waitpid(pid, 0)
            pid = 0
            raise self._reason(status & 0x7F) from None
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
                outcome = self._reason(signal.SIGABRT)
            except BaseException:  # Rust's panics come as such
                outcome = self._reason(signal.SIGSEGV)
            wire.send_outcome(connection, outcome)
        os._exit(0)

    def _reason(self, ended_by: int) -> QueryError:
        if ended_by == signal.SIGABRT:
            return MemoryLimitError(self._limits.memory)
        if ended_by in confinement.BREAKDOWNS:
            return ComplexityError()
        return EngineLostError()
