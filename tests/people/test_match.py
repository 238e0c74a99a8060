"""People against jobs, as a team and as successors: the arithmetic, the commands, the workbooks."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cigref_kg.insight.served import Served
from cigref_kg.people.staff import Staff, read_staff
from cigref_kg.people.team import make_team
from tests.people.conftest import EXAMPLES, VERGER, Run

PEOPLE = EXAMPLES / "people.csv"


def staff(table: str, served: Served, *, strict: bool = False) -> Staff:
    return read_staff([table.encode()], served, strict=strict)


def rows(workbook: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(workbook))[sheet].iter_rows(values_only=True))


# --- Evidence -----------------------------------------------------------------------------------


def test_a_nearby_competence_counts_at_its_own_level(company: Served) -> None:
    (person,) = staff("person,competence,level\n1,VRG-C2,4\n1,D.3,2\n1,VRG-C3,1\n", company).people
    assert person.levels == {"VRG-C2": 4, "C.4": 4, "VRG-C3": 1, "D.3": 2}
    assert {code: seen.relation for code, seen in person.evidence.items()} == {"C.4": "within"}
    assert person.assessed == {"VRG-C2": 4, "VRG-C3": 1, "D.3": 2}
    (strict,) = staff("person,competence,level\n1,VRG-C2,4\n", company, strict=True).people
    assert strict.levels == {"VRG-C2": 4}
    (without,) = staff("person,competence,level\n1,VRG-C2,0\n", company).people
    assert without.levels == {"VRG-C2": 0}


# --- The command --------------------------------------------------------------------------------


@pytest.fixture
def held(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(
        "person;competence;level;job;team\n"
        "01;E.8;3;6.3;Nord\n01;D.1;4;6.3;Nord\n01;A.7;;6.3;Nord\n"
        "02;E.8;2,5;6.1;Sud\n02;VRG-C2;4;6.1;Sud\n03;E.8;4;Poterie;Sud\n",
        encoding="utf-8",
    )
    return file


def test_against_the_job_held(run: Run, held: Path) -> None:
    result = run("match", held, "--company", VERGER, "--job", "held", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["without_job"] == 1
    first, second = found["matches"]
    needs = len(first["gaps"]) + len(first["unknown"]) + len(first["met"])
    assert (first["person"], first["job"]) == ("01", "6.3")
    assert [{k: gap[k] for k in ("code", "required", "held", "line")} for gap in first["gaps"]] == [
        {"code": "D.1", "required": 5, "held": 4, "line": 3},
        {"code": "E.8", "required": 4, "held": 3, "line": 2},
    ][::-1]
    assert "A.7" in first["unknown"]
    assert first["assessed"] == round(2 / needs, 4)
    assert first["coverage"] == round(7 / 9, 4)
    assert {gap["held"] for gap in second["gaps"]} == {2.5}
    (seen,) = [met for met in second["met"] if met["code"] == "C.4"]
    assert seen["evidence"] == {"code": "VRG-C2", "relation": "within"}
    assert "l" in result.stderr
    assert "“Poterie”" in result.stderr
    strict = run(
        "match", held, "--company", VERGER, "--job", "held", "--strict", "--format", "json"
    )
    assert "C.4" in json.loads(strict.stdout)["matches"][1]["unknown"]


def test_nobody_assessed_has_no_coverage(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person,competence,level,job\n1,E.8,,6.3\n", encoding="utf-8")
    (found,) = json.loads(run("match", file, "--job", "held", "--format", "json").stdout)["matches"]
    assert (found["coverage"], found["assessed"], found["gaps"]) == (None, 0, [])


def test_nearest_jobs_as_json(run: Run) -> None:
    result = run("match", PEOPLE, "--company", VERGER, "--limit", "2", "--format", "json")
    matches = json.loads(result.stdout)["matches"]
    assert len(matches) == 8
    first = matches[0]
    assert first["job"] == first["profile"] == "4.3"
    assert first["coverage"] == round(first["covered"] / first["required"], 4)
    assert first["gap"] == sum(gap["effort"] for gap in first["gaps"])
    own = run("match", PEOPLE, "--company", VERGER, "--own-jobs", "--format", "json")
    assert {found["job"][:3] for found in json.loads(own.stdout)["matches"]} == {"VRG"}


def test_ranking_for_a_job_as_csv_and_table(run: Run) -> None:
    arguments = ("match", PEOPLE, "--company", VERGER, "--job", "6.3")
    lines = run(*arguments, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("Person,Job code,Job,Coverage of what was assessed,Part assessed")
    assert lines[1].startswith("P-03,6.3,")
    table = run(*arguments, "--lang", "fr").stdout
    assert "Non évalué n’est pas zéro" in table
    assert "6.3 Responsable" in table


def test_the_sheet_of_a_person(run: Run, held: Path) -> None:
    out = held.with_name("sheet.xlsx")
    arguments = ("--person", "2", "--format", "xlsx", "--lang", "fr", "--out", out)
    result = run("match", held, "--company", VERGER, *arguments)
    assert result.exit_code == 0, result.output
    detail = rows(out.read_bytes(), "Détail")
    (seen,) = [row for row in detail if row[0] == "C.4"]
    assert seen[-2:] == ("VRG-C2, qui en fait partie", 6)
    assert len(rows(out.read_bytes(), "Personnes et métiers")) == 7


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((PEOPLE, "--job", "0.0"), "there is no job 0.0"),
        ((PEOPLE, "--own-jobs"), "--own-jobs needs --company"),
        ((PEOPLE, "--job", "held"), "nobody's job is known"),
        ((PEOPLE, "--edition", "1999"), "1999"),
        ((PEOPLE, "--person", "P-99"), "no such person"),
        ((VERGER / "company.yaml",), "there is no column for"),
    ],
)
def test_what_cannot_be_matched(run: Run, arguments: tuple[Any, ...], expected: str) -> None:
    result = run("match", *arguments)
    assert result.exit_code == 2
    assert expected in result.output


def test_unknown_competences_are_kept_out_and_told(run: Run) -> None:
    result = run("match", PEOPLE)
    assert result.exit_code == 0
    assert "there is no competence “VRG-C2”" in result.stderr
    assert "line 7" in result.stderr


def test_jobs_of_another_edition(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person,competence,level,job\n1,E.8,3,8.6\n", encoding="utf-8")
    assert run("match", file, "--job", "held").exit_code == 2
    found = run("match", file, "--job", "held", "--edition", "2024", "--format", "json")
    assert json.loads(found.stdout)["matches"][0]["job"] == "8.6"


# --- Teams and successors -----------------------------------------------------------------------


def test_a_team_against_the_jobs_held(run: Run, held: Path) -> None:
    found = json.loads(run("team", held, "--company", VERGER, "--format", "json").stdout)
    assert (found["people"], found["without_job"]) == (3, 1)
    depth = {one["code"]: one for one in found["competences"]}
    assert depth["E.8"]["levels"] == {"01": 3, "02": 2.5, "03": 4}
    assert (depth["E.8"]["required"], depth["E.8"]["able"], depth["E.8"]["below"]) == (4, 1, 2)
    assert {"code": "E.8", "required": 4, "person": "03"} in found["only_one"]
    assert "D.1" in found["nobody"]
    assert depth["A.7"]["not_assessed"] == 2
    south = run("team", held, "--team", "sud", "--company", VERGER, "--format", "json")
    assert json.loads(south.stdout)["people"] == 2
    assert run("team", held, "--team", "Est").exit_code == 2


def test_a_team_as_a_workbook(run: Run, held: Path) -> None:
    out = held.with_name("team.xlsx")
    run("team", held, "--company", VERGER, "--format", "xlsx", "--lang", "fr", "--out", out)
    heat = rows(out.read_bytes(), "Qui a quoi")
    assert [row[0] for row in heat] == ["Personne", "01", "02", "03"]
    place = next(n for n, head in enumerate(heat[0]) if str(head).startswith("E.8 "))
    assert [row[place] for row in heat[1:]] == [3, 2.5, 4]
    assert rows(out.read_bytes(), "Qu’un seul a")[1][-1] in {"02", "03"}


def test_a_team_against_a_job_that_is_asked_for(company: Served) -> None:
    people = staff("person,competence,level\n1,E.8,4\n2,E.8,1\n", company).people
    profiles = company.content.profile
    seen = make_team(people, profiles, [profiles["6.3"]])
    assert {depth.competence for depth in seen.depths} == set(profiles["6.3"].required_levels)
    assert [depth.able for depth in seen.only_one] == [("1",)]
    assert seen.without_job == 0


def test_successors_without_the_incumbent(run: Run, held: Path) -> None:
    courses = held.with_name("courses.csv")
    courses.write_text(
        "code;compétence;niveau visé;coût\nC1;E.8;3;100\nC2;E.8;5;50\n", encoding="utf-8"
    )
    arguments = ("--people", held, "--company", VERGER, "--catalogue", courses)
    found = json.loads(run("succession", "6.3", *arguments, "--format", "json").stdout)
    assert (found["incumbents"], found["without_job"]) == (1, 1)
    assert [one["person"] for one in found["candidates"]] == ["03", "02"]
    assert [(one["person"], one["course"]) for one in found["training"]] == [("02", "C1")]
    assert "03" in run("succession", "RSSI", *arguments, "--format", "csv").stdout
    assert run("succession", "0.0", *arguments).exit_code == 2


def test_nothing_that_was_read_becomes_a_formula(run: Run, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person,competence,level,job\n=1+1,E.8,3,6.3\n", "utf-8")
    result = run("match", tmp_path / "people.csv", "--job", "held", "--format", "csv")
    assert result.output.splitlines()[1].startswith("'=1+1,6.3,")
