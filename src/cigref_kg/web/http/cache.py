"""What was prepared once and is kept in memory, within one bound for all of it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

_SHARE = 4
"""What would fill more than this part of the room is not kept: it would drive out all else."""
_OVERHEAD = 200
"""About what an entry takes beside its key and value, in bytes."""


class PreparedCache:
    """Values by key, the least recently used leaving first when they get too many.

    Safe to share between threads. Two threads that miss the same key may both prepare it; the
    answers are the same.

    Args:
        max_bytes: the size of all that is kept; may be set anew.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        """The bytes held."""
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._lock = Lock()

    def get(self, key: Hashable, prepare: Callable[[], bytes]) -> bytes:
        """Return the bytes that are kept under ``key``, preparing them if they are not there."""
        kept: bytes | None = self.find(key)
        if kept is not None:
            return kept
        prepared = prepare()
        self.keep(key, prepared, len(prepared))
        return prepared

    def find(self, key: Hashable) -> Any:
        """Return what is kept under ``key``, or ``None``."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, value: Any, size: int) -> None:
        """Keep ``value``, which takes about ``size`` bytes, unless that is too much.

        Args:
            key: of the entry.
            value: to keep.
            size: about how many bytes it takes.
        """
        size += _OVERHEAD
        if size > self.max_bytes // _SHARE:
            return
        with self._lock:
            self.size += size - self._sizes.get(key, 0)
            self._kept[key] = value
            self._sizes[key] = size
            self._kept.move_to_end(key)
            while self.size > self.max_bytes:
                dropped, _ = self._kept.popitem(last=False)
                self.size -= self._sizes.pop(dropped)

    def __len__(self) -> int:
        return len(self._kept)
