"""The two doors to the endpoint, the site alone and the service, are one function."""

from urllib.parse import quote

import pytest
from flask import Flask

from cigref_kg.web.sparql import routes
from cigref_kg.web.sparql.endpoint import Outcome, SparqlEndpoint, respond
from cigref_kg.web.sparql.request import SparqlRequest
from tests.web.doors import service_client

DIRECT = {"Content-Type": "application/sparql-query"}
REQUESTS = {
    "answer": ("GET", f"?query={quote('ASK { <a> ?p 1 }')}", {}, b""),
    "head": ("HEAD", f"?query={quote('ASK { <b> ?p 1 }')}", {}, b""),
    "post": ("POST", "", DIRECT, b"ASK { <c> ?p 1 }"),
    "malformed": ("GET", "?query=ASK", {"Accept-Language": "fr"}, b""),
    "malformed, for a person": ("GET", "?query=ASK", {"Accept": "text/html"}, b""),
    "refused": ("POST", "", {"Content-Type": "text/plain"}, b"ASK {}"),
    "page": ("GET", f"?query={quote('ASK { <d> ?p 1 }')}", {"Accept": "text/html"}, b""),
    "description": ("GET", "?of=both", {"Accept": "text/turtle"}, b""),
    "preflight": ("OPTIONS", "", {}, b""),
    "had already": ("GET", f"?query={quote('ASK { <e> ?p 1 }')}", {"If-None-Match": "*"}, b""),
    "had another": ("GET", f"?query={quote('ASK { <f> ?p 1 }')}", {"If-Match": '"x"'}, b""),
}
MAY_DIFFER = {"server-timing"}


@pytest.mark.parametrize("name", REQUESTS)
def test_doors_ask_one_function_once_and_say_the_same(
    app: Flask, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[SparqlRequest] = []

    def counting(endpoint: SparqlEndpoint, request: SparqlRequest) -> Outcome:
        asked.append(request)
        return respond(endpoint, request)

    monkeypatch.setattr(routes, "respond", counting)
    method, query, headers, body = REQUESTS[name]
    answers = [
        client.open(f"/sparql{query}", method=method, headers=headers, data=body or None)
        for client in (app.test_client(), service_client(app))
    ]
    assert len(asked) == 2
    assert asked[0].method == method
    site, service = (
        (
            answer.status_code,
            {k.lower(): v for k, v in answer.headers if k.lower() not in MAY_DIFFER},
            answer.data,
        )
        for answer in answers
    )
    assert site[0] == service[0]
    # The site adds what its pages need, which the quick way leaves out.
    assert without_encoding(service[1]).items() <= without_encoding(site[1]).items()
    if name != "page":  # which tells how long the engine took
        assert site[2] == service[2]


def without_encoding(headers: dict[str, str]) -> dict[str, str]:
    """The service compresses, and says so to caches."""
    vary = headers.get("vary", "").replace(", Accept-Encoding", "")
    return {**headers, "vary": vary, "content-length": ""}
