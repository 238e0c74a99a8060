"""The face for programs: answers as plain values, and errors that say what there is."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cigref_kg
from cigref_kg.base.errors import InputError
from cigref_kg.cli import main
from cigref_kg.doors.reader import Reader
from cigref_kg.doors.values import Record, Table
from cigref_kg.graph.dataset import Dataset
from tests.conftest import ROOT

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def reader(dataset: Dataset) -> Reader:
    """A reader of the shipped dataset."""
    return Reader(dataset)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_profile_by_code_edition_and_name(reader: Reader) -> None:
    assert reader.profile("6.3")["edition"] == reader.served.year
    assert reader.profile("rssi")["code"] == "6.3"
    assert reader.profile("2024/2.8")["edition"] == 2024
    assert reader.show("E.8/4")["level"] == 4


def test_counts_are_those_of_the_model(reader: Reader) -> None:
    content = reader.served.content
    assert len(reader.things("profiles")) == len(content.profiles)
    requirements = reader.table("requirements")
    assert len(requirements) == sum(len(each.requirements) for each in content.profiles)
    assert all(isinstance(row["profile"], str) for row in requirements)
    assert all(isinstance(row["level"], int) for row in requirements)
    (row,) = reader.query("SELECT (COUNT(?p) AS ?n) { ?p skos:inScheme/cig:year 2022 }")
    assert isinstance(row["n"], int)
    assert reader.query("ASK {}") == [{"boolean": True}]
    expected = {p.code for p in content.profiles if p.required_levels.get("E.8", 0) >= 4}
    assert {row["code"] for row in reader.who_needs("e.8", 4)} == expected


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda r: r.profile("boulanger"), "the name of no profile"),
        (lambda r: r.things("jobs"), "list profiles, families"),
        (lambda r: r.table("x"), "profiles, families, requirements"),
        (lambda r: r.who_needs("Z.9"), "A.1, A.2"),
        (lambda r: r.who_needs("E.8", 7), "levels run from 1 to 5"),
        (lambda r: r.compare("6.3"), "2 to 4"),
        (lambda r: r.paths("6.3", "rssi"), "6.3"),
        (lambda r: r.crosswalk("foo:1"), "rome"),
        (lambda r: r.ask("nothing"), "there is no question"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(reader: Reader, ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(InputError, match=said):
        ask(reader)


def test_a_competence_goes_by_name_too(reader: Reader) -> None:
    by_code = reader.who_needs("E.3", 4)
    assert by_code
    for name in ("e3", "gestion des risques", "Risk management"):
        assert reader.who_needs(name, 4) == by_code


def test_values_show_themselves_briefly(reader: Reader) -> None:
    assert repr(reader.things("families")) == "<Table of 9 rows: code, title>"
    assert repr(reader.profile("6.3")).startswith("<Record code='6.3', edition=")
    assert len(repr(reader.profile("6.3"))) < 300
    assert repr(reader.dataset).endswith("/cigref-kg/: <Nomenclature: editions 2022, 2024>>")
    table = Table({"code": "<b>"} for _ in range(30))
    assert "&lt;b&gt;" in table._repr_html_()
    assert "… 10 more" in table._repr_html_()
    assert "<table>" in Record(code="6.3")._repr_html_()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_have_codes_as_text_and_levels_as_numbers(
    library: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    stub = SimpleNamespace(DataFrame=lambda data, **_: made.append(data))
    monkeypatch.setitem(sys.modules, library, stub)
    getattr(reader.table("requirements"), f"to_{library}")()
    [data] = made
    frame = data if library == "polars" else {name: [row[name] for row in data] for name in data[0]}
    assert {*map(type, frame["profile"]), *map(type, frame["competence"])} == {str}
    assert {*map(type, frame["level"])} == {int}
    assert len(frame["level"]) == 418


def test_functions_of_the_package_are_documented() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in cigref_kg.__all__:
        if not name.startswith("_"):
            assert name in page, name
    with pytest.raises(AttributeError):
        cigref_kg.nothing  # noqa: B018


def test_the_notebook_is_as_it_was_run() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or "to_pandas" in "".join(cell["source"]):
            continue
        *before, last = "".join(cell["source"]).split("\n\n")
        exec("\n\n".join(before), names)
        lines = last.strip().splitlines()
        start = next((n for n in range(len(lines)) if _is_expression("\n".join(lines[n:]))), 0)
        exec("\n".join(lines[:start]), names)
        value = eval("\n".join(lines[start:]), names)
        shown = "".join(cell["outputs"][0]["data"]["text/plain"])
        assert "".join(shown.split()) == "".join(repr(value).split())


def _is_expression(text: str) -> bool:
    try:
        compile(text, "cell", "eval")
    except SyntaxError:
        return False
    return True


def test_verbs_read(tmp_path: Path) -> None:
    found = run("search", "chef", "de", "projet", "--lang", "fr", "--format", "json")
    assert json.loads(found.output)[0]["code"] in {"2.2", "2.3"}
    assert run("show", "rssi", "--format", "json", "--edition", "2024").exit_code == 0
    listed = run("list", "profiles", "--format", "csv", "--edition", "2024").output.splitlines()
    assert len(listed) == 53
    for words in (("show", "boulanger"), ("list", "x"), ("search", "x", "--edition", "1990")):
        assert run(*words).exit_code == 2
    assert "E.8 has no such level: 2, 3, 4" in run("show", "E.8/9").output
    assert "competences from A.1 to E.9, aspects from T1 to T7" in run("show", "Z.9").output


def test_language_is_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "Sécurité" in run("list", "families").output
