"""The checks: each finding names a term of the query, says what is wrong and what was meant."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef, Variable
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.doors.linter.vocabulary import Characteristics, Vocabulary, kind_of, short
from cigref_kg.graph.namespaces import ESCO, PREFIXES

if TYPE_CHECKING:
    from cigref_kg.doors.linter.patterns import Group, Patterns

LONGEST = 8_000
"""Characters of a query that is looked at: the parser is slow, and deep recursion its end."""
MOST = 20
"""Findings that are told of one query."""
_LABELS = tuple(str(each) for each in (SKOS.prefLabel, RDFS.label, DCTERMS.title))
_NUMBERS = {str(each) for each in (XSD.integer, XSD.decimal, XSD.double, XSD.float)}
_TEXT = "text"
_LOCALIZED = "text in a language"


class Rule(StrEnum):
    """What may be wrong."""

    UNKNOWN_TERM = "unknown-term"
    UNUSED_TERM = "unused-term"
    LANGUAGE = "language"
    NUMBER_FOR_CODE = "number-for-code"
    TEXT_FOR_NUMBER = "text-for-number"
    NO_LANGUAGE = "no-language"
    LABEL = "label"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a query that can have no answer."""

    rule: Rule
    found: str
    """The term or value, as queries write it."""
    message: Text
    meant: str | None
    """What was probably meant, as queries write it."""
    line: int | None = None
    """From 1; ``None`` where the term is not written out."""
    column: int | None = None


def lint(text: str, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Look at a query.

    It stops no query, and has nothing to say of one that it does not understand, that is longer
    than it looks at, or whose terms are from elsewhere.

    Args:
        text: the query.
        vocabulary: that of the data it will be put to.

    Returns:
        What was found, in the order of the text; at most :data:`MOST`.
    """
    # The parser takes long to import: who asks for no query to be looked at does without.
    from cigref_kg.doors.linter.patterns import patterns

    asked = patterns(text) if len(text) <= LONGEST else None
    if asked is None:
        return ()
    checks = _Checks(asked, vocabulary)
    found: dict[tuple[Rule, str], Finding] = {}
    for finding in checks.all():
        found.setdefault((finding.rule, finding.found), _placed(finding, text))
    ordered = sorted(found.values(), key=lambda each: (each.line or 0, each.column or 0))
    return tuple(ordered[:MOST])


class _Checks:
    def __init__(self, asked: "Patterns", vocabulary: Vocabulary) -> None:
        self.asked = asked
        self.vocabulary = vocabulary
        # What ESCO or another import brings cannot be judged by what is here without it.
        self.is_open = any(
            term.startswith(str(ESCO))
            or not (vocabulary.namespace_of(term) or str(term) in vocabulary.uses)
            for term in asked.terms
        )

    def all(self) -> Iterator[Finding]:
        wrong = [*self.terms()]
        yield from wrong
        yield from self.tags()
        yield from self.values()
        if not wrong and not self.is_open:
            for group in self.asked.groups:
                yield from self.group(group)

    def terms(self) -> Iterator[Finding]:
        for term in map(str, (*self.asked.terms, *self.asked.values)):
            namespace = self.vocabulary.namespace_of(term)
            if namespace is None or term in self.vocabulary.uses:
                continue
            meant = self.vocabulary.meant(term)
            suggested = None if meant is None else short(meant)
            if term.removeprefix(namespace) not in self.vocabulary.known[namespace]:
                if namespace == str(ESCO) and meant is None:
                    continue  # only what our import writes is known of ESCO
                entry = "doors.no-term" if suggested is None else "doors.no-term-but"
                said = message(entry, meant=suggested)
                yield Finding(Rule.UNKNOWN_TERM, short(term), said, suggested)
            elif not self.is_open and not term.startswith(PREFIXES["cig"]):
                yield Finding(Rule.UNUSED_TERM, short(term), message("doors.term-unused"), None)

    def tags(self) -> Iterator[Finding]:
        known = self.vocabulary.languages
        for tag in self.asked.languages:
            if tag not in {"", "*"} and tag.lower() not in known and not self.is_open:
                stem = tag.partition("-")[0].lower()
                meant = stem if stem in known else None
                said = message("doors.no-such-language", tags=", ".join(sorted(known)))
                yield Finding(Rule.LANGUAGE, tag, said, meant)

    def values(self) -> Iterator[Finding]:
        """Compare what literals are with what the data has in their place."""
        predicates: defaultdict[Node, set[str]] = defaultdict(set)
        for group in self.asked.groups:
            for _, predicate, value in group:
                if isinstance(value, Literal):
                    yield from self.value(str(predicate), value)
                elif isinstance(value, Variable) and isinstance(predicate, URIRef):
                    predicates[value].add(str(predicate))
        for variable, literal in self.asked.comparisons:
            for predicate in sorted(predicates[variable]):
                yield from self.value(predicate, literal, is_compared=True)

    def value(
        self, predicate: str, value: Literal, *, is_compared: bool = False
    ) -> Iterator[Finding]:
        kinds = self.vocabulary.kinds.get(predicate)
        kind = kind_of(value)
        if kinds is None or kind in kinds or self.is_open:
            return
        written = value.n3() if kind not in _NUMBERS else str(value)
        if kind in _NUMBERS and kinds <= {_TEXT, _LOCALIZED}:
            meant = f'"{value}"'
            said = message("doors.value-is-text", predicate=short(predicate), meant=meant)
            yield Finding(Rule.NUMBER_FOR_CODE, written, said, meant)
        elif kind == _TEXT and kinds <= _NUMBERS and _is_number(str(value)):
            said = message("doors.value-is-number", predicate=short(predicate), meant=value)
            yield Finding(Rule.TEXT_FOR_NUMBER, written, said, str(value))
        elif kind == _TEXT and kinds == {_LOCALIZED} and not is_compared:
            meant = f"{written}@fr"
            said = message("doors.value-has-language", predicate=short(predicate), meant=meant)
            yield Finding(Rule.NO_LANGUAGE, written, said, meant)

    def group(self, group: "Group") -> Iterator[Finding]:
        """Tell which term of patterns that must hold together cannot stand beside the others."""
        stars: defaultdict[Node, set[str]] = defaultdict(set)
        for subject, predicate, value in group:
            if isinstance(predicate, URIRef):
                stars[subject].add(str(predicate))
                if predicate == RDF.type and isinstance(value, URIRef):
                    stars[subject].add(f"a {value}")
        places: dict[Node, set[int]] = {}
        for subject, wanted in stars.items():
            places[subject] = set(self.vocabulary.possible(frozenset(wanted)))
            if not places[subject]:
                yield self.misplaced(frozenset(wanted))
                return
        for subject, predicate, value in group:
            if isinstance(predicate, URIRef) and not isinstance(value, Literal | URIRef):
                reached = self._reached(places[subject], str(predicate))
                if value in places and not reached & places[value]:
                    yield self.misplaced(frozenset(stars[value]), reached)
                    return

    def _reached(self, places: set[int], predicate: str) -> set[int]:
        return {
            to for start, by, to in self.vocabulary.links if by == predicate and start in places
        }

    def misplaced(self, wanted: Characteristics, among: set[int] | None = None) -> Finding:
        """Find the term without which the others can stand together, and what stands there."""

        def places(terms: Characteristics) -> set[int]:
            found = set(self.vocabulary.possible(terms))
            return found if among is None else found & among

        # A label, then a predicate, is rather wrong than a class; rdf:type itself never is.
        order = sorted(
            wanted - {str(RDF.type)},
            key=lambda term: (term not in _LABELS, term.startswith("a "), term),
        )
        for term in order:
            beside = places(wanted - {term})
            if beside:
                return self._without(term, beside)
        term = order[0] if order else str(RDF.type)
        return self._without(term, set())

    def _without(self, term: str, beside: set[int]) -> Finding:
        found = short(term.removeprefix("a "))
        meant = next(
            (
                label
                for label in _LABELS
                if term in _LABELS
                and any(label in self.vocabulary.characteristics[place] for place in beside)
            ),
            None,
        )
        if meant is not None:
            said = message("doors.name-elsewhere", meant=short(meant))
            return Finding(Rule.LABEL, found, said, short(meant))
        return Finding(Rule.NO_ANSWER, found, message("doors.term-elsewhere"), None)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+([.]\d+)?", text))


def _placed(finding: Finding, text: str) -> Finding:
    """Add the place in the text: the first where the term stands as it is told."""
    spellings = [finding.found]
    prefix, _, name = finding.found.partition(":")
    if prefix in PREFIXES:
        iri = f"{PREFIXES[prefix]}{name}"
        spellings.append(f"<{iri}>")
        declared = re.findall(r"(?i)prefix\s+([\w-]*:)\s*<([^>]*)>", text)
        spellings += [f"{short}{name}" for short, spaced in declared if spaced == PREFIXES[prefix]]
        if iri == str(RDF.type):
            spellings.append("a")
    bounds = r"(?<![\w:@.]){}(?![\w-])"
    places = [
        found.start()
        for each in spellings
        if (found := re.search(bounds.format(re.escape(each)), text) or _tag(each, text))
    ]
    if not places:
        return finding
    before = text[: min(places)]
    return replace(finding, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def _tag(found: str, text: str) -> "re.Match[str] | None":
    return re.search(rf"(?<=[@\"']){re.escape(found)}\b", text) if found.isalpha() else None
