"""The error that every part raises for input that its giver can mend."""

import re
from typing import Any

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Original, Text

_PLACE = re.compile(
    r"^Parser error at (?:line \d+ (?:column \d+|between columns? [\d and]+)|[^:]+): "
)
"""What a parser of RDF begins with, where it knows the place."""


class InputError(Exception):
    """Input that cannot be used. The message names the file, line or parameter and what to do.

    Args:
        words: the message in both languages, from the messages (:mod:`cigref_kg.base.messages`).
    """

    def __init__(self, words: Text) -> None:
        self._words = words
        super().__init__(words)

    @property
    def words(self) -> Text:
        """The message in both languages."""
        return self._words

    def __str__(self) -> str:
        return self.localized("en")

    def localized(self, language: Language) -> str:
        """Return the message in ``language``, or in the one that it has."""
        return self.words.localized(language)

    def within(self, place: object) -> "InputError":
        """Return the error with a place, such as a file, before each line of its message."""
        return InputError(self.words.after_each(f"{place}: "))


class WrongValueError(ValueError):
    """A value that a field of a record cannot have; pydantic catches it, and tells where it stands.

    Args:
        words: what is wrong with the value, and what to write.
    """

    def __init__(self, words: Text) -> None:
        self.words = words
        super().__init__(words.localized("en"))


class UnknownEditionError(InputError):
    """An edition of the nomenclature that there is not; the message says which there are."""


def choices_of(detail: Any) -> str:
    """Return what pydantic says that a value may be, in no language.

    >>> choices_of({"ctx": {"expected": "'long' or 'wide'"}})
    'long, wide'
    """
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return expected.replace("'", "").replace(" or ", ", ")


def parser_says(error: Exception) -> Text:
    """Return where a parser of files stopped, and what it says of it, which is told apart.

    >>> parser_says(SyntaxError("no dot", ("a.nt", 2, 1, None))).fr
    'ligne 2, colonne 1 (texte d’origine : « no dot »)'

    Args:
        error: of a parser of RDF, XML, YAML or JSON, or of the decoding of bytes.
    """
    if isinstance(error, UnicodeDecodeError):
        before, byte = error.object[: error.start], error.object[error.start]
        return message("base.no-utf-8-at", line=before.count(b"\n") + 1, byte=byte)
    said = getattr(error, "problem", None) or getattr(error, "msg", None) or str(error)
    original = Original(_PLACE.sub("", str(said)) or type(error).__name__)
    mark = getattr(error, "problem_mark", None)
    line: int | None = getattr(error, "lineno", None)
    column: int | None = getattr(error, "colno", getattr(error, "offset", None))
    if mark:
        line, column = mark.line + 1, mark.column + 1
    if line is None or column is None:
        return message("base.parser", said=original)
    return message("base.parser-at", line=line, column=column, said=original)
