"""The layers of words, shipped and official, read once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cigref_kg.base import locations
from cigref_kg.base.layers import Facts, WordsLayer
from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.document import read_document
from cigref_kg.records.concordance import with_shared_words
from cigref_kg.records.reading import read_facts, read_words


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The shipped facts."""
    return read_facts(locations.FACTS)


@pytest.fixture(scope="session")
def shipped() -> Mapping[Language, WordsLayer]:
    """The shipped words of each language."""
    return {language: read_words(locations.WORDS / language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def complete(shipped: Mapping[Language, WordsLayer], facts: Facts) -> Mapping[Language, WordsLayer]:
    """The shipped words, with those that a later edition shares with the one before."""
    return {language: with_shared_words(facts, layer) for language, layer in shipped.items()}


@pytest.fixture(scope="session")
def of_2022(shipped: Mapping[Language, WordsLayer], facts: Facts) -> Mapping[Language, WordsLayer]:
    """The shipped words that stand for something in the document of 2022."""
    return {language: _of_2022(layer, facts) for language, layer in shipped.items()}


def _of_2022(layer: WordsLayer, facts: Facts) -> WordsLayer:
    year = facts.framework.year
    known = {competence.code: competence.levels for competence in facts.framework.competences}
    competences = {
        code: words.model_copy(
            update={
                "levels": {n: text for n, text in words.levels.items() if int(n) in known[code]}
            }
        )
        for code, words in layer.frameworks[year].competences.items()
    }
    framework = layer.frameworks[year].model_copy(update={"competences": competences})
    return layer.model_copy(
        update={"frameworks": {year: framework}, "contents": {2022: layer.contents[2022]}}
    )


@pytest.fixture(scope="session")
def official(official_document: Path) -> WordsLayer:
    """The official words, read from the document."""
    return read_document(official_document).words
