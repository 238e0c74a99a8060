"""One ranker of names: how well each name answers a title, in words that weigh what they tell.

A score runs from 0 to 100 and is the geometric mean of two shares:

- how much of what was asked a candidate's names account for (``asked``);
- how much of the best name the question accounts for (``named``).

A weight is the inverse document frequency of a word over the candidates (K. Spärck Jones, 1972), so
that « responsable », which many names hold, counts little. A word that no candidate knows counts
as much as the rarest one, unless it names a technology or an employer's field. A word is known
whole before it is known by its beginning or through a typing error, which are tried only for words
that nobody knows.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cigref_kg.base.model import Language
from cigref_kg.insight.names.spelling import allowed_errors, typing_errors
from cigref_kg.insight.names.words import Lexicon
from cigref_kg.records.job_names import Weights

OWN_FIELD = "it"
"""The field of all candidates. A title gains little by naming it; but a name that has it names
another job without it ("IT marketing manager"): there its absence weighs as much as that of the
rarest word, which among all jobs it is."""
_LEAST_BEGINNING = 3  # letters typed before a word counts as begun
_MOST_WORDS = 24  # of a text that is looked for: a title has fewer
_SHORT = 5  # letters: only longer words may have a typing error here


@dataclass(frozen=True, slots=True)
class Label:
    """A name to rank: of which candidate, and what it is worth."""

    owner: int
    text: str
    language: Language | None
    worth: float = 1.0
    is_alone: bool = False
    """Whether the owner's other names say nothing of it: jobs of other trades are many jobs."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The best name of a candidate for a title."""

    owner: int
    score: float
    """From 0 to 100."""
    label: Label
    asked: float
    """The share of the title that the candidate accounts for, 0 to 1."""
    named: float
    """The share of the name that the title accounts for, 0 to 1."""


class Ranker:
    """The names of some candidates, by their words."""

    def __init__(self, labels: Iterable[Label], lexicon: Lexicon, weights: Weights) -> None:
        self._lexicon, self._weigh = lexicon, weights
        self._labels: list[Label] = []
        self._words: list[frozenset[str]] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        owned: defaultdict[int, set[str]] = defaultdict(set)
        seen: set[tuple[int, frozenset[str]]] = set()
        for label in labels:
            words = frozenset(lexicon.title_words(label.text))
            if words and (label.owner, words) not in seen:
                seen.add((label.owner, words))
                for word in words:
                    self._postings[word].append(len(self._labels))
                self._labels.append(label)
                self._words.append(words)
                owned[label.owner] |= words
        self._leads = [lexicon.leads(words) for words in self._words]
        frequency = Counter(word for words in owned.values() for word in words)
        count = len(owned)
        self._weights = {
            word: math.log(1 + (count - found + 0.5) / (found + 0.5))
            for word, found in frequency.items()
        }
        self._rarest = max(self._weights.values(), default=1.0)
        self._if_missing = [
            sum(self._missing_weight(word) for word in words) for words in self._words
        ]
        self.closest = lru_cache(maxsize=8192)(self._find_closest)
        self.rank = lru_cache(maxsize=4096)(self._rank)

    def _rank(self, words: tuple[str, ...]) -> tuple[Scored, ...]:
        """Return the candidates of which a name shares a word with a title, in no order."""
        words = words[:_MOST_WORDS]
        asked = [(self._asked_weight(word), self.closest(word)) for word in words]
        total = sum(weight for weight, _ in asked)
        if not total:
            return ()
        roles = [closest for word, (_, closest) in zip(words, asked, strict=True)
                 if self._lexicon.is_role(word)]  # fmt: skip
        leading = self._lexicon.leads(words)
        shared, missing = self._named(asked)
        covered = self._asked(asked)
        with_role = {place for closest in roles for known in closest
                     for place in self._postings[known]} if roles else shared.keys()  # fmt: skip
        best: dict[int, Scored] = {}
        for place, weight in shared.items():
            label = self._labels[place]
            named = weight / (weight + max(0.0, self._if_missing[place] - missing[place]))
            part = min(1.0, covered[place] / total)
            score = 100 * math.sqrt(part * named) * label.worth
            if place not in with_role:
                score *= self._weigh.other_role
            elif (
                leading is not None
                and self._leads[place] is not leading
                and self._leads[place] is not None
            ):
                score *= self._weigh.other_rank
            known = best.get(label.owner)
            if score >= self._weigh.least and (known is None or score > known.score):
                best[label.owner] = Scored(label.owner, score, label, part, named)
        return tuple(best.values())

    def _named(
        self, asked: Sequence[tuple[float, Mapping[str, float]]]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Return how much of each name the title has, and what of its lack that takes away."""
        sure: dict[str, float] = {}
        for _, closest in asked:
            for known, closeness in closest.items():
                sure[known] = max(sure.get(known, 0.0), closeness)
        shared: defaultdict[int, float] = defaultdict(float)
        missing: defaultdict[int, float] = defaultdict(float)
        for known, closeness in sure.items():
            here = self._weight(known) * closeness
            away = self._missing_weight(known) * closeness
            for place in self._postings[known]:
                shared[place] += here
                missing[place] += away
        return shared, missing

    def _asked(self, asked: Sequence[tuple[float, Mapping[str, float]]]) -> Mapping[int, float]:
        """Return how much of the title each name, or its owner's others, accounts for."""
        covered: defaultdict[int, float] = defaultdict(float)
        elsewhere: defaultdict[int, float] = defaultdict(float)
        for weight, closest in asked:
            here: dict[int, float] = {}
            there: dict[int, float] = {}
            for known, closeness in closest.items():
                for place in self._postings[known]:
                    if closeness > here.get(place, 0.0):
                        here[place] = closeness
                        label = self._labels[place]
                        if not label.is_alone and closeness > there.get(label.owner, 0.0):
                            there[label.owner] = closeness
            for owner, closeness in there.items():
                elsewhere[owner] += weight * self._weigh.elsewhere * closeness
            for place, closeness in here.items():
                other = self._weigh.elsewhere * there.get(self._labels[place].owner, 0.0)
                covered[place] += weight * max(closeness - other, 0.0)
        return {
            place: gain + elsewhere.get(self._labels[place].owner, 0.0)
            for place, gain in covered.items()
        }

    def _weight(self, word: str) -> float:
        weight = self._weights[word]
        if self._lexicon.is_sector(word):
            return weight * self._weigh.sector
        if self._lexicon.is_technology(word):
            return weight * self._weigh.technology
        return weight * self._weigh.general if self._lexicon.is_general(word) else weight

    def _missing_weight(self, word: str) -> float:
        return self._rarest if word == OWN_FIELD else self._weight(word)

    def _asked_weight(self, word: str) -> float:
        if word in self._weights:
            return self._weight(word)
        if self._lexicon.is_technology(word):
            return self._rarest * self._weigh.unknown_technology
        return self._rarest * (self._weigh.sector if self._lexicon.is_sector(word) else 1.0)

    def _find_closest(self, word: str) -> Mapping[str, float]:
        """Return the words of names that a word may stand for, with how surely."""
        found = {
            other: sure
            for other, sure in self._lexicon.related(word).items()
            if other in self._weights
        }
        if word in self._weights:
            return {**found, word: 1.0}
        if found or self._lexicon.is_technology(word):
            return found
        return self._misspelt(word)

    def knows(self, word: str) -> bool:
        """Tell whether a name has a word."""
        return word in self._weights

    def corrected(self, word: str) -> str:
        """Return the word that ``word`` is a misspelling or the beginning of; itself if known."""
        if word in self._weights or self._lexicon.related(word):
            return word
        closest = self.closest(word)
        return max(closest, key=closest.__getitem__) if len(closest) == 1 else word

    def _misspelt(self, word: str) -> Mapping[str, float]:
        """Return what a word that nobody knows may be the beginning of, or a misspelling of."""
        found: dict[str, float] = {}
        allowed = allowed_errors(word)
        for spelling, meaning in self._spellings().items():
            sure = 0.0
            if len(word) >= _LEAST_BEGINNING and spelling.startswith(word):
                sure = self._weigh.prefix + 0.3 * len(word) / len(spelling)
            elif len(spelling) > _SHORT and (errors := typing_errors(word, spelling, allowed)):
                sure = 1 - self._weigh.typing_error * errors
            if sure > found.get(meaning, 0.0):
                found[meaning] = sure
        best = max(found.values(), default=0.0)
        return {meaning: sure for meaning, sure in found.items() if sure > best - 0.1}

    @lru_cache(maxsize=1)  # noqa: B019  (a ranker lives as long as its dataset)
    def _spellings(self) -> Mapping[str, str]:
        known = {
            spelling: meaning
            for spelling, meaning in self._lexicon.spellings().items()
            if meaning in self._weights
        }
        return {**{word: word for word in self._weights}, **known}
