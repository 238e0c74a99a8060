"""Lines of the document and how they become sentences: spaces, hyphens, keys for comparison."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

STAR = "\uf0ab"
"""The star of the Wingdings font, as the text of the document carries it."""


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space, and none at its ends.

    >>> squeeze("  deux   mots ")
    'deux mots'
    """
    return " ".join(text.split())


def squash(text: str) -> str:
    """Return what is left of a text without spaces, hyphens and the style of apostrophes.

    Two texts with the same squash say the same in the same spelling, however they are laid out.
    """
    return re.sub(r"[\s-]", "", text.replace("’", "'").replace("‘", "'"))


def without_accents(text: str) -> str:
    """Return the text without its accents (``É`` becomes ``E``)."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def key(text: str) -> str:
    """Return only the letters and digits of a text, in capitals and without accents.

    Headings keep their letters while their spaces and apostrophes vary.

    >>> key("Activités  et tâches.")
    'ACTIVITESETTACHES'
    """
    plain = without_accents(text).upper().replace("Œ", "OE")
    return re.sub(r"[^A-Z0-9]", "", plain)


def is_capitals(text: str) -> bool:
    """Tell whether a text has letters, and all of them are capitals."""
    return text.upper() == text and text.lower() != text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document.

    ``number`` counts from 1 in the text that was read (for a PDF, in the text that pdfminer.six
    makes of it). ``raw`` keeps its spaces, which carry information in tables.
    """

    number: int
    raw: str

    @property
    def words(self) -> str:
        """The line with its spaces normalised."""
        return squeeze(self.raw)

    @property
    def blank(self) -> bool:
        """Whether it has nothing but white space."""
        return not self.raw.strip()

    @property
    def opens_page(self) -> bool:
        """Whether it carries the mark of a new page: one space before its first character."""
        return self.raw[:1] == " " and self.raw[1:2].strip() not in ("", STAR)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and the numbers of the lines that it was read from."""

    text: str
    lines: tuple[int, ...]


_WORD = re.compile(r"\w+(?:-\w+)*")
_PLAIN_WORD = re.compile(r"\w+")
_BROKEN = re.compile(r"(\w+(?:-\w+)*)-$")


@dataclass(frozen=True)
class Joiner:
    """Joins lines to text.

    A hyphen at the end of a line is either part of the word or was put there to break it. It is
    taken away only if the document writes the whole word elsewhere without it, and not more often
    with it; in doubt it stays, since the document hardly ever breaks words.
    """

    vocabulary: Counter[str] = field(default_factory=Counter)
    """How often each word occurs, whatever its capitals."""
    small_words: frozenset[str] = frozenset()
    """The words that occur otherwise than in capitals."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Joiner":
        """Make a joiner that knows the words of these lines."""
        vocabulary: Counter[str] = Counter()
        small: set[str] = set()
        for line in lines:
            if not line.blank:
                vocabulary.update(_WORD.findall(line.raw.casefold()))
                words = _PLAIN_WORD.findall(line.raw)
                small.update(word.lower() for word in words if not word.isupper())
        return cls(vocabulary, frozenset(small))

    def join(self, lines: Iterable[str]) -> str:
        """Return the lines as one text with normal spaces."""
        parts: list[str] = []
        for line in map(squeeze, lines):
            if not line:
                continue
            if parts and parts[-1].endswith("-"):
                parts[-1] = self._append(parts[-1], line)
            else:
                parts.append(line)
        return " ".join(parts)

    def passage(self, lines: Sequence[Line], text: str | None = None) -> Passage:
        """Return the lines (or the text that was made of them) as a passage."""
        if text is None:
            text = self.join(line.raw for line in lines)
        return Passage(text, tuple(line.number for line in lines))

    def _append(self, text: str, line: str) -> str:
        broken = _BROKEN.search(text)
        beginning = _WORD.match(line)
        if broken is None or beginning is None:
            return f"{text} {line}"
        left, right = broken[1].casefold(), beginning[0].casefold()
        whole = self.vocabulary[left + right]
        if right.isalpha() and whole and whole >= self.vocabulary[f"{left}-{right}"]:
            return text[:-1] + line
        return text + line
