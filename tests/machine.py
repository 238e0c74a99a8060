"""What tests ask of the machine: ports for their servers, and whether a process lives."""

import random
import socket
from itertools import count
from pathlib import Path

_BELOW_THE_KERNELS = range(10_000, 30_000)
"""None of which Linux gives to clients, who would take it before the server does."""
_next = count(random.SystemRandom().randrange(len(_BELOW_THE_KERNELS)))
"""Each process of the tests begins elsewhere, and gives no port twice."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    for number in _next:
        port = _BELOW_THE_KERNELS[number % len(_BELOW_THE_KERNELS)]
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError


def is_alive(pid: int) -> bool:
    """Tell whether a process has not ended; one that nobody asked for its status has."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
