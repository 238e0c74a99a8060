"""The layer before Flask: answers that are ready are sent at once, queries go straight to work.

Flask takes some 100 µs a request, more than most queries and much more than finding an answer that
was prepared; so it only sees what it alone can do.
"""

import hashlib
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from cigref_kg.base.messages import message
from cigref_kg.base.turns import Turns
from cigref_kg.engine import QueryError
from cigref_kg.engine.admission import AdmissionQueue
from cigref_kg.engine.errors import OverloadError
from cigref_kg.server.encodings import LEAST, chosen_encoding, encode, is_compressible
from cigref_kg.server.logs import log
from cigref_kg.server.metrics import Row, index_of
from cigref_kg.server.requests import Environ, Refused, RequestChecks
from cigref_kg.server.settings import Settings
from cigref_kg.server.single_flight import SingleFlight
from cigref_kg.web.http.conditional import FOREVER, headers_of_304, precondition
from cigref_kg.web.problems import REFUSAL
from cigref_kg.web.sparql.endpoint import METHODS, Refusal, Reply, SparqlEndpoint
from cigref_kg.web.sparql.request import RequestError
from cigref_kg.web.sparql.routes import OUTCOME, read_body, respond_to

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from flask import Flask

Headers = list[tuple[str, str]]

MAX_FOLLOWERS = 8  # requests that wait for the answer to another that asks the same
BODY_READERS = 8
"""Threads that may wait for the bodies of requests at once: a slow client holds one."""
BODIES_WAITING = 16
"""Threads that may wait for one of those, for a while."""
LARGE_ANSWERS = 8
"""Threads that may wait for clients to take a large answer: a slow client holds one."""
LARGE_WAITING = 8
"""Threads that may wait for one of those, for a while."""

_LARGE = 256 * 1024
"""Bytes of an answer that is handed over part by part: what waits to be sent stays small."""
_PART = 64 * 1024  # bytes that are handed over at once
_PATIENCE = 2.0  # seconds to wait for a thread that reads bodies, or hands over a large answer
_SLOW = 1.0  # seconds from which a request is told in the log
_ENTRY_BYTES = 1900
"""About what an answer takes beside its body and what its key is spelt with."""
_HIT = index_of("prepared_total", "found", "hit")
_MISS = index_of("prepared_total", "found", "miss")
_SHARED = index_of("prepared_total", "found", "shared")
_STATUS = {str(digit): index_of("requests_total", "status", str(digit)) for digit in range(2, 6)}
_ANSWERED = index_of("queries_total", "outcome", "answered")
_READY_BYTES = index_of("prepared_bytes")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
_WITH_BODY = {"POST", "PUT", "PATCH"}


@dataclass(slots=True)
class Ready:
    """An answer in WSGI's terms."""

    status: str
    headers: Headers
    body: bytes
    tag: str | None = None
    """The entity tag, with its quotes."""
    was_kept: bool = False
    """Whether the headers say that it was ready, and not how long it took to make."""


class PreparedAnswers:
    """A WSGI application around the site's.

    Args:
        site: the Flask application, whose cache of what is prepared this layer shares.
        endpoint: the SPARQL endpoint of that site.
        prefix: the path below which the site answers too, such as ``/cigref-kg``.
        settings: of the service.
        row: where to count.
        address: the host and port that the service answers at, for links in its answers, unless
            the settings name hosts.
    """

    def __init__(
        self,
        site: "Flask",
        endpoint: SparqlEndpoint,
        prefix: str,
        settings: Settings,
        row: Row,
        address: str = "localhost",
    ) -> None:
        self._site = site
        self._endpoint = endpoint
        self._settings = settings
        self._row = row
        self._checks = RequestChecks(settings.host_names, address)
        self._cache = site.extensions["cigref_kg"].prepared
        self._cache.max_bytes = settings.prepared_mib * 1024 * 1024
        self._single_flight: SingleFlight[Ready] = SingleFlight(MAX_FOLLOWERS)
        self._bodies = AdmissionQueue(BODY_READERS, BODIES_WAITING)
        self._large = AdmissionQueue(LARGE_ANSWERS, LARGE_WAITING)
        self._turns = Turns()
        paths = ("/sparql", "/sparql/")
        self._sparql = {*paths, *(prefix + path for path in paths)}

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        started = time.perf_counter()
        method = environ["REQUEST_METHOD"]
        refused = self._checks(environ)
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key: Hashable = None
        if refused is not None:
            environ[REFUSAL] = refused
        elif method in {"GET", "HEAD"}:
            key = (environ["PATH_INFO"], *_asked(environ), encoding)
        elif method in _WITH_BODY:
            key = self._body_key(environ, encoding)
        ready = self._found(key) if key else None
        if ready is None:
            ready = self._miss(environ, key, encoding, started)
        return self._send(environ, ready, start_response)

    # Sending

    def _found(self, key: Hashable) -> Ready | None:
        ready: Ready | None = self._cache.find(key)
        if ready is None:
            return None
        self._row.add(_HIT)
        if not ready.was_kept:
            ready.headers = [
                (name, 'prepared;desc="hit"' if name == "Server-Timing" else value)
                for name, value in ready.headers
            ]
            ready.was_kept = True
        return ready

    def _send(
        self, environ: Environ, ready: Ready, start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if ready.tag and environ["REQUEST_METHOD"] != "POST":
            if_none_match, if_match = map(environ.get, _CONDITIONS)
            if if_none_match or if_match:
                status = precondition(if_match, if_none_match, ready.tag.strip('"'))
                if status == 304:
                    ready = Ready("304 NOT MODIFIED", headers_of_304(ready.headers), b"")
                elif status == 412:
                    ready = self._refused(environ, (412, None, {}))
        if environ["REQUEST_METHOD"] == "HEAD":
            body: Iterable[bytes] = [b""]
        elif len(ready.body) < _LARGE:
            body = [ready.body]
        else:
            try:
                self._large.take(time.monotonic() + _PATIENCE)
                body = _Parts(ready.body, self._large.leave)
            except OverloadError:
                ready = self._refused(environ, (503, _TOO_MANY_LARGE, {"Retry-After": "5"}))
                body = [ready.body]
        self._row.add(_STATUS.get(ready.status[0], _STATUS["5"]))
        start_response(ready.status, ready.headers)
        return body

    def _refused(self, environ: Environ, refused: Refused) -> Ready:
        environ[REFUSAL] = refused
        return self._ask_site(environ)[0]

    # Making

    def _miss(self, environ: Environ, key: Hashable, encoding: str, started: float) -> Ready:
        if key is None:
            ready, _ = self._make(environ, encoding)
        else:
            patience = self._settings.deadline + 1

            def make() -> tuple[Ready, bool]:
                answer, is_cacheable = self._make(environ, encoding)
                if is_cacheable:
                    kept = Ready(answer.status, answer.headers, answer.body, answer.tag)
                    self._cache.keep(key, kept, len(kept.body) + _spelt(key) + _ENTRY_BYTES)
                    self._row.set(_READY_BYTES, self._cache.size)
                return answer, is_cacheable or not answer.status.startswith("200")

            ready, is_shared = self._single_flight.share(key, make, patience)
            self._row.add(_SHARED if is_shared else _MISS)
        self._tell(environ, ready, time.perf_counter() - started)
        return ready

    def _make(self, environ: Environ, encoding: str) -> tuple[Ready, bool]:
        """Make an answer, and tell whether it may be kept."""
        # Conditions are judged in one place, when the answer is sent.
        conditions = {name: environ.pop(name) for name in _CONDITIONS if name in environ}
        reply = self._query(environ) if environ["PATH_INFO"] in self._sparql else None
        if reply is not None:
            status = "200 OK" if reply.status == 200 else "204 NO CONTENT"
            ready = Ready(status, reply.headers, reply.body, reply.tag)
            is_cacheable = reply.tag is not None
        else:
            is_head = environ["REQUEST_METHOD"] == "HEAD"
            if is_head:
                environ["REQUEST_METHOD"] = "GET"
            ready, is_cacheable = self._ask_site(environ)
            if is_head:
                environ["REQUEST_METHOD"] = "HEAD"
        environ.update(conditions)
        return _encoded(ready, encoding), is_cacheable

    def _query(self, environ: Environ) -> Reply | None:
        """Answer what the endpoint answers; leave the rest, with what it decided, to the site."""
        if environ["REQUEST_METHOD"] not in METHODS or REFUSAL in environ:
            return None
        outcome = environ.get(OUTCOME) or respond_to(self._endpoint, environ)
        if isinstance(outcome, Reply):
            if environ["REQUEST_METHOD"] != "OPTIONS":
                self._row.add(_ANSWERED)
                self._row.observe(outcome.seconds)
            return outcome
        environ[OUTCOME] = outcome
        if isinstance(outcome, Refusal) and isinstance(outcome.failure, QueryError):
            self._row.add(index_of("queries_total", "outcome", outcome.failure.code))
        return None

    def _ask_site(self, environ: Environ) -> tuple[Ready, bool]:
        told: list[tuple[str, Headers]] = []

        def start_response(
            status: str,
            headers: Headers,
            exc_info: object = None,  # noqa: ARG001
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return lambda _: None

        with self._turns.take():
            parts = self._site(environ, start_response)
            try:
                body = b"".join(parts)
            finally:
                close = getattr(parts, "close", None)
                if close:
                    close()
        status, headers = told[-1]
        named = {name.lower(): value for name, value in headers}
        is_cacheable = (
            status.startswith("200")
            and environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and "etag" in named
            and "no-store" not in named.get("cache-control", "")
        )
        return Ready(status, headers, body, named.get("etag")), is_cacheable

    def _body_key(self, environ: Environ, encoding: str) -> Hashable:
        """Read the body, within bounds; return the key of a query, ``None`` for all else."""
        is_query = environ["PATH_INFO"] in self._sparql and environ["REQUEST_METHOD"] == "POST"
        body = b""
        try:
            with self._bodies.slot(time.monotonic() + _PATIENCE):
                body = read_body(environ, self._endpoint.max_body)
        except OverloadError:
            environ[REFUSAL] = (503, _TOO_MANY_BODIES, {"Retry-After": "5"})
        except RequestError as failure:
            environ[REFUSAL] = (failure.status, failure.detail, {})
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        if REFUSAL in environ or not is_query:
            return None
        digest = hashlib.blake2b(body).digest()
        return (digest, environ.get("CONTENT_TYPE"), *_asked(environ), encoding)

    def _tell(self, environ: Environ, ready: Ready, seconds: float) -> None:
        """Write to the log what the settings ask for."""
        what = self._settings.log
        is_problem = ready.status >= "4" or seconds > _SLOW
        if what == "nothing" or (what == "problems" and not is_problem):
            return
        fields: dict[str, object] = {
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(ready.status[:3]),
            "ms": round(seconds * 1000, 1),
            "bytes": len(ready.body),
        }
        outcome = environ.get(OUTCOME)
        if isinstance(outcome, Refusal) and isinstance(outcome.failure, QueryError):
            fields["reason"] = outcome.failure.code
        if self._settings.log_queries:
            fields["query"] = environ.get("QUERY_STRING", "")
        log("request", **fields)


class _Parts:
    """A large answer, part by part: what the client has not taken is not copied."""

    def __init__(self, body: bytes, done: Callable[[], None]) -> None:
        self._body = memoryview(body)
        self._done: Callable[[], None] | None = done
        self._at = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = self._body[self._at : self._at + _PART]
        if not part:
            self.close()
            raise StopIteration
        self._at += len(part)
        return bytes(part)

    def close(self) -> None:
        """Let the next one begin; the server calls it when the client has gone, too."""
        done, self._done = self._done, None
        if done:
            done()


def _asked(environ: Environ) -> tuple[str | None, ...]:
    """Return what an answer depends on, beside the path or the body and the encoding."""
    return (
        environ.get("QUERY_STRING"),
        environ.get("HTTP_ACCEPT"),
        environ.get("HTTP_ACCEPT_LANGUAGE"),
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST"),
    )


def _encoded(ready: Ready, encoding: str) -> Ready:
    """Compress an answer if its client wants that, and say that others may want otherwise."""
    if len(ready.body) < LEAST:
        return ready
    headers = {name.lower(): value for name, value in ready.headers}
    tag = ready.tag
    if not is_compressible(headers.get("content-type", "")):
        return ready
    vary = headers.get("vary")
    replaced = {"vary": f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"}
    body = ready.body
    if encoding and "content-encoding" not in headers:
        for_good = headers.get("cache-control") == FOREVER
        body = encode(body, encoding, for_good=for_good)
        replaced |= {"content-encoding": encoding, "content-length": str(len(body))}
        if tag:
            # Other bytes, so another strong tag.
            tag = f'{tag[:-1]}-{encoding}"'
            replaced["etag"] = tag
    kept = [item for item in ready.headers if item[0].lower() not in replaced]
    added = [(name.title().replace("Etag", "ETag"), value) for name, value in replaced.items()]
    return Ready(ready.status, kept + added, body, tag)


def _spelt(key: Hashable) -> int:
    """Return what the parts of a key take, in bytes."""
    return sum(len(part) for part in key if part) if isinstance(key, tuple) else 0


_TOO_MANY_BODIES = message("server.slow-bodies")
_TOO_MANY_LARGE = message("server.slow-answers")
