"""The crosswalk's page, and its answers for machines."""

import csv
import io

import pytest
from flask.testing import FlaskClient


def test_the_page_tells_links_and_paths(client: FlaskClient) -> None:
    page = client.get("/crosswalk?from=rome:20314&lang=en")
    assert page.status_code == 200
    assert "Testeur / Testeuse informatique" in page.text
    assert "equivalent · judged (cigref-kg)" in page.text
    assert "Another path says otherwise" in page.text
    assert 'rel="alternate"; type="text/csv"' in page.headers["Link"]
    assert client.get("/crosswalk").status_code == 200


def test_the_page_of_a_profile_leads_to_its_fiches_and_on(client: FlaskClient) -> None:
    page = client.get("/doc/2022/profile/3.3.html?lang=en").text
    assert "doc/rome/M1815.html" in page
    assert "ROME files it under M1863" in page
    assert "crosswalk?from=cigref%3A3.3" in page
    assert "No job sheet of ROME fits" in client.get("/doc/2022/profile/2.4.html?lang=en").text


def test_fiches_and_appellations_dereference(client: FlaskClient) -> None:
    for path in (
        "rome",
        "rome/M1812",
        "rome/appellation",
        "rome/appellation/404296",
        "mapping/2022/profile/6.3/rome/1",
    ):
        answer = client.get(f"/id/{path}", headers={"Accept": "text/turtle"})
        assert answer.status_code == 303
        assert client.get(answer.headers["Location"]).status_code == 200


def test_machines_are_answered(client: FlaskClient) -> None:
    found = client.get("/crosswalk.json?from=rome:M1812&lang=fr").get_json()
    assert found["from"] == "rome:M1812"
    assert {link["to"] for link in found["links"]} >= {"cigref:6.3", "isco:2529"}
    several = client.get("/crosswalk.json?from=6.3%0AM1805&from=foo").get_json()
    assert [each["from"] for each in several] == ["cigref:6.3", "rome:M1805", "foo"]
    table = client.get("/crosswalk.csv?from=cigref:6.3").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert "yes" in {row["judged"] for row in rows}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("from=", 400),
        ("from=rome:A1101", 404),
        ("from=foo:1", 404),
        ("from=%00", 404),
        ("&".join(f"from={number}" for number in range(101)), 400),
    ],
)
def test_what_cannot_be_answered_is_refused(client: FlaskClient, query: str, status: int) -> None:
    for extension in ("json", "csv"):
        answer = client.get(f"/crosswalk.{extension}?{query}")
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"


def test_an_unknown_code_has_a_page_that_says_what_exists(client: FlaskClient) -> None:
    page = client.get("/crosswalk?from=rome:A1101&lang=en")
    assert page.status_code == 404
    assert "rome:I1401" in page.text


def test_search_finds_a_profile_by_rome(client: FlaskClient) -> None:
    [hit] = client.get("/search.json?q=M1805").get_json()["hits"]
    assert (hit["code"], hit["matched"]["by"], hit["relation"]) == ("3.2", "rome", "exactMatch")
    assert "found by ROME" in client.get("/search?q=M1805&lang=en").text


def test_a_name_leads_to_the_codes_that_it_may_mean(client: FlaskClient) -> None:
    page = client.get("/crosswalk?from=RSSI&lang=fr")
    assert page.status_code == 200
    for code in ("cigref%3A6.3", "rome%3AM1812"):
        assert code in page.text
    assert client.get("/crosswalk?from=zzzz").status_code == 404
    assert "responsable de la sécurité des TIC" in client.get("/esco?uri=securite&lang=fr").text
