"""``/sparql``: the protocol beyond the W3C's tests, formats, caching, errors."""

import json
from collections.abc import Callable
from urllib.parse import quote, unquote_plus

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Query, QueryError, Result, errors
from cigref_kg.engine.formats import MAIN_GRAPHS, MAIN_RESULTS
from cigref_kg.web.app import create_app
from cigref_kg.web.sparql.problems import problem_details
from cigref_kg.web.sparql.request import RequestError, SparqlRequest, decoded, read_query
from tests.web.doors import service_client

ASK = "/sparql?query=ASK%7B%7D"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
SELECT = "/sparql?query=" + quote("SELECT ?s { ?s a <ontology#Family> } ORDER BY ?s")
GRAPH = "/sparql?query=" + quote("DESCRIBE <id/2022/family/6>")


@pytest.fixture(scope="module")
def client(app: Flask) -> Client:
    return service_client(app)


def get(client: Client, url: str, accept: str | None = None, **headers: str) -> TestResponse:
    if accept is not None:
        headers["Accept"] = accept
    return client.get(url, headers=headers)


# Formats


@pytest.mark.parametrize("media_type", MAIN_RESULTS)
def test_table_in_the_format_that_is_asked_for(client: Client, media_type: str) -> None:
    response = get(client, SELECT, media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "id/2022/family/6" in response.text
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("media_type", MAIN_GRAPHS)
def test_graph_in_the_format_that_is_asked_for(client: Client, media_type: str) -> None:
    response = get(client, GRAPH, media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "id/2022/family/6" in response.text


@pytest.mark.parametrize(
    ("url", "accept", "media_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv;q=0.4, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        (SELECT, "text/turtle, application/sparql-results+xml;q=0.1", MAIN_RESULTS[1]),
        (GRAPH, None, "text/turtle"),
        (GRAPH, "application/rdf+xml, */*;q=0.1", "application/rdf+xml"),
        (GRAPH, 'application/ld+json;profile="x"', "application/ld+json"),
        (SELECT + "&format=csv", "text/html", "text/csv"),
        (GRAPH + "&format=nt", None, "application/n-triples"),
        (GRAPH + "&format=turtle", "application/rdf+xml", "application/rdf+xml"),
        (GRAPH + "&format=xml", "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_negotiation(client: Client, url: str, accept: str | None, media_type: str) -> None:
    assert get(client, url, accept).mimetype == media_type


@pytest.mark.parametrize(
    ("url", "accept", "offered"),
    [
        (SELECT, "image/png", "text/csv"),
        (SELECT, "text/turtle", "text/csv"),
        (GRAPH, "text/csv", "text/turtle"),
        (SELECT, "*/*;q=0", "text/csv"),
    ],
)
def test_no_format_in_common_gives_406_with_the_list(
    client: Client, url: str, accept: str, offered: str
) -> None:
    response = get(client, url, accept)
    assert response.status_code == 406
    assert offered in response.json["formats"]  # type: ignore[index]


def test_unknown_format_parameter_names_those_there_are(client: Client) -> None:
    response = get(client, f"{ASK}&format=docx")
    assert response.status_code == 400
    assert "csv" in response.json["formats"]  # type: ignore[index]


# Methods


def test_head_has_the_headers_of_get(client: Client) -> None:
    head, answer = client.head(SELECT), client.get(SELECT)
    assert head.data == b""
    dropped = "Server-Timing"
    assert {k: v for k, v in head.headers if k != dropped} == {
        k: v for k, v in answer.headers if k != dropped
    }


def test_options_tells_the_methods_and_lets_any_origin_ask(client: Client) -> None:
    response = client.options(
        "/sparql", headers={"Origin": "https://x.org", "Access-Control-Request-Method": "POST"}
    )
    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_give_405_with_allow(client: Client, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/cigref-kg/sparql"])
def test_endpoint_answers_with_and_without_the_prefix(client: Client, path: str) -> None:
    assert client.get(f"{path}?query=ASK%7B%7D").json == {"head": {}, "boolean": True}


# Requests that are none


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (DIRECT, b"ASK {}", 200),
        (f"{DIRECT}; charset=UTF-8", b"ASK {}", 200),
        (f'{DIRECT}; charset="utf-8"', b"ASK {}", 200),
        (FORM, b"query=ASK%7B%7D", 200),
        (FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        (FORM, b"q=ASK", 400),
        (FORM, b"", 400),
        (FORM, b"query=ASK%7B%FF%7D", 400),
        (DIRECT, b"ASK { \xff }", 400),
        (DIRECT, b"ASK {}\x00", 400),
        (f"{DIRECT}; charset=iso-8859-1", b"ASK {}", 415),
        (f"{FORM}; charset=utf-16", b"query=ASK%7B%7D", 415),
        ("text/plain", b"ASK {}", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/json", b"{}", 415),
        ("", b"ASK {}", 415),
        ("application/sparql-update", b"CLEAR ALL", 403),
        (FORM, b"update=CLEAR+ALL", 403),
        (DIRECT, b"CLEAR ALL", 403),
        (DIRECT, b"ASK {} #" + b"x" * 1_100_000, 413),
    ],
)
def test_post(client: Client, content_type: str, body: bytes, status: int) -> None:
    response = client.post("/sparql", data=body, content_type=content_type)
    assert response.status_code == status
    if status != 200:
        assert response.mimetype == "application/problem+json"
        assert response.json["status"] == status  # type: ignore[index]
        assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query_string", "status"),
    [
        ("query=ASK{}&query=ASK{}", 400),
        ("update=CLEAR+ALL", 403),
        ("query=ASK{}&default-graph-uri=relative", 400),
        ("query=ASK{}&named-graph-uri=http://a b", 400),
        ("query=%FF", 400),
        ("query=%00", 400),
        ("query=", 400),
        ("&".join(["a=b"] * 500), 400),
    ],
)
def test_get_that_breaks_the_protocol(client: Client, query_string: str, status: int) -> None:
    assert client.get(f"/sparql?{query_string}").status_code == status


def test_query_in_url_and_body_is_two_queries(client: Client) -> None:
    assert client.post(ASK, data="ASK {}", content_type=DIRECT).status_code == 400


@pytest.mark.parametrize("content_type", [DIRECT, FORM])
def test_graphs_in_the_url_count_for_a_post(client: Client, content_type: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    body = text if content_type == DIRECT else f"query={quote(text)}"
    response = client.post(
        "/sparql?default-graph-uri=urn:nothing", data=body, content_type=content_type
    )
    assert response.json["results"]["bindings"][0]["n"]["value"] == "0"  # type: ignore[index]


@given(st.text("%=+&;09afAF \t\r\né_:", max_size=30))
def test_decoding_is_that_of_the_standard_library(text: str) -> None:
    def outcome(decode: Callable[[str], str]) -> str | None:
        try:
            return decode(text)
        except UnicodeDecodeError:
            return None

    assert outcome(decoded) == outcome(lambda value: unquote_plus(value, errors="strict"))


@given(
    st.sampled_from(["GET", "POST"]),
    st.text(max_size=60),
    st.sampled_from([None, FORM, DIRECT, "x/y;;;charset", f"{FORM};charset"]),
    st.binary(max_size=60),
)
def test_reading_a_request_gives_a_query_or_a_reason(
    method: str, query_string: str, content_type: str | None, body: bytes
) -> None:
    raw = query_string.encode().decode("latin-1")
    outcome: Query | RequestError | None
    try:
        outcome = read_query(SparqlRequest(method, raw, None, content_type, body))
    except RequestError as error:
        outcome = error
    if isinstance(outcome, RequestError):
        assert 400 <= outcome.status < 500
        assert outcome.detail.fr
        assert outcome.detail.en
    else:
        assert outcome is None or isinstance(outcome.text, str)


# Errors


def test_malformed_query_names_line_and_column(client: Client) -> None:
    response = client.get("/sparql?query=" + quote("SELECT *\nWHERE { ?s ?p }"))
    assert response.status_code == 400
    problem = json.loads(response.data)
    assert (problem["line"], problem["column"]) == (2, 15)
    assert response.headers["Cache-Control"] == "no-store"


def test_problem_is_told_in_french_to_who_prefers_it(client: Client) -> None:
    response = get(client, "/sparql?query=ASK", **{"Accept-Language": "fr"})
    assert response.json["title"] == "Requête SPARQL mal formée"  # type: ignore[index]


def test_service_is_refused_with_its_reason(client: Client) -> None:
    response = client.get("/sparql?query=" + quote("ASK { SERVICE <http://127.0.0.1:9/> {} }"))
    assert response.status_code == 403
    assert "SERVICE" in response.json["title"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.DeadlineError(10.0), 504),
        (errors.AnswerSizeError(5, "rows"), 413),
        (errors.MemoryLimitError(2**29), 413),
        (errors.OverloadError(7), 503),
        (errors.EngineLostError(""), 503),
        (errors.ComplexityError("deep", 9), 400),
        (errors.EvaluationError("why"), 400),
    ],
)
def test_every_failure_of_an_engine_is_told(
    dataset: cigref_kg.Dataset, error: QueryError, status: int
) -> None:
    def fail(query: Query, accepted: AcceptedFormats) -> Result:
        raise error

    client = create_app(dataset, fail).test_client()
    response = client.get(ASK)
    assert response.status_code == status
    assert response.json["detail"]  # type: ignore[index]
    assert ("Retry-After" in response.headers) == (status == 503)


def test_every_kind_of_error_has_words_in_both_languages() -> None:
    samples: dict[str, QueryError] = {
        "malformed": errors.MalformedQueryError("faux", "wrong", 1, 2),
        "not-acceptable": errors.NotAcceptableError("graph"),
        "deadline": errors.DeadlineError(1.0),
        "large": errors.AnswerSizeError(1, "bytes"),
        "memory": errors.MemoryLimitError(1),
        "overloaded": errors.OverloadError(1),
        "failed": errors.EvaluationError("why"),
    }
    for error_class in QueryError.__subclasses__():
        error = samples.get(error_class.code) or error_class()
        assert type(errors.error_from(error.code, error.fields)) is error_class
        told = problem_details(error)
        assert told.detail.fr
        assert told.detail.en


# Caching


def test_answer_has_a_strong_tag_and_gives_304(client: Client) -> None:
    first = client.get(SELECT)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = get(client, SELECT, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag


def test_tag_differs_by_format_query_and_dataset(client: Client) -> None:
    tags = [
        client.get(SELECT).headers["ETag"],
        get(client, SELECT, "text/csv").headers["ETag"],
        client.get(ASK).headers["ETag"],
        client.get(f"{ASK}&default-graph-uri=urn:x").headers["ETag"],
        client.get(f"{ASK}&named-graph-uri=urn:x").headers["ETag"],
    ]
    assert len(set(tags)) == len(tags)


def test_answer_that_depends_on_the_clock_is_not_kept(client: Client) -> None:
    response = client.get("/sparql?query=" + quote("SELECT (NOW() AS ?now) {}"))
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
