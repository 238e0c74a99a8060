"""From one concept to those of all other vocabularies, over paths that keep a meaning."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cigref_kg.base.collation import fold, natural_key
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.records.mappings import Relation
from cigref_kg.vocabularies.crosswalk.concepts import (
    LONGEST,
    VOCABULARIES,
    Concept,
    UnknownCodeError,
    concept_of,
)
from cigref_kg.vocabularies.crosswalk.steps import Step, Stones

LONGEST_PATH: Final = 4  # steps: from a profile over the e-CF and ESCO to O*NET
_NAMED: Final = 12
"""How many codes an error names of those that exist, and how many concepts a name may find."""
_WORD: Final = re.compile(r"\w+")
_STRENGTH: Final = {relation: rank for rank, relation in enumerate(Relation)}
_SIDEWAYS: Final = frozenset({Relation.BROAD, Relation.NARROW})
_PLACED_BY: Final = {"rome": "cigref", "onet": "esco"}
"""Over what a vocabulary has its place in ISCO-08, where it states none."""


@dataclass(frozen=True, slots=True)
class Way:
    """A path and the relation that it amounts to."""

    steps: tuple[Step, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Link:
    """A concept of another vocabulary: how it relates, and the best path to it."""

    to: Concept
    label: Text
    address: str | None
    """Its IRI, or where it is told of."""
    relation: Relation
    is_judged: bool
    """Whether somebody stated this very relation; otherwise it was derived from several."""
    path: tuple[Step, ...]
    contradicted_by: tuple[Way, ...]
    """Other paths that deny this one: broader there, narrower or the same here."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one code leads to, or what is wrong with it."""

    asked: str
    start: Concept | None
    """``None`` if the crosswalk does not know the code."""
    label: Text = field(default_factory=Text)
    links: tuple[Link, ...] = ()
    problem: Text = field(default_factory=Text)
    nearest: tuple[str, ...] = ()
    """Some codes that exist, where this one does not."""


class Crosswalk:
    """The links between all vocabularies."""

    def __init__(self, stones: Stones) -> None:
        """Take the steps, to be walked in both directions."""
        self._labels: Mapping[Concept, Text] = stones.labels
        self._aliases: Mapping[Concept, Concept] = stones.aliases
        self._addresses: Mapping[Concept, str] = stones.addresses
        self._from: defaultdict[Concept, list[Step]] = defaultdict(list)
        for step in stones.steps:
            self._from[step.start].append(step)
            self._from[step.end].append(step.reversed())

    def concept(self, text: str) -> Concept:
        """Return the concept that a code names.

        Raises:
            UnknownCodeError: if there is none; the message says what exists.
        """
        concept = concept_of(text)
        concept = self._aliases.get(concept, concept)
        if concept in self._from:
            return concept
        known = sorted(
            (each.code for each in self._from if each.vocabulary == concept.vocabulary),
            key=lambda code: (code[0].isdecimal(), natural_key(code)),
        )
        named = ", ".join(known[:_NAMED])
        rest = len(known) - _NAMED
        words = message(
            "vocabularies.leads-nowhere" if rest <= 0 else "vocabularies.leads-nowhere-of-many",
            concept=concept,
            vocabulary=concept.vocabulary,
            named=named,
            rest=rest,
        )
        nearest = [f"{concept.vocabulary}:{code}" for code in known[:_NAMED]]
        raise UnknownCodeError(words, nearest)

    def label(self, concept: Concept) -> Text:
        """Return the name of a concept; empty if its vocabulary is not at hand."""
        return self._labels.get(concept, Text())

    def named(self, text: str, vocabulary: str | None = None) -> list[tuple[Concept, Text]]:
        """Return concepts whose name has all the words of a text: the shortest names first.

        Args:
            text: words in French or English, or the beginnings of words.
            vocabulary: the only one to look in.
        """
        wanted = _words(text)
        found = [
            (len(name), concept)
            for concept, label in self._labels.items()
            if vocabulary in (None, concept.vocabulary) and wanted
            for _, name in label.items()
            if all(any(word.startswith(part) for word in _words(name)) for part in wanted)
        ]
        concepts = list(dict.fromkeys(concept for _, concept in sorted(found)))
        return [(concept, self.label(concept)) for concept in concepts[:_NAMED]]

    def address(self, concept: Concept) -> str | None:
        """Return the IRI of a concept, or where it is told of."""
        return self._addresses.get(concept)

    def cross(self, text: str) -> Crossing:
        """Return what a code leads to; if it is unknown, that says so and what exists."""
        try:
            concept = self.concept(text)
        except UnknownCodeError as error:
            asked = text.strip()[:LONGEST]
            return Crossing(asked, None, problem=error.words, nearest=error.nearest)
        return Crossing(text, concept, self.label(concept), self.links(concept))

    def links(self, concept: Concept) -> tuple[Link, ...]:
        """Return what a concept leads to: by vocabulary, and the strongest first in each."""
        ways: defaultdict[Concept, list[Way]] = defaultdict(list)
        for way in self._ways(concept):
            if not _misplaces(way):
                ways[way.steps[-1].end].append(way)
        links = [self._link(to, found) for to, found in ways.items()]
        return tuple(sorted(links, key=_order))

    def _ways(self, start: Concept) -> Iterator[Way]:
        open_ways = []
        for step in self._from[start]:
            yield Way((step,), step.relation)
            open_ways.append(Way((step,), step.onwards))
        while open_ways:
            way = open_ways.pop()
            if len(way.steps) > 1:
                yield way
            if len(way.steps) == LONGEST_PATH:
                continue
            passed = {start.vocabulary, *(step.end.vocabulary for step in way.steps)}
            for step in self._from[way.steps[-1].end]:
                relation = composed(way.relation, step.onwards)
                if step.end.vocabulary not in passed and relation is not None:
                    open_ways.append(Way((*way.steps, step), relation))

    def _link(self, to: Concept, ways: Sequence[Way]) -> Link:
        best, *others = sorted(ways, key=_preference)
        denying = tuple(way for way in others if contradict(best.relation, way.relation))
        return Link(
            to,
            self.label(to),
            self._addresses.get(to),
            best.relation,
            len(best.steps) == 1,
            best.steps,
            denying,
        )


def composed(first: Relation, second: Relation) -> Relation | None:
    """Return what two relations in a row amount to: the weaker, or ``None`` if nothing follows.

    What is broader than something narrower may be anything, and what touches something that
    touches a third need not touch it. Nor does broader lead on to broader: mappings are judged
    loosely, and two such steps made penetration testers a kind of accountants. Close counts as
    transitive here, which SKOS does not claim: that is why a link says that it was derived.

    >>> composed(Relation.EXACT, Relation.BROAD).value
    'broadMatch'
    >>> composed(Relation.BROAD, Relation.BROAD), composed(Relation.RELATED, Relation.BROAD)
    (None, None)
    """
    weaker = max(first, second, key=_STRENGTH.__getitem__)
    stronger = min(first, second, key=_STRENGTH.__getitem__)
    return weaker if stronger in (Relation.EXACT, Relation.CLOSE) else None


def _misplaces(way: Way) -> bool:
    """Tell whether a path puts a job below a group of ISCO-08 that nobody judged for it.

    The groups are disjoint. ESCO states the one of each of its occupations, our mappings that of
    each profile; only fiches of ROME and occupations of O*NET take theirs from these.
    """
    ends = (way.steps[0].start, way.steps[0].end), (way.steps[-1].end, way.steps[-1].start)
    (first, second), (last, before) = ends
    isco, beside, other = (
        (first, second, last) if first.vocabulary == "isco" else (last, before, first)
    )
    if len(way.steps) == 1 or isco.vocabulary != "isco" or way.relation not in _SIDEWAYS:
        return False
    return _PLACED_BY.get(other.vocabulary) != beside.vocabulary


def contradict(one: Relation, other: Relation) -> bool:
    """Tell whether two relations between the same concepts cannot both hold (SKOS S46)."""
    if one is other:
        return False
    return {one, other} == _SIDEWAYS or (
        Relation.EXACT in (one, other) and bool(_SIDEWAYS & {one, other})
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _preference(way: Way) -> tuple[bool, int, int, tuple[str, ...]]:
    """What was stated, then what is strong, then what is short."""
    ends = tuple(str(step.end) for step in way.steps)
    return len(way.steps) > 1, _STRENGTH[way.relation], len(way.steps), ends


def _order(link: Link) -> tuple[int, bool, int, list[object]]:
    vocabulary = VOCABULARIES.index(link.to.vocabulary)
    return vocabulary, not link.is_judged, _STRENGTH[link.relation], list(natural_key(link.to.code))
