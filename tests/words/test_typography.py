"""How the words are set, in each language (docs/words.md)."""

import re
from collections.abc import Iterator, Mapping

import pytest

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import LANGUAGES, Language

from .texts import Keys, is_name, sentences, walk

NB = "\u00a0"
"""The no-break space."""
FAULTS: dict[str, re.Pattern[str]] = {
    "a straight apostrophe or quotation mark": re.compile(r"['\"]"),
    "two spaces": re.compile(r"[ \xa0]{2}|\t"),
    "a space at the end of a line": re.compile(r"[ \xa0]$", re.MULTILINE),
    "dots in the place of an ellipsis": re.compile(r"\.\."),
    "a space before a comma or full stop": re.compile(r"[ \xa0][,.](?!\w)"),
    "a mark without a space after it": re.compile(
        r"[,;!?…»”](?=[^\W\d_])|(?<=[a-zé])[.:](?=[A-ZÉ])"
    ),
    "another space than U+0020 and U+00A0": re.compile(r"[^\S \xa0\n]"),
    "Bac + n without no-break spaces": re.compile(r"Bac ?\+|Bac\xa0\+(?!\xa0\d)"),
}
FAULTS_OF: dict[Language, dict[str, re.Pattern[str]]] = {
    "fr": {
        "no U+00A0 before ; : ? !": re.compile(r"(?<!\xa0)[;?!]|(?<![\xa0\d]):|(?<=\d):(?!\d)"),
        "no U+00A0 inside « »": re.compile(r"«(?!\xa0)|(?<!\xa0)»"),
        "English quotation marks": re.compile(r"[“”‘]"),
        "oe for œ": re.compile(r"oeu", re.IGNORECASE),
    },
    "en": {
        "a space before ; : ? !": re.compile(r"\s[;:?!]"),
        "French quotation marks": re.compile(r"[«»]"),
    },
}
SUBJECT: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"(?:Ils?|Elles?|On)\b"),
    "en": re.compile(r"(?:He|She|It|They)\b"),
}
"""An activity begins with its verb: who does it goes without saying."""
ENDINGS = (".", "…", "?")
LEAD_INS = frozenset({"introduction", "group_introductions"})
"""They lead to what follows, and may do so with a colon."""
LEADING_STATEMENTS = {
    ("5.1", "activities", "1/1"): "the document's list goes on at the same depth",
    ("7.4", "activities", "6/1"): "the document's list goes on at the same depth",
}


def faults(text: str, language: Language) -> list[str]:
    """Name the faults of typography in a text."""
    rules = FAULTS | FAULTS_OF[language]
    return [fault for fault, pattern in rules.items() if pattern.search(text)]


def ours(layer: WordsLayer) -> Iterator[tuple[Keys, str]]:
    """Yield the texts whose typography is ours: all but the spellings found in the source."""
    return ((path, text) for path, text in walk(layer) if "hidden_labels" not in path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(shipped: Mapping[Language, WordsLayer], language: Language) -> None:
    found = {
        " ".join(path): wrong
        for path, text in ours(shipped[language])
        if (wrong := faults(text, language))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("L'équipe", "fr", "a straight apostrophe or quotation mark"),
        ("Deux  espaces", "fr", "two spaces"),
        ("Fin. ", "en", "a space at the end of a line"),
        ("Et ainsi de suite...", "en", "dots in the place of an ellipsis"),
        ("Fin .", "fr", "a space before a comma or full stop"),
        ("Un,deux", "fr", "a mark without a space after it"),
        ("Bac + 5", "fr", "Bac + n without no-break spaces"),
        ("Trois choses : a", "fr", "no U+00A0 before ; : ? !"),
        ("Trois choses ; a", "fr", "no U+00A0 before ; : ? !"),
        ("à 2:", "fr", "no U+00A0 before ; : ? !"),
        ("« Team »", "fr", "no U+00A0 inside « »"),
        ("mise en oeuvre", "fr", "oe for œ"),
        ("Three things : a", "en", "a space before ; : ? !"),
        ("a «team»", "en", "French quotation marks"),
    ],
)
def test_faults_are_found(text: str, language: Language, fault: str) -> None:
    assert fault in faults(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            f"Suit «{NB}l’équipe{NB}»{NB}: 2 fois{NB}; EN 16234-1:2019, 3.5 et Bac{NB}+{NB}5{NB}?",
            "fr",
        ),
        ("Keeps the team’s “plan”: twice; see EN 16234-1:2019.", "en"),
    ],
)
def test_good_typography_passes(text: str, language: Language) -> None:
    assert faults(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_end_with_a_full_stop_and_headings_without(
    shipped: Mapping[Language, WordsLayer], language: Language
) -> None:
    found = []
    for path, text in ours(shipped[language]):
        if is_name(path) or "groups" in path or path[-1].endswith("_heading"):
            good = not text.endswith((".", ":", ";", ","))
        else:
            good = text.endswith(ENDINGS) or (
                text.endswith(":") and leads_on(path, shipped[language])
            )
        if not good:
            found.append(" ".join(path))
    assert found == []


def leads_on(path: Keys, layer: WordsLayer) -> bool:
    """Tell whether something stands below a text, so that a colon may end it."""
    below = any(
        other[:-1] == path[:-1] and other[-1].startswith(f"{path[-1]}/") for other, _ in walk(layer)
    )
    return below or path[3:] in LEADING_STATEMENTS or not LEAD_INS.isdisjoint(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_begin_with_their_verb(
    shipped: Mapping[Language, WordsLayer], language: Language
) -> None:
    found = [
        " ".join(path)
        for path, text in walk(shipped[language])
        if "activities" in path and any(map(SUBJECT[language].match, sentences(text)))
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_begins_with_a_capital(
    shipped: Mapping[Language, WordsLayer], language: Language
) -> None:
    found = [
        " ".join(path)
        for path, text in walk(shipped[language])
        if not is_name(path) and not (text[0].isupper() or text[0].isdigit() or text[0] in "«“…")
    ]
    assert found == []
