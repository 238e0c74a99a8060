"""How near two texts of one language are in wording.

Two measures, each the share of both texts that is common, from 0 to 1:

- ``likeness`` is *greedy string tiling* (M. J. Wise, “String similarity via greedy string tiling
  and running Karp-Rabin matching”, 1993; the one that JPlag uses): the longest sequences of words
  that two texts share are taken away, longest first, until none of two words is left. Moved
  clauses change nothing, and technical terms that a faithful paraphrase keeps count only where
  their neighbours were kept too.
- ``kept_in_order`` is the *longest common subsequence*: words kept in their order, whatever was
  put between them. It sees what tiling misses, several words exchanged in a short statement; but
  of texts on other matters it sees the articles, so it is for a text and its own source.

Words are compared as rough stems, without accents, so that number does not matter.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise

from cigref_kg.base.model import Language

LIMIT = 0.65
"""From this likeness on, a text counts as copied (docs/words.md tells why)."""
ORDER_LIMIT = 0.7
"""The same for the words kept in order, of a statement and its own source."""
SHORTEST_TILE = 2
UNRELATED = 0.4
SHORTEST_STATEMENT = 7
"""Shorter ones often have one wording only."""

_ONE_FORM: dict[Language, dict[str, str]] = {
    "fr": {
        **dict.fromkeys(["la", "les", "l", "un", "une"], "le"),
        **dict.fromkeys(["des", "du", "d"], "de"),
        **dict.fromkeys(["aux", "au"], "a"),
        **dict.fromkeys(["ses", "sa"], "son"),
        **dict.fromkeys(["ces", "cette", "cet"], "ce"),
        "leurs": "leur",
    },
    "en": {
        **dict.fromkeys(["a", "an"], "the"),
        **dict.fromkeys(["his", "her", "their"], "its"),
        **dict.fromkeys(["these", "that", "those"], "this"),
        "are": "is",
    },
}


def words(text: str) -> list[str]:
    """Split a text into words without case, accents and punctuation.

    >>> words("Tient à jour l’œuvre, 2 fois.")
    ['tient', 'a', 'jour', 'l', 'oeuvre', '2', 'fois']
    """
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain)


def stems(text: str, language: Language = "fr") -> list[str]:
    """Return the words of a text, each in the form that it shares with its plural and feminine.

    >>> stems("les plans régionaux") == stems("le plan régional")
    True
    >>> stems("organizes their policies", "en")
    ['organis', 'its', 'policy']
    """
    stem = _english_stem if language == "en" else _french_stem
    forms = _ONE_FORM[language]
    return [stem(forms.get(word, word)) for word in words(text)]


def _french_stem(word: str) -> str:
    if len(word) > 4 and word.endswith("aux"):
        word = f"{word[:-3]}al"
    if len(word) > 3:
        word = re.sub(r"(?:e?s|x)$", "", word)
    return re.sub(r"e+$", "", word) if len(word) > 4 else word


def _english_stem(word: str) -> str:
    if len(word) > 4:
        word = re.sub(r"ies$", "y", word)
    if len(word) > 3:
        word = re.sub(r"(?:es|(?<!s)s)$", "", word)
    word = re.sub(r"iz(?=(?:e|ing|ed|ation)?$)", "is", word)
    return re.sub(r"e+$", "", word) if len(word) > 4 else word


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of two texts, given as stems, that common tiles cover: 0 to 1."""
    if not one or not other:
        return 0.0
    return 2 * _covered(one, other) / (len(one) + len(other))


def kept_in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of two texts, given as stems, that is common in order: 0 to 1.

    >>> kept_in_order(["a", "b", "c", "d"], ["b", "x", "d", "a"])
    0.5
    """
    row = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for place, candidate in enumerate(other, 1):
            above = row[place]
            row[place] = diagonal + 1 if word == candidate else max(above, row[place - 1])
            diagonal = above
    return 2 * row[-1] / (len(one) + len(other)) if one and other else 0.0


def shared_words(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of two texts that is common in any order: no measure gives more."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _covered(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words of ``one`` that tiles cover; no word belongs to two tiles."""
    free_one, free_other = [True] * len(one), [True] * len(other)
    tiles = [
        (-length, start, place)
        for (start, place), length in _common_sequences(one, other).items()
        if length >= SHORTEST_TILE
    ]
    heapify(tiles)
    covered = 0
    while tiles:
        negative, start, place = heappop(tiles)
        length = 0
        while length < -negative and free_one[start + length] and free_other[place + length]:
            length += 1
        if length == -negative:
            free_one[start : start + length] = [False] * length
            free_other[place : place + length] = [False] * length
            covered += length
        elif length >= SHORTEST_TILE:
            heappush(tiles, (-length, start, place))
    return covered


def _common_sequences(one: Sequence[str], other: Sequence[str]) -> dict[tuple[int, int], int]:
    """Return, for each place in both texts where they agree, for how many words they do."""
    places = defaultdict(list)
    for place, word in enumerate(other):
        places[word].append(place)
    lengths: dict[tuple[int, int], int] = {}
    for start in reversed(range(len(one))):
        for place in places.get(one[start], ()):
            lengths[start, place] = 1 + lengths.get((start + 1, place + 1), 0)
    return lengths


@dataclass
class Sources:
    """Texts that must not be copied, found again by pairs of neighbouring words."""

    language: Language = "fr"
    names: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    _counts: list[Counter[str]] = field(default_factory=list)
    _by_pair: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, text: str) -> None:
        """Add a text under a name that a report can print; several may have the same."""
        tokens = stems(text, self.language)
        for pair in set(pairwise(tokens)):
            self._by_pair[pair].append(len(self.texts))
        self.names.append(name)
        self.texts.append(tokens)
        self._counts.append(Counter(tokens))

    def nearest(self, text: str) -> tuple[float, str]:
        """Return the greatest likeness of a text to any source, and that source's name.

        A likeness under ``UNRELATED`` is not looked for: the answer is then ``(0.0, "")``.
        """
        tokens = stems(text, self.language)
        best = (UNRELATED, "")
        for bound, number in self._bounds(tokens):
            if bound <= best[0]:
                break
            score = likeness(tokens, self.texts[number])
            if score > best[0]:
                best = (score, self.names[number])
        return best if best[1] else (0.0, "")

    def _bounds(self, tokens: list[str]) -> list[tuple[float, int]]:
        """Return how like each source can be at most, the greatest first."""
        shared = Counter(
            number for pair in set(pairwise(tokens)) for number in self._by_pair.get(pair, ())
        )
        count = Counter(tokens)
        bounds = []
        for number, pairs in shared.items():
            length = len(tokens) + len(self.texts[number])
            # Tiles of two or more words cover at most two words a shared pair.
            if pairs > 1 and 4 * pairs / length > UNRELATED:
                bounds.append((shared_words(count, self._counts[number]), number))
        return sorted(bounds, key=lambda bound: (-bound[0], bound[1]))


def common_runs(
    tokens: Sequence[str], source: Iterable[tuple[str, ...]], length: int
) -> Iterator[tuple[str, ...]]:
    """Yield each run of at least ``length`` words all of whose parts stand in ``source``.

    Args:
        tokens: the words of a text.
        source: the runs of exactly ``length`` words of the source, in a set.
        length: the number of words from which on a run counts.
    """
    start = 0
    while start <= len(tokens) - length:
        end = start
        while end <= len(tokens) - length and tuple(tokens[end : end + length]) in source:
            end += 1
        if end > start:
            yield tuple(tokens[start : end + length - 1])
        start = max(end, start + 1)
