"""The worked questions by name: parameters in the place of SPARQL."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.cli import main
from cigref_kg.doors.questions import MOST_VALUES, QuestionError, Questions
from cigref_kg.engine import AcceptedFormats, Query, embedded_engine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.web.app import create_app

Rows = list[dict[str, str]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module")
def questions(dataset: Dataset) -> Questions:
    """The questions of the shipped dataset."""
    return Questions(dataset.nomenclature)


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> FlaskClient:
    """A client of the site."""
    return create_app(dataset).test_client()


@pytest.fixture(scope="module")
def rows(dataset: Dataset) -> Callable[[str], Rows]:
    """Answer a query."""
    engine = embedded_engine(dataset)

    def answer(text: str) -> Rows:
        accepted = AcceptedFormats("application/sparql-results+json", None)
        found = json.loads(engine(Query(text), accepted).body)["results"]["bindings"]
        return [{name: each["value"] for name, each in row.items()} for row in found]

    return answer


@pytest.mark.parametrize("name", list(read_queries()))
def test_the_defaults_are_those_of_the_query(name: str, questions: Questions) -> None:
    question = questions.named(name)
    assert question.filled({}) == question.query.text
    defaults = question.defaults()
    assert defaults.keys() == set(question.parameters)
    for parameter, values in defaults.items():
        for value in values:
            assert question.kinds[parameter].term(parameter, value)


def test_another_competence_and_level(
    questions: Questions, rows: Callable[[str], Rows], dataset: Dataset
) -> None:
    text = questions.named("competence-at-level").filled({"competence": ["d10"], "level": ["4"]})
    expected = {
        profile.code
        for profile in dataset.nomenclature.at(2022).content.profiles
        if profile.required_levels.get("D.10", 0) >= 4
    }
    assert {row["code"] for row in rows(text)} == expected


def test_several_values_stand_side_by_side(
    questions: Questions, rows: Callable[[str], Rows]
) -> None:
    question = questions.named("training-audience")
    worked = question.filled({"competence": ["E.3", "E.8"], "level": ["3"]})
    assert rows(worked) == rows(question.query.text)
    with pytest.raises(QuestionError, match="2 values where others have 3"):
        question.filled({"competence": ["E.3", "E.8"], "level": ["1", "2", "3"]})


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("nothing", {}, "there is no question 'nothing': activity-search, career-effort"),
        ("families", {"profile": ["6.3"]}, "there is no parameter 'profile': edition"),
        ("profile-gap", {"from": ["6.9"]}, "there is no from '6.9': 1.1, 1.2"),
        ("rating-stars", {"stars": ["6"]}, "there is no stars '6': 1, 2, 3, 4, 5"),
        ("activity-search", {"words": [""]}, "words takes 1 to 100 characters"),
        ("rating-stars", {"aspect": ["T5"] * (MOST_VALUES + 1)}, "20 at most"),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(
    name: str, values: dict[str, list[str]], said: str, questions: Questions
) -> None:
    with pytest.raises(QuestionError, match=said):
        questions.named(name).filled(values)


@given(words=st.text(min_size=1, max_size=40))
def test_words_are_words_whatever_they_are(
    words: str, questions: Questions, rows: Callable[[str], Rows]
) -> None:
    try:
        text = questions.named("activity-search").filled({"words": [words]})
    except QuestionError:
        assert not words.strip()
        return
    assert isinstance(rows(text), list)


def test_service_answers_by_name(client: FlaskClient, questions: Questions) -> None:
    listed = client.get("/ask?lang=en").get_json()["questions"]
    assert [each["name"] for each in listed] == list(questions.all)
    answer = client.get("/ask/profile-gap?from=2.5&to=2.4&lang=en", headers={"Accept": "*/*"})
    assert answer.mimetype == "application/sparql-results+json"
    assert answer.get_json()["results"]["bindings"]
    table = client.get("/ask/families?lang=fr&format=csv")
    assert table.mimetype == "text/csv"
    assert len(table.get_data(as_text=True).splitlines()) == 10
    page = client.get("/ask/families", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"
    assert client.get("/ask/nothing").status_code == 404
    assert "1.1" in client.get("/ask/profile-gap?from=9.9").get_json()["detail"]
    assert client.get("/ask/profile-gap?from=9.9").status_code == 400


def test_command_answers_by_name() -> None:
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["ask", *words])
        return result.exit_code, result.output

    status, said = run("competence-at-level", "competence=E.8", "level=4", "--format", "csv")
    assert status == 0
    assert "6.3" in said
    assert "competence-at-level" in run()[1]
    assert run("competence-at-level", "competence=Z.9")[0] == 2
    assert run("competence-at-level", "E.8") == (2, run("competence-at-level", "E.8")[1])
    assert "PARAMETER=VALUE" in run("competence-at-level", "E.8")[1]


@pytest.mark.parametrize("name", ["rating-stars", "rating-mean-by-family"])
def test_an_edition_without_ratings_is_no_edition_where_nobody_needs_an_aspect(
    name: str, questions: Questions
) -> None:
    assert questions.named(name).filled({"edition": ["2022"]})
    with pytest.raises(QuestionError, match=r"2024 rates no aspect.*edition=2022"):
        questions.named(name).filled({"edition": ["2024"]})
    assert questions.named("rating-incomplete").filled({"edition": ["2024"]})
