"""Threads that compute take turns: at once, each would only wait for the others' interpreter.

>>> turns = Turns()
>>> with turns.take():
...     with waiting():  # for another process: somebody else computes meanwhile
...         pass
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock


class Turns:
    """One turn, which threads take one after the other.

    Args:
        longest_wait: seconds after which a thread goes on without its turn.
    """

    def __init__(self, longest_wait: float = 0.25) -> None:
        self._lock = Lock()
        self._longest_wait = longest_wait

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for the turn, and have it while the block runs."""
        turn = _Turn(self._lock, self._longest_wait)
        before = _current.set(turn)
        turn.begin()
        try:
            yield
        finally:
            turn.end()
            _current.reset(before)


@contextmanager
def waiting() -> Iterator[None]:
    """Let others have this thread's turn, if it has one, while the block waits."""
    turn = _current.get()
    if turn is None:
        yield
        return
    turn.end()
    before = _current.set(None)
    try:
        yield
    finally:
        _current.reset(before)
        turn.begin()


class _Turn:
    """One thread's share of a lock."""

    def __init__(self, lock: Lock, longest_wait: float) -> None:
        self._lock = lock
        self._longest_wait = longest_wait
        self._has_it = False

    def begin(self) -> None:
        self._has_it = self._lock.acquire(timeout=self._longest_wait)

    def end(self) -> None:
        if self._has_it:
            self._has_it = False
            self._lock.release()


_current: ContextVar[_Turn | None] = ContextVar("turn", default=None)
