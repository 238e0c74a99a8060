"""Run with ``python -m``: the command line, with each of Linux's own calls made to raise.

CIGREF_KG_PORTABLE=yes, which it sets, promises to do without: ``prctl``, ``pidfd_open``,
``prlimit``, ``memfd_create``, ``sched_getaffinity``, ``sigtimedwait``, ``TCP_INFO``, sockets that
have a name but no file, and reading of ``/proc``. Processes that are forked later refuse too.
"""

import os
import resource
import signal
import socket
import sys
from typing import Any

GONE = {
    os: ("pidfd_open", "memfd_create", "sched_getaffinity", "sched_setaffinity", "eventfd"),
    signal: ("pidfd_send_signal", "sigtimedwait", "sigwaitinfo"),
    resource: ("prlimit",),
    socket: ("TCP_INFO", "SO_PEERCRED", "SO_PASSCRED"),
}


class LinuxOnlyError(Exception):
    """One of Linux's own calls."""


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise for what other systems do not have."""
    if event == "ctypes.dlsym" and arguments[1] == "prctl":
        raise LinuxOnlyError("prctl")
    if event in {"open", "os.listdir", "os.scandir"} and str(arguments[0]).startswith("/proc"):
        raise LinuxOnlyError(str(arguments[0]))
    if event == "socket.bind" and arguments[0].family == socket.AF_UNIX:
        name = os.fsencode(arguments[1])
        if not name or name.startswith(b"\0"):
            raise LinuxOnlyError("a socket without a file's name")


if __name__ == "__main__":
    os.environ["CIGREF_KG_PORTABLE"] = "yes"
    for module, names in GONE.items():
        for name in names:
            delattr(module, name)
    sys.addaudithook(refuse)
    from cigref_kg.__main__ import run

    run()
