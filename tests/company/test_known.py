"""A framework that was found to conform is known by its content, and not checked again."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from cigref_kg import Dataset
from cigref_kg.base.errors import InputError
from cigref_kg.company import checking, known
from cigref_kg.company.adding import with_company
from cigref_kg.company.io.plain import Source
from tests.company.conftest import VERGER, replace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A framework of which nothing is known yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return shutil.copytree(VERGER, tmp_path / "verger")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the frameworks that were checked, each of which conforms."""
    found: list[str] = []

    def counted(source: Source, *_: object) -> SimpleNamespace:
        found.append(source.company.name)
        return SimpleNamespace(report=SimpleNamespace(conforms=True))

    monkeypatch.setattr(checking, "check", counted)
    return found


def test_what_conforms_is_checked_once(folder: Path, checks: list[str], dataset: Dataset) -> None:
    first, second = (with_company(dataset, folder) for _ in range(2))
    assert checks == ["verger"]
    assert first.version == second.version
    with_company(dataset, folder, check=True)
    assert checks == ["verger", "verger"]


def test_what_changed_is_checked_anew(folder: Path, checks: list[str], dataset: Dataset) -> None:
    with_company(dataset, folder)
    replace(folder / "company.yaml", "title:", "# changed\ntitle:")
    with_company(dataset, folder)
    assert checks == ["verger", "verger"]


def test_what_does_not_fit_is_refused_each_time(
    folder: Path, checks: list[str], dataset: Dataset
) -> None:
    with_company(dataset, folder)
    replace(folder / "profiles" / "VRG-CISO.yaml", "VRG-C2", "VRG-NONE")
    for _ in range(2):
        with pytest.raises(InputError, match="VRG-NONE"):
            with_company(dataset, folder)


def test_the_cache_may_be_deleted_or_be_out_of_reach(
    folder: Path,
    tmp_path: Path,
    checks: list[str],
    dataset: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_company(dataset, folder)
    shutil.rmtree(tmp_path / "cache")
    with_company(dataset, folder)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with_company(dataset, folder)
    assert len(checks) == 3
    assert not known.is_known(known.digest(folder, dataset))
