"""The query page, for people: all of it works without JavaScript."""

import re
from html import unescape
from urllib.parse import quote, urljoin

import pytest
from flask import Flask
from rdflib.plugins.sparql import prepareQuery
from werkzeug.test import Client

from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.doors.outline import heading
from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.web.sparql.page import LONGEST_QUERY_STRING, MOST_CELLS, SHOWN_ROWS
from cigref_kg.web.ui.messages import messages_in
from tests.web.doors import service_client

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(app: Flask) -> Client:
    return service_client(app)


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
    content = page(client, "SELECT ?f { ?f a cig:Family ; skos:inScheme/cig:year 2022 }")
    assert re.search(r'<a href="[^"]*doc/2022/family/6\.html[^"]*"[^>]*>Security</a>', content)
    assert "9 rows" in content
    assert "format=csv" in content


def test_many_rows_are_cut_and_the_page_says_so(client: Client) -> None:
    content = page(client, "SELECT * { ?s ?p ?o } LIMIT 1000")
    assert content.count("<tr>") == SHOWN_ROWS + 1
    assert f"{SHOWN_ROWS} first shown" in content


def test_more_rows_are_shown_on_demand_but_not_too_many_cells(client: Client) -> None:
    first = page(client, "SELECT * { ?s ?p ?o } LIMIT 1000")
    [more] = re.findall(r'href="([^"]+rows=500[^"]*)#answer"', first)
    content = client.get(f"/sparql{unescape(more)}", headers=BROWSER).text
    assert content.count("<tr>") == 500 + 1
    wide = " ".join(f"(1 AS ?v{number})" for number in range(300))
    content = page(client, f"SELECT {wide} {{ ?s ?p ?o }} LIMIT 40")
    assert content.count("<td>") <= MOST_CELLS
    assert "rows=500" not in content


def test_terms_that_are_not_here_are_told_with_what_was_meant(client: Client) -> None:
    cig = "https://w3id.org/cigref-kg/ontology#"
    content = page(client, f"SELECT * {{ ?s <{cig}requireCompetence> ?o }}")
    assert "requiresCompetence" in content.partition('<div class="note">')[2]


def test_questions_are_small_forms_that_answer_with_the_page(client: Client) -> None:
    content = client.get("/sparql?lang=en", headers=BROWSER).text
    form = content.partition('action="./ask/competence-at-level')[2].partition("</form>")[0]
    assert {"competence", "level", "edition"} <= set(re.findall(r' name="(\w+)"', form))
    answer = client.get("/ask/competence-at-level?competence=B.1&level=3&lang=en", headers=BROWSER)
    links = re.findall(r'href="([^"]+format=csv)"', answer.text)
    assert links
    found = client.get(urljoin("/ask/competence-at-level", unescape(links[0])))
    assert found.mimetype == "text/csv"


def test_boolean_graph_and_nothing(client: Client) -> None:
    assert ">Yes<" in page(client, "ASK {}")
    assert "@prefix skos:" in page(client, "DESCRIBE <id/2022/family/6>")
    assert "No row answers" in page(client, "SELECT * { <a> <b> <c> }")


def test_error_keeps_the_query_and_says_what_is_wrong(client: Client) -> None:
    content = page(client, "SELECT * { <b>", status=400)
    assert "SELECT * { &lt;b&gt;</textarea>" in content
    assert "Line 1, column" in content


@pytest.mark.parametrize(
    ("query", "before", "word", "after", "units"),
    [
        ("ASK {\r\n  ?s a nope:x }", "  ?s a ", "nope:x", " }", (7, 13)),
        ("ASK { # 😀\n 'é😀' a nope:x }", " 'é😀' a ", "nope:x", " }", (9, 15)),
        (f"ASK {{\n  ?{'s' * 199} a nope:x }}", "…", "nope:x", " }", (205, 211)),
        ("ASK {\n ?s ?p", " ?s ?", "p", "", (5, 6)),
    ],
)
def test_error_shows_its_place(
    client: Client, query: str, before: str, word: str, after: str, units: tuple[int, int]
) -> None:
    content = unescape(page(client, query, status=400))
    shown = re.search(r"<code>.*?2</span>(.*?)<mark>(.*?)</mark>(.*?)</code>", content)
    assert shown is not None
    assert shown[1].startswith(before)
    assert (shown[2], shown[3]) == (word, after)
    # Scripts count in UTF-16 units, from the beginning of the line.
    assert f'data-line="2" data-from="{units[0]}" data-to="{units[1]}"' in content


def test_error_without_a_place_shows_none(client: Client) -> None:
    content = page(client, "CLEAR ALL", status=403)
    assert "<mark>" not in content
    assert "data-line" not in content


def test_service_is_marked_where_it_stands(client: Client) -> None:
    content = page(client, "SELECT * { SERVICE <http://x> { ?s ?p ?o } }", status=403)
    assert "<mark>SERVICE</mark>" in content


def test_answer_has_a_link_to_its_query(client: Client) -> None:
    content = page(client, "ASK { }", lang="fr")
    link = re.search(r'<a class="query-link" href="([^"]*)"', content)
    assert link is not None
    assert unescape(link[1]) == "?query=ASK+%7B+%7D&lang=fr"
    assert client.get(f"/sparql{unescape(link[1])}", headers=BROWSER).text == content


def test_long_query_comes_and_goes_by_post(client: Client, dataset: Dataset) -> None:
    graph = dataset.iris.graph("nomenclature")
    query = "SELECT (1 AS ?one) {} # " + "é" * LONGEST_QUERY_STRING
    response = client.post(
        "/sparql?lang=en", headers=BROWSER, data={"query": query, "default-graph-uri": graph}
    )
    assert response.status_code == 200
    content = response.text
    assert "query-link" not in content
    assert f"query={quote('SELECT')}" not in content
    form = re.search(r'<form class="query-formats".*?</form>', content, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', form[0]))
    assert fields == {"query": query, "default-graph-uri": graph}
    addresses = re.findall(r'formaction="[^?"]*sparql([^"]*)"', form[0])
    assert len(addresses) == 4
    for address in addresses:
        answer = client.post(f"/sparql{unescape(address)}", headers=BROWSER, data=fields)
        assert answer.status_code == 200
        assert answer.mimetype != "text/html"


def test_worked_questions_keep_the_language(client: Client) -> None:
    content = unescape(page(client, lang="en"))
    assert "sparql?example=families&lang=en" in content


def test_terms_are_escaped(client: Client) -> None:
    content = page(client, 'SELECT ("<script>x</script>" AS ?x) (<javascript:x> AS ?y) {}')
    assert "<script>x" not in content
    assert 'href="javascript' not in content


def test_page_is_conditional(client: Client) -> None:
    first = client.get("/sparql", headers=BROWSER)
    tag = first.headers["ETag"]
    again = client.get("/sparql", headers={**BROWSER, "If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_of_every_worked_question_are_said_in_words(language: Language) -> None:
    words = messages_in(language).words
    for name, query in read_queries().items():
        algebra = prepareQuery(query.text).algebra
        for column in algebra.PV if algebra.name == "SelectQuery" else ():
            is_named = f"sparql.column.{column}" in words or heading(column, language) != column
            assert is_named, f"{name}: {column}"


def test_column_keeps_the_variable_beside_its_words(client: Client) -> None:
    address = "/ask/profile-requirements?profile=6.3&lang=fr"
    page = client.get(address, headers={"Accept": "text/html"}).text
    assert '<th scope="col">intitulé <span class="detail">title</span></th>' in page
    own = client.get("/sparql?query=SELECT+(1+AS+%3FmyOwn)+%7B%7D", headers={"Accept": "text/html"})
    assert '<th scope="col">myOwn</th>' in own.text
