"""Tables of people, and the command that matches them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg.commands.match import match
from cigref_kg.people.reading import PeopleError, read_people
from tests.company.conftest import EXAMPLES, VERGER

CODES = ("E.8", "D.1", "D.10")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(match, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    "table",
    [
        "person,competence,level\nA,E.8,3\nB,D.1,5\nA,D.10,4\n",
        "person;competence;level\r\nA;E.8;3\r\nB;D.1;5\r\nA;D.10;4\r\n",
        "\ufeffPerson,E.8,D.1,D.10\nA,3,,4\nB,,5,0\n",
        "person\tE.8\tD.1\tD.10\n\nA\t3\t\t4\n B \t \t5\n",
        "Personne;Compétence;Niveau\nA;e8;3\nB;D1;5\nA;d.10;4\n",
        "personne;e8;d1;d10\nA;3;;4\nB;;5;\n",
    ],
)
def test_both_forms_and_any_separator(table: str) -> None:
    people = read_people(table.encode(), CODES)
    assert [(p.label, dict(p.levels)) for p in people] == [
        ("A", {"E.8": 3, "D.10": 4}),
        ("B", {"D.1": 5}),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (b"", "there is nobody"),
        (b"person,competence,level\n", "there is nobody"),
        (b"who,what\nA,E.8\n", "line 1: the first row must be"),
        (b"person,competence,level\nA,E.8\n", "line 2: has 2 values, 3 are needed"),
        (b"person,competence,level\nA,E.9,3\n", "line 2, column 2: there is no competence 'E.9'"),
        (b"person,competence,level\nA,E.8,six\n", "line 2, column 3: the level is 'six'"),
        (b"person,competence,level\nA,E.8,3\nA,E.8,4\n", "line 3, column 2: E.8 stands twice"),
        (b"person,competence,level\n,E.8,3\n", "line 2, column 1: the person is missing"),
        (b"person,E.8,E.8\nA,3,3\n", "line 1, column 3: E.8 has two columns"),
        (b"person,E.9\nA,3\n", "line 1, column 2: there is no competence 'E.9'"),
        (b"person,E.8\nA,3\nA,3\n", "line 3, column 1: this person stands twice"),
        (b"person,E.8\nA,3,3\n", "line 2: has 3 values, the first row 2"),
        (b"person,E.8\n\xe9,3\n", "line 2: is not UTF-8"),
        (b'person,E.8\n"A,3\n', "is no table of separated values"),
    ],
)
def test_a_table_that_cannot_be_used(table: bytes, expected: str) -> None:
    with pytest.raises(PeopleError) as caught:
        read_people(table, CODES)
    assert expected in str(caught.value)


def test_messages_never_name_people() -> None:
    table = "person,competence,level\nJeanne Doe,E.8,9\nJeanne Doe,X.1,2\n"
    with pytest.raises(PeopleError) as caught:
        read_people(table.encode(), CODES)
    assert "Jeanne" not in str(caught.value)
    assert len(caught.value.problems) == 2


def test_many_problems_are_cut_short() -> None:
    table = "person,competence,level\n" + "A,X.1,2\n" * 50
    with pytest.raises(PeopleError, match="and 30 more"):
        read_people(table.encode(), CODES)


# --- The command --------------------------------------------------------------------------------

PEOPLE = EXAMPLES / "people.csv"


def test_nearest_jobs_as_json() -> None:
    result = run(PEOPLE, "--company", VERGER, "--limit", "2", "--format", "json")
    assert result.exit_code == 0
    matches = json.loads(result.output)["matches"]
    assert len(matches) == 8
    first = matches[0]
    assert first["profile"] == "4.3"
    assert first["coverage"] == round(first["covered"] / first["required"], 4)
    assert first["gap"] == sum(gap["effort"] for gap in first["gaps"])


def test_ranking_for_a_profile_as_csv_and_table() -> None:
    lines = run(
        PEOPLE, "--company", VERGER, "--profile", "6.3", "--format", "csv"
    ).output.splitlines()
    assert lines[0].startswith("person,profile,coverage,likeness")
    assert lines[1].startswith("P-03,6.3,")
    table = run(PEOPLE, "--company", VERGER, "--profile", "6.3").output
    assert "P-03: 6.3 Chief Information Security Officer\n  covers " in table


@pytest.mark.parametrize(
    ("output", "expected"),
    [("table", "4 people"), ("json", '"people": 4'), ("csv", "competence,required,able")],
)
def test_the_team(output: str, expected: str) -> None:
    arguments = (PEOPLE, "--company", VERGER, "--team", "--profile", "VRG-CISO")
    assert expected in run(*arguments, "--format", output).output


def test_what_cannot_be_matched(tmp_path: Path) -> None:
    own = run(PEOPLE)
    assert own.exit_code == 2
    assert "people.csv: line 7, column 2: there is no competence 'VRG-C2'" in own.output
    assert "need --company SOURCE" in own.output
    unknown = run(PEOPLE, "--profile", "0.0")
    assert unknown.exit_code == 2
    assert "there is no profile 0.0" in unknown.output
    assert "Example: cigref-kg match" in " ".join(run("--help").output.split())
