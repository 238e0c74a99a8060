"""``/ready`` and ``/metrics``, for whoever runs the service."""

import json
import os
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cigref_kg.engine.answers import AcceptedFormats, Engine, Query
from cigref_kg.engine.errors import OverloadError, QueryError
from cigref_kg.engine.workers.pool import Pool
from cigref_kg.server.metrics import Metrics, Row, index_of
from cigref_kg.server.settings import Settings
from cigref_kg.server.siblings import Siblings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

_PROBE = Query("ASK { ?anything ?at ?all }")
"""No query that is answered in place: a process of the engine has to."""
_AS_JSON = AcceptedFormats("application/sparql-results+json", None)
_GAUGE_PERIOD = 1.0  # seconds between two counts of what is free
_RUNNING = index_of("queries_running")
_WAITING = index_of("queries_waiting")


class Operation:
    """A WSGI application around another one: two addresses more, and gauges kept up to date.

    Args:
        inner: answers all other addresses.
        answer: the engine, whose working ``/ready`` tells.
        pool: whose queues are told as metrics.
        metrics: the counts of all processes.
        settings: of the service.
        row: where this process counts.
    """

    def __init__(
        self,
        inner: "WSGIApplication",
        answer: Engine,
        pool: Pool,
        metrics: Metrics,
        settings: Settings,
        row: Row,
    ) -> None:
        self._inner = inner
        self._answer = answer
        self._pool = pool
        self._metrics = metrics
        self._settings = settings
        self._row = row
        self._siblings = Siblings(
            settings.web_processes, time.monotonic(), lambda: metrics.owners(os.getppid())
        )
        threading.Thread(target=self._keep_gauges, daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"]
        if path == "/ready":
            return self._ready(start_response)
        if path == "/metrics" and self._settings.metrics:
            body = self._metrics.exposition()
            return _send(start_response, "200 OK", "text/plain; version=0.0.4", body)
        return self._inner(environ, start_response)

    def _ready(self, start_response: "StartResponse") -> Iterable[bytes]:
        started = time.perf_counter()
        reason: str | None = None
        try:
            self._answer(_PROBE, _AS_JSON)
            is_ready = True
        except OverloadError:
            is_ready, reason = True, "busy"
        except QueryError as error:
            is_ready, reason = False, error.code
        if is_ready and not self._siblings.stay_up(time.monotonic()):
            is_ready, reason = False, "web processes do not stay up"
        told: dict[str, object] = {
            "ready": is_ready,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        }
        if reason:
            told["reason"] = reason
        status = "200 OK" if is_ready else "503 Service Unavailable"
        return _send(start_response, status, "application/json", json.dumps(told).encode())

    def _keep_gauges(self) -> None:
        while True:
            self._siblings.look(time.monotonic())
            self._row.set(_RUNNING, self._pool.running)
            self._row.set(_WAITING, self._pool.waiting)
            time.sleep(_GAUGE_PERIOD)


def _send(
    start_response: "StartResponse", status: str, media_type: str, body: bytes
) -> Iterable[bytes]:
    headers = [
        ("Content-Type", media_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, headers)
    return [body]
