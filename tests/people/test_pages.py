"""The pages about people: what they answer, and that nothing of people stays."""

import json
import logging
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cigref_kg import Dataset
from cigref_kg.company.dataset import with_company
from cigref_kg.insight.served import Served
from cigref_kg.web.app import create_app
from tests.people.conftest import EXAMPLES, VERGER

PEOPLE = "person;job;competence;level;team\nZ-17;6.3;E.8;2;Nord\nZ-18;VRG-CISO;D.1;1;Sud\n"
COURSES = (
    "code;title;competence;level;days;cost\nF1;Cours;E.8;4;2;1 250,00 €\nF2;Tour;Poterie;3;1;1\n"
)


@pytest.fixture(scope="module")
def app(company: Served) -> Flask:
    return create_app(company.dataset)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_plan_is_made_and_nothing_is_kept(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/plan?lang=fr", data={"people": PEOPLE, "catalogue": COURSES})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    for said in ("Plan de formation", "F1", "1250", "Poterie", "Z-18", "aucune formation"):
        assert said in answer.text
    assert "Z-17" not in caplog.text
    assert b"Z-17" not in b"".join(app.extensions["cigref_kg"].prepared._kept.values())
    assert "Z-17" not in client.get("/plan").text


def test_a_plan_as_files_from_files(client: FlaskClient) -> None:
    def sent(form: str) -> dict[str, object]:
        return {
            "people-file": (BytesIO(PEOPLE.encode("cp1252")), "p.csv"),
            "catalogue-file": (BytesIO((EXAMPLES / "staff/courses.csv").read_bytes()), "c.csv"),
            "budget": "5000",
            "format": form,
        }

    told = json.loads(client.post("/plan", data=sent("json")).data)
    assert (told["gaps"], told["budget"]) == (2, 5000)
    workbook = client.post("/plan", data=sent("xlsx"))
    assert workbook.data.startswith(b"PK")
    assert workbook.headers["Cache-Control"] == "no-store"
    assert "plan.xlsx" in workbook.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("people", "catalogue", "budget", "expected"),
    [
        ("", COURSES, "", "people: is empty"),
        (PEOPLE, "", "", "catalogue: is empty"),
        (PEOPLE, "code;competence\nF;E.8\n", "", "catalogue: line 1: there is no column for aim"),
        (PEOPLE, COURSES, "much", "budget: &#39;much&#39; is no amount"),
        ("<script>alert(1)</script>", COURSES, "", "people: line 1: there is no column"),
    ],
)
def test_what_makes_no_plan(
    client: FlaskClient, people: str, catalogue: str, budget: str, expected: str
) -> None:
    sent = {"people": people, "catalogue": catalogue, "budget": budget}
    answer = client.post("/plan?lang=en", data=sent)
    assert answer.status_code == 400
    assert expected in answer.text
    assert "<script>alert" not in answer.text


def test_people_against_the_jobs_that_they_hold(client: FlaskClient) -> None:
    page = client.post("/match?lang=en", data={"people": PEOPLE, "profile": "held"}).text
    assert "2 → 4" in page
    assert "Not assessed" in page
    assert 'id="team"' in page


def test_pages_of_other_sites_read_open_data_only(
    client: FlaskClient, dataset: Dataset, tmp_path: Path
) -> None:
    origin = "Access-Control-Allow-Origin"
    query = "/sparql?query=ASK%7B%7D"
    for path in ("/profiles", query, "/search.json?q=rssi"):
        assert client.get(path).headers[origin] == "*"
    for path in ("/match", "/plan", "/titles"):
        assert origin not in client.get(path).headers
    # A company that states no licence does not say that what is its own is open.
    folder = shutil.copytree(VERGER, tmp_path / "closed")
    lines = (folder / "company.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("licence")]
    (folder / "company.yaml").write_text("\n".join(kept), encoding="utf-8")
    closed = create_app(with_company(dataset, folder)).test_client()
    for path in ("/profiles", query, "/company/verger", "/search.json?q=rssi"):
        answer = closed.get(path)
        assert answer.status_code == 200
        assert origin not in answer.headers
