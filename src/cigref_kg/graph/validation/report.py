"""What a validation found: for people, for programs, and as a SHACL report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import IdentifiedNode, Node

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text, joined
from cigref_kg.base.writing import json_text
from cigref_kg.graph.namespaces import empty_graph


class Severity(StrEnum):
    """How bad a finding is. Only violations keep a graph from conforming."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> URIRef:
        """Its name in SHACL."""
        return SH[self.value.capitalize()]


@dataclass(frozen=True, slots=True)
class Finding:
    """A resource that breaks a rule, and what to do about it."""

    severity: Severity
    shape: str
    """The shape that was broken."""
    focus: Node
    """The resource that breaks it."""
    path: str | None
    """Where: a property, or ``^`` and a property that points to the resource."""
    value: Node | None
    message: Text
    """What to do."""
    constraint: str
    """The constraint: a component of SHACL Core, or a ``sh:SPARQLConstraint``."""
    rule: Text
    """The name of the rule."""
    resource: Text
    """The resource by its code and title."""

    @property
    def rule_id(self) -> str:
        """The shape of SHACL Core or the SPARQL constraint: what one rule is."""
        return self.shape if self.constraint.startswith(str(SH)) else self.constraint


@dataclass(frozen=True)
class ValidationReport:
    """All findings: violations first, by rule, and in the order of the codes."""

    findings: tuple[Finding, ...]

    @cached_property
    def conforms(self) -> bool:
        """True if there is no violation."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """The number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def as_text(self, language: Language, limit: int | None = 10) -> str:
        """Return the report for people: rule by rule, what to do and which resources.

        Args:
            language: in which language.
            limit: how many resources to list for a rule; ``None`` for all.
        """
        groups = groupby(self.findings, lambda finding: finding.rule_id)
        blocks = (_block(list(group), language, limit) for _, group in groups)
        return "\n\n".join([_summary(self).localized(language), *blocks]) + "\n"

    def as_json(self) -> str:
        """Return the report for programs."""
        content = {
            "conforms": self.conforms,
            **{f"{severity}s": self.count(severity) for severity in Severity},
            "findings": [_as_dict(finding) for finding in self.findings],
        }
        return json_text(content) + "\n"

    def as_graph(self) -> Graph:
        """Return the report as a standard ``sh:ValidationReport``."""
        graph = empty_graph()
        report = BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for number, finding in enumerate(self.findings):
            result = BNode(f"result{number:06}")
            graph.add((report, SH.result, result))
            graph += _result(result, finding)
        return graph

    def as_turtle(self) -> str:
        """Return the report as a standard ``sh:ValidationReport`` in Turtle."""
        return self.as_graph().serialize(format="turtle")


def _counted(count: int, severity: Severity) -> Text:
    return message(f"graph.severity-{severity}", count=count)


def _summary(report: ValidationReport) -> Text:
    told = [each for each in Severity if each is Severity.VIOLATION or report.count(each)]
    counts = joined((_counted(report.count(each), each) for each in told), ", ")
    return message("graph.conforms" if report.conforms else "graph.not-conforms", counts=counts)


def _block(findings: list[Finding], language: Language, limit: int | None) -> str:
    """One rule: its name, what to do, and the resources that break it."""
    first = findings[0]
    counted = _counted(len(findings), first.severity).localized(language)
    lines = [f"{first.rule.get(language)} ({counted})"]
    same = len({finding.message for finding in findings}) == 1 and (
        len(findings) > 1 or first.constraint.startswith(str(SH))
    )
    if same:
        lines.append(f"  {first.message.get(language)}")
    for finding in findings[:limit]:
        told = finding.resource
        if not same:
            told = message("graph.finding", resource=told, told=finding.message)
        elif finding.value is not None and finding.value != finding.focus:
            told = message("graph.finding-value", resource=told, value=finding.value)
        lines.append(f"  - {told.localized(language)}")
    if limit is not None and len(findings) > limit:
        more = message("graph.more-findings", count=len(findings) - limit)
        lines.append(f"  {more.localized(language)}")
    return "\n".join(lines)


def _as_dict(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "rule": dict(finding.rule.items()),
        "shape": finding.shape,
        "constraint": finding.constraint,
        "focus": str(finding.focus),
        "resource": dict(finding.resource.items()),
        "path": finding.path,
        "value": None if finding.value is None else str(finding.value),
        "message": dict(finding.message.items()),
    }


def _result(result: BNode, finding: Finding) -> Iterable[tuple[IdentifiedNode, URIRef, Node]]:
    """The triples of a ``sh:ValidationResult``."""
    is_core = finding.constraint.startswith(str(SH))
    yield result, RDF.type, SH.ValidationResult
    yield result, SH.resultSeverity, finding.severity.iri
    yield result, SH.focusNode, finding.focus
    yield result, SH.sourceShape, URIRef(finding.shape)
    component = URIRef(finding.constraint) if is_core else SH.SPARQLConstraintComponent
    yield result, SH.sourceConstraintComponent, component
    if not is_core:
        yield result, SH.sourceConstraint, URIRef(finding.constraint)
    if finding.value is not None:
        yield result, SH.value, finding.value
    for language, words in finding.message.items():
        yield result, SH.resultMessage, Literal(words, lang=language)
    if finding.path is None:
        return
    if finding.path.startswith("^"):
        path = BNode(f"{result}path")
        yield result, SH.resultPath, path
        yield path, SH.inversePath, URIRef(finding.path[1:])
    elif not re.search(r"[()*+?|]$", finding.path):  # a longer path is not written out
        yield result, SH.resultPath, URIRef(finding.path)
