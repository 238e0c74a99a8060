"""The layers of words, shipped and official, read once."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from cigref_kg.base import locations
from cigref_kg.base.layers import Facts, WordsLayer
from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.document import read_document
from cigref_kg.records import read_facts, read_words
from tests.conftest import SHARED


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The shipped facts."""
    return read_facts(locations.FACTS)


@pytest.fixture(scope="session")
def shipped() -> Mapping[Language, WordsLayer]:
    """The shipped words of each language."""
    return {language: read_words(locations.WORDS / language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def official(official_document: Path) -> WordsLayer:
    """The official words, read from the document."""
    return read_document(official_document).words


@pytest.fixture(scope="session")
def english_edition() -> Path:
    """The English edition of 2024, parsed by others, which the repository may not hold."""
    file = SHARED / "source" / "cigref-2024-en-parsed.json"
    path = Path(os.environ.get("CIGREF_DOCUMENT_2024", file))
    if not path.exists():
        pytest.skip("the English edition is not at hand (CIGREF_DOCUMENT_2024 names it)")
    return path
