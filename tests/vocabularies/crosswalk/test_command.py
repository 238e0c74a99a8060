"""`cigref-kg crosswalk` as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["crosswalk", *map(str, arguments)])


def test_one_code_as_json() -> None:
    found = json.loads(run("rome:M1812", "--format", "json").output)
    assert found["from"] == "rome:M1812"
    [profile] = [link for link in found["links"] if link["to"].startswith("cigref:")]
    assert profile["relation"] == "exactMatch"
    assert profile["judged"] is True
    assert profile["path"] == ["rome:M1812", "cigref:6.3"]


def test_several_codes_as_a_table() -> None:
    found = run("6.3", "M1805", "--lang", "fr")
    assert found.exit_code == 0
    assert "cigref:6.3  Responsable sécurité" in found.output
    assert "profils du Cigref" in found.output


def test_a_column_of_codes_lists_what_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("poste;rome\nA;M1812\nB;\nC;A1101\nD;M1812\n", encoding="cp1252")
    found = run("--file", file, "--column", "ROME", "--format", "csv")
    assert found.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(found.output)))
    assert {row["from"] for row in rows} == {"rome:M1812", "A1101"}
    assert "leads nowhere" in next(row["label"] for row in rows if row["from"] == "A1101")
    told = json.loads(run("--file", file, "--column", "rome", "--format", "json").output)
    assert [each["from"] for each in told] == ["rome:M1812", "A1101"]
    assert told[1]["links"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give a code such as rome:M1812"),
        (["rome:A1101"], "from rome it knows"),
        (["foo:1"], "the vocabularies are cigref, ecf"),
        (["6.3", "--esco-rome", "nowhere"], "does not exist"),
    ],
)
def test_what_cannot_be_is_said(arguments: list[str], told: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert told in found.output


def test_a_wrong_column_is_said(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("poste;rome\nA;M1812\n")
    assert "say which by --column" in run("--file", file).output
    assert "it has poste, rome" in run("--file", file, "--column", "x").output
    (tmp_path / "empty.csv").write_text("")
    assert "is empty" in run("--file", tmp_path / "empty.csv").output
