"""The pages of a company's referential and the form that matches people."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cigref_kg import Dataset
from cigref_kg.company.serving import CompanyDataset, with_company
from cigref_kg.graph.namespaces import CIG
from cigref_kg.records import RecordError
from cigref_kg.web.app import create_app
from tests.company.conftest import VERGER

PEOPLE = "person,competence,level\nZ-17,E.8,3\nZ-17,D.1,5\nY-4,VRG-C2,4\n"


@pytest.fixture(scope="module")
def served(dataset: Dataset) -> CompanyDataset:
    return with_company(dataset, VERGER)


@pytest.fixture(scope="module")
def app(served: CompanyDataset) -> Flask:
    app = create_app(served)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_dataset_has_the_company_beside_the_nomenclature(
    served: CompanyDataset, dataset: Dataset
) -> None:
    assert served.version != dataset.version
    assert "company/verger" in served.graphs
    assert "company/verger" not in dataset.graphs
    assert len(served.union) > len(dataset.union)
    extending = set(served.graphs["company/verger"].subjects(CIG.extends))
    assert len(extending) == 6
    assert b"graph/company/verger> ." in served.n_quads
    with pytest.raises(RecordError, match="verger is served already"):
        with_company(served, VERGER)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/company/verger",
        "/company/verger?q=rssi",
        "/company/verger/profile/VRG-CISO",
        "/company/verger/profile/VRG-HARVEST",
        "/company/verger/profile/VRG-SITE-LEAD",
        "/company/verger/compare",
        "/company/verger/compare?p=6.3&p=VRG-CISO",
        "/match",
    ],
)
def test_every_page_answers(path: str, language: str, client: FlaskClient) -> None:
    separator = "&" if "?" in path else "?"
    answer = client.get(f"{path}{separator}lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_a_profile_marks_what_differs(client: FlaskClient) -> None:
    page = client.get("/company/verger/profile/VRG-CISO?lang=en").text
    for word in ("added", "other level", "dropped"):
        assert f'<strong class="tag">{word}</strong>' in page
    assert "Map of the machines" in page
    assert page.count('<strong class="tag">company</strong>') == 4


def test_a_comparison_lists_what_to_acquire(client: FlaskClient) -> None:
    page = client.get("/company/verger/compare?p=6.3&p=VRG-CISO&lang=en").text
    acquire = page.partition('id="to-acquire"')[2]
    assert acquire.index("VRG-C1") < acquire.index("VRG-C2")


def test_the_graph_can_be_had(client: FlaskClient) -> None:
    answer = client.get("/company/verger.ttl")
    assert answer.mimetype == "text/turtle"
    assert b"cig:extends" in answer.data
    assert client.get("/company/verger.jsonld").mimetype == "application/ld+json"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/company/none", 404),
        ("/company/none.ttl", 404),
        ("/company/verger/profile/VRG-NONE", 404),
        ("/company/verger/compare?p=6.3&p=VRG-NONE", 400),
    ],
)
def test_what_there_is_not(path: str, status: int, client: FlaskClient) -> None:
    assert client.get(path).status_code == status


# --- The form -----------------------------------------------------------------------------------


def test_people_are_matched_and_nothing_is_kept(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/match?lang=en", data={"people": PEOPLE})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Z-17" in answer.text
    assert "VRG-CISO" in answer.text
    assert "Z-17" not in caplog.text
    kept = b"".join(app.extensions["cigref_kg"].prepared._kept.values())
    assert b"Z-17" not in kept
    assert "Z-17" not in client.get("/match").text


def test_people_are_ranked_for_a_profile(client: FlaskClient) -> None:
    page = client.post("/match?lang=en", data={"people": PEOPLE, "profile": "6.3"}).text
    rows = page.partition("<tbody>")[2]
    assert rows.index("Z-17") < rows.index("Y-4")
    assert "8 / 41" in rows


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("", "there is nobody"),
        ("name\nx\n", "the first row must be"),
        ("person,competence,level\nA,E.8,6\n", "line 2, column 3: the level is"),
        ("person,competence,level\nA,X.1,3\n", "line 2, column 2: there is no competence"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_a_table_that_cannot_be_used(people: str, expected: str, client: FlaskClient) -> None:
    answer = client.post("/match", data={"people": people})
    assert answer.status_code == 400
    assert expected in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>alert" not in answer.text


def test_the_form_works_without_a_company(dataset: Dataset) -> None:
    client = create_app(dataset).test_client()
    assert client.get("/match").status_code == 200
    answer = client.post("/match", data={"people": "person;E.8;D.1\nA;3;5\n"})
    assert answer.status_code == 200
    assert client.get("/company/verger").status_code == 404
