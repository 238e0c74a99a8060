"""The first process of the service: it loads, keeps a generation running, reloads and stops.

It has a single thread, answers nobody, and does as little as can be. When it is killed, what it
started goes on serving (:mod:`cigref_kg.server.generation`); only a reload needs it.
"""

import os
import resource
import signal
import socket
import time
from collections.abc import Callable
from typing import NoReturn

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.systems import system
from cigref_kg.engine.limits import MEBIBYTE
from cigref_kg.engine.remote import RemoteEngine
from cigref_kg.server.generation import Generation, ended_children
from cigref_kg.server.loading import Loaded, Source, load_source
from cigref_kg.server.logs import log
from cigref_kg.server.metrics import Metrics, index_of
from cigref_kg.server.probe import refuse_unfit
from cigref_kg.server.settings import Settings

_SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_LEAST_DESCRIPTORS = 256
"""Files and sockets of a web process that has a few dozen clients."""
_LEAST_SPACE = 400 * MEBIBYTE
"""The address space that loading takes, most of which is never touched."""
_SOON = 1.0  # seconds: a generation that lasted less fails for a reason that lasts
_PATIENCE = 0.2  # seconds before it is started again
_READY_PATIENCE = 15.0  # seconds for the next web process of a new generation to begin
_GENERATIONS = 4
"""One that serves, one that takes over, and two that still finish after quick reloads."""
_STARTS = index_of("web_starts_total")


class Supervisor:
    """Keeps the service running.

    Args:
        host: the address to listen on.
        port: the port to listen on.
        source: where the contents come from.
        settings: of the service.
        greet: called with the contents once they are loaded.
    """

    def __init__(
        self,
        host: str,
        port: int,
        source: Source,
        settings: Settings,
        greet: Callable[[Loaded], None],
    ) -> None:
        self._host = host
        self._port = port
        self._source = source
        self._settings = settings
        self._greet = greet
        # The generation's own and its web processes, for as many generations as may overlap.
        self._metrics = Metrics(_GENERATIONS * (settings.web_processes + 1))

    def run(self) -> None:
        """Serve until ``SIGTERM`` or ``SIGINT``; ``SIGHUP`` loads the contents anew.

        Raises:
            OSError: if the address cannot be listened on.
            InputError: if the contents cannot be loaded, or what the system allows
                this process is too little to serve.
        """
        self._host = check_address(self._host, self._port)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        system.hold_back(_SIGNALS)
        try:
            check_resources(self._settings.limits.memory)
            self._keep(self._load())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _load(self) -> Loaded:
        """Load the contents; where another server answers, see first that it can."""
        contents = load_source(self._source)
        if self._source.is_remote:
            limits, dataset = self._settings.limits, contents.dataset
            check = contents.make_engine(limits)
            credentials = self._settings.store_credentials
            engine = RemoteEngine(self._source.store, check, limits, dataset.iris.base, credentials)
            refuse_unfit(engine, dataset, self._source.shown)
        return contents

    def _keep(self, contents: Loaded) -> None:
        started = time.monotonic()
        current = self._fork(contents)
        if not self._begins(current):
            return
        self._greet(contents)
        retired: set[int] = set()
        while True:
            number = signal.sigwait(_SIGNALS)
            if number in {signal.SIGTERM, signal.SIGINT}:
                self._stop({current, *retired})
                return
            if number == signal.SIGHUP:
                reloaded = self._reload()
                if reloaded is not None:
                    contents = reloaded
                    retired.add(current)
                    current = self._succeed(contents, current)
                    started = time.monotonic()
            for pid, _ in ended_children():
                retired.discard(pid)
                if pid == current:
                    log("generation ended", pid=pid)
                    if time.monotonic() - started < _SOON:
                        time.sleep(_PATIENCE)
                    started = time.monotonic()
                    current = self._fork(contents)

    def _begins(self, generation: int) -> bool:
        """Wait until the first generation serves; tell whether it does, or was told to stop.

        Raises:
            InputError: if it ended before.
        """
        while not self._metrics.total(_STARTS):
            received = system.wait_for_signal(_SIGNALS, 0.02)
            if received in {signal.SIGTERM, signal.SIGINT}:
                self._stop({generation})
                return False
            if generation in dict(ended_children()):
                raise InputError(message("server.cannot-start"))
        return True

    def _reload(self) -> Loaded | None:
        """Load the contents anew; if that fails, say so and go on with the old ones."""
        if self._source.folder is not None:
            log("reload failed", reason="a folder is filled at the start only: start again")
            return None
        try:
            contents = self._load()
        except Exception as error:
            log("reload failed", reason=str(error))
            return None
        log("reloaded", version=contents.dataset.version)
        return contents

    def _succeed(self, contents: Loaded, old: int) -> int:
        """Start a generation beside the old one, and stop that one once the new one listens."""
        expected = self._metrics.total(_STARTS) + self._settings.web_processes
        until = time.monotonic() + _READY_PATIENCE
        new, begun = self._fork(contents), 0
        while (now := self._metrics.total(_STARTS)) < expected and time.monotonic() < until:
            if now > begun:  # where there are many, it takes as long as they go on beginning
                begun, until = now, time.monotonic() + _READY_PATIENCE
            time.sleep(_PATIENCE)
        time.sleep(_PATIENCE)  # from its start to its listening
        os.kill(old, signal.SIGTERM)
        return new

    def _fork(self, contents: Loaded) -> int:
        supervisor = os.getpid()
        pid = os.fork()
        if not pid:
            generation = Generation(
                self._host, self._port, self._source, contents, self._settings, self._metrics
            )
            _be(lambda: generation.run(supervisor))
        return pid

    def _stop(self, generations: set[int]) -> None:
        for pid in generations:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + self._settings.stop_time + 2
        while generations and time.monotonic() < until:
            generations -= dict(ended_children()).keys()
            if generations:
                system.wait_for_signal({signal.SIGCHLD}, 0.2)
        for pid in generations:
            os.kill(pid, signal.SIGKILL)


def check_resources(memory: int) -> None:
    """Let this process open as many files as it may, and see whether it may do enough.

    Args:
        memory: what a query may take beside the loaded graph, in bytes.

    Raises:
        InputError: if that is too little for the service.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < _LEAST_DESCRIPTORS:
        raise InputError(message("server.few-files", limit=hard, least=_LEAST_DESCRIPTORS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (system.file_limit(hard), hard))
    space, _ = resource.getrlimit(resource.RLIMIT_AS)
    least = _LEAST_SPACE + memory
    if space != resource.RLIM_INFINITY and space < least:
        words = message("server.little-space", limit=space // MEBIBYTE, least=least // MEBIBYTE)
        raise InputError(words)


def check_address(host: str, port: int) -> str:
    """See whether an address is free: processes of the service share it without noticing others.

    Returns:
        The IP address of ``host``, which may be a name.

    Raises:
        OSError: if it is not.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Not to listen: whoever connected just then would be cut off.
        trial.bind(address)
    return str(address[0])


def _be(role: Callable[[], NoReturn]) -> NoReturn:
    """Take on a role in a process just forked, and never come back to what the parent did."""
    try:
        role()
    except BaseException as error:
        log("failed", reason=repr(error))
    finally:
        os._exit(1)
