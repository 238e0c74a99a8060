"""The plain queries: triple patterns, alternatives, filters that cost little, counts, a path.

A reader of this subset of SPARQL, for :mod:`cigref_kg.engine.cardinality`, which needs to know what
is joined with what. It errs on the side of not knowing: the engine's own parser still decides what
a query means, and whatever this one does not read whole goes where it can be stopped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from rdflib import RDF

from cigref_kg.graph.namespaces import PREFIXES

_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_NAME = r"(?:[A-Za-z][\w-]*)?:(?:[A-Za-z0-9_](?:[\w-]|\.(?=[\w-]))*)?"
_TOKEN = re.compile(
    rf"""(?P<iri>{_IRI})
    | (?P<variable>[?$][A-Za-z_]\w*)
    | (?P<literal>(?:"[^"\\\n\r]*"|'[^'\\\n\r]*')(?:@[A-Za-z-]+|\^\^(?:{_IRI}|{_NAME}))?)
    | (?P<name>{_NAME})
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z]+)
    | (?P<sign>&&|\|\||!=|<=|>=|[{{}}();,.=<>!/^+*])
    | (?P<space>(?:\s|\#[^\n\r]*)+)""",
    re.VERBOSE | re.ASCII,
)
_CHEAP = {"LANG", "STR", "BOUND", "LANGMATCHES", "DATATYPE", "ISIRI", "ISLITERAL", "TRUE", "FALSE"}
"""Functions whose time does not grow with anything but one short text."""
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE")
"""Functions of many values whose result is no longer than one of them."""
_COMPARING = {"&&", "||", "!=", "<=", ">=", "=", "<", ">", "!", "(", ")", ","}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; a variable begins with ``?``, an IRI with ``<``, a literal otherwise."""

    subject: str
    predicate: str
    """An absolute IRI, without brackets."""
    object: str
    is_closure: bool = False
    """Whether the predicate may be followed again and again (``+`` or ``*``)."""

    @property
    def variables(self) -> frozenset[str]:
        """The variables of both ends."""
        return frozenset(end for end in (self.subject, self.object) if end[0] == "?")


@dataclass(slots=True)
class Plain:
    """A query that is plain."""

    patterns: list[Pattern] = field(default_factory=list)
    alternatives: list[list[Pattern]] = field(default_factory=list)
    """The branches of a UNION, one of which is joined with ``patterns``; at most one UNION."""
    optional: list[Pattern] = field(default_factory=list)
    """Patterns that stand in an OPTIONAL each, in order."""
    tests: int = 0
    """The tokens of all filters: what is looked at for each solution, at most."""
    is_sorted: bool = False
    """Whether all solutions are held before the first is given: ORDER BY, DISTINCT, GROUP BY."""


class _Unknown(Exception):  # noqa: N818  (no error: the query is another's matter)
    """What the text says is more than this reader knows."""


def read_plain(text: str) -> Plain | None:
    """Return what a query joins, or ``None`` if it is not plain.

    >>> read_plain("SELECT ?c { ?p a cig:JobProfile ; skos:notation ?c }").patterns[1].object
    '?c'
    >>> read_plain("SELECT * { ?s ?p ?o }") is None
    True
    """
    try:
        return _Reader(text).query()
    except (_Unknown, IndexError, KeyError):
        return None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Unknown
        at = found.end()
        if found.lastgroup != "space":
            yield str(found.lastgroup), found[0]
    yield "end", ""


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._prefixes = dict(PREFIXES)
        self._fresh = count()
        self._plain = Plain()

    # Tokens

    def _next(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, *words: str) -> bool:
        """Step over a sign or a word, if it is one of these."""
        kind, word = self._tokens[self._at]
        if kind in {"word", "sign"} and word.upper() in words:
            self._at += 1
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise _Unknown

    # Grammar

    def query(self) -> Plain:
        while self._take("PREFIX"):
            (kind, name), (_, iri) = self._next(), self._next()
            if kind != "name" or not name.endswith(":") or ":" not in iri:
                raise _Unknown
            self._prefixes[name[:-1]] = iri[1:-1]
        if self._take("SELECT"):
            self._plain.is_sorted = self._take("DISTINCT")
            if not self._take("*"):
                self._some(("(",), self._aggregate)
        else:
            self._need("ASK")
        self._take("WHERE")
        self._need("{")
        self._group()
        if self._take("GROUP"):
            self._need("BY")
            self._plain.is_sorted = True
            self._some()
        if self._take("ORDER"):
            self._need("BY")
            self._plain.is_sorted = True
            self._some(("ASC", "DESC"), self._bracketed)
        while self._take("LIMIT", "OFFSET"):
            if self._next()[0] != "number":
                raise _Unknown
        if self._next()[0] != "end":
            raise _Unknown
        return self._plain

    def _some(self, opening: tuple[str, ...] = (), read: Callable[[], None] | None = None) -> None:
        """Step over one variable or more, or what ``read`` reads after an ``opening``."""
        start = self._at
        while True:
            if read and self._take(*opening):
                read()
            elif self._tokens[self._at][0] == "variable":
                self._at += 1
            else:
                break
        if self._at == start:
            raise _Unknown

    def _aggregate(self) -> None:
        """Step over ``COUNT(DISTINCT ?x) AS ?n)`` and the like."""
        self._plain.is_sorted = True
        if not self._take(*_AGGREGATES):
            raise _Unknown
        self._need("(")
        self._take("DISTINCT")
        if not self._take("*"):
            self._variable()
        self._need(")")
        self._need("AS")
        self._variable()
        self._need(")")

    def _variable(self) -> None:
        if self._next()[0] != "variable":
            raise _Unknown

    def _bracketed(self) -> None:
        self._need("(")
        self._some()
        self._need(")")

    def _group(self) -> None:
        while not self._take("}"):
            if self._take("FILTER"):
                self._filter()
            elif self._take("OPTIONAL"):
                self._need("{")
                inner = self._triples()
                self._need("}")
                if len(inner) != 1 or inner[0].is_closure:
                    raise _Unknown
                self._plain.optional += inner
            elif self._plain.optional:
                raise _Unknown  # what follows an OPTIONAL is joined with its outcome
            elif self._take("{"):
                self._union()
            else:
                self._plain.patterns += self._triples()
            self._take(".")

    def _union(self) -> None:
        """Read the branches of a UNION, the first of which has begun."""
        if self._plain.alternatives:
            raise _Unknown
        branches = [self._branch()]
        while self._take("UNION"):
            self._need("{")
            branches.append(self._branch())
        self._plain.alternatives = branches

    def _branch(self) -> list[Pattern]:
        found: list[Pattern] = []
        while not self._take("}"):
            if self._take("FILTER"):
                self._filter()
            else:
                found += self._triples()
            self._take(".")
        return found

    def _filter(self) -> None:
        self._need("(")
        depth = 1
        while depth:
            kind, word = self._next()
            self._plain.tests += 1
            if kind == "sign" and word not in _COMPARING:
                raise _Unknown
            if kind == "end" or (kind == "word" and word.upper() not in _CHEAP):
                raise _Unknown
            if kind in {"name", "iri"} and self._tokens[self._at][1] == "(":
                raise _Unknown  # a function of an extension
            depth += (word == "(") - (word == ")")

    def _triples(self) -> list[Pattern]:
        subject = self._end()
        if subject[0] not in "?<":
            raise _Unknown
        found: list[Pattern] = []
        while True:
            steps = self._path()
            found += self._chain(subject, steps, self._end())
            while self._take(","):
                found += self._chain(subject, steps, self._end())
            if not self._take(";"):
                return found

    def _chain(self, start: str, steps: list[tuple[str, bool, bool]], end: str) -> list[Pattern]:
        """Return the patterns of a sequence of steps, as the engine's parser takes it apart."""
        between = [f"?/{next(self._fresh)}" for _ in steps[1:]]
        chain = []
        for here, (iri, is_inverse, closes), there in zip(
            [start, *between], steps, [*between, end], strict=True
        ):
            ends = (there, here) if is_inverse else (here, there)
            if "?<".find(ends[0][0]) < 0:
                raise _Unknown
            chain.append(Pattern(ends[0], iri, ends[1], closes))
        return chain

    def _path(self) -> list[tuple[str, bool, bool]]:
        """Return the steps of a path: an IRI, whether it is inverse, whether it repeats."""
        steps = []
        while True:
            is_inverse = self._take("^")
            kind, word = self._next()
            iri = str(RDF.type) if (kind, word) == ("word", "a") else self._iri(kind, word)[1:-1]
            steps.append((iri, is_inverse, self._take("+", "*")))
            if not self._take("/"):
                return steps

    def _end(self) -> str:
        """Return a subject or an object."""
        kind, word = self._next()
        if kind == "variable":
            return "?" + word[1:]
        if kind in {"literal", "number"}:
            return f'"{word}'
        return self._iri(kind, word)

    def _iri(self, kind: str, word: str) -> str:
        if kind == "iri":
            return word
        if kind != "name":
            raise _Unknown
        prefix, _, local = word.partition(":")
        return f"<{self._prefixes[prefix]}{local}>"
