"""Errors: JSON for machines, a page for people, each in the client's language."""

import json
from http import HTTPStatus

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from cigref_kg.base.model import LANGUAGES, Text
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.app import create_app
from cigref_kg.web.problems import problem
from tests.leaks import english_in

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/turtle"])
def test_machine_gets_problem_json(client: FlaskClient, accept: str | None) -> None:
    response = client.get("/nowhere", headers={} if accept is None else {"Accept": accept})
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {"Accept", "Accept-Language"} <= set(response.vary)
    content = response.get_json()
    assert content["type"] == "about:blank"
    assert content["status"] == 404
    assert content["title"] == "Page not found"


def test_browser_gets_a_page_in_its_language(client: FlaskClient) -> None:
    french = client.get("/nowhere", headers=BROWSER)
    english = client.get("/nowhere", headers={**BROWSER, "Accept-Language": "en"})
    assert "<h1>Page introuvable</h1>" in french.get_data(as_text=True)
    assert "<h1>Page not found</h1>" in english.get_data(as_text=True)
    assert english.headers["Content-Language"] == "en"
    assert english.headers["Content-Security-Policy"]


def test_machine_may_ask_for_french(client: FlaskClient) -> None:
    response = client.get("/nowhere", headers={"Accept-Language": "fr"})
    assert response.get_json()["title"] == "Page introuvable"


def test_texts_extensions_and_headers_are_told(app: Flask) -> None:
    with app.test_request_context("/sparql"):
        response = problem(
            503,
            Text(fr="Occupé", en="Busy"),
            Text(fr="Attendez.", en="Wait."),
            headers={"Retry-After": "2"},
            line=3,
        )
    assert response.headers["Retry-After"] == "2"
    assert response.get_json() == {
        "type": "about:blank",
        "title": "Busy",
        "status": 503,
        "detail": "Wait.",
        "line": 3,
    }


def test_page_escapes_what_the_client_sent(client: FlaskClient) -> None:
    page = client.get("/doc/<script>alert(1)</script>", headers=BROWSER).get_data(as_text=True)
    assert "<script>alert" not in page


def test_failure_of_the_code_is_a_500_without_its_message(dataset: Dataset) -> None:
    app = create_app(dataset)

    @app.get("/fails")
    def fails() -> str:
        raise RuntimeError("secret")

    response = app.test_client().get("/fails")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in response.get_data(as_text=True)


def test_body_that_is_too_large_is_413(dataset: Dataset) -> None:
    app = create_app(dataset)
    app.config["MAX_CONTENT_LENGTH"] = 10

    @app.post("/echo")
    def echo() -> bytes:
        return request.get_data()

    response = app.test_client().post("/echo", data=b"x" * 11)
    assert (response.status_code, response.get_json()["status"]) == (413, 413)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/search.json?q=x&limit=0", "limit"),
        ("/search.json?q=x&limit=ten", "limit"),
        ("/compare.json", "/compare.json?p=2.5&p=2.4"),
        ("/compare.json?p=2.5", "2 to 4"),
        ("/compare.json?p=2.5&p=2.5", "twice"),
        ("/compare.json?p=2.5&p=9.9", "9.9"),
        ("/matrix?family=x", "family"),
        ("/matrix?area=x", "area"),
    ],
)
def test_bad_parameter_is_400_and_named(client: FlaskClient, path: str, named: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert named in response.get_json()["detail"]


def test_address_that_is_too_long_is_414(client: FlaskClient) -> None:
    response = client.get(f"/search?q={'x' * 40_000}")
    assert (response.status_code, response.get_json()["status"]) == (414, 414)


def test_unread_accept_is_406_and_says_what_there_is(client: FlaskClient) -> None:
    response = client.get("/ontology", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.get_json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/careers/99.9",
        "/careers.json?from=1&to=2",
        "/compare.json?p=1",
        "/crosswalk.json",
        "/editions/compare.json?from=1&to=2",
        "/esco.json",
        "/esco/skills.json?p=1",
        "/fiche/99.9.docx",
        "/fiche/6.3.docx?kind=x",
        "/company/none",
    ],
)
def test_what_is_not_here_is_said_in_the_language_that_is_asked_for(
    client: FlaskClient, address: str
) -> None:
    mark = "&" if "?" in address else "?"
    french, english = (
        client.get(f"{address}{mark}lang={language}").get_json()["detail"]
        for language in ("fr", "en")
    )
    assert french != english


@pytest.mark.parametrize(
    "status", [400, 403, 404, 405, 406, 412, 413, 414, 415, 416, 431, 500, 501, 503, 504]
)
def test_every_status_has_words_in_both_languages(app: Flask, status: int) -> None:
    for language in LANGUAGES:
        headers = {"Accept": "application/json", "Accept-Language": language}
        with app.test_request_context("/", headers=headers):
            told = json.loads(problem(status).get_data())
        assert told["detail"]
        if language == "fr":
            assert told["title"] != HTTPStatus(status).phrase
            assert english_in(f"{told['title']} {told['detail']}") == []
