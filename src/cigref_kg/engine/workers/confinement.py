"""What a process of the engine may not do: live on alone, grow, open files or sockets.

Linux only, as the service is; each function acts on the calling process.
"""

import ctypes
import fcntl
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_PR_SET_NO_NEW_PRIVS = 38
BREAKDOWNS = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}
"""What ends a process whose program failed."""

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, even by ``kill -9``.

    Args:
        parent: the parent's id; if it has ended already, this process ends at once.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def hear_of_parents_end(number: int) -> None:
    """Have signal ``number`` sent to this process when its parent ends, even by ``kill -9``."""
    _libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def name_process(name: str) -> None:
    """Show ``name`` (at most 15 bytes) as this process's in ``ps -o comm`` and ``top``."""
    _libc.prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)


def be_first_to_die() -> None:
    """Let the kernel end this process before others when the machine runs out of memory."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def keep_only(*descriptors: int) -> list[int]:
    """Close all files and sockets but ``descriptors``, which become 3, 4…; 0 to 2 lead nowhere.

    Returns:
        The new numbers of ``descriptors``.
    """
    moved = [os.dup(descriptor) for descriptor in descriptors]
    # Out of the way of the numbers that they shall get.
    high = [_dup_above(descriptor, 64) for descriptor in moved]
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    for number, descriptor in enumerate(high, start=3):
        os.dup2(descriptor, number)
    os.closerange(3 + len(high), _highest() + 1)
    return list(range(3, 3 + len(high)))


def seal(spare: int) -> None:
    """Allow ``spare`` more descriptors than are open now, for good.

    Holes below the highest one are filled, since the limit is on numbers.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    highest = _highest()
    opened = _opened()
    for number in range(highest):
        if number not in opened:
            os.dup2(nowhere, number)
    limit = highest + 1 + spare
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def limit_memory(soft: int, hard: int) -> None:
    """Let this process add at most ``soft`` bytes to what it has mapped, ``hard`` if raised."""
    mapped = mapped_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + soft, mapped + hard))


def raise_memory(pid: int) -> None:
    """Raise the memory limit of process ``pid`` to its hard limit."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_AS)
    resource.prlimit(pid, resource.RLIMIT_AS, (hard, hard))


def mapped_bytes() -> int:
    """Return the size of this process's address space."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def has_one_thread() -> bool:
    """Tell whether this process can be forked safely."""
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def _opened() -> set[int]:
    return {int(entry.name) for entry in Path("/proc/self/fd").iterdir()}


def _highest() -> int:
    return max(_opened())


def _dup_above(descriptor: int, least: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, least)
