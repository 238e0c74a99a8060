"""The page and the answers that tell what a training should teach."""

import csv
import io

import pytest
from flask.testing import FlaskClient


def test_the_page_of_a_profile_tells_and_leads_on(client: FlaskClient) -> None:
    page = client.get("/doc/2022/profile/6.3.html?lang=en").get_data(as_text=True)
    assert "What training should teach, according to ESCO" in page
    assert "lead disaster recovery exercises" in page
    assert "esco/skills" in page


def test_the_page_of_one_and_of_two(client: FlaskClient) -> None:
    one = client.get("/esco/skills?p=6.3&lang=fr")
    assert one.status_code == 200
    assert "chief ICT security officer" not in one.text
    assert "responsable de la sécurité des TIC" in one.text
    assert "classification ESCO de la Commission européenne" in one.text
    two = client.get("/esco/skills?p=2.3&p=2.1&lang=en")
    assert "To learn:" in two.text
    assert client.get("/esco/skills").status_code == 200
    assert "is close enough" in client.get("/esco/skills?p=2.4&lang=en").text


def test_machines_are_answered(client: FlaskClient) -> None:
    found = client.get("/esco/skills.json?p=6.3").get_json()
    assert found["escoRelease"] == "1.1.1"
    assert {skill["kind"] for skill in found["essential"]} == {"skill", "knowledge"}
    table = client.get("/esco/skills.csv?p=2.3&p=2.1").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["list"] for row in rows} <= {"learn", "deepen", "common"}


@pytest.mark.parametrize("query", ["", "p=6.33", "p=6.3&p=6.3", "p=1.1&p=1.2&p=1.3", "p=%00"])
def test_what_cannot_be_answered_is_refused(client: FlaskClient, query: str) -> None:
    for extension in ("json", "csv"):
        answer = client.get(f"/esco/skills.{extension}?{query}")
        assert answer.status_code == 400
        assert answer.content_type == "application/problem+json"
    if query:
        assert client.get(f"/esco/skills?{query}").status_code == 400


def test_the_edition_that_is_asked_for_is_answered(client: FlaskClient) -> None:
    assert client.get("/esco/skills.json?p=2.8").status_code == 400
    found = client.get("/esco/skills.json?p=2.8&edition=2024").get_json()
    assert found["occupations"][0]["label"]["en"] == "ICT product manager"
    assert client.get("/esco/skills?p=2.8&edition=2024").status_code == 200
