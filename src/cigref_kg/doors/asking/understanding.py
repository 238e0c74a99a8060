"""Which worked question a person asks, and with which values.

Each question looks at the text with its own eyes: what could be a value of its parameters is put
aside, and what is left is compared with its phrasings.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from cigref_kg.base.model import LANGUAGES, Language, Nomenclature
from cigref_kg.doors.asking.correction import Correction
from cigref_kg.doors.asking.likeness import Likeness
from cigref_kg.doors.asking.mentions import Mention, Named, Token, finders, tokens
from cigref_kg.doors.asking.roles import Roles
from cigref_kg.insight.names.spelling import EMPTY_WORDS
from cigref_kg.records.phrasings import Phrasings
from cigref_kg.records.worked_queries import read_queries

LONGEST = 300
"""Characters of a question."""
LEAST = 0.15
"""How like a phrasing a text must be to be understood at all."""
MOST_IGNORED = 0.65
"""The share of what a text says, by weight, that its question may take no notice of. Of 1,137
sentences that are understood rightly two have more."""
MOST_VALUES = 20  # of one parameter
MOST_FOUND = 5  # questions that a person is offered to choose from
_SLOT = re.compile(r"\{(\w+)\}")
_SAME_SLOT = {"from": "profile", "to": "profile", "covering": "profile", "covered": "profile"}
_SILENT = frozenset(("edition",))
"""What many questions take, so that it tells none from another."""
_GONE = "gone"
"""What « ne … plus » and “no longer” say, which « plus » and “longer” do not."""
_NOT = frozenset(
    "pas sauf excepte hormis inferieur not don doesn isn aren neither except cannot below".split()
)
"""Words which turn what is asked round."""
_NOT_SO = frozenset("at most|less than|lower than|moins de|au maximum|au plus".split("|"))
"""Pairs of words that ask for what is below a level, where questions ask from one on."""
_SO = re.compile(r"\bau plus (?!(?:le |un )?(?:niveau|\d))(?=\w)|\ble moins de\b")
"""« au plus haut » and « le moins de », which ask for nothing below."""
_WHAT_IS = re.compile(
    r"\W*(?:c.est quoi|qu.est[- ]ce qu(?:e|.une?|.)|what.?s|what is|what are)\W+"
    r"(?:l.|le |la |les |une? |the |an? )?[\w-]+\W*",
    re.IGNORECASE,
)
"""A question what one word means, which only what takes or lists it answers."""
_SAME = 0.6
"""How like a phrasing a text is that says what it says."""
_OF_ALL = frozenset(("both", "fois", "simultanement", "simultaneously"))
"""Words that ask for what holds of all values (« à la fois »), where questions ask of any."""
_WITHOUT = _NOT | frozenset("n ne no sans without hors outside besides lacking".split())
"""Words after which a value that a question takes no notice of is one that is denied."""
_TELLING = 5.5
"""The least weight of a word whose absence from an answer is told: of one in few phrasings."""
_OF_A_VALUE = 3.0
"""The weight of a word that says a value, beside those of words (a logarithm)."""
_REACH_OF_NOT = 6
"""Words after « ne » within which its « plus » stands."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that a text may ask."""

    name: str
    values: Mapping[str, list[str]]
    """Of its parameters, as far as the text says them."""
    score: float
    """0 to 1: how like a phrasing of this question the text is."""
    language: Language
    """Of the text, or of that phrasing where both languages have its words."""
    assumed: Mapping[str, list[str]]
    """What holds of the parameters that the text leaves unsaid."""
    missing: Sequence[str]
    """Parameters without which nobody asks this, and of which the text says nothing."""
    ignored: Sequence[str]
    """Words of the text, codes and names that have no part in this question."""


@dataclass(frozen=True, slots=True)
class _Phrasing:
    language: Language
    words: tuple[str, ...]
    slots: tuple[str, ...]
    """The parameters in the order in which they stand."""


class Understanding:
    """Finds questions.

    Args:
        nomenclature: what texts may mention.
        phrasings: how people ask each question.
    """

    def __init__(self, nomenclature: Nomenclature, phrasings: Phrasings) -> None:
        concepts = [tokens(" ".join(listed)) for listed in phrasings.concepts]
        self._concepts = {
            token.root: f"#{number}"
            for number, listed in reversed(list(enumerate(concepts)))
            for token in listed
        }
        self._phrasings: Mapping[str, list[_Phrasing]] = {
            name: [
                _Phrasing(language, tuple(self._slotted(text)), tuple(_SLOT.findall(text)))
                for language in LANGUAGES
                for text in asked[language]
            ]
            for name, asked in phrasings.questions.items()
        }
        texts = (each for asked in phrasings.questions.values() for each in chain(*asked.values()))
        asked = tokens(_SLOT.sub("", " ".join(texts)))
        self._spoken = {
            language: {
                token.root
                for listed in phrasings.questions.values()
                for token in tokens(_SLOT.sub("", " ".join(listed[language])))
            }
            for language in LANGUAGES
        }
        self._vocabulary = {token.root for token in asked} | self._concepts.keys()
        self._finders = finders(nomenclature, self._vocabulary)
        names = (each.words for each in self._finders.values() if isinstance(each, Named))
        known = (token.folded for token in chain(asked, *concepts))
        self._correction = Correction(chain(known, *names))
        self._roles = {
            name: Roles([(each.words, each.slots) for each in listed if len(each.slots) > 1], kind)
            for name, listed in self._phrasings.items()
            for kind in _kind_of_two(listed)
        }
        self._own = {
            name: frozenset(chain.from_iterable(each.words for each in listed))
            for name, listed in self._phrasings.items()
        }
        self._pairs = {
            name: {
                f"{first.folded} {second.folded}"
                for each in chain(*asked.values())
                for first, second in pairwise(tokens(each))
            }
            for name, asked in phrasings.questions.items()
        }
        self._needed = {
            name: frozenset.intersection(*(frozenset(each.slots) for each in listed))
            for name, listed in self._phrasings.items()
        }
        self._idle = {token.folded for token in tokens(" ".join(phrasings.idle))} | EMPTY_WORDS
        self._beyond = {token.root for token in tokens(" ".join(phrasings.beyond))}
        self._unsaid = phrasings.unsaid
        self._parameters = {name: query.parameters.keys() for name, query in read_queries().items()}

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(
            {name: [each.words for each in listed] for name, listed in self._phrasings.items()}
        )

    def find(self, text: str, limit: int = MOST_FOUND) -> list[Understood]:
        """Return the questions that a text may ask, the likeliest first; none if it asks none.

        A text that denies what the likeliest question affirms asks none that there is, nor does
        one of which that question takes in too little, or that denies what it takes no notice of;
        nor one what a thing is that no question takes.

        Args:
            text: what a person types, in either language; what is longer than 300 characters is
                cut.
            limit: how many at most.
        """
        words = self._correction.corrected(tokens(text[:LONGEST]))
        if not words:
            return []
        denied = self._denied(words, text[:LONGEST])
        found = [self._compared(name, words, text[:LONGEST], denied) for name in self._phrasings]
        found.sort(key=lambda each: -each[0])
        _, best, share = found[0]
        if best.score < LEAST or share > MOST_IGNORED:
            return []
        if _WHAT_IS.fullmatch(text) and not best.values and best.score < _SAME:
            return []
        return [each for _, each, _ in found[:limit]]

    def _compared(
        self, name: str, words: Sequence[Token], text: str, denied: Set[int]
    ) -> tuple[float, Understood, float]:
        """Return how likely a text asks a question, with what, and what share it ignores."""
        phrasings = self._phrasings[name]
        slots = [slot for slot in self._parameters[name] if slot in self._finders]
        seen, mentions = self._masked(slots, words, text)
        doubted = frozenset(
            f"{{{kind}}}"
            for kind, found in mentions.items()
            if not all(each.is_sure for each in found)
        )
        ignored, share = self._ignored(name, words, mentions, text, denied)
        likely, nearest, score = self._likeness.score(name, seen, doubted)
        values = {}
        roles = self._roles[name].order(seen) if name in self._roles else ()
        for slot in (*roles, *(each for each in slots if each not in roles)):
            waiting = mentions[_SAME_SLOT.get(slot, slot)]
            taken = [waiting.pop(0)] if slot in roles and waiting else waiting[:MOST_VALUES]
            if taken:
                values[slot] = list(dict.fromkeys(each.value for each in taken))
        are_several = any(len(each) > 1 for each in values.values())
        if are_several and any(word.folded in _OF_ALL for word in words):
            share = 1.0
        for slot in roles:
            rest = mentions[_SAME_SLOT[slot]]
            ignored += [text[words[each.first].start : words[each.last].end] for each in rest]
            rest.clear()
        found = Understood(
            name,
            values,
            round(score, 3),
            self._language(words, phrasings[nearest].language),
            {slot: [v] for slot, v in self._unsaid.get(name, {}).items() if slot not in values},
            [slot for slot in slots if slot in self._needed[name] - values.keys()],
            ignored,
        )
        return likely, found, share

    def _language(self, words: Sequence[Token], nearest: Language) -> Language:
        return max(
            LANGUAGES,
            key=lambda each: (sum(w.root in self._spoken[each] for w in words), each == nearest),
        )

    def _ignored(
        self,
        name: str,
        words: Sequence[Token],
        mentions: Mapping[str, Sequence[Mention]],
        text: str,
        denied: Set[int],
    ) -> tuple[list[str], float]:
        """Return what tells of something else than a question asks, and its share by weight.

        Of a text that denies what the question affirms it is all.
        """
        taken = {
            at
            for found in mentions.values()
            for each in found
            for at in range(each.first, each.last + 1)
        }
        ignored: list[str] = []
        everything, apart = _OF_A_VALUE * len(taken), 0.0
        for at, word in enumerate(words):
            if at in taken or word.folded in self._idle:
                continue
            meant = self._concepts.get(word.root, word.root)
            weight = self._likeness.weight(meant)
            everything += weight
            if meant not in self._own[name]:
                is_other = word.folded in _NOT or word.root in self._beyond
                apart += math.inf if is_other else weight
                if meant != word.root or weight > _TELLING:
                    ignored.append(text[word.start : word.end])
        said = _SO.sub("", " ".join(word.folded for word in words)).split()
        pairs = {f"{first} {second}" for first, second in pairwise(said)}
        if pairs & _NOT_SO - self._pairs[name] or denied - taken:
            apart = math.inf
        return ignored, min(apart / (everything or 1.0), 1.0)

    def _denied(self, words: Sequence[Token], text: str) -> Set[int]:
        """Return where a text that denies names what there is, by no word of questions."""
        if _WITHOUT.isdisjoint(word.folded for word in words):
            return frozenset()
        return {
            at
            for kind in ("profile", "competence", "aspect")
            for each in self._finders[kind](words, text)
            for at in range(each.first, each.last + 1)
            if words[at].root not in self._vocabulary
        }

    def _masked(
        self, slots: Sequence[str], words: Sequence[Token], text: str
    ) -> tuple[list[str], dict[str, list[Mention]]]:
        """Return the text with what a question takes put aside, and that, by kind of slot."""
        taken: dict[int, str] = {}
        mentions: dict[str, list[Mention]] = {}
        for slot in slots:
            kind = _SAME_SLOT.get(slot, slot)
            if kind in mentions:
                continue
            mentions[kind] = [
                each
                for each in self._finders[slot](words, text)
                if taken.keys().isdisjoint(range(each.first, each.last + 1))
            ]
            for each in mentions[kind]:
                taken |= dict.fromkeys(range(each.first, each.last + 1), "")
                if slot not in _SILENT:
                    taken[each.first] = f"{{{kind}}}"
        seen = [taken.get(at, word.root) for at, word in enumerate(words)]
        return list(self._meant([root for root in seen if root])), mentions

    def _slotted(self, text: str) -> Iterator[str]:
        """Yield the words of a phrasing as they are compared, its slots in braces."""
        roots: list[str] = []
        for piece in re.split(r"(\{\w+\})", text):
            slot = _SLOT.fullmatch(piece)
            if slot:
                roots.append(f"{{{_SAME_SLOT.get(slot[1], slot[1])}}}")
            else:
                roots += [token.root for token in tokens(piece)]
        yield from self._meant(roots)

    def _meant(self, roots: Sequence[str]) -> Iterator[str]:
        """Yield what words stand for: a concept, or themselves."""
        reach = 0
        for before, root in zip(("", *roots), roots, strict=False):
            reach = _REACH_OF_NOT if root in {"ne", "n"} else max(0, reach - 1)
            is_gone = (root == "plus" and reach) or f"{before} {root}" in {
                "no longer", "any longer", "any more",
            }  # fmt: skip
            if is_gone or root == "anymor":
                reach = 0
                yield _GONE
            else:
                yield self._concepts.get(root, root)


def _kind_of_two(phrasings: Sequence[_Phrasing]) -> Iterator[str]:
    """Yield the slot in whose place two values of different roles stand, if there is one."""
    slots = {slot for each in phrasings for slot in each.slots if slot in _SAME_SLOT}
    if len(slots) > 1:
        yield f"{{{_SAME_SLOT[slots.pop()]}}}"
