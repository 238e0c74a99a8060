"""A concept of a vocabulary by its code, and how people write it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text

VOCABULARIES: Final = ("cigref", "ecf", "esco", "isco", "rome", "onet")
"""What a crosswalk leads from and to, as it stands before the colon of a code."""

LONGEST: Final = 300
"""Characters of a code; no vocabulary has a longer one, URIs of ESCO included."""

_WRITTEN: Final = (
    ("cigref", re.compile(r"(?:\d{4}/)?[1-9]\.[1-9]\d?")),
    ("ecf", re.compile(r"[A-E]\.[1-9]\d?|T[1-7]", re.IGNORECASE)),
    ("esco", re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)),
    ("onet", re.compile(r"\d{2}-\d{4}\.\d{2}")),
    ("rome", re.compile(r"[A-N]\d{4}|\d{5,7}", re.IGNORECASE)),
    ("isco", re.compile(r"C?\d{4}", re.IGNORECASE)),
    ("esco", re.compile(r"\d{4}(?:\.\d+)+")),
)
"""How the codes of each look where no vocabulary is named; the first that fits."""
_ESCO = re.compile(r"https?://data\.europa\.eu/esco/(occupation|skill|isco)/C?([0-9a-zA-Z-]+)")


@dataclass(frozen=True, slots=True, order=True)
class Concept:
    """A concept: ``rome:M1812``.

    >>> str(Concept("rome", "M1812"))
    'rome:M1812'
    """

    vocabulary: str
    """One of :data:`VOCABULARIES`."""
    code: str

    def __str__(self) -> str:
        """Return it as it is asked for."""
        return f"{self.vocabulary}:{self.code}"


class UnknownCodeError(InputError):
    """A code that the crosswalk does not know; the message says what it does.

    Args:
        words: what is wrong and what exists.
        nearest: some codes that it knows.
    """

    def __init__(self, words: Text, nearest: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.nearest = tuple(nearest)


def concept_of(text: str) -> Concept:
    """Return the concept that a text names; whether the crosswalk knows it is another question.

    >>> [str(concept_of(text)) for text in ("rome:m1812", "6.3", "E.8", "15-1212.00", "isco:C2529")]
    ['rome:M1812', 'cigref:6.3', 'ecf:E.8', 'onet:15-1212.00', 'isco:2529']

    Args:
        text: a code, with or without its vocabulary before a colon, or a URI of ESCO.

    Raises:
        UnknownCodeError: if no vocabulary writes its codes so.
    """
    written = text.strip()[:LONGEST]
    uri = _ESCO.fullmatch(written)
    if uri:
        return Concept("isco" if uri[1] == "isco" else "esco", uri[2])
    vocabulary, colon, code = written.partition(":")
    vocabulary = vocabulary.strip().lower()
    if not colon:
        fitting = (name for name, pattern in _WRITTEN if pattern.fullmatch(written))
        vocabulary, code = next(fitting, ""), written
    if vocabulary not in VOCABULARIES:
        known = ", ".join(VOCABULARIES)
        raise UnknownCodeError(message("vocabularies.no-code", written=written[:60], known=known))
    return Concept(vocabulary, _normal(vocabulary, code.strip()))


def _normal(vocabulary: str, code: str) -> str:
    if vocabulary == "esco":
        return code.lower()
    code = code.upper()
    return code.removeprefix("C") if vocabulary == "isco" else code
