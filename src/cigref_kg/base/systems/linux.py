"""What Linux gives beyond what every POSIX system does."""

import ctypes
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from cigref_kg.base.systems.posix import Posix, Traffic, is_open
from cigref_kg.base.text import Text

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_NAME = 15  # linux/prctl.h
_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
_M_ARENA_MAX = -8  # malloc.h
_TCP_INFO_BYTES = 160  # linux/tcp.h: the beginning of struct tcp_info
_UNACKED, _ACKED, _UNSENT = struct.Struct("@I"), struct.Struct("@Q"), struct.Struct("@I")
_UNACKED_AT, _ACKED_AT, _UNSENT_AT = 24, 120, 144
"""Where ``struct tcp_info`` of Linux 4.6 and later has what was not acknowledged (in segments),
what was (in bytes), and what was not sent yet (in bytes)."""
_STATM_BYTES = 128  # proc(5): seven numbers


class Linux(Posix):
    """Linux's own calls: ``prctl``, ``prlimit``, ``/proc``, ``memfd_create``, ``TCP_INFO``."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None)
        self._prctl = library.prctl
        self._mallopt = getattr(library, "mallopt", None)  # of glibc

    def lacking(self) -> tuple[Text, ...]:
        """Return nothing: Linux gives every bound."""
        return ()

    def end_with_parent(self, parent: int) -> None:
        """See :meth:`Posix.end_with_parent`; here by the kernel, and at once."""
        self._prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)

    def name_process(self, name: str) -> None:
        """Show ``name`` (at most 15 bytes) as this process's in ``ps -o comm`` and ``top``."""
        self._prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)

    def be_first_to_die(self) -> None:
        """Let the kernel end this process before others when the machine runs out of memory."""
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")

    def share_heaps(self) -> None:
        """Let threads share two heaps: each of dozens would keep what its largest answer took."""
        if self._mallopt:
            self._mallopt(_M_ARENA_MAX, 2)

    def refuse_privileges(self) -> None:
        """Never gain a privilege by starting a program."""
        self._prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

    def has_one_thread(self) -> bool:
        """Tell whether this process can be forked safely, threads of libraries counted."""
        return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1

    def open_descriptors(self) -> set[int]:
        """Return the numbers of the files and sockets that are open."""
        listed = map(int, os.listdir("/proc/self/fd"))  # noqa: PTH208
        return {number for number in listed if is_open(number)}  # the listing itself is not

    def file_limit(self, hard: int) -> int:
        """Return all that it may open."""
        return hard

    def memory_gauge(self) -> Callable[[], int]:
        """Return what tells the size of this process's address space, in bytes.

        It holds a file open, so that it works on when the process may open nothing more.
        """
        opened = os.open("/proc/self/statm", os.O_RDONLY)
        return lambda: _mapped_bytes(os.pread(opened, _STATM_BYTES, 0))

    def limit_memory(self, short: int, long: int) -> None:
        """Let this process map at most ``short`` bytes more, ``long`` once that is raised."""
        mapped = _mapped_bytes(Path("/proc/self/statm").read_bytes())
        resource.setrlimit(resource.RLIMIT_AS, (mapped + short, mapped + long))

    def raise_memory(self, pid: int) -> None:
        """Raise the memory limit of process ``pid`` to its hard limit."""
        _, hard = resource.prlimit(pid, resource.RLIMIT_AS)
        resource.prlimit(pid, resource.RLIMIT_AS, (hard, hard))

    def wait_for_signal(self, signals: Collection[signal.Signals], seconds: float) -> int | None:
        """Return a signal of those that are held back, or ``None`` if none comes in time."""
        received = signal.sigtimedwait(signals, seconds)
        return received.si_signo if received else None

    def processors(self) -> int:
        """Return how many processors this process may use."""
        return len(os.sched_getaffinity(0))

    def anonymous_file(self) -> int:
        """Open an empty file in memory; return its descriptor."""
        return os.memfd_create("cigref-kg")

    def traffic(self, connection: socket.socket) -> Traffic | None:
        """Return what moved on a TCP connection."""
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO_BYTES)
        (taken,) = _ACKED.unpack_from(info, _ACKED_AT)
        (unacked,), (unsent,) = (
            _UNACKED.unpack_from(info, _UNACKED_AT),
            _UNSENT.unpack_from(info, _UNSENT_AT),
        )
        return Traffic(taken, bool(unacked or unsent))

    def write_to_pipe(self, descriptor: int, content: bytes) -> bool:
        """Write to a pipe without waiting; tell whether all was written."""
        try:
            # Opened anew, not to make it non-blocking for others who have it.
            pipe = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK)
        except PermissionError:  # it belongs to who started the service
            return super().write_to_pipe(descriptor, content)
        try:
            return os.write(pipe, content) == len(content)
        finally:
            os.close(pipe)


def _mapped_bytes(statm: bytes) -> int:
    return int(statm.split()[0]) * resource.getpagesize()
