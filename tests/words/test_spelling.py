"""Every word stands in a dictionary of its language, or among the accepted terms."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import LANGUAGES, Language

from .texts import Keys, is_name, walk

TAGS: dict[Language, str] = {"fr": "fr_FR", "en": "en_GB"}
PACKAGES = "libenchant-2-2, hunspell-fr and hunspell-en-gb"
HERE = Path(__file__).parent

WORD = re.compile(r"[^\W_]+(?:[’-][^\W_]+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)’", re.IGNORECASE)
ENDING = re.compile(r"’s?$|(?<=[A-Z][A-Z])s$")
"""The possessive of English, and the plural of its acronyms."""


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Language, Any]:
    """The dictionaries of Hunspell, without the personal words of whoever runs the tests."""
    enchant = pytest.importorskip(
        "enchant", reason=f"spelling needs pyenchant, {PACKAGES}", exc_type=ImportError
    )
    found: dict[Language, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENCHANT_CONFIG_DIR", str(tmp_path_factory.mktemp("enchant")))
        broker = enchant.Broker()
        for language, tag in TAGS.items():
            broker.set_ordering(tag, "hunspell")
            dictionary = broker.request_dict(tag) if broker.dict_exists(tag) else None
            if dictionary is None or dictionary.provider.name != "hunspell":
                pytest.skip(f"there is no Hunspell dictionary {tag}: install {PACKAGES}")
            found[language] = dictionary
    return found


def accepted_terms(language: Language) -> list[str]:
    """Return the terms that no dictionary needs to know, as the file lists them."""
    path = HERE / f"accepted_terms.{language}.txt"
    return path.read_text(encoding="utf-8").splitlines()


class Spelling:
    """A dictionary and the terms accepted beside it.

    A term written in lower case is accepted with capitals too; another only as it is written. A
    term of several words is accepted as a whole, not its words.
    """

    def __init__(self, dictionary: Any, terms: list[str]) -> None:
        self.dictionary = dictionary
        self.terms = set(terms)
        self.used: set[str] = set()
        phrases = sorted((term for term in terms if " " in term), key=len, reverse=True)
        self._phrase = re.compile("|".join(rf"\b{re.escape(term)}\b" for term in phrases) or "$^")

    def unknown(self, text: str) -> Iterator[str]:
        """Yield the words of a text that are neither known nor accepted."""
        self.used.update(self._phrase.findall(text))
        for match in WORD.finditer(self._phrase.sub(" ", text)):
            yield from self._unknown_of(match[0])

    def _unknown_of(self, word: str) -> Iterator[str]:
        if self._accepts(word) or word.isdigit() or self.knows(word):
            return
        stripped = ENDING.sub("", ELISION.sub("", word))
        if stripped != word or "-" in word:
            for part in stripped.split("-"):
                yield from self._unknown_of(part)
        else:
            yield word

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word."""
        return bool(self.dictionary.check(word.replace("’", "'")))

    def _accepts(self, word: str) -> bool:
        for term in (word, word.lower()):
            if term in self.terms:
                self.used.add(term)
                return True
        return False


def spelt(layer: WordsLayer) -> Iterator[tuple[Keys, str]]:
    """Yield all texts but the spellings found in the source, which are kept as they are."""
    return ((path, text) for path, text in walk(layer) if "hidden_labels" not in path)


def misspelt(
    layer: WordsLayer, language: Language, spelling: Spelling, other: Spelling
) -> dict[str, list[str]]:
    """Return the unknown words of each text that has some.

    French companies use English titles, so a French name may be made of English words.
    """
    found = {}
    for path, text in spelt(layer):
        unknown = list(spelling.unknown(text))
        if language == "fr" and is_name(path):
            unknown = [word for word in unknown if not other.knows(word)]
        if unknown:
            found[" ".join(path)] = unknown
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known_or_accepted(
    shipped: Mapping[Language, WordsLayer],
    dictionaries: Mapping[Language, Any],
    language: Language,
) -> None:
    spelling = Spelling(dictionaries[language], accepted_terms(language))
    english = Spelling(dictionaries["en"], [])
    assert misspelt(shipped[language], language, spelling, english) == {}
    unused = sorted(spelling.terms - spelling.used)
    assert not unused, "these accepted terms are no longer used: take them from the list"


@pytest.mark.parametrize("language", LANGUAGES)
def test_accepted_terms_are_sorted_and_needed(
    dictionaries: Mapping[Language, Any], language: Language
) -> None:
    terms = accepted_terms(language)
    assert terms == sorted(set(terms), key=lambda term: (term.casefold(), term))
    spelling = Spelling(dictionaries[language], [])
    assert [term for term in terms if not list(spelling.unknown(term))] == []


@pytest.mark.parametrize(
    ("language", "text", "unknown"),
    [
        ("fr", "L’équipe s’assure qu’on mesure la dette.", []),
        ("fr", "Etablit le plannning.", ["Etablit", "plannning"]),
        ("fr", "l’usine-logicielle et l’usin", ["usin"]),
        ("en", "The team’s organisation has a licence.", []),
        ("en", "Their color is organnised.", ["color", "organnised"]),
    ],
)
def test_misspelt_words_are_found(
    dictionaries: Mapping[Language, Any], language: Language, text: str, unknown: list[str]
) -> None:
    assert list(Spelling(dictionaries[language], []).unknown(text)) == unknown
