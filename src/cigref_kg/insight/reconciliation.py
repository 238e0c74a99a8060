"""Which profile (or competence, aspect, family) a title means, and how surely.

What the Reconciliation Service answers, over the finder of jobs and the ranker of names; a score
means what it does there (:mod:`cigref_kg.insight.names.ranking`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.insight.names.finding import Finder, Finding, Status
from cigref_kg.insight.names.ranking import Label, Ranker
from cigref_kg.insight.names.rome import RomeNames
from cigref_kg.insight.names.spelling import normal_code
from cigref_kg.insight.things import Kind, Thing

_MAX_TITLE = 200  # characters: far more than a name has
_SAME = 99.0  # points: from here on a title and a name have the same words
_SAME_NAME = 0.97  # the factor of another name, beside a title


KINDS = (Kind.PROFILE, Kind.COMPETENCE, Kind.ASPECT, Kind.FAMILY)
"""What a title may be matched to, profiles first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a title may mean, how surely, and by which of its names."""

    entity: Thing
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


class Reconciler:
    """Finds what titles mean among the entities of one dataset.

    >>> import cigref_kg
    >>> from cigref_kg.insight.things import things
    >>> dataset = cigref_kg.load()
    >>> known = list(things(dataset.nomenclature, dataset.iris, *KINDS))
    >>> reconciler = Reconciler(known, Finder(dataset.nomenclature.content.profiles))
    >>> best = reconciler.candidates("Développeuse Java confirmée (H/F)")[0]
    >>> best.entity.code, best.is_match
    ('3.2', True)
    """

    def __init__(
        self, known: Sequence[Thing], finder: Finder, rome: RomeNames | None = None
    ) -> None:
        self.entities = tuple(known)
        self.finder = finder
        self.rome = rome or RomeNames(())
        self._rankers: dict[Kind, Ranker] = {
            kind: self._ranker(kind)
            for kind in KINDS
            if kind is not Kind.PROFILE and any(each.kind is kind for each in self.entities)
        }
        self._by_code = {entity.code.casefold(): entity for entity in known}
        self._by_path = {entity.path: entity for entity in known}

    def entity(self, identifier: str) -> Thing | None:
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
        wanted = frozenset(kinds) or frozenset(KINDS)
        title = title[:_MAX_TITLE].strip()
        named = self._named_outright(title)
        if named is not None and named.kind in wanted:
            return [Candidate(named, 100.0, True, named.code, None, 1.0, 1.0)][:limit]
        others = [
            each for kind in self._rankers if kind in wanted for each in self._others(title, kind)
        ]
        if Kind.PROFILE not in wanted:
            return decide(others, self.finder)[:limit]
        finding = self.finder.find(title)
        of_rome = list(self._of_rome(title))
        if of_rome and of_rome[0].language is None:
            return decide(of_rome, self.finder)[:limit]
        jobs = _surest([*of_rome, *self._jobs(finding)])
        found = [*jobs, *(self._beside_jobs(each, finding) for each in others)]
        return decide(found, self.finder)[:limit]

    def _of_rome(self, title: str) -> Iterable[Candidate]:
        for match in self.rome.find(title):
            entity = self._by_code.get(match.profile.casefold())
            if entity is not None:
                language: Language | None = None if match.is_code else "fr"
                score = round(match.score * 100, 1)
                yield Candidate(entity, score, False, match.name, language, 1.0, 1.0)

    def _jobs(self, finding: Finding) -> Iterable[Candidate]:
        if finding.status is Status.NONE:
            return
        for each in finding.candidates:
            yield Candidate(
                self._by_code[each.profile.code.casefold()],
                each.score,
                False,
                each.name,
                each.language,
                each.asked,
                each.named,
            )

    def _others(self, title: str, kind: Kind) -> Iterable[Candidate]:
        for found in self._rankers[kind].rank(self.finder.lexicon.title_words(title)):
            entity, label = self.entities[found.owner], found.label
            score = round(found.score, 1)
            yield Candidate(
                entity, score, False, label.text, label.language, found.asked, found.named
            )

    def _beside_jobs(self, candidate: Candidate, finding: Finding) -> Candidate:
        """Weaken what is no job where a job may be meant."""
        weights = self.finder.weights
        worth = _SAME_NAME if candidate.score >= _SAME else weights.other_kind
        if finding.is_known_elsewhere:
            worth = weights.other_than_job
        return replace(candidate, score=round(candidate.score * worth, 1))

    def _ranker(self, kind: Kind) -> Ranker:
        labels = (
            Label(place, text, language)
            for place, entity in enumerate(self.entities)
            if entity.kind is kind
            for language in LANGUAGES
            for text in (
                *filter(None, [entity.names.title.get(language)]),
                *entity.names.alternative.get(language, ()),
            )
        )
        return Ranker(labels, self.finder.lexicon, self.finder.weights)

    def _named_outright(self, title: str) -> Thing | None:
        code = normal_code(title) or title
        return self.entity(title) or self._by_code.get(code.casefold())


def _surest(found: Iterable[Candidate]) -> list[Candidate]:
    """Return each entity once, with its surest candidate."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.entity.path)
        if known is None or known.score < candidate.score:
            best[candidate.entity.path] = candidate
    return list(best.values())


def decide(found: Iterable[Candidate], finder: Finder) -> list[Candidate]:
    """Sort candidates, and say of the surest whether it may be chosen without asking a person."""
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    if not ranked:
        return []
    first, *others = (replace(candidate, is_match=False) for candidate in ranked)
    lead = first.score - (others[0].score if others else 0.0)
    weights = finder.weights
    is_match = first.score >= weights.automatic and lead >= weights.lead
    return [replace(first, is_match=is_match), *others]
