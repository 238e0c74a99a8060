"""Answers compressed for those who accept it."""

import gzip
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEAST = 1024
"""Smaller bodies are not worth it, in bytes."""

_COMPRESSIBLE = ("text/", "application/", "image/svg")
_LARGE = 256 * 1024
"""Bytes from which speed counts for more than size; no page is that long."""


ENCODERS: Mapping[str, tuple[Callable[[bytes, int], bytes], tuple[int, int, int]]] = {
    # A page of 60 kB takes half a millisecond; level 19 makes it 4 % smaller in thirty times that.
    "zstd": (zstd.compress, (3, 9, 19)),
    # A fixed time keeps the bytes the same for the same answer.
    "gzip": (lambda body, level: gzip.compress(body, level, mtime=0), (5, 9, 9)),
}
"""The best first, with its levels: for what is large, for pages, for what clients keep for good."""


@lru_cache(maxsize=256)
def chosen_encoding(accept_encoding: str) -> str:
    """Return the encoding that a client prefers among ours, or ``""`` for none.

    >>> chosen_encoding("gzip, deflate, br"), chosen_encoding("gzip, zstd"), chosen_encoding("")
    ('gzip', 'zstd', '')
    """
    accepted = parse_accept_header(accept_encoding, Accept)
    qualities = {name: accepted[name] for name in ENCODERS}
    best = max(ENCODERS, key=lambda name: qualities[name])
    return best if qualities[best] > 0 else ""


def is_compressible(content_type: str) -> bool:
    """Tell whether content of a type gets smaller."""
    return content_type.startswith(_COMPRESSIBLE)


def encode(body: bytes, encoding: str, *, for_good: bool = False) -> bytes:
    """Compress ``body``.

    Args:
        body: what is to be sent.
        encoding: one of ``ENCODERS``.
        for_good: whether it never changes, so that time spent on it once is well spent.
    """
    compress, (large, page, kept) = ENCODERS[encoding]
    return compress(body, kept if for_good else page if len(body) < _LARGE else large)
