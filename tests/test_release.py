"""What a release is made of: its files, the workflows of a public host, the container."""

import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from tools import release

from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
EXPECTED = {
    *("cigref-kg.ttl", "cigref-kg.nq", "cigref-kg.jsonld", "cigref-kg-tables.zip"),
    *("cigref-kg.fr.xlsx", "cigref-kg.en.xlsx", "profiles-esco.sssom.tsv", "NOTES.md"),
}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_workflows_run_what_the_makefile_has_and_name_no_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands
    for command in commands:
        program, target = command.split()
        assert program == "make"
        assert target in TARGETS
    assert {frozenset(step) & {"run", "uses"} for step in steps} <= {
        frozenset({"run"}),
        frozenset({"uses"}),
    }
    assert not re.search(r"://|\w\.(com|org|io|net|dev)\b", text)


def test_every_python_that_is_promised_is_tested() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))["jobs"]
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(promised) <= set(jobs["tests"]["strategy"]["matrix"]["python"])


def test_notes_are_those_of_the_version_unless_more_is_to_come() -> None:
    changelog = "# Changelog\n\n## [Unreleased]\n\n{}\n\n## [1.0.0] - 2026-01-01\n\n- First.\n"
    assert release.notes(changelog.format(""), "1.0.0") == "# cigref-kg 1.0.0\n\n- First.\n"
    told = release.notes(changelog.format("- More."), "1.0.0")
    assert told == "# cigref-kg after 1.0.0\n\n- More.\n"
    with pytest.raises(ValueError, match="tells nothing of 2"):
        release.notes(changelog.format(""), "2.0.0")


def test_citation_has_what_its_format_requires() -> None:
    """Of the Citation File Format 1.2.0, as its schema says."""
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "version", "date-released", "license"} <= set(told)
    assert all("name" in each or "family-names" in each for each in told["authors"])
    assert isinstance(told["date-released"], date)
    assert told["type"] in {"software", "dataset"}
    assert all({"type", "title", "authors"} <= set(each) for each in told["references"])
    cited = release.citation("https://code.example/cigref-kg")
    assert yaml.safe_load(cited) == {**told, "repository-code": "https://code.example/cigref-kg"}
    assert release.citation("") == (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.slow
def test_release_is_whole_and_made_twice_has_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("cyclonedx-py", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("cyclonedx-bom is not installed (make .venv/.installed-release)")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    first, again = tmp_path / "first", tmp_path / "again"
    command = [sys.executable, str(ROOT / "tools" / "release.py"), "--out", str(first)]
    subprocess.run(command, check=True, capture_output=True)
    assert {file.name for file in first.iterdir()} > EXPECTED
    assert (first / release.SUMS).read_text("ascii") == release.checksums(first)
    tables = zipfile.ZipFile(first / "cigref-kg-tables.zip").namelist()
    assert {"datapackage.json", "requirements.csv"} <= set(tables)
    # That the dataset has the same bytes each time is a test of its own (graph/, publish/).
    again.mkdir()
    release.packages(again)
    release.bill_of_materials(again)
    assert len(list(again.iterdir())) == 3
    for file in again.iterdir():
        assert file.read_bytes() == (first / file.name).read_bytes(), file.name
