"""Which profile (or competence, aspect, family) a title means, and how surely.

A score runs from 0 to 100 and is the geometric mean of two shares, in words weighted by how well
they tell the candidates apart:

- how much of what was asked the candidate's names account for (``asked``);
- how much of the best name the question accounts for (``named``).

So 100 says that a name and the title hold the same words, in any order, in either language; 80
(:data:`AUTOMATIC`) says that nothing that matters is missing on either side; below it a person has
to look. A weight is the inverse document frequency of a word over the candidates (K. Spärck Jones,
1972), so that « responsable », which many names hold, counts little; a word that no candidate
knows counts as much as the rarest one, unless it names a technology.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import LANGUAGES, Language, Names, Nomenclature, Text
from cigref_kg.insight.search import normal_code
from cigref_kg.insight.titles import is_role, is_technology, related, spellings, title_words

AUTOMATIC = 80.0
"""From this score on a candidate is chosen without asking, if no other comes near."""
LEAD = 5.0
"""By how much a candidate must lead the next one to be chosen without asking."""

_LEAST_SCORE = 25.0
_MAX_TITLE = 200
_ELSEWHERE = 0.9
"""What a word counts that the best name lacks and another name of the candidate has."""
_UNKNOWN_TECHNOLOGY = 0.15
_OTHER_KINDS = 0.85
"""Job titles are what people bring: where no kind is asked for, profiles come first."""
_OTHER_ROLE = 0.7
"""What a name is worth that names another kind of job than the title, or none."""
_OWN_FIELD = "it"
"""The field of all candidates. A title gains little by naming it; but a name that has it names
another job without it ("IT marketing manager"): there its absence weighs as much as that of the
rarest word, which among all jobs it is."""
_LEAST_LIKENESS = 0.86
_LEAST_LENGTH_WITH_ERROR = 5


class Kind(StrEnum):
    """What a title may be matched to, by its class in the ontology."""

    PROFILE = "JobProfile"
    COMPETENCE = "Competence"
    ASPECT = "TransversalAspect"
    FAMILY = "Family"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a title may mean."""

    kind: Kind
    code: str
    iri: str
    names: Names
    definition: Text

    @property
    def path(self) -> str:
        """What stands after ``/id/`` in its IRI and identifies it: ``2022/profile/6.3``."""
        return self.iri.rpartition("/id/")[2]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a title may mean, how surely, and by which of its names."""

    entity: Entity
    score: float
    """From 0 to 100."""
    is_match: bool
    """Whether it may be chosen without asking a person."""
    name: str
    language: Language | None
    """The language of the name; ``None`` for a code."""
    asked: float
    """The share of the title that the candidate accounts for, 0 to 1."""
    named: float
    """The share of the name that the title accounts for, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Name:
    entity: int
    text: str
    language: Language
    words: frozenset[str]


def entities(nomenclature: Nomenclature, iris: Iris) -> tuple[Entity, ...]:
    """Return everything that titles may be matched to, profiles first."""
    content, framework = nomenclature.content, nomenclature.framework
    year = nomenclature.served.year
    found = [
        Entity(Kind.PROFILE, each.code, iris.profile(year, each.code), each.names, each.mission)
        for each in content.profiles
    ]
    for kind, things, make, edition in (
        (Kind.COMPETENCE, framework.competences, iris.competence, framework.year),
        (Kind.ASPECT, framework.aspects, iris.aspect, framework.year),
        (Kind.FAMILY, content.families, iris.family, year),
    ):
        found += [
            Entity(kind, each.code, make(edition, each.code), each.names, each.description)
            for each in things
        ]
    return tuple(found)


class Reconciler:
    """Finds what titles mean among the entities of one dataset.

    >>> import cigref_kg
    >>> dataset = cigref_kg.load()
    >>> reconciler = Reconciler(entities(dataset.nomenclature, dataset.iris))
    >>> best = reconciler.candidates("Développeuse Java confirmée (H/F)")[0]
    >>> best.entity.code, best.is_match
    ('3.2', True)
    """

    def __init__(self, known: Sequence[Entity]) -> None:
        self.entities = tuple(known)
        self._matchers = {
            kind: _Matcher([entity for entity in known if entity.kind is kind]) for kind in Kind
        }
        self._by_code = {entity.code.casefold(): entity for entity in known}
        self._by_path = {entity.path: entity for entity in known}

    def entity(self, identifier: str) -> Entity | None:
        """Return the entity that a whole IRI, or what stands after ``/id/`` in it, names."""
        return self._by_path.get(identifier.rpartition("/id/")[2])

    def candidates(self, title: str, kinds: Iterable[Kind] = (), limit: int = 5) -> list[Candidate]:
        """Return what ``title`` may mean, the surest first.

        Args:
            title: a job title, the name of a competence, a code or an identifier; only its first
                200 characters count.
            kinds: what it may be; anything if empty, profiles before others.
            limit: how many candidates at most.
        """
        wanted = frozenset(kinds) or frozenset(Kind)
        named = self._named_outright(title[:_MAX_TITLE].strip())
        if named is not None and named.kind in wanted:
            return [Candidate(named, 100.0, True, named.code, None, 1.0, 1.0)][:limit]
        words = title_words(title[:_MAX_TITLE])
        found = [
            candidate
            for kind in Kind
            if kind in wanted
            for candidate in self._matchers[kind].candidates(words)
        ]
        if wanted == frozenset(Kind):
            found = [_profiles_first(candidate) for candidate in found]
        return decide(found)[:limit]

    def _named_outright(self, title: str) -> Entity | None:
        code = normal_code(title) or title
        return self.entity(title) or self._by_code.get(code.casefold())


class _Matcher:
    """The names of the entities of one kind, by their words."""

    def __init__(self, known: Sequence[Entity]) -> None:
        self.entities = known
        self._names = [name for place, each in enumerate(known) for name in _names(place, each)]
        self._words: defaultdict[int, set[str]] = defaultdict(set)
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(self._names):
            self._words[name.entity] |= name.words
            for word in name.words:
                self._postings[word].append(position)
        frequency = Counter(word for words in self._words.values() for word in words)
        count = len(known)
        self._weights: dict[str, float] = {
            word: math.log(1 + (count - found + 0.5) / (found + 0.5))
            for word, found in frequency.items()
        }
        self._rarest = max(self._weights.values(), default=1.0)
        self._closest = lru_cache(maxsize=4096)(self._find_closest)

    def candidates(self, words: Sequence[str]) -> list[Candidate]:
        """Return the candidates of which a name shares a word with a title."""
        asked = [(word, self._weight(word), self._closest(word)) for word in words]
        total = sum(weight for _, weight, _ in asked)
        best: dict[int, Candidate] = {}
        if not total:
            return []
        known = {other for _, _, closest in asked for other in closest}
        # In their order, so that of names that are as good the first is told each time.
        for position in sorted({place for word in known for place in self._postings[word]}):
            name = self._names[position]
            candidate = self._judge(name, asked, total)
            if candidate is not None and (
                name.entity not in best or candidate.score > best[name.entity].score
            ):
                best[name.entity] = candidate
        return list(best.values())

    def _judge(
        self, name: _Name, asked: Sequence[tuple[str, float, Mapping[str, float]]], total: float
    ) -> Candidate | None:
        """Compare a title with a name; ``None`` if they have too little in common."""
        covered = 0.0
        present: dict[str, float] = {}
        for _, weight, closest in asked:
            here = 0.0
            for known, closeness in closest.items():
                if known in name.words:
                    here = max(here, closeness)
                    present[known] = max(present.get(known, 0.0), closeness)
            if not here:
                elsewhere = closest.keys() & self._words[name.entity]
                here = _ELSEWHERE * max((closest[known] for known in elsewhere), default=0.0)
            covered += weight * here
        if not present:
            return None
        shared = missing = 0.0
        for word in name.words:
            closeness = present.get(word, 0.0)
            shared += self._weights[word] * closeness
            missing += self._weight_if_missing(word) * (1 - closeness)
        share = shared / (shared + missing)
        score = 100 * math.sqrt(covered / total * share)
        roles = [closest for word, _, closest in asked if is_role(word)]
        if roles and not any(closest.keys() & name.words for closest in roles):
            score *= _OTHER_ROLE
        if score < _LEAST_SCORE:
            return None
        entity = self.entities[name.entity]
        return Candidate(
            entity, round(score, 1), False, name.text, name.language, covered / total, share
        )

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        if known is not None:
            return known
        return self._rarest * (_UNKNOWN_TECHNOLOGY if is_technology(word) else 1.0)

    def _weight_if_missing(self, word: str) -> float:
        return self._rarest if word == _OWN_FIELD else self._weights[word]

    def _find_closest(self, word: str) -> Mapping[str, float]:
        """Return the words of names that a word may stand for, with how surely."""
        if word in self._weights:
            found = {other: sure for other, sure in related(word).items() if other in self._weights}
            return {**found, word: 1.0}
        found = {other: sure for other, sure in related(word).items() if other in self._weights}
        if is_technology(word) or len(word) < _LEAST_LENGTH_WITH_ERROR:
            return found
        for other in self._weights:
            for spelling in spellings(other):
                if spelling[0] == word[0] and len(spelling) >= _LEAST_LENGTH_WITH_ERROR:
                    likeness = SequenceMatcher(None, word, spelling).ratio()
                    if likeness >= _LEAST_LIKENESS:
                        found[other] = max(found.get(other, 0.0), likeness)
        return found


def _names(place: int, entity: Entity) -> Iterable[_Name]:
    for language in LANGUAGES:
        title = entity.names.title.get(language)
        others = entity.names.alternative.get(language, ())
        for text in (*([title] if title else ()), *others):
            for variant in dict.fromkeys((text, text.partition(" (")[0])):
                words = frozenset(title_words(variant))
                if words:
                    yield _Name(place, text, language, words)


def decide(found: Iterable[Candidate]) -> list[Candidate]:
    """Sort candidates, and say of the surest whether it may be chosen without asking a person.

    It may if its score is at least :data:`AUTOMATIC` and leads the next one by :data:`LEAD`.
    """
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    if not ranked:
        return []
    first, *others = (replace(candidate, is_match=False) for candidate in ranked)
    lead = first.score - (others[0].score if others else 0.0)
    return [replace(first, is_match=first.score >= AUTOMATIC and lead >= LEAD), *others]


def _profiles_first(candidate: Candidate) -> Candidate:
    if candidate.entity.kind is Kind.PROFILE:
        return candidate
    return replace(candidate, score=round(candidate.score * _OTHER_KINDS, 1))
