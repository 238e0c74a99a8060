"""Where one can go from a job: every job within reach, with what is shared and what is to learn.

A job is within reach if the nomenclature states the move, or if it resembles the first: if what the
two ask in common makes up a third of what they ask (Dice's measure over levels, see
:mod:`cigref_kg.insight.matching`). The moves of ROME are marked, and told beside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import CareerMove, EditionContent, JobProfile
from cigref_kg.insight.comparison import distance
from cigref_kg.insight.matching import Gap, gaps
from cigref_kg.records.mappings import Fiche, MappingIndex, Relation, Vocabulary, read_fiches

LEAST_LIKENESS = 1 / 3
"""How much two jobs have in common, from 0 to 1, if one is within reach of the other unstated."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """A job within reach of another one."""

    profile: JobProfile
    move: CareerMove | None
    """The move that the nomenclature states, if it does."""
    is_in_rome: bool
    """Whether ROME gives a move between the fiches of the two."""
    shared: tuple[str, ...]
    """Codes of the competences that both require, at whatever level."""
    to_learn: tuple[Gap, ...]
    """What this one asks beyond the first, the least effort first."""
    likeness: float
    """How much the two have in common, 0 (nothing) to 1 (the same levels)."""


@dataclass(frozen=True, slots=True)
class Mobility:
    """A move that ROME gives from a fiche of the first job."""

    fiche: Fiche
    profiles: tuple[JobProfile, ...]
    """What the fiche it leads to is here; may be nothing."""


class Reach:
    """What is within reach of each job of an edition.

    Args:
        content: its profiles and stated moves.
        year: of the edition.
        mappings: what the profiles are in ROME.
        roots: the profiles of Cigref that companies' own extend in the end.
    """

    def __init__(
        self,
        content: EditionContent,
        year: int,
        mappings: MappingIndex,
        roots: Mapping[str, Sequence[str]],
    ) -> None:
        self.content = content
        self._year = year
        self._mappings = mappings
        self._roots = roots

    def of(self, code: str) -> list[Reachable]:
        """Return the jobs within reach: stated moves first, then the most alike.

        Args:
            code: of the job to leave.

        Raises:
            KeyError: if there is no such job.
        """
        source = self.content.profile[code]
        in_rome = {each.code for mobility in self.mobilities(code) for each in mobility.profiles}
        found = [
            self._reachable(source, target, target.code in in_rome)
            for target in self.content.profiles
            if target.code != code and target.requirements
        ]
        return sorted(
            (each for each in found if each.move or each.likeness >= LEAST_LIKENESS),
            key=lambda each: (each.move is None, -each.likeness, natural_key(each.profile.code)),
        )

    def mobilities(self, code: str) -> list[Mobility]:
        """Return the moves that ROME gives from the fiches of a job, in its order.

        A fiche that this job itself has is left out, and so is the job.
        """
        own = self._fiches_of(code)
        targets = dict.fromkeys(
            target
            for fiche in own
            if fiche in self._fiches
            for target in self._fiches[fiche].mobilities
            if target not in own
        )
        return [
            Mobility(
                self._fiches[target],
                tuple(each for each in self._profiles.get(target, ()) if each.code != code),
            )
            for target in targets
            if target in self._fiches
        ]

    def _reachable(self, source: JobProfile, target: JobProfile, is_in_rome: bool) -> Reachable:
        have, needs = source.required_levels, target.required_levels
        return Reachable(
            target,
            self._moves.get((source.code, target.code)),
            is_in_rome,
            tuple(competence for competence in needs if competence in have),
            gaps(have, needs),
            1 - distance(source, target),
        )

    @cached_property
    def _moves(self) -> Mapping[tuple[str, str], CareerMove]:
        return {(move.from_profile, move.to_profile): move for move in self.content.moves}

    @cached_property
    def _fiches(self) -> Mapping[str, Fiche]:
        return read_fiches()

    @cached_property
    def _profiles(self) -> Mapping[str, list[JobProfile]]:
        """The profiles of Cigref that each fiche is."""
        found: dict[str, list[JobProfile]] = {}
        for profile in self.content.profiles:
            if profile.code not in self._roots:
                for fiche in self._fiches_of(profile.code):
                    found.setdefault(fiche, []).append(profile)
        return found

    def _fiches_of(self, code: str) -> list[str]:
        iris = [self._mappings.iris.profile(self._year, c) for c in self._roots.get(code, [code])]
        return [
            mapping.target.code
            for iri in iris
            for mapping in self._mappings.mappings_of(iri, Vocabulary.ROME)
            if mapping.target is not None
            and mapping.relation not in {Relation.RELATED, Relation.NONE}
        ]
