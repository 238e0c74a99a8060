"""What the service installs is what is tested, by hash, and names no host."""

import re
import tomllib

from tests.conftest import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", re.MULTILINE)


def pinned(name: str) -> dict[str, str]:
    found = PINNED.findall((ROOT / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def test_every_requirement_is_pinned_as_tested_and_has_a_hash() -> None:
    requirements, constraints = pinned("requirements.txt"), pinned("constraints.txt")
    assert requirements.items() <= constraints.items()
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^\S.*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(requirements)
    assert "://" not in text


def test_the_optional_model_is_pinned_by_hash_with_all_that_it_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [each.partition(">")[0] for each in project["optional-dependencies"]["meaning"]]
    found, constraints = pinned("constraints-meaning.txt"), pinned("constraints.txt")
    assert sorted(found) == sorted(needed)
    assert found["numpy"] == constraints["numpy"]
    text = (ROOT / "constraints-meaning.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^\S.*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(found)
    assert "://" not in text


def test_nothing_that_the_service_needs_is_missing() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        name = re.match(r"[\w.-]+", dependency)
        assert name is not None
        assert re.sub(r"[-_.]+", "-", name[0]).lower() in pinned("requirements.txt")
