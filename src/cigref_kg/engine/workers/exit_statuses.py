"""How workers ended, told by their parent to all web processes through shared memory."""

import mmap
import signal
import struct
import time

from cigref_kg.engine.errors import (
    ComplexityError,
    DeadlineError,
    EngineLostError,
    MemoryLimitError,
    QueryError,
)
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers.confinement import BREAKDOWNS

_ENTRY = struct.Struct("=ii")
_ENTRIES = 512  # processes that may end before anybody asks for their status
_PATIENCE = 2.0
"""Seconds in which the parent has told: a busy machine takes its time to end a large process."""


class ExitStatuses:
    """A ring of process ids and the signals that ended them (0 for an ordinary exit).

    One process writes, any may read: those forked later, or who maps the same file.

    Args:
        descriptor: a file of ``SIZE`` bytes; without one, memory that only children share.
    """

    SIZE = _ENTRY.size * _ENTRIES

    def __init__(self, descriptor: int = -1) -> None:
        self._memory = mmap.mmap(descriptor, self.SIZE)
        self._next = 0

    def record(self, pid: int, signal_number: int) -> None:
        """Write that ``pid`` was ended by a signal."""
        # The id last, so that no reader takes it with another's signal.
        at = self._next * _ENTRY.size
        _ENTRY.pack_into(self._memory, at, 0, signal_number)
        _ENTRY.pack_into(self._memory, at, pid, signal_number)
        self._next = (self._next + 1) % _ENTRIES

    def find(self, pid: int, patience: float = _PATIENCE) -> int | None:
        """Return the signal that ended ``pid``, waiting up to ``patience`` seconds to learn it."""
        until = time.monotonic() + patience
        while True:
            found = {
                dead: ended for dead, ended in _ENTRY.iter_unpack(self._memory[:]) if dead == pid
            }
            if pid in found or time.monotonic() > until:
                return found.get(pid)
            time.sleep(0.002)


def why_ended(number: int | None, limits: Limits) -> QueryError:
    """Return why a query has no answer whose process ended by a signal.

    Args:
        number: of the signal, if it is known.
        limits: that the process kept.
    """
    if number == signal.SIGALRM:
        return DeadlineError(limits.seconds)
    if number == signal.SIGABRT:
        return MemoryLimitError(limits.memory)
    return ComplexityError() if number in BREAKDOWNS else EngineLostError()
