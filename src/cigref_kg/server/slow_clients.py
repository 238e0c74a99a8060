"""Connections on which nothing moves are closed, so that none is held for ever.

Granian has limits for the time that headers take, and none for bodies and answers: a client that
sends a byte a second, or takes one, would hold a thread as long as it likes. Where the system tells
what moves on a connection (``TCP_INFO`` of Linux), a look every few seconds is enough.
"""

import os
import socket
import stat
import threading
import time
from contextlib import suppress

from cigref_kg.base.systems import system
from cigref_kg.base.systems.posix import Traffic
from cigref_kg.server.logs import log

_LEAST_TAKEN = 64 * 1024
"""Bytes of an answer that a client has to take in the time that it is given."""
_PERIOD = 5.0  # seconds between two looks at all connections


class SlowClients:
    """Tells which connections are to be closed.

    Args:
        patience: seconds that a client has to send its request, and to take a part of an answer;
            more than any answer takes to be made.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._seen: dict[object, tuple[float, int]] = {}

    def are_slow(self, now: float, connections: dict[object, Traffic]) -> list[object]:
        """Return those on which too little has moved.

        Args:
            now: by a monotonic clock, in seconds.
            connections: all that are open now, by anything that tells them apart.
        """
        self._seen = {each: seen for each, seen in self._seen.items() if each in connections}
        slow = []
        for each, traffic in connections.items():
            since, taken = self._seen.setdefault(each, (now, traffic.taken))
            if now - since < self._patience:
                continue
            moved = traffic.taken - taken
            if not moved or (traffic.is_pending and moved < _LEAST_TAKEN):
                slow.append(each)
            self._seen[each] = now, traffic.taken
        return slow


def close_slow_connections(port: int, patience: float) -> None:
    """Begin to close the connections of this process's clients that are slow.

    Args:
        port: where this process listens.
        patience: see :class:`SlowClients`.
    """
    clients = SlowClients(patience)

    def watch() -> None:
        while True:
            time.sleep(_PERIOD)
            with suppress(OSError):
                _close_slow(clients, port)

    threading.Thread(target=watch, daemon=True).start()


def _close_slow(clients: SlowClients, port: int) -> None:
    opened = _connections(port)
    try:
        told = {peer: system.traffic(connection) for peer, connection in opened.items()}
        traffic = {peer: moved for peer, moved in told.items() if moved}
        slow = clients.are_slow(time.monotonic(), traffic)
        for peer in slow:
            with suppress(OSError):  # it may have gone meanwhile
                opened[peer].shutdown(socket.SHUT_RDWR)
        if slow:
            log("slow connections closed", count=len(slow))
    finally:
        for connection in opened.values():
            connection.close()


def _connections(port: int) -> dict[object, socket.socket]:
    """Return this process's connections on ``port`` by their peers, with a socket for each."""
    found: dict[object, socket.socket] = {}
    for descriptor in system.open_descriptors():
        with suppress(OSError):  # one that listens has no peer; others were closed meanwhile
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                connection = socket.socket(fileno=os.dup(descriptor))
                if not _is_client(connection, port) or connection.getpeername() in found:
                    connection.close()
                else:
                    found[connection.getpeername()] = connection
    return found


def _is_client(connection: socket.socket, port: int) -> bool:
    is_tcp = connection.family in {socket.AF_INET, socket.AF_INET6}
    is_listening = is_tcp and connection.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
    return is_tcp and not is_listening and connection.getsockname()[1] == port
