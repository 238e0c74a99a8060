"""Each statement of ours says what its source says, and each English one what the French says.

What a program can see of it: numbers, acronyms and names; and that no two neighbours have changed
places, which counts and marks alone would not show.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise

import pytest

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import Language

from .likeness import shared_words, stems
from .marks import (
    EQUIVALENT_EN,
    NOT_COMPARED_EN,
    NOT_COMPARED_FR,
    SPELT_OUT_FR,
    difference,
    numbers_and_acronyms,
    without,
)
from .texts import Keys, short, statement_lists, statements

DIFFERENT_FROM_THE_DOCUMENT = {
    "2.3 trends": (["-SCRUM"], "the document writes the method in capitals here, and so it counts"),
    "6.1 trends": (["-SI"], "the profile's own name: ours says “the profile”"),
    "9.4 activities 2/1": (["-SI"], "a slip of the document, which means “si”"),
}
DIFFERENT_IN_ENGLISH = {
    "1.7 mission": (["-CIO", "-CSR", "-DDD"], "French gives acronyms of both languages"),
    "1.7 activities 2/1": (
        ["-DAF", "-DDD", "-DHA", "-DSI"],
        "four French departments that English names in one phrase",
    ),
    "9.4 trends": (["-RH"], "“perspectives RH” are career prospects"),
}


# --- Numbers and acronyms -----------------------------------------------------------------------


def own_title(layer: WordsLayer, path: Keys) -> str:
    """Return the title of a text's profile, which may be “this role” in other words."""
    if path[2] != "profiles":
        return ""
    return layer.contents[int(path[1])].profiles[path[3]].title


def different_from_the_document(ours: WordsLayer, official: WordsLayer) -> dict[str, list[str]]:
    """Return what each French statement has less (-) or more (+) than its source."""
    source = statements(official)
    found = {}
    for path, text in statements(ours).items():
        ignored = {*NOT_COMPARED_FR}
        marks = numbers_and_acronyms(text, SPELT_OUT_FR)
        if own_title(ours, path):
            ignored.update(numbers_and_acronyms(own_title(ours, path), SPELT_OUT_FR) - marks)
        expected = without(numbers_and_acronyms(source[path], SPELT_OUT_FR), ignored)
        if wrong := difference(expected, without(marks, ignored)):
            found[short(path)] = wrong
    return found


def different_in_english(french: WordsLayer, english: WordsLayer) -> dict[str, list[str]]:
    """Return what each English statement has less (-) or more (+) than the French one."""
    translations = statements(english)
    found = {}
    for path, text in statements(french).items():
        expected = without(numbers_and_acronyms(text, SPELT_OUT_FR), NOT_COMPARED_EN)
        marks = numbers_and_acronyms(translations[path], EQUIVALENT_EN)
        if wrong := difference(expected, without(marks, NOT_COMPARED_EN)):
            found[short(path)] = wrong
    return found


def test_french_has_the_numbers_and_acronyms_of_the_document(
    of_2022: Mapping[Language, WordsLayer], official: WordsLayer
) -> None:
    accepted = {path: wrong for path, (wrong, _) in DIFFERENT_FROM_THE_DOCUMENT.items()}
    assert different_from_the_document(of_2022["fr"], official) == accepted


def test_english_has_the_numbers_and_acronyms_of_the_french(
    shipped: Mapping[Language, WordsLayer],
) -> None:
    accepted = {path: wrong for path, (wrong, _) in DIFFERENT_IN_ENGLISH.items()}
    assert different_in_english(shipped["fr"], shipped["en"]) == accepted


@pytest.mark.parametrize(
    ("french", "english", "wrong"),
    [
        ("Le RSSI suit 3 SLA.", "The CISO follows 3 SLAs.", []),
        ("Coûte 2 000 euros, RGPD compris.", "Costs 2,000 euros, GDPR included.", []),
        ("Support de 1er niveau du PCA.", "First-level support of the BCP.", []),
        ("La DSI a 5 ans.", "The IT department is 15 years old.", ["-5", "+15"]),
        ("Rédige le PCA et le PRA.", "Writes the BCP.", ["-PRA"]),
    ],
)
def test_marks_of_both_languages_are_compared(french: str, english: str, wrong: list[str]) -> None:
    ours = numbers_and_acronyms(french, SPELT_OUT_FR)
    theirs = numbers_and_acronyms(english, EQUIVALENT_EN)
    assert difference(ours, theirs) == wrong


# --- Proper names -------------------------------------------------------------------------------

NAME = re.compile(r"(?<=[\w,;’] )[A-ZÉÀÈ][^\W\d_A-Z]{2,}\b|(?<=[dlDL]’)[A-ZÉÀÈ][^\W\d_A-Z]{2,}\b")
NAMES_IN_ENGLISH = {"règlement": "regulation"}
OTHER_NAMES = {
    "8.5 activities 3/3": "the document spells the English name of the PIA otherwise",
}


def proper_names(texts: Iterator[str] | list[str]) -> set[str]:
    """Return the words that texts write with a capital within a sentence, and never without."""
    texts = list(texts)
    lower = {word for text in texts for word in re.findall(r"\b[^\W\d_]+\b", text)}
    return {
        name.casefold().removesuffix("s")
        for text in texts
        for name in NAME.findall(text)
        if name.casefold() not in lower
    }


def names_in(text: str, names: set[str]) -> set[str]:
    """Return the proper names that a text holds, whatever their case, number and hyphens."""
    found = re.findall(r"[^\W\d_]+", f"{text} {text.replace('-', '')}")
    return names.intersection(word.casefold().removesuffix("s") for word in found)


def test_proper_names_are_told_from_other_capitals() -> None:
    texts = ["Utilise Kanban. Suit le Métier.", "Le métier emploie Kanban et l’Unité."]
    assert proper_names(texts) == {"kanban", "unité"}


def test_french_has_the_proper_names_of_the_document(
    of_2022: Mapping[Language, WordsLayer], official: WordsLayer
) -> None:
    source, ours = statements(official), statements(of_2022["fr"])
    names = proper_names(list(ours.values()))
    assert {"scrum", "kanban", "kafka", "cigref"} <= names
    found = set()
    for path, text in ours.items():
        own = names_in(own_title(of_2022["fr"], path), names)
        if names_in(source[path], names) - own != names_in(text, names) - own:
            found.add(short(path))
    assert found == set(OTHER_NAMES)


def test_english_has_the_proper_names_of_the_french(
    shipped: Mapping[Language, WordsLayer],
) -> None:
    french, english = statements(shipped["fr"]), statements(shipped["en"])
    names = proper_names(list(french.values()))
    found = {}
    for path, text in french.items():
        own = names_in(own_title(shipped["fr"], path), names)
        expected = {NAMES_IN_ENGLISH.get(name, name) for name in names_in(text, names) - own}
        if missing := expected - names_in(english[path], expected):
            found[short(path)] = sorted(missing)
    assert found == {}


# --- Places -------------------------------------------------------------------------------------

COMMON = frozenset(
    stems(
        "le de à et ou en par pour sur dans avec que qui il elle se s son leur ce est sont ne n y "
        "dont l on lui entre plus tout tous c afin ainsi"
    )
)
"""Words that stand in any statement and tell nothing of what it is about."""
ROOT_LENGTH = 5
"""So many letters of a stem tell what a word is about: évalue, évaluation."""


@cache
def roots(text: str) -> Counter[str]:
    """Count the roots of what a text is about."""
    return Counter(stem[:ROOT_LENGTH] for stem in stems(text) if stem not in COMMON)


def kinship(one: str, other: str) -> float:
    """Return how many roots two texts share, in any order: 0 to 1."""
    return shared_words(roots(one), roots(other))


def misplaced(ours: Mapping[str, str], source: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a list that would fit their source as well with places changed."""
    for one, other in combinations(ours, 2):
        placed = kinship(ours[one], source[one]) + kinship(ours[other], source[other])
        changed = kinship(ours[one], source[other]) + kinship(ours[other], source[one])
        if changed >= placed:
            yield one, other


def source_lists(official: WordsLayer) -> dict[tuple[Keys, tuple[str, ...]], dict[str, str]]:
    """Return the document's lists by path and positions."""
    return {(path, tuple(texts)): texts for path, texts in statement_lists(official)}


def test_every_statement_stands_at_the_place_of_its_source(
    of_2022: Mapping[Language, WordsLayer], official: WordsLayer
) -> None:
    sources = source_lists(official)
    found = [
        (short(path), *pair)
        for path, texts in statement_lists(of_2022["fr"])
        for pair in misplaced(texts, sources[path, tuple(texts)])
    ]
    assert found == []


def test_every_swap_of_neighbours_in_a_list_would_be_found(
    of_2022: Mapping[Language, WordsLayer], official: WordsLayer
) -> None:
    sources = source_lists(official)
    unseen, swapped = [], 0
    for path, texts in statement_lists(of_2022["fr"]):
        positions = list(texts)
        for one, other in pairwise(positions):
            swap = {**texts, one: texts[other], other: texts[one]}
            swapped += 1
            if (one, other) not in set(misplaced(swap, sources[path, tuple(texts)])):
                unseen.append((short(path), one, other))
    assert swapped > 500
    assert unseen == []


def exchange(layer: WordsLayer, code: str, one: str, other: str) -> WordsLayer:
    """Return a layer in which two activities of a profile have changed places."""
    (year, content), *_ = layer.contents.items()
    profile = content.profiles[code]
    activities = {
        **profile.activities,
        one: profile.activities[other],
        other: profile.activities[one],
    }
    changed = profile.model_copy(update={"activities": activities})
    profiles = {**content.profiles, code: changed}
    return layer.model_copy(
        update={"contents": {year: content.model_copy(update={"profiles": profiles})}}
    )


def test_a_swap_shows_in_numbers_and_acronyms(of_2022: Mapping[Language, WordsLayer]) -> None:
    """Activities 4/2 and 4/3 of the security officer: one names the PCA, the other the PRA."""
    swapped = exchange(of_2022["en"], "6.3", "4/2", "4/3")
    found = different_in_english(of_2022["fr"], swapped)
    assert found["6.3 activities 4/2"] == ["-PCA", "+PRA"]
    assert found["6.3 activities 4/3"] == ["-PRA", "+PCA"]


def test_a_swap_of_invented_statements_is_found() -> None:
    source = {"1": "Rassemble les demandes.", "2": "Planifie les livraisons."}
    ours = {"1": "Recueille chaque demande.", "2": "Établit le plan des livraisons."}
    assert list(misplaced(ours, source)) == []
    assert list(misplaced({"1": ours["2"], "2": ours["1"]}, source)) == [("1", "2")]
