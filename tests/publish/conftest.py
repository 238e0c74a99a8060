"""What is published, built once for all tests of this folder."""

import pytest

import cigref_kg
from cigref_kg.publish.files import publication_files


@pytest.fixture(scope="session")
def files(dataset: cigref_kg.Dataset) -> dict[str, bytes]:
    """Every file of the shipped dataset, by its name."""
    return publication_files(dataset)
