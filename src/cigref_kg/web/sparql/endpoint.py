"""The SPARQL 1.1 Protocol as one function: from a request to what there is to send.

No Flask here: the service calls it before Flask, whose own work on a request takes longer than most
queries do, and the site calls it where it stands alone. What is left to the site are pages, the
service description and the words of refusals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cigref_kg.company.dataset import is_open
from cigref_kg.engine import AcceptedFormats, Engine, Query, QueryError, Result
from cigref_kg.engine.errors import NotAcceptableError
from cigref_kg.engine.formats import GRAPHS, MAIN_GRAPHS, MAIN_RESULTS, RESULTS, content_type
from cigref_kg.engine.keywords import is_volatile
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.http.conditional import REVALIDATE, etag
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.sparql.request import RequestError, SparqlRequest, preferred_type, read_query

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
MAX_BODY = 1024 * 1024  # bytes, unless the settings say otherwise
Headers = tuple[tuple[str, str], ...]
CORS: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Server-Timing"),
)
"""Anyone's page may ask for open data; no credentials are ever involved."""

PREFLIGHT = (
    ("Access-Control-Allow-Methods", ", ".join(METHODS)),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)

_HTML = "text/html"
_OFFERS = (*RESULTS, *(media_type for media_type in GRAPHS if media_type not in RESULTS))

Failure = RequestError | QueryError
"""Why a request has no answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer in HTTP's terms."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    tag: str | None = None
    """The entity tag, with its quotes; whoever has it has the answer for as long as the dataset
    stays."""
    seconds: float = 0.0
    """The time that the engine worked."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """There is no answer: ``failure`` says why, ``query`` what was asked, if that could be read."""

    failure: Failure
    query: Query | None = None
    as_page: bool = False
    """Whether the client would rather read a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A person wants to see the query page, with the answer to ``query`` if there is one."""

    query: Query | None


@dataclass(frozen=True, slots=True)
class Description:
    """A program wants to know what the service is."""


Outcome = Reply | Refusal | Page | Description


@dataclass(frozen=True, eq=False)
class SparqlEndpoint:
    """What answers the queries of HTTP requests.

    Args:
        engine: answers them.
        version: of what the engine holds: it is part of every entity tag. ``None`` where that may
            change at any time; then no answer is tagged or kept.
        dataset: what is served, with what else the engine holds.
        max_body: the size of a request's body beyond which it is refused, in bytes.
    """

    engine: Engine
    version: str | None
    dataset: Dataset
    max_body: int = MAX_BODY

    @cached_property
    def cors(self) -> Headers:
        """The headers that let pages of other origins read an answer: if all of it is open data."""
        return CORS if is_open(self.dataset) else ()


def respond(endpoint: SparqlEndpoint, request: SparqlRequest) -> Outcome:
    """Answer a request; nothing is raised."""
    if request.method == "OPTIONS":
        return Reply(204, [("Allow", ", ".join(METHODS)), *PREFLIGHT, *endpoint.cors], b"")
    query, as_page = None, False
    try:
        accept = preferred_type(request.query_string, request.accept)
        as_page = wants_page(accept)
        query = read_query(request)
        if as_page:
            return Page(query)
        return Description() if query is None else _reply(endpoint, query, accept)
    except (RequestError, QueryError) as failure:
        return Refusal(failure, query, as_page)


def _reply(endpoint: SparqlEndpoint, query: Query, accept: str | None) -> Reply:
    """Answer ``query`` in the formats that ``accept`` prefers.

    Raises:
        QueryError: if there is no answer.
    """
    accepted = accepted_formats(accept)
    if accepted.results is None and accepted.graph is None:
        raise NotAcceptableError("any")
    result = endpoint.engine(query, accepted)
    headers = [*_headers(result), *endpoint.cors]
    if endpoint.version is None or is_volatile(query.text):
        headers.append(("Cache-Control", "no-store"))
        return Reply(200, headers, result.body, seconds=result.seconds)
    graphs = (*query.default_graphs, "", *query.named_graphs)
    formats = (accepted.results or "", accepted.graph or "")
    tag = f'"{etag(endpoint.version, query.text, *graphs, *formats)}"'
    headers += [("ETag", tag), ("Cache-Control", REVALIDATE)]
    return Reply(200, headers, result.body, tag, result.seconds)


def _headers(result: Result) -> list[tuple[str, str]]:
    return [
        ("Content-Type", content_type(result.media_type)),
        ("Content-Length", str(len(result.body))),
        ("Vary", "Accept"),
        ("Server-Timing", f"engine;dur={result.seconds * 1000:.3f}"),
        ("X-Content-Type-Options", "nosniff"),
    ]


@lru_cache(maxsize=512)
def accepted_formats(accept: str | None) -> AcceptedFormats:
    """Return the formats that an ``Accept`` header prefers, one for each kind of answer."""
    return AcceptedFormats(
        negotiate(accept, list(RESULTS), MAIN_RESULTS[0]),
        negotiate(accept, list(GRAPHS), MAIN_GRAPHS[0]),
    )


@lru_cache(maxsize=512)
def wants_page(accept: str | None) -> bool:
    """Tell whether a client would rather read a page than data. One without preference does not."""
    return negotiate(accept, [*_OFFERS, _HTML], MAIN_RESULTS[0]) == _HTML


def formats_of(kind: str) -> Sequence[str]:
    """Return the media types that can be asked for, for the kind of answer that an error names."""
    if kind == "any":
        return [*MAIN_RESULTS, *MAIN_GRAPHS]
    return MAIN_GRAPHS if kind == "graph" else MAIN_RESULTS
