"""The layers of words, shipped and official, read once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cigref_kg.base import locations
from cigref_kg.base.layers import Facts, WordsLayer
from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.document import read_document
from cigref_kg.records import read_facts, read_words


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
