"""Files that one process makes for all that were forked with it."""

import fcntl
import json
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property

from cigref_kg.base.deadline import LateError
from cigref_kg.base.systems import system
from cigref_kg.base.turns import waiting

_PAUSE = 0.02
"""Seconds between two looks at whether the files are there."""
_HEAD = 8
"""Bytes that say how long the index is; 0 until all is written, so that no part is ever read."""


class SharedFiles(Mapping[str, bytes]):
    """Files by name, made by whichever process asks first; the others wait for it and read.

    They lie in a file without a name, in memory where the system can, which goes with the last
    process that has it open. If the one that makes them is killed, the next makes them anew.

    >>> files = SharedFiles(lambda: {"a.txt": b"a"})
    >>> list(files), files["a.txt"]
    (['a.txt'], b'a')

    Args:
        make: makes all of them.
        patience: seconds that one waits for them, fewer than a connection may stand still.
    """

    def __init__(self, make: Callable[[], Mapping[str, bytes]], patience: float = 15.0) -> None:
        self._make, self._patience = make, patience
        self._descriptor = system.anonymous_file()
        weakref.finalize(self, os.close, self._descriptor)
        # Locks of files are between processes, this one is between the threads of each.
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> bytes:
        start, size = self._places[name]
        return os.pread(self._descriptor, size, start)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """Where each file starts, and its size."""
        with waiting(), self._turn():
            length = int.from_bytes(os.pread(self._descriptor, _HEAD, 0))
            if not length:
                length = self._write()
            index: dict[str, int] = json.loads(os.pread(self._descriptor, length, _HEAD))
        places, start = {}, _HEAD + length
        for name, size in index.items():
            places[name] = start, size
            start += size
        return places

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until nobody else makes the files.

        Raises:
            LateError: if that takes too long.
        """
        until = time.monotonic() + self._patience
        if not self._lock.acquire(timeout=self._patience):
            raise LateError
        try:
            while not self._is_free():
                if time.monotonic() > until:
                    raise LateError
                time.sleep(_PAUSE)
            try:
                yield
            finally:
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN)
        finally:
            self._lock.release()

    def _is_free(self) -> bool:
        with suppress(BlockingIOError):
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _write(self) -> int:
        """Make the files and write them; return the length of the index."""
        files = self._make()
        index = json.dumps({name: len(content) for name, content in files.items()}).encode()
        place = _HEAD
        for part in (index, *files.values()):
            left = memoryview(part)
            while left:
                written = os.pwrite(self._descriptor, left, place)
                left, place = left[written:], place + written
        os.pwrite(self._descriptor, len(index).to_bytes(_HEAD), 0)
        return len(index)
