"""What every request is before anything looks at it: sound, within bounds, and plainly spelt."""

from collections.abc import Mapping
from typing import Any

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.web.http.negotiation import canonical_accept, canonical_language

Environ = dict[str, Any]
Refused = tuple[int, Text | None, Mapping[str, str]]
"""A status, what to say, and headers."""

MOST_HEADER_BYTES = 8 * 1024
"""All headers of a request together; browsers send a tenth of it. Queries stand in the address."""

_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HERE = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
_LONGEST_HOST = 255  # characters: the bound of DNS


class RequestChecks:
    """Refuses what is no request, and spells alike what means the same.

    Args:
        hosts: the names under which the service may call itself in its answers, ports aside; the
            first is taken where a client calls it otherwise. Without any, what a proxy on this
            machine says is believed.
        own: what it calls itself without any.
    """

    def __init__(self, hosts: tuple[str, ...] = (), own: str = "localhost") -> None:
        self._own = (*hosts, own)[0]
        self._believes_proxy = not hosts
        named = (_without_port(host.lower()) for host in (*hosts, own))
        self._trusted = frozenset((*named, *_LOOPBACK))

    def __call__(self, environ: Environ) -> Refused | None:
        """Make a request plain; return why it is refused, if it is."""
        refused = self._refusal(environ)
        if refused is not None:
            _strip(environ)
        if environ.get("HTTP_X_FORWARDED_PROTO") == "https":
            environ["wsgi.url_scheme"] = "https"
        host = environ.get("HTTP_HOST", "")
        if _without_port(host.lower()) not in self._trusted and not self._is_proxys(environ):
            environ["HTTP_HOST"] = self._own
        accept = environ.get("HTTP_ACCEPT")
        if accept:
            environ["HTTP_ACCEPT"] = canonical_accept(accept)
        language = environ.get("HTTP_ACCEPT_LANGUAGE")
        if language:
            environ["HTTP_ACCEPT_LANGUAGE"] = canonical_language(language)
        return refused

    def _is_proxys(self, environ: Environ) -> bool:
        """Tell whether a proxy on this machine passed the request on, and chose its host."""
        is_passed_on = "HTTP_X_FORWARDED_PROTO" in environ and "HTTP_HOST" in environ
        return self._believes_proxy and is_passed_on and environ.get("REMOTE_ADDR") in _HERE

    def _refusal(self, environ: Environ) -> Refused | None:
        size = 0
        for name, value in environ.items():
            if name.startswith("HTTP_"):
                size += len(name) + len(value)
        if size > MOST_HEADER_BYTES:
            return 431, _HEADERS, {}
        if environ["REQUEST_METHOD"] not in _METHODS:
            return 501, _METHOD, {}
        host = environ.get("HTTP_HOST", "")
        is_needed = environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
        if (is_needed and not host) or "," in host or "/" in host or len(host) > _LONGEST_HOST:
            return 400, _HOST, {}
        encoding = environ.get("HTTP_CONTENT_ENCODING", "identity")
        if encoding.strip().lower() != "identity":
            return 415, _ENCODING, {"Accept-Encoding": "identity"}
        return None


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _strip(environ: Environ) -> None:
    """Leave of a refused request what its answer needs, at most."""
    for name in [name for name in environ if name.startswith("HTTP_")]:
        if name not in _KEPT or len(environ[name]) > _LONGEST_HOST:
            del environ[name]
    if environ["REQUEST_METHOD"] not in _METHODS:
        environ["REQUEST_METHOD"] = "GET"


_KEPT = {"HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_HOST"}
_HEADERS = message("server.large-headers", most=MOST_HEADER_BYTES)
_METHOD = message("server.no-method")
_HOST = message("server.no-host")
_ENCODING = message("server.encoded-body")
