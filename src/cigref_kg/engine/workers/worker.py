"""A process of the engine: it answers one query at a time and may be killed at any moment."""

import fcntl
import gc
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import NoReturn

from cigref_kg.engine.answers import Engine, Result
from cigref_kg.engine.errors import ComplexityError, MemoryLimitError, QueryError
from cigref_kg.engine.limits import MEBIBYTE, Limits
from cigref_kg.engine.workers import confinement, wire

FAILED_TO_START = 70
"""The exit status of a worker that could not begin its work; another one could not either."""

_CONNECTION_AND_LIFELINE = 2
_NICENESS = 1
_SLOW = 0.05
_GROWTH = 32 * MEBIBYTE
_GRACE = 0.5
_CREDENTIALS = struct.Struct("3i")


def run_worker(
    listener: socket.socket, make_engine: Callable[[], Engine], limits: Limits, parent: int
) -> NoReturn:
    """Be a worker: confine this process, then answer whoever connects, for good.

    Call it in a process just forked from one that has a single thread.

    Args:
        listener: where web processes of the same user connect.
        make_engine: returns the engine; called once, before files are out of reach.
        limits: on each query.
        parent: the process that forked this one.
    """
    try:
        confinement.die_with_parent(parent)
        confinement.name_process("cigref-kg query")
        confinement.be_first_to_die()
        (number,) = confinement.keep_only(listener.detach())
        os.nice(_NICENESS)
        gc.freeze()
        engine = make_engine()
        listener = socket.socket(fileno=number)
        confinement.seal(spare=_CONNECTION_AND_LIFELINE)
        confinement.limit_memory(limits.short_memory, limits.memory)
    except BaseException:
        os._exit(FAILED_TO_START)
    mapped = confinement.mapped_bytes()
    while True:
        connection, _ = listener.accept()
        with connection:
            if _is_own_user(connection):
                _serve(connection, engine, limits, mapped)


def _serve(connection: socket.socket, engine: Engine, limits: Limits, mapped: int) -> None:
    """Answer one web process until it goes away.

    Two things end this process, whatever it does: the lifeline, and the alarm.
    """
    try:
        wire.send_hello(connection, os.getpid())
        lifeline = wire.receive_lifeline(connection)
        # Nothing is ever sent over it, so a signal can only mean that the other side has gone.
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
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
            wire.send_outcome(connection, result)
            if isinstance(result, QueryError) or result.seconds < _SLOW:
                continue
            if confinement.mapped_bytes() > mapped + _GROWTH:
                sys.exit(0)  # a fresh worker has that memory back
    except (EOFError, OSError):
        return


def _is_own_user(connection: socket.socket) -> bool:
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(raw)[1] == os.getuid())
