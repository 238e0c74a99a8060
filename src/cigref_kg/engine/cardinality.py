"""The most that a plain query can cost, told before it is evaluated.

To hand a query to a process that can be stopped takes longer than many a query does. So those that
provably cannot run away are answered where they arrive. The proof is a worst case, composed of the
largest degrees in the graph (Atserias, Grohe, Marx: Size bounds and query plans for relational
joins; Khamis, Ngo, Suciu: degree-aware bounds): a solution of some patterns is one of all but one
of them, extended in at most as many ways as the last has triples at a term that is known by then.

What is counted are steps: triples that are looked at, and solutions on the way and in the end, by
whatever order Oxigraph joins in. It joins what shares a variable with what it has, one pattern
after the other (sparopt's ``reorder_joins``), and either looks a pattern up for each solution or
reads it whole once.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from pyoxigraph import NamedNode, Store

from cigref_kg.engine.answers import AcceptedFormats, Engine, Query
from cigref_kg.engine.patterns import Pattern, Plain, read_plain

MOST_STEPS = 12_000
"""Of a query that is answered in place; each takes some 0.1 µs."""

_SOLUTION = 20
"""The steps that it takes to write one solution, and as many to sort it."""
_MOST_PATTERNS = 5  # more are seldom cheap in the worst case
_TESTS_A_STEP = 4
"""Tokens of a filter that take as long as one step."""
_MOST_REACHED = 64
"""Nodes that a path may lead to; they are walked through to know."""
_MOST_COUNTED = 200
"""Triples that are counted one by one; it takes 1 µs each."""
_MOST_CHARACTERS = 4000  # of a query that is worth a look: longer ones are seldom cheap
_KNOWN_QUERIES = 1024  # whose worst case is kept
_LAST_COMMENT = re.compile(r"#[^\n\r>\"']*+\Z")
_AS_JSON = AcceptedFormats("application/sparql-results+json", None)
_DEGREES = (
    "SELECT ?p (SUM(?n) AS ?triples) (MAX(?n) AS ?most) "
    "{ SELECT ?p ?end (COUNT(*) AS ?n) { %s } GROUP BY ?p ?end } GROUP BY ?p"
)


@dataclass(frozen=True, slots=True)
class Degrees:
    """How often a predicate stands in the graph."""

    triples: int = 0
    of_subject: int = 0
    """The most triples with one subject."""
    of_object: int = 0
    """The most triples with one object."""

    def of(self, pattern: Pattern, known: frozenset[str]) -> int:
        """Return the most triples that match a pattern whose ``known`` variables have values."""
        subject, object_ = (
            end[0] != "?" or end in known for end in (pattern.subject, pattern.object)
        )
        if subject and object_:
            return min(self.of_subject, self.of_object)
        return self.of_subject if subject else self.of_object if object_ else self.triples


def read_degrees(engine: Engine) -> Mapping[str, Degrees]:
    """Ask an engine for the degrees of all its predicates.

    Raises:
        QueryError: if it has no answer.
    """
    subjects, objects = (
        {
            row["p"]["value"]: (int(row["triples"]["value"]), int(row["most"]["value"]))
            for row in json.loads(engine(Query(_DEGREES % text), _AS_JSON).body)["results"][
                "bindings"
            ]
        }
        for text in ("?end ?p ?o", "?s ?p ?end")
    )
    return {p: Degrees(n, most, objects[p][1]) for p, (n, most) in subjects.items()}


Count = Callable[[Pattern], int | None]
"""Tells how many triples match a pattern by itself, or nothing where they are many."""


def solutions_of(
    patterns: list[Pattern], degrees: Mapping[str, Degrees], count: Count = lambda _: None
) -> Mapping[frozenset[int], int] | None:
    """Return the most solutions of all sets of patterns that the engine may have joined.

    Args:
        patterns: what is joined.
        degrees: of the predicates.
        count: knows better than the degrees do.

    Returns:
        By the positions of the patterns; ``None`` if the patterns are not connected, or too many.
        No pattern at all has one solution, the empty one.
    """
    if not patterns:
        return {frozenset(): 1}
    if len(patterns) > _MOST_PATTERNS:
        return None
    most: dict[frozenset[int], int] = {}
    for number, pattern in enumerate(patterns):
        found = degrees.get(pattern.predicate, Degrees()).of(pattern, frozenset())
        counted = count(pattern)
        most[frozenset({number})] = found if counted is None else min(found, counted)
    sets = set(most)
    while sets:
        larger: set[frozenset[int]] = set()
        for joined in sets:
            known = frozenset().union(*(patterns[number].variables for number in joined))
            for number, pattern in enumerate(patterns):
                if number in joined or not pattern.variables & known:
                    continue
                both = joined | {number}
                more = degrees.get(pattern.predicate, Degrees()).of(pattern, known)
                bound = most[joined] * min(more, most[frozenset({number})])
                most[both] = min(bound, most.get(both, bound))
                larger.add(both)
        sets = larger
    return most if frozenset(range(len(patterns))) in most else None


def most_steps(
    plain: Plain, degrees: Mapping[str, Degrees], count: Count = lambda _: None
) -> tuple[int, int] | None:
    """Return the most steps and the most solutions of a query, ``None`` if they are not known.

    Args:
        plain: the query.
        degrees: of the predicates.
        count: knows better than the degrees do.
    """
    if plain.alternatives:
        return _most_steps_of_union(plain, degrees, count)
    if any(pattern.is_closure for pattern in plain.patterns):
        return None
    most = solutions_of(plain.patterns, degrees, count)
    if most is None:
        return None
    single = [bound for joined, bound in most.items() if len(joined) == 1]
    joins = [bound for joined, bound in most.items() if len(joined) > 1]
    solutions = most[frozenset(range(len(plain.patterns)))]
    steps = sum(single) + (len(plain.patterns) - 1) * max(joins, default=0)
    known = frozenset().union(*(pattern.variables for pattern in plain.patterns))
    for pattern in plain.optional:
        if not pattern.variables & known:
            return None
        found = degrees.get(pattern.predicate, Degrees())
        solutions *= max(1, found.of(pattern, known))
        # Its variables may stay without a value, and then match anything: they are not known.
        steps += found.of(pattern, frozenset()) + solutions
    if plain.optional and _shares_more(plain, known):
        return None
    # A filter is tried as early as can be, a sort at the end.
    steps += plain.tests * max(solutions, *most.values()) // _TESTS_A_STEP
    steps += solutions * _SOLUTION * (2 if plain.is_sorted else 1)
    return steps, solutions


def _most_steps_of_union(
    plain: Plain, degrees: Mapping[str, Degrees], count: Count
) -> tuple[int, int] | None:
    """Add up what each branch costs with what it is joined with.

    A union may be evaluated before it is joined, and so must each side of that join be connected.
    """
    sides = [*plain.alternatives, *([plain.patterns] if plain.patterns else [])]
    if any(not side or solutions_of(side, degrees, count) is None for side in sides):
        return None
    steps = solutions = 0
    for branch in plain.alternatives:
        patterns = [*plain.patterns, *branch]
        single = replace(plain, patterns=patterns, alternatives=[])
        bound = most_steps(single, degrees, count)
        if bound is None:
            return None
        steps, solutions = steps + bound[0], solutions + bound[1]
    return steps, solutions


def _shares_more(plain: Plain, known: frozenset[str]) -> bool:
    """Tell whether optional patterns share a variable that may stay without a value."""
    own = [variable for each in plain.optional for variable in each.variables - known]
    return len(own) != len(set(own))


class InPlace:
    """Tells which queries may be answered where they arrive.

    Args:
        store: the graph, in memory, which does not change.
        degrees: of its predicates.
    """

    def __init__(self, store: Store, degrees: Mapping[str, Degrees]) -> None:
        self._store = store
        self._degrees = degrees
        self._judged: Callable[[str], bool] = lru_cache(_KNOWN_QUERIES)(self._judge)

    def allows(self, text: str) -> bool:
        """Tell whether a query is cheap for certain."""
        return len(text) <= _MOST_CHARACTERS and self._judged(_LAST_COMMENT.sub("", text))

    def _judge(self, text: str) -> bool:
        plain = read_plain(text)
        if plain is None:
            return False
        is_path = [pattern.is_closure for pattern in plain.patterns] == [True]
        if is_path and not plain.optional and not plain.alternatives:
            return self._reaches_few(plain.patterns[0])
        bound = most_steps(plain, self._degrees, self._count)
        return bound is not None and bound[0] <= MOST_STEPS

    def _count(self, pattern: Pattern) -> int | None:
        """Count the triples of a pattern with a name at one end, if they are few."""
        subject, object_ = (
            NamedNode(end[1:-1]) if end[0] == "<" and ":" in end else None
            for end in (pattern.subject, pattern.object)
        )
        if (subject is None) == (object_ is None):
            return None
        found = self._store.quads_for_pattern(subject, NamedNode(pattern.predicate), object_, None)
        counted = sum(1 for _ in islice(found, _MOST_COUNTED + 1))
        return counted if counted <= _MOST_COUNTED else None

    def _reaches_few(self, pattern: Pattern) -> bool:
        """Walk a path from its named end, and tell whether it leads to few nodes."""
        ends = [end for end in (pattern.subject, pattern.object) if end[0] == "<" and ":" in end]
        if len(ends) != 1 or not pattern.variables:
            return False
        predicate = NamedNode(pattern.predicate)
        is_forward = ends[0] == pattern.subject
        reached, frontier, seen = {ends[0]}, [ends[0]], 0
        while frontier:
            node = NamedNode(frontier.pop()[1:-1])
            quads = (
                self._store.quads_for_pattern(node, predicate, None, None)
                if is_forward
                else self._store.quads_for_pattern(None, predicate, node, None)
            )
            for quad in quads:
                seen += 1
                if seen > _MOST_REACHED:
                    return False
                there = str(quad.object if is_forward else quad.subject)
                if there not in reached and there[0] == "<":
                    reached.add(there)
                    frontier.append(there)
        return True
