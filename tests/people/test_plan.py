"""The training plan equals a reckoning of its own, over people that nobody is."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cigref_kg.base.reading.tables import TableError
from cigref_kg.insight.served import Served
from cigref_kg.people.courses import CourseCatalogue, read_courses
from cigref_kg.people.plan import Plan, make_plan
from cigref_kg.people.staff import criticality_of, read_staff
from tests.people.conftest import VERGER, Run
from tests.people.inventing import Invented

CODES = ("E.8", "D.1", "A.7", "VRG-C1", "VRG-C2", "B.3", "C.4")
HEADINGS = "Code;Intitulé;Compétence;Niveau visé;Durée (jours);Coût HT (€)\n"
COURSES = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(1, 5), st.integers(0, 3000)),
    min_size=1,
    max_size=40,
)


def table_of(courses: list[tuple[str, int, int]]) -> bytes:
    rows = [f"F-{n};Cours {n};{c};{aim};2;{price}" for n, (c, aim, price) in enumerate(courses)]
    return (HEADINGS + "\n".join(rows)).encode()


def people_of(invented: Invented) -> bytes:
    rows = ["person;competence;level;job;team"]
    for (person, code), level in invented.levels.items():
        rows.append(f"{person};{code};{'' if level is None else level};{invented.jobs[person]};N")
    return "\n".join(rows).encode()


def reckoned(
    invented: Invented, courses: list[tuple[str, int, int]], company: Served
) -> dict[str, Any]:
    """The same by the plainest code."""
    told = {"gaps": 0, "closed": 0, "partly": 0, "without_course": 0}
    enrolments = {}
    for person, job in invented.jobs.items():
        for code, required in company.content.profile[job].required_levels.items():
            held = invented.levels.get((person, code))
            if held is None or held >= required:
                continue
            told["gaps"] += 1
            useful = [
                (-aim, price, f"F-{n}")
                for n, (c, aim, price) in enumerate(courses)
                if c == code and held < aim <= required
            ]
            if not useful:
                told["without_course"] += 1
                continue
            aim, price, name = min(useful)
            told["closed" if -aim == required else "partly"] += 1
            enrolments[person, name] = price
    return {**told, "enrolments": len(enrolments), "cost": sum(enrolments.values())}


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(COURSES)
def test_the_plan_equals_a_plain_reckoning(
    invented: Invented, company: Served, courses: list[tuple[str, int, int]]
) -> None:
    staff = read_staff([people_of(invented)], company, strict=True)
    made = make_plan(staff, read_courses(table_of(courses), company.nomenclature))
    expected = reckoned(invented, courses, company)
    assert {
        "gaps": len(made.lines),
        "closed": len(made.closed),
        "partly": len(made.partly),
        "without_course": len(made.without_course),
        "enrolments": len(made.enrolments),
        "cost": made.spending.cost / 100,
    } == expected


def test_a_budget_serves_the_critical_jobs_and_the_widest_gaps_first(company: Served) -> None:
    people = (
        "person,competence,level,job\n1,E.8,1,6.3\n2,E.8,3,VRG-CISO\n3,E.8,2,6.3\n4,D.1,1,6.3\n"
    )
    courses = "code,competence,level,cost,days\nX,E.8,4,1000,1\nY,D.1,4,300,2\n"

    def planned(budget: int) -> Plan:
        staff = read_staff([people.encode()], company, strict=True)
        catalogue = read_courses(courses.encode(), company.nomenclature)
        return make_plan(staff, catalogue, {"VRG-CISO": 5}, budget)

    made = planned(230_000)
    assert [line.person.label for line in made.lines] == ["2", "4", "1", "3"]
    assert [line.person.label for line in made.left_out] == ["3"]
    assert (len(made.lines), made.spending.cost) == (4, 230_000)
    assert len(made.closed) + len(made.partly) + len(made.left_out) == 4
    assert planned(0).enrolments == {}


def test_a_course_is_paid_once_whatever_it_closes(company: Served) -> None:
    people = "person,competence,level,job\n1,E.8,1,6.3\n1,D.1,1,6.3\n"
    courses = "code,competence,level,cost\nX,E.8,4,1000\nX,D.1,5,\n"
    catalogue = read_courses(courses.encode(), company.nomenclature)
    made = make_plan(read_staff([people.encode()], company), catalogue, budget=100_000)
    assert (len(made.closed), len(made.enrolments), made.spending.cost) == (2, 1, 100_000)


@pytest.mark.parametrize("price", ["1 250", "1 250,00 €", "1250.00", "1\u202f250,00"])
def test_prices_as_french_exports_write_them(price: str, company: Served) -> None:
    found = _catalogue(f"F-1;Titre;Automates de tri;4;3,5;{price}", company)
    assert (found.courses["F-1"].cost, found.courses["F-1"].days) == (125_000, 350)
    assert found.teachings["VRG-C2"][0].aim == 4


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("F;T;E.8;6;1;1", "line 2: the level aimed at is '6'"),
        ("F;T;E.8;4;1;cher", "line 2: the cost is 'cher'"),
        ("F;T;E.8;4;1;", "line 2: F has no price"),
        (";T;E.8;4;1;1", "line 2: the course has no code"),
        ("F;T;E.8;4;1;1\nF;T;D.1;4;1;2", "line 3: F has another cost than on line 2"),
    ],
)
def test_a_catalogue_that_is_wrong(row: str, expected: str, company: Served) -> None:
    with pytest.raises(TableError) as caught:
        _catalogue(row, company)
    assert expected in str(caught.value)


def test_headings_that_say_more_than_is_known(company: Served) -> None:
    head = "Référence du stage;Intitulé complet;Compétence développée;Niveau visé en fin de stage"
    table = f"{head};Durée en jours ouvrés;Prix HT par personne\nF;T;E.8;4;2;1 250\n"
    found = read_courses(table.encode("cp1252"), company.nomenclature)
    assert found.courses["F"].cost == 125_000
    assert found.courses["F"].days == 200
    assert found.teachings["E.8"][0].aim == 4


def test_a_catalogue_without_a_column(company: Served) -> None:
    with pytest.raises(
        TableError, match=r"line 1: there is no column for cost \(cost, price.*niveau"
    ):
        read_courses(b"code;competence;niveau\nF;E.8;3\n", company.nomenclature)
    with pytest.raises(TableError) as caught:
        read_courses(b"000012;Dupont\n000013;Durand\n", company.nomenclature)
    assert "Du" not in str(caught.value)  # who knows what a wrong file holds


@pytest.mark.parametrize("aim", ["N4", "4/5", "niveau 4", "4 - Expert"])
def test_an_aim_is_written_as_levels_are(aim: str, company: Served) -> None:
    found = _catalogue(f"F;T;E.8;{aim};1;1\nTotal;;;;;1", company)
    assert found.teachings["E.8"][0].aim == 4
    assert (list(found.courses), found.left_out) == (["F"], [])


def test_a_course_may_begin_as_a_total_does(company: Served) -> None:
    found = _catalogue("Total Quality Management;;E.8;4;1;1\nTotal;;;;;1", company)
    assert list(found.courses) == ["Total Quality Management"]


def _catalogue(row: str, company: Served) -> CourseCatalogue:
    return read_courses((HEADINGS + row).encode(), company.nomenclature)


# --- The command --------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, invented: Invented) -> tuple[Path, Path]:
    people, courses = tmp_path / "people.csv", tmp_path / "courses.csv"
    people.write_bytes(people_of(invented))
    courses.write_bytes(
        table_of([("E.8", 4, 1250), ("D.1", 3, 900), ("VRG-C2", 4, 0), ("B.3", 2, 700)])
        + b"\nZ;Tour;Poterie;3;1;1"
    )
    return people, courses


def test_the_plan_as_json_and_csv(
    run: Run, files: tuple[Path, Path], invented: Invented, company: Served
) -> None:
    people, courses = files
    arguments = ("plan", "--people", people, "--catalogue", courses, "--company", VERGER)
    result = run(*arguments, "--format", "json")
    assert "line 6: left out: no competence 'Poterie'" in result.stderr
    told = json.loads(result.stdout)
    expected = reckoned(
        invented, [("E.8", 4, 1250), ("D.1", 3, 900), ("VRG-C2", 4, 0), ("B.3", 2, 700)], company
    )
    assert {key: told[key] for key in expected} == expected
    assert told["gaps"] == len(told["lines"])
    assert told["cost"] == sum(team["cost"] for team in told["teams"])
    assert told["without_course"] == sum(one["gaps"] for one in told["uncovered"])
    assert len(run(*arguments, "--format", "csv").stdout.splitlines()) == told["gaps"] + 1
    limited = json.loads(run(*arguments, "--format", "json", "--budget", "5 000,50 €").stdout)
    assert limited["cost"] <= 5000.5
    assert limited["left_out"]
    assert run(*arguments, "--budget", "beaucoup").exit_code == 2


def test_the_plan_as_a_workbook(run: Run, files: tuple[Path, Path]) -> None:
    people, courses = files
    out = people.with_name("plan.xlsx")
    arguments = ("--budget", "30000", "--format", "xlsx", "--lang", "fr", "--out", out)
    run("plan", "--people", people, "--catalogue", courses, "--company", VERGER, *arguments)
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == [
        *("Plan", "Inscriptions", "Par équipe", "Sans formation", "Hors budget", "À propos")
    ]


def test_what_a_company_says_is_critical(company: Served) -> None:
    assert criticality_of(company)["VRG-CISO"] == 5
