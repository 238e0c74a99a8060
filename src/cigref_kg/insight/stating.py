"""The sentence of a profile that states a career move.

The model says in which section of which document a move stands. Its sentence is the one of these
sections, in the profile that is left or in the one that is reached, which names the other best.
"""

import re
from collections.abc import Iterator

from cigref_kg.base.collation import fold
from cigref_kg.base.model import (
    LANGUAGES,
    CareerMove,
    EditionContent,
    JobProfile,
    Language,
    MoveSection,
    Text,
)

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[a-z]{3,}")
_STEM = 6
"""Letters by which words are told apart: « projets » is « projet »."""
_ENOUGH = 0.5
"""What part of a name a sentence must have."""


def stating_sentence(content: EditionContent, move: CareerMove) -> Text:
    """Return the sentence that states a move, in each language in which one does.

    Args:
        content: the edition of the move.
        move: one that it states.
    """
    start, end = content.profile[move.from_profile], content.profile[move.to_profile]
    told = [
        {language: _best(here, there, move, language) for language in LANGUAGES}
        # Where all is even, it is told in the profile that one leaves.
        for here, there in ((start, end), (end, start))
    ]
    best = max(told, key=lambda found: sum(likeness for likeness, _ in found.values()))
    return Text(**{language: sentence for language, (_, sentence) in best.items()})


def _best(
    told: JobProfile, other: JobProfile, move: CareerMove, language: Language
) -> tuple[float, str | None]:
    """Return the sentence of a profile that names another best, and what part of a name it has."""
    best, likeness = None, 0.0
    names = list(_names(other, language))
    for sentence in _sentences(told, move, language):
        words = _stems(sentence)
        alike = max(len(words & name) / len(name) for name in names)
        if alike >= max(likeness, _ENOUGH):  # of two, the later: the end tells where to go next
            best, likeness = sentence.removeprefix("• "), alike
    return likeness, best


def _sentences(profile: JobProfile, move: CareerMove, language: Language) -> Iterator[str]:
    for section in move.stated_in:
        text = profile.career_path if section == MoveSection.CAREER_PATH else profile.trends
        yield from _SENTENCE.split(text.get(language) or "")


def _names(profile: JobProfile, language: Language) -> Iterator[frozenset[str]]:
    for name in (profile.names.title.get(language), *profile.names.alternative.get(language, ())):
        words = _stems(name or "")
        if words:
            yield words


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)))
