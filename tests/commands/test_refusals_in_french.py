"""Whatever a verb refuses is refused in French where French is asked for."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cigref_kg.cli import main
from tests.conftest import ROOT
from tests.leaks import english_in

VERGER = str(ROOT / "examples" / "verger")
PEOPLE = str(ROOT / "examples" / "people.csv")
REFUSED = {
    "a profile that is unknown": ("compare", "2.5", "9.99"),
    "a profile twice": ("compare", "2.5", "2.5"),
    "an edition that is not served": ("compare", "2.5", "2.4", "--edition", "1066"),
    "a way to itself": ("pathways", "6.2", "6.2"),
    "a job that is unknown": ("pathways", "6.2", "9.99"),
    "a question that is unknown": ("ask", "none"),
    "a value that is unknown": ("ask", "competence-at-level", "competence=Z.9"),
    "no value at all": ("ask", "competence-at-level", "E.8"),
    "a query that is malformed": ("query", "-e", "SELECT * { ?s ?p }"),
    "an update": ("query", "-e", "CLEAR ALL"),
    "a worked query that is unknown": ("query", "--example", "none"),
    "a format that cannot hold the answer": ("query", "-e", "ASK {}", "--format", "ttl"),
    "a code that leads nowhere": ("crosswalk", "rome:X9999"),
    "a person who is not there": ("match", PEOPLE, "--person", "none"),
    "a team that is not there": ("team", PEOPLE, "--team", "none"),
    "a job for a form": ("people", "form", "9.99", "--out", "form.xlsx"),
    "a section that is unknown": ("fiche", "6.3", "--section", "none", "--out", "job.docx"),
    "a framework that goes nowhere": ("company", "migrate", VERGER, "--to", "1066"),
    "a workbook without a file": ("company", "diff", VERGER, VERGER, "--format", "xlsx"),
    "an ESCO that was not imported": ("esco", "check"),
    "a ROME that was not imported": ("rome", "check"),
    "an option given twice": ("titles", PEOPLE, "--column", "a", "--column", "b"),
    "a column that is not there": ("titles", PEOPLE, "--column", "none"),
    "an amount that is none": ("plan", "--people", PEOPLE, "--catalogue", PEOPLE, "--budget", "x"),
}


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """French is the language of the environment."""
    for name in [name for name in os.environ if name.startswith(("LC_", "LANG", "CIGREF_KG_LANG"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", REFUSED.values(), ids=[k.replace(" ", "-") for k in REFUSED])
def test_what_a_verb_refuses_is_said_in_french(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2, result.output
    [*_, said] = result.stderr.strip().split("\n\n")
    assert english_in(said) == []
