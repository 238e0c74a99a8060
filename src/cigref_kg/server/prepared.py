"""The layer before Flask: answers that are ready are sent at once, queries go straight to work.

Flask takes some 100 µs a request, more than most queries and much more than finding an answer that
was prepared; so it only sees what it alone can do.
"""

import hashlib
import time
from collections.abc import Callable, Hashable, Iterable
from io import BytesIO
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from werkzeug.http import parse_etags

from cigref_kg.engine import QueryError
from cigref_kg.server.cache import Headers, Ready, ReadyAnswers
from cigref_kg.server.encodings import LEAST, chosen_encoding, encode, is_compressible
from cigref_kg.server.logs import log
from cigref_kg.server.metrics import Row, index_of
from cigref_kg.server.settings import Settings
from cigref_kg.server.single_flight import SingleFlight
from cigref_kg.web.sparql.endpoint import Reply, SparqlEndpoint, wants_page
from cigref_kg.web.sparql.request import RequestError, preferred_type, read_query
from cigref_kg.web.sparql.routes import FAILURE, read_body

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]

MAX_FOLLOWERS = 8
BODY_READERS = 4
"""Threads that may wait for the bodies of requests at once: a slow client holds one."""

_BODY_PATIENCE = 2.0
_QUERYING = {"GET", "HEAD", "POST"}
_SLOW = 1.0
_KEY_OVERHEAD = 400
_HIT = index_of("prepared_total", "found", "hit")
_MISS = index_of("prepared_total", "found", "miss")
_SHARED = index_of("prepared_total", "found", "shared")
_STATUS = {str(digit): index_of("requests_total", "status", str(digit)) for digit in range(2, 6)}
_ANSWERED = index_of("queries_total", "outcome", "answered")
_READY_BYTES = index_of("prepared_bytes")
_NOT_MODIFIED = "304 NOT MODIFIED"
_KEPT_IN_304 = {
    "etag",
    "cache-control",
    "vary",
    "content-location",
    "access-control-allow-origin",
    "access-control-expose-headers",
}


class PreparedAnswers:
    """A WSGI application around the site's.

    Args:
        site: the Flask application.
        endpoint: the SPARQL endpoint of that site.
        prefix: the path below which the site answers too, such as ``/cigref-kg``.
        settings: of the service.
        row: where to count.
    """

    def __init__(
        self,
        site: "WSGIApplication",
        endpoint: SparqlEndpoint,
        prefix: str,
        settings: Settings,
        row: Row,
    ) -> None:
        self._site = site
        self._endpoint = endpoint
        self._settings = settings
        self._row = row
        self._ready = ReadyAnswers(settings.prepared_mib * 1024 * 1024)
        self._single_flight = SingleFlight(MAX_FOLLOWERS)
        self._bodies = BoundedSemaphore(BODY_READERS)
        paths = ("/sparql", "/sparql/")
        self._sparql = {*paths, *(prefix + path for path in paths)}

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        if environ.get("HTTP_X_FORWARDED_PROTO") == "https":
            environ["wsgi.url_scheme"] = "https"
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if method in {"GET", "HEAD"}:
            key: Hashable = (environ["PATH_INFO"], *_asked(environ), encoding)
            ready = self._ready.get(key)
            if ready is not None:
                self._row.add(_HIT)
                return self._send(environ, ready, start_response)
        started = time.perf_counter()
        if method == "POST":
            key = self._post_key(environ, encoding)
            ready = self._ready.get(key) if key else None
            if ready is not None:
                self._row.add(_HIT)
                return self._send(environ, ready, start_response)
        elif method not in {"GET", "HEAD"}:
            key = None
        ready = self._miss(environ, key, encoding, started)
        return self._send(environ, ready, start_response)

    # Sending

    def _send(
        self, environ: Environ, ready: Ready, start_response: "StartResponse"
    ) -> Iterable[bytes]:
        self._row.add(_STATUS.get(ready.status[0], _STATUS["5"]))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if (
            asked
            and ready.tag
            and environ["REQUEST_METHOD"] != "POST"
            and (asked == ready.tag or parse_etags(asked).contains_weak(ready.tag.strip('"')))
        ):
            start_response(
                _NOT_MODIFIED,
                [item for item in ready.headers if item[0].lower() in _KEPT_IN_304],
            )
            return [b""]
        start_response(ready.status, ready.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else ready.body]

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
                    self._ready.keep(key, kept, _key_size(environ))
                    self._row.set(_READY_BYTES, self._ready.size)
                return answer, is_cacheable or not answer.status.startswith("200")

            ready, is_shared = self._single_flight.share(key, make, patience)
            self._row.add(_SHARED if is_shared else _MISS)
        self._tell(environ, ready, time.perf_counter() - started)
        return ready

    def _make(self, environ: Environ, encoding: str) -> tuple[Ready, bool]:
        """Make an answer, and tell whether it may be kept."""
        # The condition is judged in one place, when the answer is sent.
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        reply = self._query(environ) if environ["PATH_INFO"] in self._sparql else None
        if reply is not None:
            ready = Ready("200 OK", reply.headers, reply.body, reply.tag)
            is_cacheable = reply.cacheable
        else:
            is_head = environ["REQUEST_METHOD"] == "HEAD"
            if is_head:
                environ["REQUEST_METHOD"] = "GET"
            ready, is_cacheable = self._ask_site(environ)
            if is_head:
                environ["REQUEST_METHOD"] = "HEAD"
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        return _encoded(ready, encoding), is_cacheable

    def _query(self, environ: Environ) -> Reply | None:
        """Answer a query, or return ``None`` if the site has to answer."""
        method = environ["REQUEST_METHOD"]
        query_string = environ.get("QUERY_STRING", "")
        try:
            accept = preferred_type(query_string, environ.get("HTTP_ACCEPT"))
            if method not in _QUERYING or FAILURE in environ or wants_page(accept):
                return None
            body = environ["wsgi.input"].getvalue() if method == "POST" else b""
            query = read_query(method, query_string, environ.get("CONTENT_TYPE"), body)
            if query is None:
                return None
            reply = self._endpoint.reply(query, accept, None)
        except RequestError as failure:
            environ[FAILURE] = failure
            return None
        except QueryError as failure:
            environ[FAILURE] = failure
            self._row.add(index_of("queries_total", "outcome", failure.code))
            return None
        self._row.add(_ANSWERED)
        self._row.observe(reply.seconds)
        return reply

    def _ask_site(self, environ: Environ) -> tuple[Ready, bool]:
        told: list[tuple[str, Headers]] = []

        def start_response(
            status: str,
            headers: Headers,
            exc_info: object = None,  # noqa: ARG001
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return lambda _: None

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

    def _post_key(self, environ: Environ, encoding: str) -> Hashable:
        """Read the body, so that it can be told from others; ``None`` for what is no query."""
        if environ["PATH_INFO"] not in self._sparql:
            return None
        if not self._bodies.acquire(timeout=_BODY_PATIENCE):
            environ[FAILURE] = _too_many_bodies()
            return None
        try:
            body = read_body(environ, self._endpoint.max_body)
        except RequestError as failure:
            environ[FAILURE] = failure
            body = b""
        finally:
            self._bodies.release()
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        if FAILURE in environ:
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
        failure = environ.get(FAILURE)
        if isinstance(failure, QueryError):
            fields["reason"] = failure.code
        if self._settings.log_queries:
            fields["query"] = environ.get("QUERY_STRING", "")
        log("request", **fields)


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
        body = encode(body, encoding)
        replaced |= {"content-encoding": encoding, "content-length": str(len(body))}
        if tag:
            # Other bytes, so another strong tag.
            tag = f'{tag[:-1]}-{encoding}"'
            replaced["etag"] = tag
    kept = [item for item in ready.headers if item[0].lower() not in replaced]
    added = [(name.title().replace("Etag", "ETag"), value) for name, value in replaced.items()]
    return Ready(ready.status, kept + added, body, tag)


def _key_size(environ: Environ) -> int:
    """Return about what the key of a request takes, in bytes."""
    return len(environ.get("QUERY_STRING", "")) + _KEY_OVERHEAD


def _too_many_bodies() -> RequestError:
    from cigref_kg.base.model import Text

    return RequestError(
        503,
        Text(
            fr="Trop de demandes arrivent lentement en même temps. Réessayez.",
            en="Too many requests are arriving slowly at the same time. Try again.",
        ),
    )
