"""A query taken apart: the triple patterns that must hold together, and what its filters compare.

The parser is rdflib's. A query that it does not take has no patterns: whether it is valid is the
engine's to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from rdflib import BNode, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from cigref_kg.graph.namespaces import PREFIXES

_MOST_GROUPS = 16
"""Combinations of the branches of unions: beyond, each branch is looked at alone."""

Triple = tuple[Node, Any, Node]
Group = tuple[Triple, ...]
"""Triple patterns that must hold together."""


@dataclass(frozen=True)
class Patterns:
    """What a query asks for."""

    groups: tuple[Group, ...]
    terms: tuple[URIRef, ...]
    """The predicates and classes that it names, those within paths and negations included."""
    values: tuple[URIRef, ...]
    """The IRIs of VALUES, which may be such terms or anything else."""
    comparisons: tuple[tuple[Variable, Literal], ...]
    """Variables with the literals that filters and VALUES compare them with."""
    languages: tuple[str, ...]
    """The language tags that it asks for."""


def patterns(text: str) -> Patterns | None:
    """Take a query apart; ``None`` if it is not understood.

    Args:
        text: the query, complete or without the declarations of well-known prefixes.
    """
    try:
        algebra = translateQuery(parseQuery(text), initNs=dict(PREFIXES)).algebra
    except Exception:
        return None
    reading = _Reading()
    groups = tuple(group for group in reading.groups(algebra) if group)
    return Patterns(
        groups,
        tuple(dict.fromkeys(reading.terms)),
        tuple(dict.fromkeys(reading.values)),
        tuple(dict.fromkeys(reading.comparisons)),
        tuple(dict.fromkeys([*reading.languages, *reading.tags_of_variables()])),
    )


class _Reading:
    """The walk through one query's algebra."""

    def __init__(self) -> None:
        self.terms: list[URIRef] = []
        self.values: list[URIRef] = []
        self.comparisons: list[tuple[Variable, Literal]] = []
        self.languages: list[str] = []
        self.language_variables: set[Variable] = set()
        self.extra: list[Group] = []

    def groups(self, node: Any) -> list[Group]:
        """Return each combination of triple patterns that may hold together."""
        found = self._groups(node)
        extra, self.extra = self.extra, []
        return [*found, *extra]

    def tags_of_variables(self) -> Iterator[str]:
        """Yield the tags that a variable stands for which is compared with a language."""
        for variable, literal in self.comparisons:
            if variable in self.language_variables:
                yield str(literal)

    def _groups(self, node: Any) -> list[Group]:
        if not isinstance(node, CompValue):
            return [()]
        if node.name == "BGP":
            return self._triples(node.triples)
        if node.name == "Join":
            return self._both(self._groups(node.p1), self._groups(node.p2))
        if node.name == "LeftJoin":
            required, optional = self._groups(node.p1), self._groups(node.p2)
            self.extra += self._both(required, optional)
            self._expressions(node.expr)
            return required
        if node.name == "Union":
            return [*self._groups(node.p1), *self._groups(node.p2)]
        if node.name == "Minus":
            self._aside(node.p2)
            return self._groups(node.p1)
        if node.name in {"ToMultiSet", "values"}:
            self._values(node)
            # What a sub-query selects is all that one sees of it.
            self.extra += [] if node.name == "values" else self._groups(node.p)
            return [()]
        self._expressions(node.expr, node.A)
        return self._groups(node.p)

    def _both(self, first: list[Group], second: list[Group]) -> list[Group]:
        if len(first) * len(second) > _MOST_GROUPS:
            return [*first, *second]
        return [(*one, *other) for one, other in product(first, second)]

    def _aside(self, node: Any) -> None:
        """Note the terms of a pattern whose answers are not wanted, and no more."""
        extra = self.extra
        self._groups(node)
        self.extra = extra

    def _triples(self, triples: Iterable[Triple]) -> list[Group]:
        groups: list[Group] = [()]
        for subject, predicate, value in triples:
            self._note(predicate, value)
            groups = self._both(groups, list(_plain(subject, predicate, value)))
        return groups

    def _note(self, predicate: Any, value: Node) -> None:
        named = list(_named_in(predicate))
        self.terms += named
        if named and str(named[-1]).endswith("#type") and isinstance(value, URIRef):
            self.terms.append(value)
        if isinstance(value, Literal) and value.language:
            self.languages.append(value.language)

    def _values(self, node: CompValue) -> None:
        for row in node.res or ():
            for variable, value in row.items():
                if isinstance(value, Literal):
                    self.comparisons.append((variable, value))
                elif isinstance(value, URIRef):
                    self.values.append(value)

    def _expressions(self, *expressions: Any) -> None:
        """Look at what filters compare, and at the patterns whose being there they ask for."""
        pending = list(expressions)
        while pending:
            node = pending.pop()
            if isinstance(node, list | tuple):
                pending += node
            if not isinstance(node, CompValue):
                continue
            if node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
                self._aside(node.graph)
                continue
            if node.name == "RelationalExpression" and node.op in {"=", "IN"}:
                self._compared(node.expr, node.other)
            if node.name == "Builtin_LANGMATCHES":
                self._compared(node.arg1, node.arg2)
            pending += [part for part in node.values() if part is not node]

    def _compared(self, one: Any, other: Any) -> None:
        others = other if isinstance(other, list) else [other]
        for left, right in [*((one, each) for each in others), *((each, one) for each in others)]:
            if isinstance(left, CompValue) and left.name == "Builtin_LANG":
                if isinstance(right, Literal):
                    self.languages.append(str(right))
                elif isinstance(right, Variable):
                    self.language_variables.add(right)
            if isinstance(left, Variable) and isinstance(right, Literal):
                self.comparisons.append((left, right))


def _plain(subject: Node, predicate: Any, value: Node) -> Iterator[Group]:
    """Yield what a path asks for as patterns without it, each way that it may take.

    What repeats, or excludes, asks for nothing that can be told.
    """
    if isinstance(predicate, SequencePath):
        nodes = [subject, *(BNode() for _ in predicate.args[1:]), value]
        steps = [
            list(_plain(nodes[at], step, nodes[at + 1])) for at, step in enumerate(predicate.args)
        ]
        for ways in islice(product(*steps), _MOST_GROUPS):
            yield tuple(triple for way in ways for triple in way)
    elif isinstance(predicate, AlternativePath):
        for way in predicate.args:
            yield from _plain(subject, way, value)
    elif isinstance(predicate, InvPath):
        yield from _plain(value, predicate.arg, subject)
    elif isinstance(predicate, Path):
        yield ()
    else:
        yield ((subject, predicate, value),)


def _named_in(predicate: Any) -> Iterator[URIRef]:
    if isinstance(predicate, URIRef):
        yield predicate
    elif isinstance(predicate, Path):
        for part in (
            *getattr(predicate, "args", ()),
            getattr(predicate, "arg", None),
            getattr(predicate, "path", None),
        ):
            yield from _named_in(part)
