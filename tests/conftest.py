"""What many tests need: the shipped dataset once, and the official document where it is."""

import os
from pathlib import Path

import pytest

import cigref_kg
from cigref_kg.model import Nomenclature

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def dataset() -> cigref_kg.Dataset:
    """The dataset that the package ships."""
    return cigref_kg.load()


@pytest.fixture(scope="session")
def nomenclature(dataset: cigref_kg.Dataset) -> Nomenclature:
    """The shipped model."""
    return dataset.nomenclature


@pytest.fixture(scope="session")
def official_document() -> Path:
    """The official document, which the repository may not hold."""
    path = Path(
        os.environ.get("CIGREF_DOCUMENT", SHARED / "source" / "cigref-nomenclature-2022.txt")
    )
    if not path.exists():
        pytest.skip("the official document is not at hand (CIGREF_DOCUMENT names it)")
    return path
