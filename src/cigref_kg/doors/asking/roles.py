"""Which of two values of one kind is meant as what: « de X à Y », « Y peut-il être tenu par X ».

Naive Bayes over the words just before each, and which of the two comes first, learnt from the
phrasings.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

_BEFORE = 3  # words that tell


class Roles:
    """Tells the roles of two values apart.

    Args:
        phrasings: the words of each, a slot for each value, with the roles of these in order.
        slot: what stands in the place of a value.
    """

    def __init__(self, phrasings: Iterable[tuple[Sequence[str], Sequence[str]]], slot: str) -> None:
        self._slot = slot
        self._first: Counter[str] = Counter()
        self._words: Counter[tuple[str, str]] = Counter()
        for words, roles in phrasings:
            self._first[roles[0]] += 1
            for role, before in zip(roles, self._contexts(words), strict=True):
                self._words.update((role, word) for word in before)
        self._roles = sorted({role for role, _ in self._words})

    def order(self, words: Sequence[str]) -> list[str]:
        """Return the roles of the values of a text, in their order."""
        contexts = self._contexts(words)
        one, other = self._roles
        return max([one, other], [other, one], key=lambda roles: self._likely(roles, contexts))

    def _likely(self, roles: Sequence[str], contexts: Sequence[Sequence[str]]) -> float:
        likely = math.log(self._first[roles[0]] + 1)
        for role, before in zip(roles, contexts, strict=False):
            # The nearer, the more it tells: of « peut être remplacé par » it is « par ».
            likely += sum(
                math.log(self._share(role, word)) / distance
                for distance, word in enumerate(reversed(before), 1)
            )
        return likely

    def _share(self, role: str, word: str) -> float:
        """Return how often a word stands before this role, of all times that it does."""
        every = sum(self._words[each, word] for each in self._roles)
        return (self._words[role, word] + 0.5) / (every + 1)

    def _contexts(self, words: Sequence[str]) -> list[Sequence[str]]:
        """Return the words before each value, up to the value before it."""
        found: list[Sequence[str]] = []
        since = 0
        for at, word in enumerate(words):
            if word == self._slot:
                found.append(words[max(since, at - _BEFORE) : at])
                since = at + 1
        return found
