"""`cigref-kg rome`: import, check and suggest as a user runs them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg.cli import main
from tests.conftest import SHARED
from tests.vocabularies.rome.tables import write_tables


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["rome", *map(str, arguments)])


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rome")
    imported = run("import", write_tables(folder / "tables"), "--store", folder / "store")
    assert imported.exit_code == 0, imported.output
    assert "3 fiches" in imported.output
    return folder / "store"


def test_suggest(garden: Path) -> None:
    found = run("suggest", "3.3", "--store", garden, "--format", "json", "--limit", "1")
    assert found.exit_code == 0, found.output
    [best] = json.loads(found.output)["3.3"]
    assert best["notation"] in {"M1815", "A1203"}


def test_check_tells_what_is_gone_and_what_moved(garden: Path) -> None:
    found = run("check", "--store", garden, "--lang", "fr")
    assert found.exit_code == 1
    assert "6.3: M1812 (Responsable de la Sécurité" in found.output
    assert "3.3: M1815 s’appelle ici « Testeur / Testeuse, de logiciel »" in found.output


@pytest.mark.slow
def test_check_agrees_with_version_460(tmp_path: Path) -> None:
    source = SHARED / "rome"
    if not source.is_dir():
        pytest.skip("the tables of ROME are not at hand (shared/rome)")
    assert run("import", source, "--store", tmp_path / "store").exit_code == 0
    found = run("check", "--store", tmp_path / "store")
    assert found.exit_code == 0, found.output
    assert "compared with ROME 460: 0 to look at" in found.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "nowhere", "--out", "x.nq"], "there is no such folder"),
        (["import", "nowhere"], "say where to write"),
        (["check"], "an imported ROME is needed"),
        (["check", "--store", "nowhere"], "is no Oxigraph store"),
        (["suggest", "E.8", "--store", "nowhere"], "E.8 is no job"),
        (["suggest", "99.9", "--store", "nowhere"], "there is no profile"),
    ],
)
def test_what_cannot_be_is_said(arguments: list[str], told: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert told in found.output
