"""A framework that a test may spoil, and the invented company of the examples."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg.commands.company import company as company_group
from cigref_kg.company.io.folder import read_folder
from cigref_kg.company.io.plain import read_document
from cigref_kg.company.records import Company

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
VERGER = EXAMPLES / "verger"

Run = Callable[..., Result]


def run_company(*arguments: str | Path) -> Result:
    """Run a command of the group as a user types it."""
    result = CliRunner().invoke(company_group, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="session")
def verger() -> Company:
    """The invented company."""
    return read_document(read_folder(VERGER)).company


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of its folder."""
    return shutil.copytree(VERGER, tmp_path / "verger")


def replace(file: Path, old: str, new: str) -> None:
    """Replace a piece of text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
