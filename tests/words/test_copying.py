"""Nothing that we ship is copied from the documents (docs/words.md)."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import LANGUAGES, Language

from .documents import Document, english_document, french_document, names_of, parts_of
from .likeness import (
    LIMIT,
    ORDER_LIMIT,
    SHORTEST_STATEMENT,
    UNRELATED,
    common_runs,
    kept_in_order,
    likeness,
    shared_words,
    stems,
    words,
)
from .texts import short

ROOT = Path(__file__).parents[2]
RUN = 8
"""So many words in common are a copy, wherever they stand."""
SEARCHED = ("data", "docs", "ontology", "shapes", "src", "tests")
SUFFIXES = frozenset(
    {".css", ".csv", ".html", ".js", ".json", ".md", ".py", ".rq", ".tsv", ".ttl", ".txt", ".yaml"}
)
COMPETENCE_MARGIN = 0.05
"""The competence texts, which are a standard's, have to stay farther from their source."""
REPORTED = 10
SHORTEST_NAME = 5
"""Shorter names are left in the text: they make no run by themselves."""
OTHER_NAMES = ("technologies de l’information et de la communication",)
"""Names of things that are no concept of ours: what TIC stands for."""
NAMES_OF_DOCUMENTS: dict[Language, dict[str, str]] = {
    "fr": {
        "6.1 activities 2/5/1": "the name and acronym of a plan, and nothing else",
        "6.1 activities 2/5/2": "the name and acronym of a plan, and nothing else",
    },
    "en": {},
}
"""Statements near their source that have no other wording."""


@pytest.fixture(scope="module", params=LANGUAGES)
def document(request: pytest.FixtureRequest, shipped: Mapping[Language, WordsLayer]) -> Document:
    """Each document that is at hand: that of 2022 in French, that of 2024 in English."""
    if request.param == "en":
        return english_document(request.getfixturevalue("english_edition"))
    official = request.getfixturevalue("official")
    titles = names_of(shipped["fr"])
    return french_document(request.getfixturevalue("official_document"), official, titles)


class Pair(NamedTuple):
    """A text of ours and the source that is nearest to it."""

    score: float
    ours: str
    source: str


def closest_first(pairs: list[Pair]) -> list[Pair]:
    """Sort pairs so that the closest come first."""
    return sorted(pairs, key=lambda pair: (-pair.score, pair.ours))


def nearest_sources(layer: WordsLayer, document: Document) -> list[Pair]:
    """Return each of our texts with the source that is nearest to it, whichever it is."""
    found = []
    for path, part in parts_of(layer, SHORTEST_STATEMENT):
        score, source = document.sources.nearest(part)
        found.append(Pair(score, short(path) or " ".join(path), source))
    return closest_first(found)


def kept_from_own_source(layer: WordsLayer, document: Document) -> list[Pair]:
    """Return each of our statements, and each sentence, with what it keeps of its own source."""
    found = []
    counted: dict[str, tuple[list[str], Counter[str]]] = {}
    for path, part in parts_of(layer, SHORTEST_STATEMENT):
        tokens = stems(part, document.language)
        count = Counter(tokens)
        kept = 0.0
        for other in document.own_parts(path):
            if other not in counted:
                others = stems(other, document.language)
                counted[other] = (others, Counter(others))
            if shared_words(count, counted[other][1]) > max(kept, UNRELATED):
                kept = max(kept, kept_in_order(tokens, counted[other][0]))
        if kept:
            found.append(Pair(kept, short(path), short(path)))
    return closest_first(found)


def table(pairs: list[Pair]) -> str:
    """Write pairs as lines: the score, the position of ours, the position of the source."""
    return "\n".join(f"{pair.score:.2f}  {pair.ours}  ~  {pair.source}" for pair in pairs)


def is_competence(pair: Pair) -> bool:
    """Tell whether a text is a competence's, which is a standard's and has a lower limit."""
    return pair.ours[0] in "ABCDE"


def check(pairs: list[Pair], limit: float, exempt: Mapping[str, str]) -> None:
    """Fail if a pair is as near as the limit; show the closest ones either way."""
    found = [pair for pair in pairs if pair.ours not in exempt]
    competences = [pair for pair in found if is_competence(pair)]
    # `pytest -rP` shows this when the test passes; docs/words.md quotes it.
    print(f"The closest of {len(found)}:\n{table(found[:REPORTED])}")  # noqa: T201
    print(f"Competences:\n{table(competences[:REPORTED])}")  # noqa: T201
    copied = [
        pair
        for pair in found
        if pair.score >= (limit - COMPETENCE_MARGIN if is_competence(pair) else limit)
    ]
    assert not copied, f"too near their source, say it otherwise:\n{table(copied)}"


@pytest.mark.slow
def test_no_text_is_like_one_of_the_document(
    shipped: Mapping[Language, WordsLayer], document: Document
) -> None:
    pairs = nearest_sources(shipped[document.language], document)
    names = NAMES_OF_DOCUMENTS[document.language]
    check(pairs, LIMIT, names)
    exempt = {pair.ours for pair in pairs if pair.score >= LIMIT}
    assert exempt == set(names), "one of the exempt statements no longer needs to be"


@pytest.mark.slow
def test_no_statement_keeps_the_words_of_its_source_in_order(
    shipped: Mapping[Language, WordsLayer], document: Document
) -> None:
    pairs = kept_from_own_source(shipped[document.language], document)
    assert len(pairs) > 500, "our texts did not find their source"
    check(pairs, ORDER_LIMIT, NAMES_OF_DOCUMENTS[document.language])


# --- The measure finds copies of the document's own statements ----------------------------------


def exchange(count: int) -> Callable[[str, random.Random, list[str]], str]:
    """Make a copy in which some words are exchanged for others of the document."""

    def copy(text: str, chance: random.Random, vocabulary: list[str]) -> str:
        tokens = text.split()
        places = [place for place, token in enumerate(tokens) if len(token) > 4]
        for place in chance.sample(places, min(count, len(places))):
            tokens[place] = chance.choice(vocabulary)
        return " ".join(tokens)

    return copy


def reorder(text: str, chance: random.Random, _vocabulary: list[str]) -> str:
    """Make a copy that begins in the middle."""
    tokens = text.rstrip(" .").split()
    middle = chance.randint(len(tokens) // 3, 2 * len(tokens) // 3)
    return " ".join([*tokens[middle:], *tokens[:middle]]) + "."


def change_number(text: str, _chance: random.Random, _vocabulary: list[str]) -> str:
    """Make a copy in which singular and plural change places."""
    articles = {"le": "les", "la": "les", "les": "le", "du": "des", "des": "du", "au": "aux"}

    def change(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) < 5 or word.isupper():
            return articles.get(word, word)
        return word.removesuffix("s") if word.endswith("s") else f"{word}s"

    return re.sub(r"[^\W\d_]+", change, text)


@pytest.mark.parametrize(
    ("disguise", "shortest", "share"),
    [
        pytest.param(exchange(1), SHORTEST_STATEMENT, 0.99, id="one word exchanged"),
        pytest.param(exchange(2), SHORTEST_STATEMENT, 0.93, id="two words exchanged"),
        pytest.param(exchange(2), 10, 0.99, id="two words of ten exchanged"),
        pytest.param(reorder, SHORTEST_STATEMENT, 1.0, id="clauses reordered"),
        pytest.param(change_number, SHORTEST_STATEMENT, 0.99, id="singular and plural"),
    ],
)
def test_copies_of_the_document_are_found(
    document: Document,
    disguise: Callable[[str, random.Random, list[str]], str],
    shortest: int,
    share: float,
) -> None:
    texts = [
        text for text in document.statements if "\n" not in text and len(words(text)) >= shortest
    ]
    assert len(texts) > 500
    vocabulary = sorted({token for text in texts for token in text.split() if len(token) > 4})
    chance = random.Random(2022)
    copies = [
        [
            stems(version, document.language)
            for version in (text, disguise(text, chance, vocabulary))
        ]
        for text in texts
    ]
    found = [
        likeness(text, copy) >= LIMIT or kept_in_order(text, copy) >= ORDER_LIMIT
        for text, copy in copies
    ]
    # `pytest -rP` shows this; docs/words.md quotes it.
    print(f"{sum(found)} of {len(found)} copies found: {sum(found) / len(found):.1%}")  # noqa: T201
    assert sum(found) / len(found) >= share


# --- No run of words in common ------------------------------------------------------------------


def shipped_files() -> list[Path]:
    """Return the text files that the repository ships."""
    found = [
        path
        for folder in SEARCHED
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in SUFFIXES and path.is_file() and not path.is_symlink()
    ]
    return [*found, *sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("NOTICE*"))]


def without_names(tokens: list[str], names: list[list[str]]) -> Iterator[list[str]]:
    """Yield the stretches of a text between the names that stand in it.

    A name is no copy: what stands around it is searched by itself.
    """
    by_first: dict[str, list[list[str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= SHORTEST_NAME:
            by_first.setdefault(name[0], []).append(name)
    start = place = 0
    while place < len(tokens):
        for name in by_first.get(tokens[place], ()):
            if tokens[place : place + len(name)] == name:
                yield tokens[start:place]
                start = place + len(name)
                place = start - 1
                break
        place += 1
    yield tokens[start:]


def test_no_file_has_a_run_of_words_of_the_document(
    document: Document, shipped: Mapping[Language, WordsLayer]
) -> None:
    last = len(document.words) - RUN + 1
    grams = {tuple(document.words[start : start + RUN]) for start in range(last)}
    names = [*names_of(shipped[document.language]), *map(words, OTHER_NAMES)]
    found = [
        f"{path.relative_to(ROOT)}: {len(run)} words, from “{' '.join(run[:3])}” on"
        for path in shipped_files()
        for stretch in without_names(words(path.read_text(encoding="utf-8")), names)
        for run in common_runs(stretch, grams, RUN)
    ]
    assert found == []


def test_a_name_is_no_copy_but_the_sentence_around_it_is() -> None:
    names = [words("Directeur des systèmes d’information"), words("Directeur")]
    text = words("Le directeur des systèmes d’information et le directeur décident ensemble.")
    assert list(without_names(text, names)) == [
        ["le"],
        ["et", "le", "directeur", "decident", "ensemble"],
    ]
    assert list(without_names(words("Rien ici"), names)) == [["rien", "ici"]]
