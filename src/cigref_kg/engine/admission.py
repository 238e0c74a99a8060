"""How many may ask at once, and how many may wait: the rest is told to come back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from cigref_kg.engine.errors import OverloadError


class AdmissionQueue:
    """Slots that queries take, and a queue of bounded length before them."""

    def __init__(self, size: int, max_waiting: int) -> None:
        self.size = size
        self.taken = 0
        self.waiting = 0
        self._max_waiting = max_waiting
        self._freed = Condition()

    @contextmanager
    def slot(self, deadline: float) -> Iterator[None]:
        """Take a slot, waiting for one until ``deadline`` (monotonic).

        Raises:
            OverloadError: if the queue is full or none became free in time.
        """
        self.take(deadline)
        try:
            yield
        finally:
            self.leave()

    def take(self, deadline: float) -> None:
        """Take a slot, waiting for one until ``deadline``; :meth:`leave` gives it back.

        Raises:
            OverloadError: if the queue is full or none became free in time.
        """
        with self._freed:
            if self.taken >= self.size:
                self._wait(deadline)
            self.taken += 1

    def take_now(self) -> bool:
        """Take a slot if one is free and nobody waits for it; :meth:`leave` gives it back."""
        with self._freed:
            if self.taken >= self.size or self.waiting:
                return False
            self.taken += 1
            return True

    def leave(self) -> None:
        """Give a slot back."""
        with self._freed:
            self.taken -= 1
            self._freed.notify()

    def _wait(self, deadline: float) -> None:
        if self.waiting >= self._max_waiting:
            raise OverloadError(5)
        self.waiting += 1
        try:
            free = self._freed.wait_for(lambda: self.taken < self.size, deadline - time.monotonic())
        finally:
            self.waiting -= 1
        if not free:
            raise OverloadError(10)
