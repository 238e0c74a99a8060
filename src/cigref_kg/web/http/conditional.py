"""Caching in HTTP: the one place that decides on ETag, 304, 412, Vary and Cache-Control.

What is served depends on nothing but the version of what is served and the variant asked for, so
that a strong ETag is known before the answer is made (RFC 9110 §13, RFC 9111).
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Literal

from flask import Request, Response, abort
from werkzeug.http import parse_etags

REVALIDATE = "public, no-cache"
"""Keep it, but ask each time whether it is still current: that costs a 304."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change whenever what they hold does."""

_LEFT_OUT_OF_304 = {"content-type", "content-length", "content-encoding", "server-timing"}


def etag(version: str, *variant: str) -> str:
    """Return a strong entity tag, without quotes.

    Args:
        version: what changes when any answer may change, such as the dataset's version.
        variant: what tells this answer from others: path, media type, language, query, encoding…
    """
    return hashlib.sha256("\x00".join((version, *variant)).encode()).hexdigest()[:24]


def precondition(
    if_match: str | None, if_none_match: str | None, tag: str
) -> Literal[200, 304, 412]:
    """Tell how a GET or HEAD whose answer would be 200 is answered (RFC 9110, §13.2.2).

    >>> precondition(None, 'W/"b"', "b"), precondition('"a", "b"', None, "b")
    (304, 200)

    Args:
        if_match: the header ``If-Match``; compared strongly.
        if_none_match: the header ``If-None-Match``; compared weakly.
        tag: of the answer, without quotes.
    """
    if if_match is not None and not parse_etags(if_match).contains(tag):
        return 412
    if if_none_match is not None and parse_etags(if_none_match).contains_weak(tag):
        return 304
    return 200


def headers_of_304(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of a 200 that its 304 has, too (RFC 9110, §15.4.5)."""
    return [item for item in headers if item[0].lower() not in _LEFT_OUT_OF_304]


def conditional(
    request: Request,
    tag: str,
    build: Callable[[], Response],
    *,
    vary: Sequence[str] = (),
    cache_control: str = REVALIDATE,
) -> Response:
    """Answer 304 if the client has this variant, else what ``build`` makes, marked for caches.

    A HEAD request gets the headers of GET: Werkzeug leaves the body out. Only a 200 is tagged;
    an error that ``build`` returns keeps its own headers, with ``Vary``.

    Args:
        request: the request to answer.
        tag: the strong entity tag of the variant, from :func:`etag`.
        build: makes the whole answer; not called for a 304 or a 412.
        vary: the request headers that took part in the choice of the variant.
        cache_control: how long caches may keep the answer.

    Raises:
        PreconditionFailed: if ``If-Match`` names other tags (412).
    """
    headers = request.headers
    status = precondition(headers.get("If-Match"), headers.get("If-None-Match"), tag)
    if status == 412:
        abort(412)
    if status == 304:
        response = Response(status=304)
        response.headers.pop("Content-Type", None)
    else:
        response = build()
    response.vary.update(vary)
    if response.status_code in {200, 304}:
        response.set_etag(tag)
        response.headers["Cache-Control"] = cache_control
    return response
