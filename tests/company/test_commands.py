"""The commands as a user types them."""

from pathlib import Path

import openpyxl
import pyoxigraph
import pytest

from cigref_kg.base.iris import DEFAULT_BASE
from tests.company.conftest import EXAMPLES, VERGER, run_company


@pytest.mark.parametrize("command", ["init", "template", "check", "build"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert f"Example: cigref-kg company {command}" in " ".join(
        run_company(command, "--help").output.split()
    )


def test_from_nothing_to_a_graph(tmp_path: Path) -> None:
    folder, out = tmp_path / "mine", tmp_path / "out"
    made = run_company("init", folder, "--name", "mine", "--base", "https://mine.example/")
    assert made.exit_code == 0
    assert (folder / "company.yaml").exists()
    checked = run_company("check", folder)
    assert checked.exit_code == 0
    assert "The graph conforms: 0 violations." in checked.output
    assert "mine: 1 profile, 0 families, 1 competence" in checked.output
    assert "Note:" not in checked.output
    assert run_company("build", folder, "--out", out).exit_code == 0
    quads = list(pyoxigraph.parse(path=out / "mine.nq"))
    assert {str(quad.graph_name) for quad in quads} == {
        "<https://w3id.org/cigref-kg/graph/company/mine>"
    }
    assert all(str(quad.subject).startswith("<https://mine.example/id/mine") for quad in quads)


@pytest.mark.slow
def test_every_form_becomes_every_other(tmp_path: Path) -> None:
    book, folder = tmp_path / "v.xlsx", tmp_path / "yaml"
    assert run_company("template", book, "--from", VERGER).exit_code == 0
    assert run_company("init", folder, "--from", book).exit_code == 0
    for number, source in enumerate((VERGER, book, folder, EXAMPLES / "verger.xlsx")):
        assert run_company("build", source, "--out", tmp_path / str(number)).exit_code == 0
    written = {(tmp_path / str(number) / "verger.ttl").read_bytes() for number in range(4)}
    assert len(written) == 1
    again = tmp_path / "again"
    assert run_company("build", tmp_path / "0" / "verger.ttl", "--out", again).exit_code == 0
    assert (again / "verger.ttl").read_bytes() == written.pop()


def test_an_empty_template_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    assert run_company("template", file).exit_code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:2] == ["ReadMe", "Company"]
    said = " ".join(str(cell.value) for row in book["ReadMe"].iter_rows() for cell in row)
    assert "N’écrivez pas de formules" in said
    assert "Write no formulas" in said
    codes = [row[1].value for row in book["Codes"].iter_rows(min_row=2)]
    assert "6.3" in codes
    assert "E.8" in codes
    assert "activity/1/1" in codes
    assert book["Requirements"].data_validations.dataValidation


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(b"x")
    assert run_company("template", file).exit_code == 2
    assert file.read_bytes() == b"x"
    assert run_company("init", tmp_path).exit_code == 2
    assert run_company("template", tmp_path / "mine.ods").exit_code == 2


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [("--name", "My Company", "--name: is 'My Company'"), ("--base", "x", "--base: the base must")],
)
def test_options_that_cannot_be_used(
    option: str, value: str, expected: str, tmp_path: Path
) -> None:
    result = run_company("init", tmp_path / "mine", option, value)
    assert result.exit_code == 2
    assert expected in result.output
    assert not (tmp_path / "mine").exists()


def test_a_level_that_nothing_describes_is_noted(folder: Path) -> None:
    file = folder / "profiles" / "VRG-CISO.yaml"
    file.write_text(file.read_text().replace("D.1: 4", "D.1: 2"))
    result = run_company("check", folder)
    assert result.exit_code == 0
    assert "Note: VRG-CISO requires D.1 at level 2" in result.output


def test_the_report_of_the_shapes_in_french() -> None:
    assert (
        "Le graphe est conforme : 0 violation."
        in run_company("check", VERGER, "--lang", "fr").output
    )


@pytest.mark.parametrize("base", [DEFAULT_BASE, f"{DEFAULT_BASE}id/2022/"])
def test_init_refuses_a_base_of_ours(tmp_path: Path, base: str) -> None:
    result = run_company("init", tmp_path / "mine", "--base", base)
    assert result.exit_code == 2
    assert "choose a base of your own" in result.output
    assert not list(tmp_path.iterdir())
