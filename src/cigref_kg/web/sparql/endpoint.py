"""The SPARQL endpoint without Flask: from the parts of an HTTP request to the parts of an answer.

The service puts this before Flask, whose own work on a request takes longer than most queries do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from werkzeug.http import parse_etags

from cigref_kg.engine import AcceptedFormats, Engine, Query, QueryError, Result
from cigref_kg.engine.errors import NotAcceptableError
from cigref_kg.engine.formats import GRAPHS, MAIN_GRAPHS, MAIN_RESULTS, RESULTS, content_type
from cigref_kg.engine.keywords import is_volatile
from cigref_kg.web.http.conditional import REVALIDATE, etag
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.sparql.request import RequestError

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
CORS = (
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


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer in HTTP's terms."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cacheable: bool
    """Whether the same request gets the same answer for as long as the dataset stays."""
    tag: str | None = None
    """The entity tag, with its quotes."""
    seconds: float = 0.0
    """The time that the engine worked."""


class SparqlEndpoint:
    """Answers the queries of HTTP requests.

    Args:
        answer: the engine.
        version: of the dataset that the engine holds.
        dataset: the IRI of that dataset.
        max_body: the size of a request's body beyond which it is refused, in bytes.
        is_open: whether anyone's page may ask: all of the data is open.
    """

    def __init__(
        self,
        answer: Engine,
        version: str,
        dataset: str,
        *,
        max_body: int = 1024 * 1024,
        is_open: bool = True,
    ) -> None:
        self.cors = CORS if is_open else ()
        self.answer = answer
        self.dataset = dataset
        self.version = version
        self.max_body = max_body

    def reply(self, query: Query, accept: str | None, if_none_match: str | None) -> Reply:
        """Answer ``query`` in the formats that ``accept`` prefers.

        Raises:
            QueryError: if there is no answer.
        """
        accepted = accepted_formats(accept)
        if accepted.results is None and accepted.graph is None:
            raise NotAcceptableError("no format in common", "any")
        if is_volatile(query.text):
            result = self.answer(query, accepted)
            return Reply(
                200,
                [*_headers(result), *self.cors, ("Cache-Control", "no-store")],
                result.body,
                False,
            )
        tag = etag(
            self.version,
            query.text,
            *query.default_graphs,
            "",
            *query.named_graphs,
            accepted.results or "",
            accepted.graph or "",
        )
        caching = [("ETag", f'"{tag}"'), ("Cache-Control", REVALIDATE)]
        if if_none_match and parse_etags(if_none_match).contains_weak(tag):
            # Whoever has the tag had a 200 for it, unless it was guessed: then it is no answer.
            return Reply(304, [*caching, ("Vary", "Accept"), *self.cors], b"", False)
        result = self.answer(query, accepted)
        return Reply(
            200,
            [*_headers(result), *self.cors, *caching],
            result.body,
            True,
            f'"{tag}"',
            result.seconds,
        )


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


Failure = RequestError | QueryError
"""Why a request has no answer."""
