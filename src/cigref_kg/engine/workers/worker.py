"""A process of the engine: it answers one query at a time and may be killed at any moment."""

import gc
import os
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from cigref_kg.base.systems import system
from cigref_kg.engine.answers import Engine, Result
from cigref_kg.engine.errors import ComplexityError, MemoryLimitError, QueryError
from cigref_kg.engine.limits import MEBIBYTE, Limits
from cigref_kg.engine.workers import confinement, wire

FAILED_TO_START = 70
"""The exit status of a worker that could not begin its work; another one could not either."""

_CONNECTION_AND_LIFELINE = 2  # descriptors that a worker keeps
_NICENESS = 5
"""So far below the web processes that what they answer themselves hardly waits for queries."""
_SLOW = 0.05  # seconds: quicker queries leave no memory behind that is worth a look
_GROWTH = 32 * MEBIBYTE
_GRACE = 0.5  # seconds for what stops a query in order, before the kernel's timer


def run_worker(
    arrivals: socket.socket, make_engine: Callable[[], Engine], limits: Limits, parent: int
) -> NoReturn:
    """Be a worker: confine this process, then answer whoever connects, for good.

    Call it in a process just forked from one that has a single thread.

    Args:
        arrivals: where connections of web processes come.
        make_engine: returns the engine; called once, before files are out of reach.
        limits: on each query.
        parent: the process that forked this one.
    """
    try:
        system.end_with_parent(parent)
        system.name_process("cigref-kg query")
        system.be_first_to_die()
        (number,) = confinement.keep_only(arrivals.detach())
        os.nice(_NICENESS)
        gc.freeze()
        engine = make_engine()
        arrivals = socket.socket(fileno=number)
        system.limit_memory(limits.short_memory, limits.memory)  # which opens a file
        memory_bytes = system.memory_gauge()
        confinement.seal(spare=_CONNECTION_AND_LIFELINE)
    except BaseException:
        os._exit(FAILED_TO_START)
    most = memory_bytes() + _GROWTH
    while True:
        accepted = wire.accept(arrivals)
        if accepted is not None:
            connection, lifeline = accepted
            with connection, lifeline:
                system.end_when_closed(lifeline)
                _serve(connection, engine, limits, lambda: memory_bytes() > most)


def _serve(
    connection: socket.socket, engine: Engine, limits: Limits, has_grown: Callable[[], bool]
) -> None:
    """Answer one web process until it goes away.

    Two things end this process, whatever it does: the lifeline, and the alarm. It ends by itself
    after a query that left much memory behind, which a fresh one has back.
    """
    try:
        wire.send_hello(connection, os.getpid())
        while True:
            query, accepted, seconds = wire.receive_query(connection)
            signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
            result: Result | QueryError
            try:
                result = engine(query, accepted)
            except QueryError as error:
                result = error
            except MemoryError:
                result = MemoryLimitError(limits.memory)
            except BaseException:  # Rust's panics come as such
                result = ComplexityError()
            signal.setitimer(signal.ITIMER_REAL, 0)
            retires = isinstance(result, Result) and result.seconds >= _SLOW and has_grown()
            wire.send_outcome(connection, result)
            if retires:
                connection.close()  # first, for whoever asks next to see it at once
                os._exit(0)
    except (EOFError, OSError):
        return
