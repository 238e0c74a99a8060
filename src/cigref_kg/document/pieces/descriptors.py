"""Which level a descriptor belongs to, by the other profiles that print the same words.

Where neither the table nor the detail has kept a level, the words of the descriptor tell it: they
stand in most profiles that require the competence at that level, and in no other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

_VALUE = re.compile(r"(?<= = )(.+?)\.(?=\. (?:[A-E]\. [A-Z]+)?, [^=]* = |$)")
_SHORTEST = 40
"""Characters: titles are shorter, descriptors longer."""

Levels = Mapping[str, int]
"""The level of each competence code."""


def levels_by_descriptor(
    code: str, printed: Sequence[str], others: Sequence[tuple[Levels, Sequence[str]]]
) -> set[int]:
    """Return the levels of ``code`` whose descriptors stand in ``printed``.

    Args:
        code: of the competence.
        printed: the lines of the detail of the profile in question.
        others: the levels and the lines of the detail of profiles whose levels are all legible.
    """
    copies: Counter[str] = Counter()
    at_level: dict[str, Counter[int | None]] = defaultdict(Counter)
    wanted = Counter(levels.get(code) for levels, _ in others)
    for levels, lines in others:
        for value in _values(lines):
            copies[value] += 1
            at_level[value][levels.get(code)] += 1
    return {
        level
        for value in _values(printed)
        for level, count in at_level[value].items()
        if level and count == copies[value] and 2 * count > wanted[level] > 1
    }


def _values(lines: Sequence[str]) -> set[str]:
    return {
        " ".join(value.split())
        for line in lines
        for value in _VALUE.findall(line)
        if len(value) >= _SHORTEST
    }
