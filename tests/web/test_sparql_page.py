"""The query page, for people: all of it works without JavaScript."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import Client

from cigref_kg.queries import read_queries
from cigref_kg.web.sparql_page import SHOWN_ROWS
from tests.web.doors import DOORS, client_at

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module", params=DOORS)
def client(app: Flask, request: pytest.FixtureRequest) -> Client:
    return client_at(request.param, app)


def page(client: Client, query: str = "", *, status: int = 200, lang: str = "en") -> str:
    asked = f"query={quote(query)}&" if query else ""
    response = client.get(f"/sparql?{asked}lang={lang}", headers=BROWSER)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    return response.text


@pytest.mark.parametrize(("lang", "button"), [("fr", "Exécuter"), ("en", "Run")])
def test_page_has_a_form_and_every_worked_question(client: Client, lang: str, button: str) -> None:
    content = page(client, lang=lang)
    assert f">{button}</button>" in content
    for query in read_queries().values():
        assert f"example={query.name}" in content


def test_worked_question_fills_the_form(client: Client) -> None:
    content = client.get("/sparql?example=edition-timeline", headers=BROWSER).text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", content, re.DOTALL)
    assert shown is not None
    assert unescape(shown[1]) == read_queries()["edition-timeline"].text


def test_rows_have_links_with_labels(client: Client) -> None:
    content = page(client, "SELECT ?f { ?f a <ontology#Family> }")
    assert re.search(r'<a href="[^"]*doc/2022/family/6\.html[^"]*"[^>]*>Security</a>', content)
    assert "9 rows" in content
    assert "format=csv" in content


def test_many_rows_are_cut_and_the_page_says_so(client: Client) -> None:
    content = page(client, "SELECT * { ?s ?p ?o } LIMIT 1000")
    assert content.count("<tr>") == SHOWN_ROWS + 1
    assert f"{SHOWN_ROWS} first shown" in content


def test_boolean_graph_and_nothing(client: Client) -> None:
    assert ">Yes<" in page(client, "ASK {}")
    assert "@prefix skos:" in page(client, "DESCRIBE <id/2022/family/6>")
    assert "No row answers" in page(client, "SELECT * { <a> <b> <c> }")


def test_error_keeps_the_query_and_says_what_is_wrong(client: Client) -> None:
    content = page(client, "SELECT * { <b>", status=400)
    assert "SELECT * { &lt;b&gt;</textarea>" in content
    assert "Line 1, column" in content


def test_terms_are_escaped(client: Client) -> None:
    content = page(client, 'SELECT ("<script>x</script>" AS ?x) (<javascript:x> AS ?y) {}')
    assert "<script>x" not in content
    assert 'href="javascript' not in content


def test_page_is_conditional(client: Client) -> None:
    first = client.get("/sparql", headers=BROWSER)
    tag = first.headers["ETag"]
    again = client.get("/sparql", headers={**BROWSER, "If-None-Match": tag})
    assert again.status_code == 304
