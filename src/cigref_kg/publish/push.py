"""The dataset loaded into a store of others: by the Graph Store Protocol, or by SPARQL Update.

Each named graph takes the place of the graph of the same name; other graphs stay.
"""

import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.serialization import serialize

Protocol = Literal["graph store", "update"]

CHUNK = 2000
"""Triples in one update: some stores refuse long ones."""

_TIMEOUT = 120.0  # seconds: a store may index a graph before it answers
_NO_GRAPH_STORE = {400, 404, 405, 406, 409, 411, 415, 422, 501}
_MESSAGE = 400  # characters of what a store says that are told on


class PushError(InputError):
    """The store did not take the dataset; the message tells what it said."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was loaded."""

    protocol: Protocol
    graphs: dict[str, int]
    """Triples by the IRI of the graph."""


def push(url: str, dataset: Dataset) -> Pushed:
    """Load every graph of ``dataset`` into a store.

    Args:
        url: of a Graph Store endpoint or of an update endpoint: the first is tried, then the
            second. A user and a password in it are sent as HTTP Basic or Digest authentication.
        dataset: what to load.

    Raises:
        PushError: if ``url`` is no http(s) URL, or the store cannot be reached or refuses.
    """
    store = _Store(url)
    named = {dataset.iris.graph(name): graph for name, graph in dataset.graphs.items()}
    contents = {iri: serialize(graph, "nt", dataset.iris.base) for iri, graph in named.items()}
    protocol: Protocol = "graph store"
    for position, (iri, n_triples) in enumerate(contents.items()):
        if protocol == "graph store" and not store.put(iri, n_triples, may_fail=not position):
            protocol = "update"
        if protocol == "update":
            store.replace(iri, n_triples)
    return Pushed(protocol, {iri: len(graph) for iri, graph in named.items()})


class _Store:
    """A store's endpoint."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise PushError(message("publish.no-url", url=url))
        host = parts.hostname if ":" not in parts.hostname else f"[{parts.hostname}]"
        netloc = f"{host}:{parts.port}" if parts.port else host
        self._url = urlunsplit(parts._replace(netloc=netloc, fragment=""))
        self._user = parts.username and (unquote(parts.username), unquote(parts.password or ""))
        self._opener = urllib.request.build_opener()

    def put(self, graph: str, n_triples: bytes, *, may_fail: bool) -> bool:
        """Replace a graph by the Graph Store Protocol, and tell whether the store knows that.

        Raises:
            PushError: if it refuses for another reason.
        """
        separator = "&" if "?" in self._url else "?"
        url = f"{self._url}{separator}graph={quote(graph, safe='')}"
        try:
            self._send("PUT", url, n_triples, "application/n-triples")
        except urllib.error.HTTPError as error:
            if may_fail and error.code in _NO_GRAPH_STORE:
                return False
            raise self._refusal(error) from error
        return True

    def replace(self, graph: str, n_triples: bytes) -> None:
        """Replace a graph by updates: beside its place first, then moved there as a whole.

        Raises:
            PushError: if the store refuses.
        """
        beside = f"{graph}#incoming"
        updates = [
            f"DROP SILENT GRAPH <{beside}>",
            *(f"INSERT DATA {{ GRAPH <{beside}> {{\n{part}}} }}" for part in chunks(n_triples)),
            f"MOVE GRAPH <{beside}> TO <{graph}>",
        ]
        for update in updates:
            try:
                self._send("POST", self._url, update.encode(), "application/sparql-update")
            except urllib.error.HTTPError as error:
                raise self._refusal(error) from error

    def _send(self, method: str, url: str, body: bytes, content_type: str) -> None:
        headers = {"Content-Type": content_type, "User-Agent": "cigref-kg", "Accept": "*/*"}
        request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310
        try:
            if self._user:
                self._authorize(request, self._user)
            with self._opener.open(request, timeout=_TIMEOUT) as response:
                response.read()
        except urllib.error.HTTPError:
            raise
        except OSError as error:
            raise PushError(
                message(
                    "publish.no-answer",
                    url=self._url,
                    error=Original(getattr(error, "reason", error)),
                )
            ) from error

    def _authorize(self, request: urllib.request.Request, user: tuple[str, str]) -> None:
        """Answer the store's challenge before the body is sent: it may not listen to that before.

        Raises:
            HTTPError: if the store refuses for another reason than that it does not know us.
        """
        try:
            self._opener.open(request.full_url, timeout=_TIMEOUT).close()
        except urllib.error.HTTPError as error:
            challenge = error.headers.get("WWW-Authenticate", "")
        else:
            return
        scheme, _, told = challenge.partition(" ")
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, *user)
        if scheme.lower() == "digest":
            handler = urllib.request.HTTPDigestAuthHandler(passwords)
            fields = urllib.request.parse_keqv_list(urllib.request.parse_http_list(told))
            # What it returns for a challenge that it can answer; else None.
            answer = handler.get_authorization(request, fields)
            request.add_header("Authorization", f"Digest {answer}")
        elif scheme.lower() == "basic":
            pair = b64encode(":".join(user).encode()).decode()
            request.add_header("Authorization", f"Basic {pair}")

    def _refusal(self, error: urllib.error.HTTPError) -> PushError:
        said = error.read(_MESSAGE).decode("utf-8", "replace").strip()
        words = message(
            "publish.refused",
            url=self._url,
            status=error.code,
            reason=error.reason,
            said=Original(said),
        )
        return PushError(words)


def chunks(n_triples: bytes, size: int = CHUNK) -> Iterator[str]:
    """Cut N-Triples into parts that can be loaded one by one.

    A blank node's label means something within one part only: all triples with one go together.
    """
    lines = n_triples.decode().splitlines(keepends=True)
    blank = [line for line in lines if "_:" in line]
    named = [line for line in lines if "_:" not in line]
    if blank:
        yield "".join(blank)
    for start in range(0, len(named), size):
        yield "".join(named[start : start + size])
