"""Every text is there, in both languages and at the positions that the facts list."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from cigref_kg.base.layers import Facts, ProfileFacts, ProfileWords, WordsLayer, list_positions
from cigref_kg.base.model import (
    LANGUAGES,
    Competence,
    JobProfile,
    Language,
    Names,
    Nomenclature,
    Text,
)
from cigref_kg.records.consistency import levels_in_use

from .texts import statements

MAY_LACK = frozenset(("editorial_note", "heading", "introduction", "indicator_note"))
"""Texts that stand only where the document has them."""


def gaps(record: object, path: str = "") -> Iterator[str]:
    """Yield what is missing in a record of the model.

    Which texts of :data:`MAY_LACK` the document has, the facts say, and the tests below hold words
    to them; what one language has, the other has.
    """
    if isinstance(record, Mapping):
        for key, value in record.items():
            yield from gaps(value, f"{path}[{key}]")
    elif isinstance(record, tuple):
        for number, value in enumerate(record, 1):
            yield from gaps(value, f"{path}[{getattr(value, 'code', number)}]")
    elif is_dataclass(record):
        for part in fields(record):
            value = getattr(record, part.name)
            if isinstance(value, Text):
                needed = part.name not in MAY_LACK or bool(value)
                yield from _text_gaps(value, f"{path}.{part.name}", needed=needed)
            else:
                yield from gaps(value, f"{path}.{part.name}")


def _text_gaps(text: Text, path: str, *, needed: bool) -> Iterator[str]:
    for language in LANGUAGES:
        words = text.get(language)
        if needed and not (words and words.strip()):
            yield f"{path}: no {language}"


def test_every_text_is_filled_in_both_languages(nomenclature: Nomenclature) -> None:
    assert list(gaps(nomenclature)) == []


def test_a_gap_is_found() -> None:
    names = Names(Text(fr="Sécurité"))
    assert list(gaps(names)) == [".title: no en"]
    assert list(gaps(Names(Text(fr=" ", en="Security")), "x")) == ["x.title: no fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_profiles_and_competences_have_other_names(
    nomenclature: Nomenclature, language: Language
) -> None:
    named: list[JobProfile | Competence] = [
        *(p for year in nomenclature.edition for p in nomenclature.at(year).content.profiles),
        *nomenclature.framework.competences,
    ]
    assert [each.code for each in named if not each.names.alternative.get(language)] == []


def expected_positions(facts: ProfileFacts) -> dict[str, list[str]]:
    """Return the positions of each field of a profile's words, in order."""
    return {
        "groups": facts.positions["groups"],
        "group_introductions": facts.positions["group_introductions"],
        "activities": facts.positions["activities"],
        "deliverables": list(list_positions(facts.deliverables.items)),
        "indicators": list(list_positions(facts.indicators.items)),
    }


def positions(words: ProfileWords) -> dict[str, list[str]]:
    """Return the positions that a profile's words have, in the order of the file."""
    names = ("groups", "group_introductions", "activities", "deliverables", "indicators")
    return {name: list(getattr(words, name)) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_have_the_number_and_order_of_the_facts(
    facts: Facts, complete: Mapping[Language, WordsLayer], language: Language
) -> None:
    layer = complete[language]
    for content in facts.contents:
        words = layer.contents[content.year].profiles
        assert list(words) == [profile.code for profile in content.profiles]
        for profile in content.profiles:
            assert positions(words[profile.code]) == expected_positions(profile), profile.code
            own = words[profile.code]
            assert (bool(own.introduction), bool(own.indicator_note)) == (
                profile.introduction,
                profile.indicator_note,
            ), profile.code
    competences = layer.frameworks[facts.framework.year].competences
    assert {code: list(words.levels) for code, words in competences.items()} == {
        code: [str(level) for level in levels] for code, levels in levels_in_use(facts).items()
    }


def test_the_document_has_the_same_statements(
    of_2022: Mapping[Language, WordsLayer], official: WordsLayer
) -> None:
    for language in LANGUAGES:
        assert list(statements(of_2022[language])) == list(statements(official)), language
