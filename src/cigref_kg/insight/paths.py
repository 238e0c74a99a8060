"""Ways from one job to another, in steps that people take, with what each step asks them to learn.

A step leads from a profile to another if the nomenclature states that move, or if the gap between
the two is small. Whoever takes a step learns what the next profile asks beyond all that was needed
so far, and keeps it: what is learnt early is not learnt again. So a way never asks for fewer levels
than the gap between its ends; a longer way is worth it when each of its steps is small.

The search is A* over ways without return (P. Hart, N. Nilsson and B. Raphael, IEEE Transactions on
Systems Science and Cybernetics 4(2), 1968): what is left to learn at the goal is a lower bound of
what is still to come, and the steps that are left at best, counted backwards from the goal, cut
off what cannot arrive in time.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cigref_kg.base.collation import natural_key
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import CareerMove, EditionContent, JobProfile
from cigref_kg.insight.comparison import distance
from cigref_kg.insight.matching import Gap, Matcher, gaps, missing_levels
from cigref_kg.insight.reach import LEAST_LIKENESS
from cigref_kg.records.mappings import Mapping, Relation, SubjectKind, Target, accepted

MAX_GAP = 12
"""Levels: a step of its own accord, that nobody states, asks no more than this."""
MAX_STEPS = 4  # a career has seldom more moves
_ESCO_SKILL = "http://data.europa.eu/esco/skill/"
_CLOSENESS = (
    Relation.EXACT,
    Relation.CLOSE,
    Relation.NARROW,
    Relation.BROAD,
    Relation.RELATED,
)
_MOST_STONES = 1  # jobs between two that are worth telling
_MOST_TRIED = 30
"""Ways among which stepping stones are looked for: those that ask the fewest levels."""
_EASIER = 2 / 3
"""What the hardest step over stepping stones may ask, as a part of the direct gap."""
_DETOUR = 9 / 8
"""What the whole way over them may ask, as a part of the direct gap."""
_MOST_EXPANDED = 20_000
"""Ways that a search looks at before it gives up; the nomenclature alone needs far fewer."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a profile to the next."""

    from_profile: JobProfile
    to_profile: JobProfile
    move: CareerMove | None
    """The move that the nomenclature states; ``None`` if the step is taken for its small gap."""
    to_learn: tuple[Gap, ...]
    """What the next profile asks beyond all that was needed so far, the least effort first."""

    @property
    def effort(self) -> float:
        """The levels to gain."""
        return sum(gap.effort for gap in self.to_learn)


@dataclass(frozen=True, slots=True)
class Pathway:
    """A way from one profile to another."""

    steps: tuple[Step, ...]

    @property
    def effort(self) -> float:
        """The levels to gain on the whole way."""
        return sum(step.effort for step in self.steps)

    @property
    def hardest(self) -> float:
        """The levels to gain on the step that asks the most."""
        return max(step.effort for step in self.steps)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the profiles on the way."""
        return (
            self.steps[0].from_profile.code,
            *(step.to_profile.code for step in self.steps),
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in the making: the profiles so far, and the levels that they asked for."""

    codes: tuple[str, ...]
    levels: Map[str, int]
    effort: int


class Pathways:
    """The ways between the profiles of an edition.

    Args:
        content: the profiles and the stated moves.
        max_gap: the levels that a step may ask if no move is stated for it.
    """

    def __init__(self, content: EditionContent, max_gap: int = MAX_GAP) -> None:
        self.content = content
        self.max_gap = max_gap

    @cached_property
    def _moves(self) -> Map[tuple[str, str], CareerMove]:
        return {(move.from_profile, move.to_profile): move for move in self.content.moves}

    @cached_property
    def _before(self) -> Map[str, Sequence[str]]:
        """From which profiles a step leads to each."""
        profiles = self.content.profiles
        before: dict[str, list[str]] = {profile.code: [] for profile in profiles}
        matcher = Matcher(profiles)
        required = [sum(profile.required_levels.values()) for profile in matcher.profiles]
        for source in profiles:
            # What a profile covers of all others is reckoned at once: there may be thousands.
            covered = matcher.covered(source.required_levels)
            near = {
                target.code
                for target, needed, has in zip(matcher.profiles, required, covered, strict=True)
                if needed - has <= self.max_gap
            }
            stated = {code for start, code in self._moves if start == source.code}
            for code in near | stated:
                if code != source.code:
                    before[code].append(source.code)
        return before

    @cached_property
    def _after(self) -> Map[str, Sequence[str]]:
        after: dict[str, list[str]] = {profile.code: [] for profile in self.content.profiles}
        for target, sources in self._before.items():
            for source in sources:
                after[source].append(target)
        return after

    def between(
        self, source: str, target: str, limit: int = 3, max_steps: int = MAX_STEPS
    ) -> list[Pathway]:
        """Return ways from one profile to another: the fewest levels first, then the fewest steps.

        Args:
            source: the code of the first profile.
            target: the code of the last one.
            limit: how many ways at most.
            max_steps: how many steps a way may have.

        Raises:
            InputError: if a code is unknown, or both are the same; says which.
        """
        for code in (source, target):
            if code not in self.content.profile:
                known = list(self.content.profile)
                raise InputError(
                    message("insight.no-such-profile", code=code, first=known[0], last=known[-1])
                )
        if source == target:
            raise InputError(message("insight.way-to-itself", code=source))
        found = self._search(source, target, limit, max_steps)
        return [Pathway(tuple(self._steps(way.codes))) for way in found]

    def direct(self, source: str, target: str) -> Step:
        """Return the step from one profile straight to another, however far it is.

        Raises:
            KeyError: if there is no such profile.
        """
        [step] = self._steps((source, target))
        return step

    def stepping_stones(self, source: str, target: str, limit: int = 3) -> list[Pathway]:
        """Return ways over other profiles that spare the large step: the easiest steps first.

        There are none where the direct gap is small. No step asks more than two thirds of it, and
        the whole way at most an eighth more. Each step asks something, and is stated or leads to a
        job that resembles the one before.

        Args:
            source: the code of the first profile.
            target: the code of the last one.
            limit: how many ways at most.

        Raises:
            ValueError: as :meth:`between` does.
        """
        ways = self.between(source, target, _MOST_TRIED, _MOST_STONES + 1)
        gap = self.direct(source, target).effort
        if gap <= self.max_gap:
            return []
        sparing = [way for way in ways if len(way.steps) > 1 and _spares(way, gap)]
        return sorted(sparing, key=lambda way: (way.hardest, len(way.steps), way.effort))[:limit]

    def _search(self, source: str, target: str, limit: int, max_steps: int) -> list[_Way]:
        profile = self.content.profile
        goal = profile[target].required_levels
        steps_left = self._steps_to(target)
        start = _Way((source,), profile[source].required_levels, 0)
        heap = [(missing_levels(start.levels, goal), 0, _order(start.codes), start.codes)]
        ways = {start.codes: start}
        found: list[_Way] = []
        for _ in range(_MOST_EXPANDED):
            if not heap or len(found) == limit:
                break
            *_, codes = heapq.heappop(heap)
            way = ways.pop(codes)
            if codes[-1] == target:
                found.append(way)
                continue
            for code in self._after[codes[-1]]:
                left = steps_left.get(code)
                if code in codes or left is None or len(codes) + left > max_steps:
                    continue
                further = _continued(way, profile[code])
                bound = further.effort + missing_levels(further.levels, goal)
                ways[further.codes] = further
                heapq.heappush(
                    heap, (bound, len(further.codes), _order(further.codes), further.codes)
                )
        return found

    def _steps_to(self, target: str) -> Map[str, int]:
        """The fewest steps from each profile to ``target``, where there are any."""
        steps, waiting = {target: 0}, deque([target])
        while waiting:
            code = waiting.popleft()
            for source in self._before[code]:
                if source not in steps:
                    steps[source] = steps[code] + 1
                    waiting.append(source)
        return steps

    def _steps(self, codes: Sequence[str]) -> Iterator[Step]:
        profile = self.content.profile
        levels = profile[codes[0]].required_levels
        for source, target in pairwise(codes):
            missing = gaps(levels, profile[target].required_levels)
            yield Step(profile[source], profile[target], self._moves.get((source, target)), missing)
            levels = {**levels, **{g.competence: g.required for g in missing}}


def _spares(way: Pathway, gap: float) -> bool:
    """Tell whether a way is easier than a direct gap, over jobs that make sense on it."""

    def is_like(step: Step) -> bool:
        return 1 - distance(step.from_profile, step.to_profile) >= LEAST_LIKENESS

    return (
        way.hardest <= _EASIER * gap
        and way.effort <= _DETOUR * gap
        and all(step.to_learn and (step.move or is_like(step)) for step in way.steps)
    )


def _continued(way: _Way, profile: JobProfile) -> _Way:
    needs = profile.required_levels
    more = {code: level for code, level in needs.items() if level > way.levels.get(code, 0)}
    return _Way(
        (*way.codes, profile.code),
        {**way.levels, **more},
        way.effort + missing_levels(way.levels, needs),
    )


def _order(codes: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    return [natural_key(code) for code in codes]


def skills_to_train(mappings: Iterable[Mapping], framework: int) -> Map[str, tuple[Target, ...]]:
    """Return the skills of ESCO that each competence is mapped to, by competence code.

    The closest relation comes first: the same, close, narrower, broader, related.

    Args:
        mappings: those that there are.
        framework: the year of the framework whose competences are meant.
    """
    found: dict[str, dict[tuple[int, str], Target]] = {}
    for mapping in accepted(mappings):
        subject, target = mapping.subject, mapping.target
        if (
            (subject.kind, subject.year) == (SubjectKind.COMPETENCE, framework)
            and target is not None
            and target.uri.startswith(_ESCO_SKILL)
            and mapping.relation in _CLOSENESS
        ):
            rank = _CLOSENESS.index(mapping.relation)
            found.setdefault(subject.code, {})[rank, target.uri] = target
    return {code: tuple(skills[key] for key in sorted(skills)) for code, skills in found.items()}
