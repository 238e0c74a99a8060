"""What a training for a job should teach, by ESCO: the skills of the occupations it is mapped to.

A profile is mapped to occupations of ESCO, an occupation has essential and optional skills. The
occupations that count are those nearest to the profile: the equivalent and very close ones; where
there is none, the broader and narrower ones, and the answer says so; never those that are only
related.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.model import Nomenclature
from cigref_kg.records.mappings import Mapping as Judgement
from cigref_kg.records.mappings import MappingIndex, Relation, SubjectKind
from cigref_kg.vocabularies.esco.checking import fitting
from cigref_kg.vocabularies.esco.facts import RELEASE, OccupationSkills, Skill, read_facts

_NEAR = frozenset({Relation.EXACT, Relation.CLOSE})
_PARTLY = frozenset({Relation.BROAD, Relation.NARROW})
_BEARS_ON = frozenset({*_NEAR, *_PARTLY, Relation.RELATED})


@dataclass(frozen=True, slots=True)
class Taught:
    """A skill to teach, and where it comes from."""

    skill: Skill
    occupations: int
    """How many of the occupations that count have it."""
    subjects: tuple[str, ...]
    """Codes of our competences and aspects that are mapped to it."""


@dataclass(frozen=True, slots=True)
class Training:
    """What a training for a profile should teach."""

    profile: str
    basis: tuple[Judgement, ...]
    """The mappings to the occupations that count, best first; empty if none is near enough."""
    essential: tuple[Taught, ...]
    optional: tuple[Taught, ...]

    @property
    def is_partial(self) -> bool:
        """Whether the occupations are broader or narrower than the profile."""
        return any(judgement.relation in _PARTLY for judgement in self.basis)


@dataclass(frozen=True, slots=True)
class TrainingGap:
    """What someone trained for one profile has yet to learn for another, by ESCO."""

    first: Training
    second: Training
    to_learn: tuple[Taught, ...]
    """Essential to the second, unknown to the first."""
    to_deepen: tuple[Taught, ...]
    """Essential to the second, optional to the first."""
    in_common: tuple[Taught, ...]
    """Essential to both."""


@dataclass(frozen=True)
class Trainings:
    """Trainings for the profiles of an edition."""

    year: int
    mappings: MappingIndex
    facts: Mapping[str, OccupationSkills]
    """The skills of each occupation, by URI, as release :data:`RELEASE` has them."""

    def of(self, code: str, year: int | None = None) -> Training:
        """Return what a training for a profile should teach; nothing if no occupation is near.

        Args:
            code: of the profile.
            year: of its edition; by default, the one that is served.
        """
        iri = self.mappings.iris.profile(year or self.year, code)
        release = tuple(int(part) for part in RELEASE.split("."))
        known = [
            judgement
            for judgement in fitting(self.mappings.mappings_of(iri), release)
            if judgement.target is not None and judgement.target.uri in self.facts
        ]
        basis = [judgement for judgement in known if judgement.relation in _NEAR] or [
            judgement for judgement in known if judgement.relation in _PARTLY
        ]
        skills = [self.facts[judgement.target.uri] for judgement in basis if judgement.target]
        essential = self._taught(skill for each in skills for skill in each.essential)
        held = {taught.skill for taught in essential}
        optional = self._taught(
            skill for each in skills for skill in each.optional if skill not in held
        )
        return Training(code, tuple(basis), essential, optional)

    def gap(self, first: Training, second: Training) -> TrainingGap:
        """Return what the second asks beyond the first."""
        essential = {taught.skill for taught in first.essential}
        optional = {taught.skill for taught in first.optional}
        wanted = second.essential
        return TrainingGap(
            first,
            second,
            to_learn=tuple(t for t in wanted if t.skill not in essential | optional),
            to_deepen=tuple(t for t in wanted if t.skill in optional),
            in_common=tuple(t for t in wanted if t.skill in essential),
        )

    def _taught(self, skills: Iterable[Skill]) -> tuple[Taught, ...]:
        """Count each skill; what more occupations ask comes first, then by English label."""
        counts = Counter(skills)
        order = sorted(counts, key=lambda skill: (-counts[skill], skill.labels.en or skill.uri))
        return tuple(Taught(s, counts[s], self._subjects.get(s.uri, ())) for s in order)

    @cached_property
    def _subjects(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for judgement in self.mappings.mappings:
            target = judgement.target
            if (
                target is not None
                and judgement.subject.kind is not SubjectKind.PROFILE
                and judgement.relation in _BEARS_ON
            ):
                codes = found.setdefault(target.uri, [])
                if judgement.subject.code not in codes:
                    codes.append(judgement.subject.code)
        return {uri: tuple(codes) for uri, codes in found.items()}


def trainings_of(nomenclature: Nomenclature, mappings: MappingIndex) -> Trainings:
    """Return the trainings for the profiles that are served, from the facts that are shipped.

    Raises:
        RecordError: if the tables of these facts are wrong.
    """
    return Trainings(nomenclature.served.year, mappings, read_facts())
