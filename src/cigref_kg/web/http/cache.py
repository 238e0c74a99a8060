"""What was prepared once and is kept in memory, within a bound."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class PreparedCache:
    """Bytes by key, the least recently used leaving first when they get too many.

    Safe to share between threads. Two threads that miss the same key may both prepare it; the
    answers are the same.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        """The bytes held."""
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, prepare: Callable[[], bytes]) -> bytes:
        """Return what is kept under ``key``, preparing it if it is not there."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        prepared = prepare()
        with self._lock:
            if key not in self._kept and len(prepared) <= self.max_bytes:
                self._kept[key] = prepared
                self.size += len(prepared)
                while self.size > self.max_bytes:
                    _, dropped = self._kept.popitem(last=False)
                    self.size -= len(dropped)
        return prepared

    def __len__(self) -> int:
        return len(self._kept)
