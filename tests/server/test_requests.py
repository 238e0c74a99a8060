"""What is looked at in every request before anything else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.engine.formats import GRAPHS, RESULTS
from cigref_kg.server.requests import RequestChecks
from cigref_kg.web.http.negotiation import (
    canonical_accept,
    canonical_language,
    negotiate,
    negotiate_language,
)

SOUND = {"REQUEST_METHOD": "GET", "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1"}


def checked(**changes: Any) -> tuple[int | None, dict[str, Any]]:
    environ = {**SOUND, **changes}
    refused = RequestChecks(("kg.example.org", "other.example"))(environ)
    return (refused[0] if refused else None), environ


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, None),
        ({"HTTP_HOST": "kg.example.org:8000"}, None),
        ({"HTTP_HOST": "[::1]:8000"}, None),
        ({"HTTP_HOST": ""}, 400),
        ({"HTTP_HOST": "", "SERVER_PROTOCOL": "HTTP/1.0"}, None),
        ({"HTTP_HOST": "a,b"}, 400),
        ({"HTTP_HOST": "a/b"}, 400),
        ({"HTTP_HOST": "x" * 300}, 400),
        ({"REQUEST_METHOD": "get"}, 501),
        ({"REQUEST_METHOD": "BREW"}, 501),
        ({"REQUEST_METHOD": "DELETE"}, None),
        ({"HTTP_X": "a" * 8000}, None),
        ({"HTTP_X": "a" * 8200}, 431),
        ({f"HTTP_X{number}": "a" * 80 for number in range(100)}, 431),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_CONTENT_ENCODING": "identity"}, None),
    ],
)
def test_what_is_no_request_is_refused(changes: dict[str, str], status: int | None) -> None:
    refused, environ = checked(**changes)
    assert refused == status
    if status:
        assert sum(len(value) for name, value in environ.items() if name.startswith("HTTP_")) < 1000


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("localhost:8000", "localhost:8000"),
        ("OTHER.example", "OTHER.example"),
        ("evil", "kg.example.org"),
        ("kg.example.org.evil", "kg.example.org"),
        ("evil:kg.example.org", "kg.example.org"),
    ],
)
def test_host_is_one_of_those_that_are_set(host: str, taken: str) -> None:
    assert checked(HTTP_HOST=host)[1]["HTTP_HOST"] == taken


@pytest.mark.parametrize(
    ("peer", "passed_on", "taken"),
    [
        ("127.0.0.1", {"HTTP_X_FORWARDED_PROTO": "https"}, "kg.example.org"),
        ("127.0.0.1", {}, "127.0.0.1:8000"),
        ("192.0.2.7", {"HTTP_X_FORWARDED_PROTO": "https"}, "127.0.0.1:8000"),
    ],
)
def test_without_names_a_proxy_on_this_machine_is_believed(
    peer: str, passed_on: dict[str, str], taken: str
) -> None:
    environ = {**SOUND, "HTTP_HOST": "kg.example.org", "REMOTE_ADDR": peer, **passed_on}
    assert RequestChecks((), "127.0.0.1:8000")(environ) is None
    assert environ["HTTP_HOST"] == taken
    environ = {**SOUND, "HTTP_HOST": "kg.example.org", "REMOTE_ADDR": peer, **passed_on}
    assert RequestChecks(("other.example",))(environ) is None
    assert environ["HTTP_HOST"] == "other.example"


TYPES = [*RESULTS, *GRAPHS, "text/html", "text/*", "application/*", "*/*", "x/y", "*", "junk"]
QUALITIES = st.sampled_from(["", ";q=1", ";q=0.5", ";q=.3", ";q=0", ";level=1;q=0.7", ";q=x"])
ACCEPTS = st.lists(st.tuples(st.sampled_from(TYPES), QUALITIES), max_size=8).map(
    lambda parts: ", ".join(item + quality for item, quality in parts)
)
OFFERS = st.lists(st.sampled_from([*RESULTS, *GRAPHS, "text/html"]), min_size=1, unique=True)


@given(ACCEPTS, OFFERS)
def test_canonical_header_is_negotiated_as_the_one_that_was_sent(
    accept: str, offers: list[str]
) -> None:
    canonical = canonical_accept(accept) if accept else accept
    assert negotiate(canonical, offers, offers[0]) == negotiate(accept, offers, offers[0])
    if accept:
        assert canonical_accept(canonical) == canonical


@given(
    st.lists(
        st.sampled_from(["fr", "en", "fr-CA", "en_GB", "de", "*", "fr;q=0", "en;q=.2", "de;q=0.9"]),
        max_size=5,
    ).map(", ".join),
    st.sampled_from(["fr", "en"]),
)
def test_canonical_language_is_the_one_that_is_preferred(header: str, default: Any) -> None:
    canonical = canonical_language(header)
    assert negotiate_language(None, canonical, default) == negotiate_language(None, header, default)
