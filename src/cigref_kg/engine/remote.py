"""Another SPARQL 1.1 endpoint as the engine, under our own protocol, limits and errors."""

import http.client
import io
import re
import socket
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from cigref_kg.base.turns import waiting
from cigref_kg.engine.admission import AdmissionQueue
from cigref_kg.engine.answers import AcceptedFormats, AnswerKind, Engine, Query, Result
from cigref_kg.engine.errors import (
    AnswerSizeError,
    DeadlineError,
    EngineLostError,
    EvaluationError,
    NotAcceptableError,
)
from cigref_kg.engine.formats import GRAPHS, RESULTS
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.writing import write_graph, write_results
from cigref_kg.graph.namespaces import PREFIXES

_RESULTS_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPH_ACCEPT = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_PART = 65536  # bytes that are read at once
_MESSAGE = 600  # characters of what a store says that are told on


class RemoteEngine:
    """An :class:`~cigref_kg.engine.answers.Engine` by another server.

    A worker of ours, which holds no data, sees each query first: what is malformed, calls
    ``SERVICE`` or is too complex is refused in the same words as ever, and what kind of answer it
    has is known. What the other server sends is read whole and written anew, so that all formats
    are there and none is broken.

    Args:
        url: of the endpoint; user and password in it are sent as HTTP Basic authentication.
        check: answers the query from nothing.
        limits: on each query, and on how many are under way at once: who waits for a store that
            is silent takes no thread from those who do not need it.
        base: the IRI against which the relative IRIs of a query are resolved.
        credentials: user and password, instead of those in ``url``.
    """

    def __init__(
        self,
        url: str,
        check: Engine,
        limits: Limits,
        base: str,
        credentials: tuple[str, str] | None = None,
    ) -> None:
        self._url = urlsplit(url)
        self._authentication = basic_authentication(
            *(map(quote, credentials) if credentials else (self._url.username, self._url.password))
        )
        self._check = check
        self._limits = limits
        self._base = base
        slots = limits.short_places + limits.long_places
        self._admission = AdmissionQueue(slots, limits.waiting)

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        started = time.monotonic()
        with waiting(), self._admission.slot(started + self._limits.seconds):
            return self._answer(query, accepted, started)

    def _answer(self, query: Query, accepted: AcceptedFormats, started: float) -> Result:
        kind = self._check(query, accepted).kind
        text = _expanded_carelessly(query.text)
        if text != query.text:
            self._check(replace(query, text=text), accepted)
        media_type, body = self._ask(query, started, is_graph=kind == "graph")
        try:
            written, chosen = self._write(media_type, body, accepted, kind)
        except (SyntaxError, ValueError) as error:
            raise EvaluationError(str(error), "store-sent-other") from None
        return Result(written, chosen, kind, time.monotonic() - started)

    def _ask(self, query: Query, started: float, *, is_graph: bool) -> tuple[str, bytes]:
        """Return the media type and the whole body of the other server's answer."""
        deadline = started + self._limits.seconds
        fields = [
            ("query", _prologue(query.text, self._base) + query.text),
            *(("default-graph-uri", iri) for iri in query.default_graphs),
            *(("named-graph-uri", iri) for iri in query.named_graphs),
        ]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": _GRAPH_ACCEPT if is_graph else _RESULTS_ACCEPT,
            "User-Agent": "cigref-kg",
            **self._authentication,
        }
        try:
            with closing(self._connect(deadline)) as connection:
                path = self._url.path or "/"
                target = f"{path}?{self._url.query}" if self._url.query else path
                connection.request("POST", target, urlencode(fields).encode(), headers)
                # Once the answer begins, the connection may let go of its socket.
                raw = connection.sock
                response = connection.getresponse()
                body = self._read(response, raw, deadline)
        except TimeoutError:
            raise self._too_late() from None
        except (OSError, http.client.HTTPException) as error:
            raise EngineLostError(str(error) or type(error).__name__) from None
        if response.status != http.client.OK:
            said = body[:_MESSAGE].decode("utf-8", "replace").strip()
            raise EvaluationError(said, "store-refused")
        return (response.headers.get_content_type(), body)

    def _connect(self, deadline: float) -> http.client.HTTPConnection:
        secure = self._url.scheme == "https"
        connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return connect(self._url.hostname or "", self._url.port, timeout=self._left(deadline))

    def _read(
        self, response: http.client.HTTPResponse, connection: socket.socket, deadline: float
    ) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            connection.settimeout(self._left(deadline))
            part = response.read1(_PART)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > self._limits.answer_bytes:
                raise AnswerSizeError(self._limits.answer_bytes, "bytes")

    def _left(self, deadline: float) -> float:
        left = deadline - time.monotonic()
        if left <= 0:
            raise self._too_late()
        return left

    def _too_late(self) -> DeadlineError:
        return DeadlineError(self._limits.seconds)

    def _write(
        self, media_type: str, body: bytes, accepted: AcceptedFormats, kind: AnswerKind
    ) -> tuple[bytes, str]:
        limits = self._limits
        if kind == "graph":
            if accepted.graph is None:
                raise NotAcceptableError("graph")
            rdf = _GRAPH_FORMATS.get(media_type)
            if rdf is None:
                raise ValueError(f"{media_type} is no RDF format that was asked for")
            triples = (quad.triple for quad in parse(io.BytesIO(body), rdf))
            written = write_graph(triples, GRAPHS[accepted.graph], limits)
            return written, accepted.graph
        if accepted.results is None:
            raise NotAcceptableError("results")
        source = _RESULT_FORMATS.get(media_type)
        if source is None:
            raise ValueError(f"{media_type} is no result format that was asked for")
        results = parse_query_results(io.BytesIO(body), source)
        if kind == "boolean" and isinstance(results, QuerySolutions):
            results = _as_boolean(results)
        return write_results(results, RESULTS[accepted.results], limits), accepted.results


def _prologue(text: str, base: str) -> str:
    """Return what a query takes for granted here and another server has to be told."""
    used = [
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in PREFIXES.items()
        if f"{prefix}:" in text and not re.search(rf"PREFIX\s+{prefix}:", text, re.IGNORECASE)
    ]
    return f"BASE <{base}>\n{''.join(used)}"


def _expanded_carelessly(text: str) -> str:
    r"""Expand code points as servers do that take no heed of a backslash before ``\u``."""
    expanded = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return expanded.encode("utf-8", "replace").decode()  # without halves of surrogate pairs


def _as_boolean(rows: QuerySolutions) -> QueryBoolean:
    """Read the boolean that Virtuoso sends as a table of one cell.

    Raises:
        ValueError: if it is none.
    """
    cells = [value.value for row in rows for value in row if value is not None]
    if cells not in (["1"], ["0"]):
        raise ValueError("a table that is no boolean")
    told = b'{"head":{},"boolean":%s}' % (b"true" if cells == ["1"] else b"false")
    boolean = parse_query_results(told, QueryResultsFormat.JSON)
    if not isinstance(boolean, QueryBoolean):
        raise TypeError("not a boolean")
    return boolean


_RESULT_FORMATS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
_GRAPH_FORMATS: Mapping[str, RdfFormat] = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def basic_authentication(user: str | None, password: str | None) -> dict[str, str]:
    """Return the header for a user and a password, none if there is no user."""
    from base64 import b64encode
    from urllib.parse import unquote

    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}
