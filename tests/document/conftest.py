"""The invented document and the official one, each read once."""

from pathlib import Path

import pytest

from cigref_kg.document import Extraction, read_document
from cigref_kg.document.reader import read_text
from cigref_kg.document.source import split_lines
from tests.document.invented import render


@pytest.fixture(scope="session")
def invented() -> Extraction:
    """What is read from the invented document."""
    return read_text("invented.txt", split_lines(render()))


@pytest.fixture(scope="session")
def official(official_document: Path) -> Extraction:
    """What is read from the official document, which may not be at hand."""
    return read_document(official_document)
