"""What any POSIX system gives: less than Linux does, and ``lacking`` says what is less."""

import ctypes
import fcntl
import mmap
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text

_MOST_DESCRIPTORS = 10_240
"""Files and sockets of a process: what macOS allows at most (``OPEN_MAX``)."""
_ADDRESS_BITS = 47  # what x86-64 gives a process
_EXACTNESS = 1 << 20
"""Bytes to which the size of the address space is found out."""
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``, which is not the same everywhere."""
_PARENT_PERIOD = 0.5
"""Seconds between two looks at whether the parent lives."""
_SIGNAL_PERIOD = 0.01
"""Seconds between two looks at which signals wait."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the system knows of a connection."""

    taken: int
    """The bytes that the client has acknowledged."""
    is_pending: bool
    """Whether there is more for it to take."""


class Posix:
    """What a process asks of its system; each method acts on the calling process."""

    def lacking(self) -> tuple[Text, ...]:
        """Return which bounds that the documentation promises this system cannot give."""
        memory = "unbounded-memory" if _address_space() is None else "shared-memory"
        others = ("slow-clients", "no-order-of-ends", "privileges", "blocking-log")
        return tuple(message(f"base.lacking-{each}") for each in (memory, *others))

    def end_with_parent(self, parent: int) -> None:
        """End this process when its parent ends, even by ``kill -9``.

        Args:
            parent: the parent's id; if it has ended already, this process ends soon.
        """

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(_PARENT_PERIOD)
            os._exit(0)

        threading.Thread(target=watch, daemon=True).start()

    def end_when_closed(self, connection: socket.socket) -> None:
        """End this process at once, whatever it does, when the other end of a socket closes.

        Nothing may ever be sent over it.
        """
        # C's own _exit as handler: what signal SIGIO does by default differs between systems, and
        # a handler in Python would wait for the end of a query.
        libc = ctypes.CDLL(None)
        libc.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
        libc.signal(signal.SIGIO, ctypes.cast(libc._exit, ctypes.c_void_p))
        number = connection.fileno()
        fcntl.fcntl(number, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) | os.O_ASYNC)

    def name_process(self, name: str) -> None:
        """Show ``name`` (at most 15 bytes) as this process's in ``ps`` and ``top``, if possible."""

    def be_first_to_die(self) -> None:
        """Let the system end this process before others when memory runs out, if possible."""

    def share_heaps(self) -> None:
        """Let threads share heaps, where each would have its own."""

    def refuse_privileges(self) -> None:
        """Never gain a privilege by starting a program, if possible."""

    def has_one_thread(self) -> bool:
        """Tell whether this process can be forked safely."""
        return threading.active_count() == 1

    def open_descriptors(self) -> set[int]:
        """Return the numbers of the files and sockets that are open."""
        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return {number for number in range(self.file_limit(limit)) if is_open(number)}

    def file_limit(self, hard: int) -> int:
        """Return how many files a process shall open, of which it may open ``hard``."""
        is_endless = hard == resource.RLIM_INFINITY
        return _MOST_DESCRIPTORS if is_endless else min(hard, _MOST_DESCRIPTORS)

    def memory_gauge(self) -> Callable[[], int]:
        """Return what tells a measure of this process's memory in bytes, which grows with it."""
        return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT

    def limit_memory(self, short: int, long: int) -> None:  # noqa: ARG002
        """Bound the memory that this process adds to what it has now.

        Args:
            short: in bytes, until :meth:`raise_memory`, where that is possible.
            long: in bytes, from then on.
        """
        space = _address_space()
        if space is not None:
            resource.setrlimit(resource.RLIMIT_AS, (space + long, space + long))

    def raise_memory(self, pid: int) -> None:
        """Let process ``pid`` use all of its memory, if it could not yet.

        Raises:
            OSError: if it has ended.
        """

    def wait_for_signal(self, signals: Collection[signal.Signals], seconds: float) -> int | None:
        """Return a signal of those that are held back, or ``None`` if none comes in time."""
        until = time.monotonic() + seconds
        while not (arrived := signal.sigpending() & set(signals)):
            if time.monotonic() > until:
                return None
            time.sleep(_SIGNAL_PERIOD)
        return signal.sigwait(arrived)

    def hold_back(self, signals: Collection[signal.Signals]) -> None:
        """Let signals wait until somebody asks for them."""
        # Elsewhere one that nobody handles is thrown away if that is its default.
        if signal.SIGCHLD in signals:
            signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)

    def processors(self) -> int:
        """Return how many processors this process may use."""
        return os.cpu_count() or 1

    def anonymous_file(self) -> int:
        """Open an empty file without a name, which goes with the last who has it open.

        Returns:
            Its descriptor.

        Raises:
            OSError: if no temporary file can be written.
        """
        with tempfile.TemporaryFile() as file:
            return os.dup(file.fileno())

    def traffic(self, connection: socket.socket) -> Traffic | None:  # noqa: ARG002
        """Return what moved on a connection, if the system tells."""
        return None

    def write_to_pipe(self, descriptor: int, content: bytes) -> bool:
        """Write to a pipe without waiting; tell whether all was written.

        Raises:
            OSError: if nobody can read it any more.
        """
        _, ready, _ = select.select([], [descriptor], [], 0)
        return bool(ready) and os.write(descriptor, content) == len(content)


def is_open(number: int) -> bool:
    """Tell whether a descriptor leads anywhere."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _address_space() -> int | None:
    """Find how many bytes this process has mapped, by the least limit that lets it map more.

    Returns:
        The size; ``None`` where the system takes no such limit or does not keep it.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    least, most = 0, 1 << _ADDRESS_BITS
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        while most - least > _EXACTNESS:
            middle = (least + most) // 2
            resource.setrlimit(resource.RLIMIT_AS, (middle, hard))
            least, most = (least, middle) if _can_map_more() else (middle, most)
    except (OSError, ValueError):
        return None
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    return most if least else None


def _can_map_more() -> bool:
    try:
        mmap.mmap(-1, mmap.PAGESIZE).close()
    except (OSError, MemoryError):
        return False
    return True
