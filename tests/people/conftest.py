"""The nomenclature with the invented company of the examples, and its invented staff."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg import Dataset
from cigref_kg.cli import main
from cigref_kg.company.adding import CompanyDataset
from cigref_kg.company.dataset import served_edition
from cigref_kg.insight.served import Served
from tests.people.inventing import Invented, invented_staff

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
VERGER = EXAMPLES / "verger"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def company(verger_dataset: CompanyDataset) -> Served:
    """The nomenclature with the invented company."""
    return served_edition(verger_dataset)


@pytest.fixture(scope="session")
def served(dataset: Dataset) -> Served:
    """The nomenclature alone."""
    return served_edition(dataset)


@pytest.fixture(scope="session")
def invented(company: Served) -> Invented:
    """Two hundred invented people."""
    return invented_staff(company.nomenclature)


@pytest.fixture
def run(company: Served, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as a user types it, with what is loaded already."""

    def load(companies: tuple[Path, ...] = (), **_: object) -> Dataset:
        return company.dataset if companies else dataset

    monkeypatch.setattr("cigref_kg.company.dataset.load_with", load)

    def call(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
