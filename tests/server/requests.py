"""Hostile requests: bad encodings, large headers, odd media types, NULs, nesting."""

from dataclasses import dataclass
from urllib.parse import quote

from hypothesis import strategies as st

_TOKENS = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS",
    "SERVICE", "GRAPH", "FROM", "NAMED", "VALUES", "BIND", "AS", "GROUP BY", "ORDER BY", "LIMIT",
    "OFFSET", "PREFIX", "BASE", "{", "}", "(", ")", "[", "]", "?x", "$y", "*", "+", "|", "^", "/",
    "<urn:a>", "<", ">", "a", "'s'", '"t"@fr', "1", "1e9", "_:b", "#", "\\u0041", "\x00", "é",
    "INSERT DATA", "LOAD <file:///etc/passwd>", "REGEX(?x, '(a+)+$')", "COUNT(*)", "NOT EXISTS",
]  # fmt: skip
_ODD = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=0, max_size=40)
_ACCEPTS = st.one_of(
    st.sampled_from(
        ["*/*", "text/html", "application/json;q=nan", "text/csv;q=1e999", ";;;,,,", "a/b;q=-1"]
    ),
    _ODD,
    st.integers(1, 3000).map(lambda n: ",".join(["text/turtle;q=0.1"] * n)[:30_000]),
)
_MEDIA_TYPES = st.one_of(
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "application/sparql-query",
            "application/sparql-query; charset=utf-16",
            "application/x-www-form-urlencoded; charset=\x80",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/sparql-update",
            "text/html",
            "",
        ]
    ),
    _ODD,
)
_QUERIES = st.one_of(
    st.lists(st.sampled_from(_TOKENS), max_size=25).map(" ".join),
    st.text(max_size=80),
    st.integers(1, 4000).map(lambda n: "SELECT * WHERE " + "{" * n + "}" * n),
    st.integers(1, 2000).map(lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }"),
)
_PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "format", "x"]),
        st.one_of(_QUERIES, st.binary(max_size=30)),
    ),
    max_size=4,
)


@dataclass(frozen=True)
class RawRequest:
    """A request before it is written."""

    method: str
    target: bytes
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def encoded(self) -> bytes:
        lines = [f"{self.method} ".encode() + self.target + b" HTTP/1.1", b"Host: localhost"]
        lines += [f"{name}: {value}".encode() for name, value in self.headers]
        if self.body or self.method == "POST":
            lines.append(f"Content-Length: {len(self.body)}".encode())
        lines.append(b"Connection: close")
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


def _form(pairs: list[tuple[str, str | bytes]]) -> bytes:
    return "&".join(f"{name}={quote(value)}" for name, value in pairs).encode()


@st.composite
def raw_requests(draw: st.DrawFn) -> RawRequest:
    """Requests to the endpoint and to other addresses."""
    method = draw(st.sampled_from(["GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "X"]))
    path = draw(
        st.sampled_from(
            [b"/sparql", b"/sparql/", b"/", b"/id/", b"/doc/..%2f..", b"/search", b"/%00", b"//x"]
        )
    )
    raw = draw(st.one_of(_PARAMETERS.map(_form), st.binary(max_size=40).map(_printable)))
    body = draw(st.one_of(_PARAMETERS.map(_form), _QUERIES.map(str.encode), st.binary(max_size=60)))
    headers = [("Accept", draw(_ACCEPTS)), ("Content-Type", draw(_MEDIA_TYPES))]
    headers += draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["Accept-Language", "Accept-Encoding", "If-None-Match", "Range", "X-Odd"]
                ),
                _ODD,
            ),
            max_size=3,
        )
    )
    if method not in {"POST", "PUT"}:
        body = b""
    return RawRequest(method, path + b"?" + raw, tuple(headers), body)


def _printable(raw: bytes) -> bytes:
    """Keep what can stand in a request line; the rest is percent-encoded or left as high bytes."""
    return bytes(byte for byte in raw if byte > 0x20 and byte != 0x7F)
