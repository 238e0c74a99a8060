"""The pages about people: what they answer, and that nothing of people stays."""

import json
import logging
import shutil
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cigref_kg import Dataset
from cigref_kg.company.adding import with_company
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets.shape import TEXT, About, Column, Sheet
from cigref_kg.publish.spreadsheets.writing import workbook_bytes
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
    for said in ("Plan de formation", "F1", "1\u202f250", "Poterie", "Z-18", "aucune formation"):
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


def test_a_plan_of_files_can_be_asked_for_again_from_the_page(client: FlaskClient) -> None:
    courses = (EXAMPLES / "staff/courses.csv").read_bytes()
    sent = {
        "people-file": (BytesIO(PEOPLE.encode()), "p.csv"),
        "catalogue-file": (BytesIO(courses), "c.csv"),
        "people": "x\0y",  # typed, but the file takes precedence
    }
    page = client.post("/plan", data=sent).get_data(as_text=True)
    assert page.count(PEOPLE.splitlines()[-1]) == 1
    assert escape(courses.decode().splitlines()[-1]) in page


@pytest.mark.parametrize(
    ("people", "catalogue", "budget", "expected"),
    [
        ("", COURSES, "", 'id="people-error"><li>is empty'),
        (PEOPLE, "", "", 'id="catalogue-error"><li>is empty'),
        (PEOPLE, "code;competence\nF;E.8\n", "", "<li>line 1: there is no column for aim"),
        (PEOPLE, COURSES, "much", 'id="budget-error"><li>“much” is no amount'),
        ("<script>alert(1)</script>", COURSES, "", "<li>line 1: there is no column"),
    ],
)
def test_what_makes_no_plan(
    client: FlaskClient, people: str, catalogue: str, budget: str, expected: str
) -> None:
    sent = {"people": people, "catalogue": catalogue, "budget": budget}
    answer = client.post("/plan?lang=en", data=sent)
    assert answer.status_code == 400
    assert expected in answer.text
    assert answer.text.count("autofocus") == answer.text.count('aria-invalid="true"') == 1
    assert "<script>alert" not in answer.text


def test_people_against_the_jobs_that_they_hold(client: FlaskClient) -> None:
    page = client.post("/match?lang=en", data={"people": PEOPLE, "profile": "held"}).text
    assert "Information Security Management</a>: from 2 to 4" in page
    assert "9 competences not assessed" in page
    assert 'id="team"' in page
    assert "compared with nothing" not in page
    unknown = "Z-19;gardener;E.8;2"
    sent = {"people": f"{PEOPLE}\n{unknown}", "profile": "held"}
    assert "1 person is compared with nothing" in client.post("/match?lang=en", data=sent).text


def test_the_grid_adds_a_person_to_the_table(client: FlaskClient) -> None:
    grid = client.get("/match?lang=fr&grid=6.3").text
    assert grid.count("<fieldset") == 10
    ticked = {"grid": "6.3", "profile": "held", "person": "Z-1", "level-E.8": "3", "level-A.7": ""}
    first = client.post("/match?lang=fr", data=ticked).text
    table = "person,competence,level,job\nZ-1,E.8,3,6.3\n"
    assert f">{table}</textarea>" in first
    second = client.post("/match", data={**ticked, "person": "Z-2", "people": table}).text
    assert f"{table}Z-2,E.8,3,6.3\n</textarea>" in second
    assert client.post("/match", data={**ticked, "grid": "9.9"}).status_code == 400


def test_an_example_shows_what_the_page_gives_and_says_so(client: FlaskClient) -> None:
    page = client.get("/match?lang=fr&example=1").text
    assert "inventées" in page
    assert page.count('class="judgement"') == 2


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_matches_are_had_as_a_file(client: FlaskClient, form: str) -> None:
    answer = client.post("/match", data={"people": PEOPLE, "profile": "held", "format": form})
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"match.{form}" in answer.headers["Content-Disposition"]
    if form == "json":
        found = json.loads(answer.data)
        assert [each["person"] for each in found["matches"]] == ["Z-17", "Z-18"]
        assert found["without_job"] == 0


def test_a_workbook_stands_in_the_page_as_text(client: FlaskClient) -> None:
    """So the form can be sent again, and nothing of it stays on the server."""
    columns = [Column(name, 10, TEXT) for name in ("person", "competence", "level")]
    sheet = Sheet("people", columns, [("Z-9", "E.8", "3")])
    workbook = workbook_bytes(About("about", "people", "fr", []), [sheet])
    sent = {"people-file": (BytesIO(workbook), "p.xlsx")}
    page = client.post("/match", data=sent).text
    assert "Z-9,E.8,3\n</textarea>" in page


@pytest.mark.slow
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
