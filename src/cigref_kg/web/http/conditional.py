"""Caching in HTTP: the one place that decides on ETag, 304, Vary and Cache-Control (RFC 9111).

What is served depends on nothing but the version of what is served and the variant asked for, so
that a strong ETag is known before the answer is made.
"""

import hashlib
from collections.abc import Callable, Sequence

from flask import Request, Response
from werkzeug.http import parse_etags

REVALIDATE = "public, no-cache"
"""Keep it, but ask each time whether it is still current: that costs a 304."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change whenever what they hold does."""


def etag(version: str, *variant: str) -> str:
    """Return a strong entity tag, without quotes.

    Args:
        version: what changes when any answer may change, such as the dataset's version.
        variant: what tells this answer from others: path, media type, language, query, encoding…
    """
    return hashlib.sha256("\x00".join((version, *variant)).encode()).hexdigest()[:24]


def is_current(request: Request, tag: str) -> bool:
    """Tell whether the client's ``If-None-Match`` names ``tag`` (or ``*``)."""
    header = request.headers.get("If-None-Match")
    # Weak comparison, as RFC 9110 §13.1.2 demands for If-None-Match.
    return header is not None and parse_etags(header).contains_weak(tag)


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
        build: makes the whole answer; not called for a 304.
        vary: the request headers that took part in the choice of the variant.
        cache_control: how long caches may keep the answer.
    """
    if is_current(request, tag):
        response = Response(status=304)
        response.headers.pop("Content-Type", None)
    else:
        response = build()
    response.vary.update(vary)
    if response.status_code in {200, 304}:
        response.set_etag(tag)
        response.headers["Cache-Control"] = cache_control
    return response
