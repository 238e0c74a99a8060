"""Equal requests at the same time share one answer."""

from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Call(Generic[T]):
    """An answer under way; ``done`` is made when the first follower comes."""

    __slots__ = ("answer", "done")

    def __init__(self) -> None:
        self.answer: T | None = None
        self.done: Event | None = None


class SingleFlight(Generic[T]):
    """Answers under way, by request; for use from many threads.

    Args:
        max_followers: how many threads may wait for others' answers; those beyond work themselves,
            so that waiting never takes all threads.
    """

    def __init__(self, max_followers: int) -> None:
        self._max_followers = max_followers
        self._followers = 0
        self._under_way: dict[Hashable, Call[T]] = {}
        self._lock = Lock()

    def share(
        self, key: Hashable, make: Callable[[], tuple[T, bool]], patience: float
    ) -> tuple[T, bool]:
        """Return an answer, and whether another thread made it.

        Args:
            key: the request.
            make: makes the answer, and tells whether others may have it too.
            patience: how long to wait for another thread, in seconds.
        """
        own: Call[T] = Call()
        with self._lock:
            call = self._under_way.setdefault(key, own)
            follows = call is not own and self._followers < self._max_followers
            if follows:
                self._followers += 1
                done = call.done = call.done or Event()
        if follows:
            done.wait(patience)
            with self._lock:
                self._followers -= 1
            if call.answer is not None:
                return call.answer, True
        if call is not own:
            return make()[0], False
        try:
            answer, may_share = make()
            if may_share:
                own.answer = answer
            return answer, False
        finally:
            with self._lock:
                del self._under_way[key]
            if own.done is not None:
                own.done.set()
