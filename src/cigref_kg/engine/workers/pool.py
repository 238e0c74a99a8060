"""The engine as a web process sees it: workers that are stopped when a query goes too far.

Every query may run for a short while; one that needs longer takes one of the few long slots, or
is stopped and begins anew when one is free. So whatever some clients ask, there is room for the
short queries of others.
"""

import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from threading import Lock

from cigref_kg.base.systems import system
from cigref_kg.base.turns import waiting
from cigref_kg.engine.admission import AdmissionQueue
from cigref_kg.engine.answers import AcceptedFormats, Query, Result
from cigref_kg.engine.errors import (
    DeadlineError,
    EngineLostError,
    MemoryLimitError,
    QueryError,
)
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers import wire
from cigref_kg.engine.workers.exit_statuses import ExitStatuses, why_ended

_LONG_NICENESS = 10  # below other queries, so that short ones come first
_HARDLY = 0.02  # seconds after which it is to blame on the query itself that its worker ended
_PATIENCE = 2.0
"""Seconds to wait for a worker that is being replaced."""
_SLOT = 0.01
"""Seconds for which a query has a processor to itself: more than most need from end to end."""
_LONGEST_WAIT = 4 * _SLOT

_TIME = struct.Struct("@ll")
_SEND_TIME = _TIME.pack(int(_PATIENCE), 0)


class _Interrupted(Exception):  # noqa: N818  (not an error: the query goes on elsewhere)
    """A query used up its short time and there is no long slot yet."""


class _HardlyBegunError(EngineLostError):
    """The worker was ending already when it was asked."""


class Worker:
    """A connection to a worker.

    Raises:
        OSError: if none is free in time.
        EOFError: if the worker ended before it said who it is.
    """

    def __init__(self, entrance: socket.socket) -> None:
        self._connection, self._lifeline = wire.connect(entrance)
        self._patience = 0.0
        try:
            self._be_patient(_PATIENCE)
            self.pid = wire.receive_hello(self._connection)
        except BaseException:
            self.end()
            raise

    def ask(self, query: Query, accepted: AcceptedFormats, seconds: float) -> None:
        """Send a query; the answer comes from :meth:`wait`.

        Args:
            query: what is asked.
            accepted: the formats that may be answered in.
            seconds: how long it may take.
        """
        wire.send_query(self._connection, query, accepted, seconds)

    def wait(self, seconds: float) -> Result | None:
        """Return the answer, or ``None`` if it does not come within ``seconds``.

        Raises:
            QueryError: if the query has no answer.
            EOFError, OSError: if the worker has ended.
        """
        self._be_patient(max(seconds, 0.001))
        try:
            return wire.receive_outcome(self._connection)
        except BlockingIOError:
            return None

    def allow_more(self) -> None:
        """Let it use the whole memory of a query, at a lower priority."""
        with suppress(OSError):  # it may have ended meanwhile
            system.raise_memory(self.pid)
            os.setpriority(os.PRIO_PROCESS, self.pid, _LONG_NICENESS)

    def end(self) -> None:
        """Let go of it, and so end it at once; its parent replaces it."""
        self._lifeline.close()
        self._connection.close()

    def _be_patient(self, seconds: float) -> None:
        # The kernel's own time-out on a blocking socket: Python's would poll before each call.
        if seconds != self._patience:
            whole = int(seconds)
            value = _TIME.pack(whole, int((seconds - whole) * 1e6))
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, value)
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _SEND_TIME)
            self._patience = seconds


class Pool:
    """An :class:`~cigref_kg.engine.answers.Engine` by workers; safe to use from many threads.

    Args:
        entrance: where to connect to the workers.
        exit_statuses: where their parent tells how they ended.
        limits: on each query and on all together.
        processors: how many of the machine's are this web process's share.
    """

    def __init__(
        self,
        entrance: socket.socket,
        exit_statuses: ExitStatuses,
        limits: Limits,
        processors: int = 1,
    ) -> None:
        self.limits = limits
        self._entrance = entrance
        self._exit_statuses = exit_statuses
        self._idle: list[Worker] = []
        self._processor_slots = ProcessorSlots(processors)
        self._admission = AdmissionQueue(limits.short_places + limits.long_places, limits.waiting)
        self._long_admission = AdmissionQueue(limits.long_places, limits.waiting)

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        with waiting():
            return self._answer(query, accepted, time.monotonic() + self.limits.seconds)

    def _answer(self, query: Query, accepted: AcceptedFormats, deadline: float) -> Result:
        with self._admission.slot(deadline):
            try:
                return self._run_briefly(query, accepted, deadline)
            except _Interrupted:
                pass
            except _HardlyBegunError:
                with suppress(_Interrupted):
                    return self._run_briefly(query, accepted, deadline)
        with self._long_admission.slot(deadline), self._admission.slot(deadline):
            worker = self._ask(query, accepted, deadline)
            return self._run_on(worker, deadline)

    @property
    def running(self) -> int:
        """How many queries run now."""
        return self._admission.taken

    @property
    def waiting(self) -> int:
        """How many queries wait now."""
        return self._admission.waiting + self._long_admission.waiting

    def close(self) -> None:
        """Let go of all workers."""
        while self._idle:
            self._idle.pop().end()

    def _run_briefly(self, query: Query, accepted: AcceptedFormats, deadline: float) -> Result:
        """Run a query for its short time, and on if there is a long slot.

        Raises:
            _Interrupted: if there is none, or it needed more memory than a short query may have.
            _HardlyBegunError: if another worker may answer it.
        """
        with self._processor_slots.take() as release:
            worker, asked = self._ask(query, accepted, deadline), time.monotonic()
            try:
                result = worker.wait(_SLOT)
                if result is None:
                    release()
                    result = worker.wait(self.limits.short_seconds - _SLOT)
            except MemoryLimitError:
                worker.end()
                raise _Interrupted from None
            except QueryError:
                self._idle.append(worker)
                raise
            except (EOFError, OSError):
                has_hardly_begun = time.monotonic() - asked < _HARDLY
                ended = self._lose(worker)
                if isinstance(ended, MemoryLimitError):
                    raise _Interrupted from None
                if isinstance(ended, EngineLostError) and has_hardly_begun:
                    raise _HardlyBegunError from None
                raise ended from None
        if result is not None:
            self._idle.append(worker)
            return result
        if not self._long_admission.take_now():
            worker.end()
            raise _Interrupted
        try:
            return self._run_on(worker, deadline)
        finally:
            self._long_admission.leave()

    def _run_on(self, worker: Worker, deadline: float) -> Result:
        """Wait until the deadline for a query that has a long slot; its worker ends with it."""
        worker.allow_more()
        try:
            result = worker.wait(deadline - time.monotonic())
        except QueryError:
            worker.end()
            raise
        except (EOFError, OSError):
            raise self._lose(worker) from None
        worker.end()  # with it go its memory and its low priority
        if result is None:
            raise DeadlineError(self.limits.seconds)
        return result

    def _ask(self, query: Query, accepted: AcceptedFormats, deadline: float) -> Worker:
        """Send a query to a worker that is free."""
        seconds = deadline - time.monotonic()
        # Whoever was killed while idle is found out here, and nothing is lost.
        for _ in range(self._admission.size + 1):
            try:
                worker = self._idle.pop() if self._idle else Worker(self._entrance)
            except (EOFError, OSError):
                if time.monotonic() > deadline:
                    break
                continue
            try:
                worker.ask(query, accepted, seconds)
            except OSError:
                worker.end()
            else:
                return worker
        raise EngineLostError()

    def _lose(self, worker: Worker) -> QueryError:
        """Return why a worker ended before it answered."""
        worker.end()
        return why_ended(self._exit_statuses.find(worker.pid), self.limits)


class ProcessorSlots:
    """Slots on the processors: queries at once would only push each other out of their caches.

    Args:
        size: how many queries have one at once.
    """

    def __init__(self, size: int) -> None:
        self._locks = [Lock() for _ in range(size)]
        self._next = cycle(self._locks)

    @contextmanager
    def take(self) -> Iterator[Callable[[], None]]:
        """Take a slot, or go on without one after a while; yields what ends it early."""
        taken = self._take()

        def end() -> None:
            nonlocal taken
            if taken:
                taken.release()
                taken = None

        try:
            yield end
        finally:
            end()

    def _take(self) -> "Lock | None":
        for lock in self._locks:
            if lock.acquire(blocking=False):
                return lock
        lock = next(self._next)
        return lock if lock.acquire(timeout=_LONGEST_WAIT) else None
