"""`cigref-kg compare`: the table, JSON and CSV, and what it says of codes that are wrong."""

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from cigref_kg.base.model import Nomenclature
from cigref_kg.commands.compare import compare
from cigref_kg.insight.served import Served
from tests.conftest import ROOT


def run(*arguments: str) -> Result:
    return CliRunner().invoke(compare, arguments)


def test_json_has_the_promised_shape(nomenclature: Nomenclature) -> None:
    result = run("2.5", "2.4", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["profiles"] == ["2.5", "2.4"]
    rows = {row["code"]: row for row in found["competences"]}
    assert rows["D.3"] == {"code": "D.3", "levels": {"2.5": None, "2.4": 3}, "gap": 3}
    first, last = (nomenclature.content.profile[code].required_levels for code in ("2.5", "2.4"))
    assert rows.keys() == {*first, *last}
    assert found["gap"] == sum(row["gap"] for row in rows.values())


def test_csv_gives_both_gaps_and_the_names_asked_for(served: Served) -> None:
    result = run("2.5", "2.4", "6.3", "--format", "csv", "--lang", "fr")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    expected = served.compare(["2.5", "2.4", "6.3"])
    assert sum(int(row["gap"] or 0) for row in rows) == expected.gap
    assert sum(int(row["reverse_gap"] or 0) for row in rows) == expected.reverse_gap
    aspects = [row for row in rows if row["kind"] == "aspect"]
    assert [row["code"] for row in aspects] == [row.code for row in expected.aspects]
    first = served.framework.competence[rows[0]["code"]]
    assert rows[0]["title"] == first.names.title.fr


def test_table_is_aligned_and_says_the_gap_both_ways(served: Served) -> None:
    result = run("2.5", "2.4")
    expected = served.compare(["2.5", "2.4"])
    lines = result.stdout.splitlines()
    head = next(line for line in lines if line.startswith("competence"))
    assert head.split() == ["competence", "2.5", "2.4", "2.5→2.4", "2.4→2.5"]
    row = next(line for line in lines if line.startswith("D.3"))
    assert row.split()[-4:] == ["–", "3", "+3", "0"]
    assert len(row) == len(head)
    total = next(line for line in lines if line.startswith("levels to gain"))
    assert total.split()[-2:] == [f"+{expected.gap}", f"+{expected.reverse_gap}"]


def test_a_company_s_profile_is_compared_and_what_to_acquire_is_in_order_of_effort() -> None:
    result = run("6.3", "VRG-CISO", "--company", str(ROOT / "examples" / "verger"))
    assert result.exit_code == 0, result.output
    acquired = result.output.partition("to acquire for VRG-CISO")[2].splitlines()[1:3]
    assert [line.split()[0] for line in acquired] == ["VRG-C1", "VRG-C2"]
    without = run("6.3", "VRG-CISO")
    assert without.exit_code == 2
    assert "--company" in without.output


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("2.5", "99.1"), "unknown profile: 99.1"),
        (("2.5", "2.5"), "twice"),
        (("2.5",), "2 to 4"),
        (("2.1", "2.2", "2.3", "2.4", "2.5"), "2 to 4"),
        ((), "A B [C D]"),
    ],
)
def test_wrong_codes_are_a_mistake_of_use(codes: tuple[str, ...], told: str) -> None:
    result = run(*codes)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
