"""Answers that are ready to be sent, within a bound of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

Headers = list[tuple[str, str]]

_OVERHEAD = 1500
"""About what an entry takes beside its body and key, in bytes."""


@dataclass(slots=True)
class Ready:
    """An answer in WSGI's terms."""

    status: str
    headers: Headers
    body: bytes
    tag: str | None = None
    """The entity tag, with its quotes."""
    was_kept: bool = False
    """Whether the headers say that it was ready, and not how long it took to make."""


class ReadyAnswers:
    """Answers by request, the least recently used leaving first; for use from many threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        """The bytes held."""
        self._kept: OrderedDict[Hashable, tuple[Ready, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Ready | None:
        """Return the answer to a request, if it is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        ready = found[0]
        if not ready.was_kept:
            ready.headers = [
                (name, 'prepared;desc="hit"' if name == "Server-Timing" else value)
                for name, value in ready.headers
            ]
            ready.was_kept = True
        return ready

    def keep(self, key: Hashable, answer: Ready, key_bytes: int) -> None:
        """Keep an answer; one that would fill more than a quarter of the room is not kept."""
        size = len(answer.body) + key_bytes + _OVERHEAD
        if size > self.max_bytes // 4:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self.size -= before[1]
            self._kept[key] = answer, size
            self.size += size
            while self.size > self.max_bytes:
                _, (_, dropped) = self._kept.popitem(last=False)
                self.size -= dropped
