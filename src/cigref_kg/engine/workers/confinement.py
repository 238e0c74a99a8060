"""What a process of the engine may not do: open files or sockets, gain privileges.

Each function acts on the calling process.
"""

import fcntl
import os
import resource
import signal

from cigref_kg.base.systems import system

BREAKDOWNS = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}
"""What ends a process whose program failed."""


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
    os.closerange(3 + len(high), max(system.open_descriptors()) + 1)
    return list(range(3, 3 + len(high)))


def seal(spare: int) -> None:
    """Allow ``spare`` more descriptors than are open now, for good.

    Holes below the highest one are filled, since the limit is on numbers.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    opened = system.open_descriptors()
    highest = max(opened)
    for number in range(highest):
        if number not in opened:
            os.dup2(nowhere, number)
    limit = highest + 1 + spare
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    system.refuse_privileges()


def _dup_above(descriptor: int, least: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, least)
