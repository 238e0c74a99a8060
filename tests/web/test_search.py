"""Search as people and machines meet it: jobs that are not there, ambiguous names, questions."""

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient


def found(client: FlaskClient, query: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/search.json?q={quote(query)}").get_json()
    return answer


def page(client: FlaskClient, query: str) -> str:
    return client.get(f"/search?q={quote(query)}", headers={"Accept": "text/html"}).text


def test_job_that_no_profile_covers_says_so_and_which_come_nearest(client: FlaskClient) -> None:
    answer = found(client, "UX designer (H/F)")
    assert answer["none"]
    assert [near["code"] for near in answer["nearest"]] == ["2.6", "3.2"]
    assert not [hit for hit in answer["hits"] if hit["kind"] == "profile"]
    assert "doc/2022/profile/2.6.html" in page(client, "UX designer")


def test_job_of_another_trade_has_nothing_near(client: FlaskClient) -> None:
    answer = found(client, "Boulanger-pâtissier")
    assert answer["none"]
    assert answer["nearest"] == answer["hits"] == []


def test_what_is_found_is_not_none(client: FlaskClient) -> None:
    for query in ("RSSI", "gestion des risques", "E.8", "CTO"):
        answer = found(client, query)
        assert "none" not in answer
        assert answer["hits"]
    assert found(client, "RSSI")["hits"][0]["edition"] == 2022


def test_ambiguous_name_says_what_the_choice_hangs_on(client: FlaskClient) -> None:
    assert "Chief Data Officer" in page(client, "CDO")
    assert [hit["code"] for hit in found(client, "CDO")["hits"]][:2] == ["7.6", "8.3"]


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("B.1 niveau 3", "doc/ecf/2019/competence/B.1/3.html"),
        ("E.8/4", "doc/ecf/2019/competence/E.8/4.html"),
        ("e8 level 4", "doc/ecf/2019/competence/E.8/4.html"),
        ("qui a besoin de D.10 au niveau 4", "doc/ecf/2019/competence/D.10/4.html"),
        ("who needs E.8?", "doc/ecf/2019/competence/E.8.html"),
        ("Quels métiers demandent T5", "doc/ecf/2019/aspect/T5.html"),
        ("compétences du RSSI", "doc/2022/profile/6.3.html"),
        ("skills of a data scientist", "doc/2022/profile/8.1.html"),
    ],
)
def test_question_in_words_of_codes_leads_to_its_answer(
    client: FlaskClient, query: str, leads_to: str
) -> None:
    assert found(client, query)["answer"]["page"] == leads_to
    assert leads_to in page(client, query)


def test_level_that_nobody_requires_tells_those_that_exist(client: FlaskClient) -> None:
    answer = found(client, "B.1 niveau 5")["answer"]
    assert (answer["code"], answer["missing_level"]) == ("B.1", 5)
    assert answer["levels"]
    response = client.get("/doc/ecf/2019/competence/B.1/5")
    assert response.status_code == 404
    assert all(f"B.1/{level}" in response.get_json()["levels"] for level in answer["levels"])


def test_nothing_is_asked_by_a_job_title(client: FlaskClient) -> None:
    for query in ("Développeur", "Qui recrute un DPO", "niveau 4", "Z.9 niveau 2"):
        assert "answer" not in found(client, query)


def test_page_names_who_needs_a_competence_at_a_level(client: FlaskClient) -> None:
    def note(query: str) -> str:
        page = client.get("/search", query_string={"q": query, "lang": "fr"}).text
        return page.partition('<div class="note">')[2].partition('id="results"')[0]

    assert "profile/6.3" in note("E.8 niveau 4")
    assert "profile/6.1" not in note("E.8 niveau 4")
    # Nobody needs B.1 at 4: who needs it at the levels that there are.
    assert "profile/3.2" in note("qui a besoin de B.1 au niveau 4 ?")
