"""Search that forgives, over every name that a thing goes by, in French and English at once.

A name is found whatever its accents, ligatures, capitals, plurals, order of words and small typing
errors, and by its acronym; a thing is found by its code, however written (``A.5``, ``a5``). Each
hit says by which name it was found and how well. Jobs are found by :class:`Finder`, as in every
other place where people bring titles; what is no job by the same ranker.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cigref_kg.base.collation import fold, natural_key
from cigref_kg.base.iris import Iris
from cigref_kg.base.model import LANGUAGES, Language, Names, Nomenclature
from cigref_kg.insight.names.finding import Candidate, Finder, Finding, Status
from cigref_kg.insight.names.ranking import Label, Ranker, Scored
from cigref_kg.insight.names.rome import RomeNames
from cigref_kg.insight.names.spelling import normal_code, query_words
from cigref_kg.insight.things import Kind, Thing, things
from cigref_kg.records.mappings import Relation

_LONGEST = 200  # characters of a query that are looked at
_LEAST_OF_OTHER_KINDS = 0.35  # score of 1 below which only jobs are told
_DESCRIPTION = 0.3  # score of 1 of what only a description says
_ALL = 0.99  # the share of the words from which on all are there
_SAME = 99.0  # points: from here on a query and a name have the same words
_SAME_NAME = 0.97  # the factor of another name, beside a title
_OTHER_KIND = 0.85
"""People look for jobs first: « green it » is a profile before it is a synonym of a competence."""


class NameKind(StrEnum):
    """What kind of name a thing was found by."""

    CODE = "code"
    TITLE = "title"
    OTHER_NAME = "other name"
    ROME = "rome"
    """A code or a name of ROME that a profile is mapped to."""
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which an entry was found."""

    kind: NameKind
    text: str
    language: Language | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: what was found, by which name, and a score from 0 to 1."""

    entry: Thing
    name: Name
    score: float
    is_partial: bool = False
    """Whether no name of it has all the words."""
    relation: Relation | None = None
    """How a profile relates to what it was found by, where that is of another vocabulary."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query means."""

    hits: tuple[Hit, ...]
    """The best first."""
    finding: Finding
    """What it means as a title of a job."""

    @property
    def is_none(self) -> bool:
        """Whether it is a job that the nomenclature does not have, or nothing at all."""
        finding = self.finding
        return finding.status is Status.NONE and (finding.is_known_elsewhere or not self.hits)


class SearchIndex:
    """The names of everything in the served edition, its framework, and what is beside them.

    Args:
        nomenclature: with what companies have beside it.
        iris: of everything in it.
        finder: what finds its jobs.
        companies: the areas that are no areas of the framework, but companies' own competences.
        rome: what of ROME leads to profiles.
    """

    def __init__(
        self,
        nomenclature: Nomenclature,
        iris: Iris,
        finder: Finder,
        companies: Collection[str] = (),
        rome: RomeNames | None = None,
    ) -> None:
        self.nomenclature = nomenclature
        self.iris = iris
        self.finder = finder
        self.companies = companies
        self.rome = rome or RomeNames(())

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return what ``query`` may mean, the best first.

        Args:
            query: what a person typed; only the first 200 characters count.
            limit: how many hits at most.
        """
        return list(self.find(query, limit).hits)

    def find(self, query: str, limit: int = 20) -> Found:
        """Return what ``query`` may mean, and what it means as the title of a job.

        A thing appears once, with its best name. If no name has any of the words, what has them
        all in its description is found.

        Args:
            query: what a person typed; only the first 200 characters count.
            limit: how many hits at most.
        """
        query = query[:_LONGEST].strip()
        finding = self.finder.find(query)
        hits = self._by_code(query) or [
            *_surest([*self._by_job(finding), *self._by_rome(query)]),
            *self._by_name(query),
        ]
        if not hits and not finding.is_known_elsewhere:
            hits = list(self._by_description(query))
        ranked = sorted(
            (_exactly(hit, fold(query)) for hit in hits),
            key=lambda hit: (-round(hit.score, 6), natural_key(hit.entry.code)),
        )
        return Found(tuple(ranked[:limit]), finding)

    def _by_code(self, query: str) -> list[Hit]:
        code = normal_code(query)
        # What a level of a competence means stands on the page of the competence too.
        for asked in (code, code and code.partition("/")[0], fold(query)):
            if asked in self._codes:
                entry = self._codes[asked]
                return [Hit(entry, Name(NameKind.CODE, entry.code, None), 1.0)]
        return []

    def _by_rome(self, query: str) -> Iterator[Hit]:
        for match in self.rome.find(query):
            entry = self._codes.get(normal_code(match.profile))
            if entry is not None:
                name = Name(NameKind.ROME, match.name, "fr")
                yield Hit(entry, name, match.score, relation=match.relation)

    def _by_job(self, finding: Finding) -> Iterator[Hit]:
        if finding.status is not Status.NONE:
            for each in finding.candidates:
                yield self._job(each)

    def _job(self, found: Candidate) -> Hit:
        profile = found.profile
        is_title = any(
            found.name in (title, title.partition(" (")[0])
            for _, title in profile.names.title.items()
        )
        kind = NameKind.TITLE if is_title else NameKind.OTHER_NAME
        name = Name(kind, found.name, found.language)
        entry = self._codes[normal_code(profile.code) or fold(profile.code)]
        return Hit(entry, name, found.score / 100, is_partial=found.asked < _ALL)

    def _by_name(self, query: str) -> Iterator[Hit]:
        words = self.finder.lexicon.title_words(query)
        for found in self._others.rank(words) if words else ():
            hit = self._other(found)
            if hit.score >= _LEAST_OF_OTHER_KINDS:
                yield hit

    def _other(self, found: Scored) -> Hit:
        thing, label = self._things[found.owner], found.label
        is_title = label.text in dict(thing.names.title.items()).values()
        name = Name(NameKind.TITLE if is_title else NameKind.OTHER_NAME, label.text, label.language)
        score = found.score / 100 * (_SAME_NAME if found.score > _SAME else _OTHER_KIND)
        return Hit(thing, name, score, is_partial=found.asked < _ALL)

    def _by_description(self, query: str) -> Iterator[Hit]:
        words = set(query_words(query))
        places = [self._descriptions.get(word, frozenset()) for word in words]
        for place in sorted(frozenset.intersection(*places)) if places else ():
            entry, language, text = self._texts[place]
            yield Hit(entry, Name(NameKind.DESCRIPTION, text, language), _DESCRIPTION)

    @cached_property
    def _codes(self) -> Mapping[str | None, Thing]:
        return {
            normal_code(thing.code) or fold(thing.code): thing
            for thing in (*self._profiles, *self._things)
        }

    @cached_property
    def _others(self) -> Ranker:
        labels = (
            Label(place, text, language, worth)
            for place, thing in enumerate(self._things)
            for language in LANGUAGES
            for text, worth in _names(thing.names, language)
        )
        return Ranker(labels, self.finder.lexicon, self.finder.weights)

    @cached_property
    def _texts(self) -> list[tuple[Thing, Language, str]]:
        return [
            (thing, language, text)
            for thing in (*self._profiles, *self._things)
            for language, text in thing.description.items()
        ]

    @cached_property
    def _descriptions(self) -> Mapping[str, frozenset[int]]:
        """The places of the descriptions that have each word; of each thing, its first one."""
        postings: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for place, (entry, _, text) in enumerate(self._texts):
            for word in query_words(text):
                postings[word].setdefault(entry.iri, place)
        return {word: frozenset(places.values()) for word, places in postings.items()}

    @cached_property
    def _profiles(self) -> list[Thing]:
        return list(things(self.nomenclature, self.iris, Kind.PROFILE))

    @cached_property
    def _things(self) -> list[Thing]:
        """Everything that is no profile."""
        kinds = (Kind.FAMILY, Kind.COMPETENCE, Kind.AREA, Kind.ASPECT)
        found = [
            replace(each, kind=Kind.COMPANY)
            if each.kind is Kind.AREA and each.code in self.companies
            else each
            for each in things(self.nomenclature, self.iris, *kinds)
        ]
        for each in self.nomenclature.editions:
            iri = self.iris.edition(each.year)
            found.append(Thing(Kind.EDITION, str(each.year), iri, each.names, each.description))
        return found


def _surest(hits: list[Hit]) -> list[Hit]:
    """Return each thing once, with its surest hit."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.setdefault(hit.entry.iri, hit)
        if known.score < hit.score:
            best[hit.entry.iri] = hit
    return list(best.values())


def _exactly(hit: Hit, asked: str) -> Hit:
    """Return a hit with the full score if its title is what was asked, to the letter."""
    is_same = hit.name.kind is NameKind.TITLE and fold(hit.name.text) == asked
    return replace(hit, score=1.0) if is_same else hit


def _names(names: Names, language: Language) -> Iterator[tuple[str, float]]:
    title = names.title.get(language)
    if title:
        yield title, 1.0
    for labels in (names.alternative, names.hidden):
        for text in labels.get(language, ()):
            yield text, 0.95
