"""The documents whose wording we may not copy, made ready to be compared with ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import Language

from .english_edition import statements_by_profile
from .likeness import Sources, words
from .texts import Keys, is_name, sentences, short, statements, walk


@dataclass(frozen=True)
class Document:
    """A document in one language, as texts of ours are compared with it.

    ``own`` holds what a text of ours may have been made from: the parts of its own statement,
    under its short path, where the document tells them apart; otherwise those of its profile,
    under the code, or of all competences.
    """

    language: Language
    statements: list[str]
    sources: Sources
    own: Mapping[str, list[str]]
    words: list[str]

    def own_parts(self, path: Keys) -> list[str]:
        """Return what the text with this path may have been made from."""
        keys = (short(path), *reversed(path[2:4]))
        return next((self.own[key] for key in keys if key in self.own), [])


def french_document(file: Path, official: WordsLayer, titles: list[list[str]]) -> Document:
    """Make the edition of 2022 ready: every statement and sentence of it but the bare titles.

    The whole text comes with the statements: our families, editions and aspects have a source
    there too. Its paragraphs end at an empty line.
    """
    text = file.read_text(encoding="utf-8")
    texts = statements(official)
    own = {short(path): parts(statement) for path, statement in texts.items()}
    gathered = _sources("fr", own)
    known = " ".join(sorted({" ".join(words(part)) for found in own.values() for part in found}))
    for paragraph in re.split(r"\n\s*\n", text.replace("\f", "\n")):
        for part in sentences(" ".join(paragraph.split())):
            if " ".join(words(part)) not in known and not _is_title(part, titles):
                gathered.add("the document's text", part)
    said = [statement for path, statement in texts.items() if "description" not in path]
    return Document("fr", said, gathered, own, words(text))


def english_document(file: Path) -> Document:
    """Make the edition of 2024 ready, as ``english_edition`` finds its statements."""
    said = statements_by_profile(file)
    own = {
        code: list(dict.fromkeys(part for text in texts for part in parts(text)))
        for code, texts in said.items()
    }
    gathered = _sources("en", own)
    own["competences"] = list(dict.fromkeys(part for found in own.values() for part in found))
    once = list(dict.fromkeys(text for texts in said.values() for text in texts))
    # A line end in JSON is no letter.
    text = file.read_text(encoding="utf-8").replace("\\n", " ")
    return Document("en", once, gathered, own, words(text))


def _sources(language: Language, own: Mapping[str, list[str]]) -> Sources:
    gathered = Sources(language)
    for name, found in own.items():
        for part in found:
            gathered.add(name, part)
    return gathered


def _is_title(part: str, titles: list[list[str]]) -> bool:
    """Tell whether a part of the document is a title, with the numbers that stand around it."""
    return [word for word in words(part) if not word.isdigit()] in titles


def parts(text: str) -> list[str]:
    """Return a text whole, and its sentences."""
    return list(dict.fromkeys([text, *sentences(text)]))


def parts_of(layer: WordsLayer, shortest: int) -> Iterator[tuple[Keys, str]]:
    """Yield every text of ours that is no name, whole and by sentences, with its path."""
    for path, text in walk(layer):
        if not is_name(path):
            for part in parts(text):
                if len(words(part)) >= shortest:
                    yield path, part


def names_of(layer: WordsLayer) -> list[list[str]]:
    """Return the words of each title and other label of a concept."""
    return [words(text) for path, text in walk(layer) if is_name(path)]
