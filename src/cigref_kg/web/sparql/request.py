"""SPARQL 1.1 Protocol, §2.1: from an HTTP request to a query, or to the reason why there is none.

Pure functions over strings and bytes: no Flask here, so that the fastest path can do without it.
"""

import re
from binascii import a2b_qp
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import NamedNode

from cigref_kg.base.model import Text
from cigref_kg.engine import Query
from cigref_kg.web.ui.messages import bilingual

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

FORMATS = {
    "json": ("JSON", "application/sparql-results+json"),
    "xml": ("XML", "application/sparql-results+xml"),
    "csv": ("CSV", "text/csv"),
    "tsv": ("TSV", "text/tab-separated-values"),
    "ttl": ("Turtle", "text/turtle"),
    "jsonld": ("JSON-LD", "application/ld+json"),
    "nt": ("N-Triples", "application/n-triples"),
    "rdf": ("RDF/XML", "application/rdf+xml"),
    "trig": ("TriG", "application/trig"),
    "nq": ("N-Quads", "application/n-quads"),
    "html": ("HTML", "text/html"),
}
"""What ``?format=`` may name, for who cannot set ``Accept``: a link in a page, a spreadsheet."""

Pairs = list[tuple[str, str]]

_MAX_PARAMETERS = 200  # of a request: the protocol has a few, of which two repeat


@dataclass(eq=False)
class RequestError(Exception):
    """The request is not one of the protocol's; ``status`` and words for people tell why."""

    status: int
    detail: Text
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What the protocol looks at in a request to ``/sparql``."""

    method: str
    """``GET``, ``HEAD``, ``POST`` or ``OPTIONS``."""
    query_string: str = ""
    """The part of the URL after ``?``, still encoded."""
    accept: str | None = None
    content_type: str | None = None
    """Of the body of a POST."""
    body: bytes = b""


def read_query(request: SparqlRequest) -> Query | None:
    """Read the query out of a request.

    Returns:
        The query, or ``None`` if a GET has none: the client wants to know what the service is.

    Raises:
        RequestError: if the request breaks the protocol, or sends an update.
    """
    in_url = _pairs(request.query_string, "URL")
    if request.method != "POST":
        return _query(in_url, _values(in_url, "query"), optional=True)
    media_type, charset = _media_type(request.content_type)
    if media_type == UPDATE:
        raise update_refused()
    if media_type not in {FORM, DIRECT}:
        raise _unsupported(media_type)
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise RequestError(
            415,
            bilingual("refusal.charset", charset=charset),
        )
    text = _utf_8(request.body)
    if media_type == DIRECT:
        return _query(in_url, [*_values(in_url, "query"), text])
    pairs = in_url + _pairs(text, "body")
    return _query(pairs, _values(pairs, "query"))


def preferred_type(query_string: str, accept: str | None) -> str | None:
    """Return the media type that ``?format=`` names in the URL, else ``accept``.

    Only who cannot set ``Accept`` needs that: a browser, or a program that accepts anything. From
    others it is not heeded, since some clients add one that means something else elsewhere.

    Raises:
        RequestError: if it names no format.
    """
    if "format=" not in query_string or not _accepts_anything(accept):
        return accept
    named = _values(_pairs(query_string, "URL"), "format")
    if not named:
        return accept
    if named[-1] not in FORMATS:
        raise RequestError(
            400,
            bilingual("refusal.no_format", name=named[-1][:40], listed=", ".join(FORMATS)),
            (("formats", list(FORMATS)),),
        )
    return FORMATS[named[-1]][1]


def _accepts_anything(accept: str | None) -> bool:
    return not accept or accept.strip() == "*/*" or "text/html" in accept


def update_refused() -> RequestError:
    """Return the refusal of an update."""
    return RequestError(403, bilingual("sparql_problem.update.detail"))


def _query(pairs: Pairs, texts: list[str], *, optional: bool = False) -> Query | None:
    if any(name == "update" for name, _ in pairs):
        raise update_refused()
    if not texts and optional:
        return None
    if len(texts) != 1:
        raise RequestError(
            400,
            bilingual("refusal.query_parameters", given=len(texts)),
        )
    if "\x00" in texts[0]:
        raise RequestError(
            400,
            bilingual("refusal.null_character"),
        )
    return Query(texts[0], _graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri"))


def _values(pairs: Pairs, wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]


def _graphs(pairs: Pairs, parameter: str) -> tuple[str, ...]:
    iris = tuple(value for name, value in pairs if name == parameter)
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError:
            raise RequestError(
                400,
                bilingual("refusal.no_iri", parameter=parameter, iri=iri[:200]),
                (("parameter", parameter),),
            ) from None
    return iris


def _pairs(encoded: str, where: str) -> Pairs:
    if not encoded:
        return []
    try:
        if where == "URL" and not encoded.isascii():  # WSGI hands raw bytes over as Latin-1
            encoded = encoded.encode("latin-1").decode("utf-8")
        fields = [field.partition("=") for field in encoded.split("&", _MAX_PARAMETERS) if field]
        if len(fields) <= _MAX_PARAMETERS:
            return [(decoded(name), decoded(value)) for name, _, value in fields]
    except UnicodeError:
        raise _not_utf_8() from None
    raise RequestError(
        400,
        bilingual("refusal.many_parameters", max_parameters=_MAX_PARAMETERS),
    )


def decoded(text: str) -> str:
    """Decode a name or a value of a form or a query string.

    >>> decoded("caf%C3%A9+%2B+th%C3%A9")
    'café + thé'

    Raises:
        UnicodeError: if what is encoded is no UTF-8.
    """
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    if "=" in text or "\n" in text or "\r" in text or _STRAY.search(text) or not text.isascii():
        return unquote(text, errors="strict")
    # Quoted-printable differs by its sign only, and its decoder in C is seven times as fast.
    return a2b_qp(text.replace("%", "=").encode()).decode()


_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _utf_8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_utf_8() from None


def _not_utf_8() -> RequestError:
    return RequestError(400, bilingual("refusal.no_utf_8"))


def _media_type(content_type: str | None) -> tuple[str, str]:
    """Return the media type and the charset of a ``Content-Type``, in lower case."""
    media_type, *parameters = (content_type or "").split(";")
    charsets = [
        value.strip().strip('"').lower()
        for name, _, value in (parameter.partition("=") for parameter in parameters)
        if name.strip().lower() == "charset"
    ]
    return media_type.strip().lower(), charsets[-1] if charsets else "utf-8"


def _unsupported(media_type: str) -> RequestError:
    accepted = (DIRECT, FORM)
    said = media_type[:100] or "—"
    return RequestError(
        415,
        bilingual("refusal.post_type", direct=DIRECT, form=FORM, said=said),
        (("accepted", list(accepted)),),
    )
