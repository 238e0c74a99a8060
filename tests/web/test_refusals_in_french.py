"""Whatever is refused is refused in French where French is asked for, and in English elsewhere."""

import pytest
from werkzeug.test import Client

from tests.leaks import english_in

REFUSED = (
    "/nothing-here",
    "/ask/none",
    "/ask/competence-at-level?competence=Z.9",
    "/ask/competence-at-level?colour=red",
    "/ask/competence-at-level?level=9",
    "/careers.json?from=9.99",
    "/careers.json?from=6.2&to=6.2",
    "/careers/9.99",
    "/changes/1066",
    "/company/nobody",
    "/compare.json?p=2.5",
    "/compare.json?p=2.5&p=2.5",
    "/compare.csv?p=0.0&p=2.5",
    "/compare.xlsx?p=1.1&p=1.2&p=1.3&p=1.4&p=1.5",
    "/crosswalk.json",
    "/crosswalk.json?from=rome:X9999",
    "/crosswalk.json?from=what%3F",
    "/doc/2022/profile/9.99",
    "/download/family-77.xlsx",
    "/download/none.txt",
    "/editions/compare.json?from=2022&to=2022",
    "/editions/compare.json?from=1066&to=2022",
    "/esco.json",
    "/esco/skills.json?p=0.0",
    "/id/2022/competence/Z.9",
    "/matrix?family=77",
    "/matrix.csv?area=Z",
    "/profiles?edition=1066",
    "/reconcile?queries=nothing",
    "/reconcile?queries=%7B%22q%22%3A%7B%7D%7D",
    "/reconcile/suggest/entity",
    "/search.json?q=a&limit=many",
    "/sparql?query=SELECT",
    "/sparql?query=ASK&query=ASK",
    "/sparql?query=CLEAR%20ALL",
    "/sparql?query=ASK%7BSERVICE%3Chttp%3A%2F%2Fx%3E%7B%7D%7D",
    "/sparql/check",
)


def _detail(client: Client, address: str, language: str) -> str:
    headers = {"Accept": "application/json", "Accept-Language": language}
    response = client.get(address, headers=headers)
    assert response.status_code in {400, 403, 404}, address
    told = response.json or {}
    return f"{told['title']}. {told.get('detail', '')}"


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_refused_is_said_in_the_language_asked_for(client: Client, address: str) -> None:
    french, english = (_detail(client, address, language) for language in ("fr", "en"))
    assert english_in(french) == []
    assert french != english


def test_the_worked_questions_are_told_in_french(client: Client) -> None:
    for question in client.get("/ask?lang=fr").json["questions"]:  # type: ignore[index]
        assert english_in(f"{question['title']} {question['description']}") == []
        assert all(english_in(each["about"]) == [] for each in question["parameters"])
