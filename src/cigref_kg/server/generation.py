"""One generation of the service: the engine's workers and the web processes of one version.

The process that runs it has a single thread, holds what is loaded, answers nobody, and replaces its
children when they end.
"""

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cigref_kg.base.systems import system
from cigref_kg.engine.answers import Engine
from cigref_kg.engine.cardinality import InPlace
from cigref_kg.engine.lookups import Shortcut
from cigref_kg.engine.remote import RemoteEngine
from cigref_kg.engine.workers.pool import Pool
from cigref_kg.engine.workers.prefork import PreforkParent
from cigref_kg.server.loading import Loaded, Source
from cigref_kg.server.logs import log
from cigref_kg.server.metrics import Metrics, Row, index_of
from cigref_kg.server.operation import Operation
from cigref_kg.server.prepared import PreparedAnswers
from cigref_kg.server.settings import Settings
from cigref_kg.server.web_process import run_web
from cigref_kg.web.app import create_app, prepare_ahead
from cigref_kg.web.sparql.endpoint import SparqlEndpoint

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask

_SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_STARTS = index_of("web_starts_total")
_RESTARTS = index_of("web_restarts_total")
_SOON = 1.0  # seconds: a process that lasted less fails for a reason that lasts
_PATIENCE = 0.2  # seconds before it is started again
_PERIOD = 1.0
"""Seconds between two looks at the first process, and after which workers that could not start (a
store that vanished) are tried again."""
_KNOWN_ENDS = {0, 6, 9, 11, 14}


class Generation:
    """The processes that serve one version of the contents.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        source: where the contents came from.
        contents: what to serve.
        settings: of the service.
        metrics: where to count, over all generations.
    """

    def __init__(
        self,
        host: str,
        port: int,
        source: Source,
        contents: Loaded,
        settings: Settings,
        metrics: Metrics,
    ) -> None:
        self._host = host
        self._port = port
        self._source = source
        self._contents = contents
        self._settings = settings
        self._metrics = metrics

    def run(self, supervisor: int) -> NoReturn:
        """Serve until told to stop by ``SIGTERM``; call it in a process just forked.

        It needs its supervisor for a reload and for its own end, not to serve: if that is killed,
        it goes on.

        Args:
            supervisor: the process that forked this one.
        """
        system.hold_back(_SIGNALS)
        system.name_process("cigref-kg gener")
        # A terminal's Ctrl-C is for the supervisor only, which stops all in order.
        os.setpgid(0, 0)
        limits = self._settings.limits
        places = self._settings.web_processes * (limits.short_places + limits.long_places)
        workers = PreforkParent(lambda: self._contents.make_engine(limits), limits, places)
        site, application = self._application(workers)
        row = self._metrics.claim()
        gc.collect()
        gc.freeze()
        workers.fill()
        workers.check()
        web, started = self._fork_web(application), time.monotonic()
        self._fork_to_make(site.extensions["cigref_kg"].files)
        is_orphan = False
        while True:
            number = system.wait_for_signal(_SIGNALS, _PERIOD)
            if number is None:
                workers.fill()
            if number == signal.SIGTERM:
                self._stop(web, workers)
            if os.getppid() != supervisor and (not is_orphan or number == signal.SIGHUP):
                is_orphan = True
                log(
                    "first process ended",
                    first=supervisor,
                    now="it goes on without reload; SIGTERM to this process stops it",
                )
            for pid, status in ended_children():
                if pid == web:
                    log("web processes ended", status=status)
                    row.add(_RESTARTS)
                    if time.monotonic() - started < _SOON:
                        time.sleep(_PATIENCE)
                    web, started = self._fork_web(application), time.monotonic()
                elif workers.reap(pid, status):
                    _count(row, status)

    def _application(self, workers: PreforkParent) -> "tuple[Flask, Callable[[], WSGIApplication]]":
        """Return the site, and what makes the application of a web process around it.

        All that can be shared, and is asked for at once, is made now.
        """
        settings, limits = self._settings, self._settings.limits
        processors = max(1, system.processors() // settings.web_processes)
        pool = Pool(workers.entrance, workers.exit_statuses, limits, processors)
        dataset = self._contents.dataset
        engine: Engine = pool
        if self._source.is_remote:
            url, credentials = self._source.store, settings.store_credentials
            engine = RemoteEngine(url, pool, limits, dataset.iris.base, credentials)
        elif self._contents.store is not None:
            store, degrees = self._contents.store, self._contents.degrees
            cheap = {} if degrees is None else {"is_cheap": InPlace(store, degrees).allows}
            engine = Shortcut(self._contents.make_engine, pool, limits, **cheap)
        max_body = settings.body_kib * 1024
        endpoint = SparqlEndpoint(engine, self._contents.version, dataset, max_body)
        site = create_app(
            dataset,
            store=self._source.shown,
            endpoint=endpoint,
            operator=settings.operator,
            versions=Path(settings.versions) if settings.versions else None,
        )
        served = site.extensions["cigref_kg"]
        _ = served.version, served.files, dataset.size
        host = "localhost" if self._host in {"0.0.0.0", "::"} else self._host  # noqa: S104
        address = f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}"

        def make() -> "WSGIApplication":
            row = self._metrics.claim()
            row.add(_STARTS)
            if settings.web_processes <= system.processors():  # else they hinder each other
                # Not at once: those who wait for the service to start come first.
                ahead = threading.Timer(_SOON, prepare_ahead, (site,))
                ahead.daemon = True
                ahead.start()
            prepared = PreparedAnswers(site, endpoint, served.base_path, settings, row, address)
            return Operation(prepared, engine, pool, self._metrics, settings, row)

        return site, make

    def _fork_to_make(self, files: Mapping[str, bytes]) -> None:
        """Have the files to download made by a process that ends then: web processes wait less."""
        parent = os.getpid()
        if not os.fork():
            with suppress(Exception):  # who asks for a file is told
                system.end_with_parent(parent)
                system.name_process("cigref-kg files")
                signal.pthread_sigmask(signal.SIG_SETMASK, ())
                len(files)
            os._exit(0)

    def _fork_web(self, application: "Callable[[], WSGIApplication]") -> int:
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            try:
                system.end_with_parent(parent)
                system.name_process("granian")
                signal.pthread_sigmask(signal.SIG_SETMASK, ())
                run_web(self._host, self._port, self._settings, application)
            except Exception as error:
                log("failed", reason=repr(error))
            finally:
                os._exit(1)
        return pid

    def _stop(self, web: int, workers: PreforkParent) -> NoReturn:
        """Let requests under way finish, then end."""
        os.kill(web, signal.SIGTERM)
        until = time.monotonic() + self._settings.stop_time + 1
        while time.monotonic() < until:
            ended = dict(ended_children())
            if web in ended:
                workers.close(ended)
                os._exit(0)
            for pid, status in ended.items():
                workers.reap(pid, status)
            system.wait_for_signal({signal.SIGCHLD}, 0.5)
        os.kill(web, signal.SIGKILL)
        os._exit(0)


def ended_children() -> list[tuple[int, int]]:
    """Return the children that have ended, each with its status as ``os.waitpid`` has it."""
    ended: list[tuple[int, int]] = []
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if not pid:
            return ended
        ended.append((pid, status))


def _count(row: Row, status: int) -> None:
    number = status & 0x7F
    label = str(number) if number in _KNOWN_ENDS else "other"
    row.add(index_of("workers_ended_total", "signal", label))
