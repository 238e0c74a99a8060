"""Titles: the same one in capitals, in small letters, and in other spellings."""

import re
from collections.abc import Container, Iterable, Sequence
from difflib import SequenceMatcher

from cigref_kg.document.lines.text import key, squash, squeeze, without_accents

_SHORT = 2  # letters: words so short have a list of their own
_SHORT_WORDS = frozenset(["d", "l", "à", "au", "de", "du", "en", "et", "la", "le", "ou", "un"])
"""The words of one or two letters that are no acronym."""
_SAME = 0.8
"""How alike two titles are at least if they name the same thing."""


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for capitals, accents, spaces and punctuation.

    >>> same_title("CHARGÉ D’AFFAIRES", "Chargé d'affaires")
    True
    """
    return key(one) == key(other)


def likeness(one: str, other: str) -> float:
    """Tell how alike two titles are, from 0 to 1, whatever their capitals."""
    return SequenceMatcher(None, key(one), key(other), autojunk=False).ratio()


def is_variant(one: str, other: str) -> bool:
    """Tell whether two titles differ but name the same thing.

    One may say more than the other: an acronym in brackets, a word at its end.
    """
    shorter, longer = sorted((key(one), key(other)), key=len)
    return likeness(one, other) >= _SAME or (len(shorter) > 8 and longer.startswith(shorter))


def in_words(heading: str, small: Iterable[str], small_words: Container[str] = ()) -> str:
    """Return a heading in capitals in small letters; its own words and signs count.

    A small-letter title that is spelt the same tells which letters are small; failing that they
    are written as :func:`in_small_letters` does.

    Args:
        heading: the words in capitals.
        small: the word as running text has it, if known.
        small_words: words that running text writes small.
    """

    def spelling(title: str) -> str:
        return squash(without_accents(clean(title))).casefold()

    for candidate in small:
        if spelling(candidate) == spelling(heading):
            return clean(candidate)
    return in_small_letters(heading, small_words)


def in_small_letters(heading: str, small_words: Container[str]) -> str:
    """Return a heading with those words in small letters that the document writes so elsewhere.

    >>> in_small_letters("PILOTE DU SI", {"pilote", "du"})
    'Pilote du SI'
    """

    def small(word: re.Match[str]) -> str:
        lowered = word[0].lower()
        known = _SHORT_WORDS if len(lowered) <= _SHORT else small_words
        return lowered if lowered in known else word[0]

    words = re.sub(r"\w+", small, clean(heading))
    return words[:1].upper() + words[1:]


def others(title: str, spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the spellings that differ from the title in more than capitals and punctuation."""
    seen = {key(title)}
    found = []
    for spelling in map(clean, spellings):
        if spelling and key(spelling) not in seen:
            seen.add(key(spelling))
            found.append(spelling)
    return tuple(found)


def most_frequent(spellings: Sequence[str]) -> str:
    """Return the spelling that occurs most, the first of them if several do."""
    return max(dict.fromkeys(spellings), key=list(spellings).count)


def clean(title: str) -> str:
    """Return a title with normal spaces and without a final full stop."""
    return re.sub(r"(?<=\w)\.$", "", squeeze(title))
