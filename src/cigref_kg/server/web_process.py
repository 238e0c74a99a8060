"""The web processes: granian, which carries the site and the SPARQL endpoint."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from cigref_kg.base.systems import system
from cigref_kg.server.logs import log_as_json
from cigref_kg.server.prepared import (
    BODIES_WAITING,
    BODY_READERS,
    LARGE_ANSWERS,
    LARGE_WAITING,
    MAX_FOLLOWERS,
)
from cigref_kg.server.settings import Settings
from cigref_kg.server.slow_clients import close_slow_connections

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_SPARE_THREADS = 8  # for pages, beside those that wait for queries
_CONNECTIONS = 1024  # open at once, idle ones among them
_HEADER_BYTES = 64 * 1024  # a browser sends far less
_HEADER_PATIENCE = 10_000
"""Milliseconds for the headers of a request, and between two requests of a connection."""
_TURN = 0.0005
"""Seconds after which a thread that works lets another one that waits go on: ten times as often as
Python's own, so that a short query is not held up by long pages."""
_REQUEST_PATIENCE = 10.0
"""Seconds, beyond those of the longest query, in which a connection has to move."""


def run_web(
    host: str, port: int, settings: Settings, make_application: Callable[[], "WSGIApplication"]
) -> None:
    """Serve until this process is told to stop.

    Call it in a process of its own, forked while there was a single thread: granian forks the web
    processes from it, which share what is loaded.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        settings: of the service.
        make_application: called in each web process.
    """
    multiprocessing.set_start_method("fork", force=True)
    main = os.getpid()

    def load(_target: str) -> "WSGIApplication":
        system.end_with_parent(main)
        system.name_process("cigref-kg web")
        # Granian copies the environment into each request: it costs time, and may hold secrets.
        os.environ.clear()
        log_as_json()
        sys.setswitchinterval(_TURN)
        system.share_heaps()
        close_slow_connections(port, settings.deadline + _REQUEST_PATIENCE)
        return make_application()

    server = Granian(
        "cigref_kg",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.web_processes,
        blocking_threads=n_threads(settings),
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=_HEADER_PATIENCE, max_buffer_size=_HEADER_BYTES * 8
        ),
        respawn_failed_workers=True,
        respawn_interval=0,
        workers_kill_timeout=max(1, round(settings.stop_time)),
        log_enabled=False,
    )
    server.serve(target_loader=load)
    sys.exit(0)


def n_threads(settings: Settings) -> int:
    """Return how many threads a web process has: all that can wait, and some that never do."""
    places = settings.short_places + settings.long_places + settings.waiting
    bodies, answers = BODY_READERS + BODIES_WAITING, LARGE_ANSWERS + LARGE_WAITING
    return places + MAX_FOLLOWERS + bodies + answers + _SPARE_THREADS
