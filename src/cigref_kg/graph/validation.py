"""Validation of a graph against SHACL shapes, with a report that a person can read.

The constraints of SHACL Core run in pySHACL. Rules over the whole set (``sh:sparql``) would be slow
there, so each of their queries runs once, on Oxigraph, with ``$this`` unbound: such a query must
bind it by itself. Both kinds end in one report, in French and English.

>>> from rdflib import Graph
>>> report = validate(Graph(), load_shapes())
>>> report.conforms, report.findings
(True, ())
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS
from rdflib.term import IdentifiedNode, Node

from cigref_kg.base.locations import SHAPES
from cigref_kg.base.model import LANGUAGES, Language, Text
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.serialization import natural_order
from cigref_kg.graph.terms import rdflib_term


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
        blocks = [_summary(self, language)]
        for _, group in groupby(self.findings, lambda finding: finding.rule_id):
            blocks.append(_block(list(group), language, limit))
        return "\n\n".join(blocks) + "\n"

    def as_json(self) -> str:
        """Return the report for programs."""
        content = {
            "conforms": self.conforms,
            **{f"{severity}s": self.count(severity) for severity in Severity},
            "findings": [_as_dict(finding) for finding in self.findings],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def as_graph(self) -> Graph:
        """Return the report as a standard ``sh:ValidationReport``."""
        graph = empty_graph()
        report = BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for number, finding in enumerate(self.findings):
            result = BNode(f"result{number:06}")
            graph.add((report, SH.result, result))
            for triple in _result(result, finding):
                graph.add(triple)
        return graph

    def as_turtle(self) -> str:
        """Return the report as a standard ``sh:ValidationReport`` in Turtle."""
        return self.as_graph().serialize(format="turtle")


def load_shapes(folder: Path = SHAPES) -> Graph:
    """Read every Turtle file of a folder of shapes: by default, the ones that are shipped."""
    shapes = empty_graph()
    for file in sorted(folder.glob("*.ttl")):
        shapes.parse(file, format="turtle")
    return shapes


def is_about(graph: Graph, shapes: Graph) -> bool:
    """Whether the shapes target anything in a graph: of others, SHACL says that they conform.

    >>> is_about(Graph(), load_shapes())
    False
    """
    return any(
        pattern in graph
        for predicate, patterns in _TARGETS.items()
        for target in shapes.objects(None, predicate)
        for pattern in patterns(target)
    )


_TARGETS: Mapping[URIRef, Callable[[Node], list[tuple[Node | None, Node | None, Node | None]]]] = {
    SH.targetClass: lambda target: [(None, RDF.type, target)],
    SH.targetSubjectsOf: lambda target: [(None, target, None)],
    SH.targetObjectsOf: lambda target: [(None, target, None)],
    SH.targetNode: lambda target: [(target, None, None), (None, None, target)],
}


def validate(graph: Graph, shapes: Graph) -> ValidationReport:
    """Check a graph against shapes.

    Args:
        graph: what to check. It is not changed.
        shapes: SHACL Core shapes, and ``sh:sparql`` constraints whose query binds ``$this``.

    Raises:
        ValueError: if the query of a constraint is not valid SPARQL, or the graph has a broken IRI.
    """
    describe = _Descriptions(graph, shapes)
    findings = [
        *_core_findings(graph, shapes, describe),
        *_sparql_findings(graph, shapes, describe),
    ]
    order = list(Severity)
    findings.sort(
        key=lambda finding: (
            order.index(finding.severity),
            finding.rule_id,
            natural_order(str(finding.focus)),
            str(finding.value),
            finding.constraint,
        )
    )
    return ValidationReport(tuple(findings))


# --- Running ------------------------------------------------------------------------------------


def _core_findings(graph: Graph, shapes: Graph, describe: "_Descriptions") -> Iterator[Finding]:
    import pyshacl  # takes long to import: who only reads the shapes does without

    core = _copy(triple for triple in shapes if not _is_for_us(*triple))
    if not graph.store.context_aware:  # which pySHACL needs
        graph = _copy(graph)
    _, report, _ = pyshacl.validate(
        graph, shacl_graph=core, inplace=True, advanced=False, inference="none", meta_shacl=False
    )
    if not isinstance(report, Graph):  # an exception that pySHACL hands back instead of raising
        raise ValueError(f"the shapes could not be used: {report}")
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        component = report.value(result, SH.sourceConstraintComponent)
        focus = report.value(result, SH.focusNode)
        assert shape is not None  # noqa: S101  (every result has both)
        assert focus is not None  # noqa: S101
        yield Finding(
            severity=_severity(report.value(result, SH.resultSeverity)),
            shape=str(shape),
            focus=focus,
            path=_path_text(shapes, shapes.value(shape, SH.path)),
            value=report.value(result, SH.value),
            message=describe.text(shape, SH.message)
            or describe.any(result, SH.resultMessage, report),
            constraint=str(component),
            rule=describe.rule(shape),
            resource=describe.resource(focus),
        )


def _is_for_us(_: Node, predicate: Node, value: Node) -> bool:
    """Whether a triple of the shapes is no matter of pySHACL, which is faster without it."""
    if predicate == SH.message:
        return isinstance(value, Literal) and value.language in LANGUAGES
    return predicate in {SH.sparql, SH.name, RDFS.label}


def _copy(triples: Iterable[tuple[Node, Node, Node]]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def _sparql_findings(graph: Graph, shapes: Graph, describe: "_Descriptions") -> Iterator[Finding]:
    pairs = sorted(shapes.subject_objects(SH.sparql))
    if not pairs:
        return
    store = pyoxigraph.Store()
    try:
        triples = graph.serialize(format="nt", encoding="utf-8")
    except Exception as error:  # rdflib has no class of its own for an IRI that is none
        raise ValueError(f"the graph cannot be written as N-Triples: {error}") from error
    store.bulk_load(triples, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    for shape, constraint in pairs:
        if _is_off(shapes, shape) or _is_off(shapes, constraint):
            continue
        severity = _severity(shapes.value(shape, SH.severity))
        message = describe.text(constraint, SH.message) or describe.text(shape, SH.message)
        for row in _rows(store, shapes, constraint):
            focus = row["this"]
            path = row.get("path")
            yield Finding(
                severity=severity,
                shape=str(shape),
                focus=focus,
                path=_path_text(shapes, path or shapes.value(shape, SH.path)),
                value=row.get("value"),
                message=describe.filled(message, row),
                constraint=str(constraint),
                rule=describe.rule(constraint),
                resource=describe.resource(focus),
            )


def _rows(store: pyoxigraph.Store, shapes: Graph, constraint: Node) -> Iterator[dict[str, Node]]:
    """Yield the solutions of a constraint's query, each a value of ``this`` that breaks it."""
    prefixes = {
        str(shapes.value(declaration, SH.prefix)): str(shapes.value(declaration, SH.namespace))
        for declared_by in shapes.objects(constraint, SH.prefixes)
        for declaration in shapes.objects(declared_by, SH.declare)
    }
    try:
        solutions = store.query(str(shapes.value(constraint, SH.select)), prefixes=prefixes)
    except SyntaxError as error:
        raise ValueError(f"the query of {constraint} is not valid: {error}") from error
    if not isinstance(solutions, pyoxigraph.QuerySolutions):
        raise ValueError(f"the query of {constraint} is not a SELECT")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row = {name: rdflib_term(term) for name in names if (term := solution[name]) is not None}
        if "this" in row:
            yield row


def _is_off(shapes: Graph, node: Node) -> bool:
    return bool(getattr(shapes.value(node, SH.deactivated), "value", False))


def _severity(iri: Node | None) -> Severity:
    for severity in Severity:
        if severity.iri == iri:
            return severity
    return Severity.VIOLATION


# --- Paths --------------------------------------------------------------------------------------


class _Operator(NamedTuple):
    before: str
    after: str


_OPERATORS = {
    SH.inversePath: _Operator("^", ""),
    SH.zeroOrMorePath: _Operator("", "*"),
    SH.oneOrMorePath: _Operator("", "+"),
    SH.zeroOrOnePath: _Operator("", "?"),
}


def _path_text(shapes: Graph, path: Node | None) -> str | None:
    """A property path as SPARQL writes it, without the angle brackets of IRIs."""
    if path is None or isinstance(path, URIRef):
        return None if path is None else str(path)
    for predicate, operator in _OPERATORS.items():
        inner = shapes.value(path, predicate)
        if inner is not None:
            return f"{operator.before}{_path_text(shapes, inner)}{operator.after}"
    alternatives = shapes.value(path, SH.alternativePath)
    separator = "/" if alternatives is None else "|"
    steps = shapes.items(path if alternatives is None else alternatives)
    return "(" + separator.join(str(_path_text(shapes, step)) for step in steps) + ")"


# --- Words of the report ------------------------------------------------------------------------


class _Descriptions:
    """How the report calls rules and resources."""

    def __init__(self, graph: Graph, shapes: Graph) -> None:
        self.graph = graph
        self.shapes = shapes
        self.resource: Callable[[Node], Text] = cache(self._resource)
        self.rule: Callable[[Node], Text] = cache(self._rule)

    def text(self, node: Node, predicate: URIRef, graph: Graph | None = None) -> Text:
        """The words of a property in each language, empty if it has none of them."""
        found: dict[Language, str] = {}
        for literal in (self.shapes if graph is None else graph).objects(node, predicate):
            for language in LANGUAGES:
                if isinstance(literal, Literal) and literal.language == language:
                    found[language] = min(str(literal), found.get(language, str(literal)))
        return Text(fr=found.get("fr"), en=found.get("en"))

    def any(self, node: Node, predicate: URIRef, graph: Graph) -> Text:
        """The words of a property whatever their language, the same in both of ours."""
        words = min((str(literal) for literal in graph.objects(node, predicate)), default="")
        return Text(fr=words, en=words)

    def _rule(self, node: Node) -> Text:
        named = self.text(node, SH.name) or self.text(node, RDFS.label)
        return named or Text(fr=str(node), en=str(node))

    def _resource(self, node: Node) -> Text:
        """A resource by code and title, or by its place under one that has a code."""
        code = self.code(node)
        for predicate in (SKOS.prefLabel, DCTERMS.title):
            title = self.text(node, predicate, self.graph)
            if title:
                fr, en = title.fr or title.en, title.en or title.fr
                return Text(fr=f"{code or ''} {fr}".strip(), en=f"{code or ''} {en}".strip())
        name = code or self._place(node)
        return Text(fr=name, en=name)

    def code(self, node: Node) -> str | None:
        """The code of a resource, if it has one."""
        return min((str(code) for code in self.graph.objects(node, SKOS.notation)), default=None)

    def _place(self, node: Node) -> str:
        """The nearest resource with a code on the way up the IRI, and the way down to this one.

        ``6.3 rating/T5``; without such a resource, the nearest that the graph knows.
        """
        above, below, known = str(node), "", None
        while isinstance(node, URIRef) and "/" in above:
            above, _, segment = above.rpartition("/")
            below = f"{segment}/{below}".rstrip("/")
            code = self.code(URIRef(above))
            if code:
                return f"{code} {below}"
            if known is None and (URIRef(above), None, None) in self.graph:
                known = f"{above.rpartition('/')[2]} {below}"
        return known or str(node)

    def filled(self, message: Text, row: Mapping[str, Node]) -> Text:
        """A message with the values of a row in the place of ``{?variable}``."""

        def value(match: re.Match[str]) -> str:
            term = row.get(match[1])
            if isinstance(term, Literal):
                return str(term)
            return match[0] if term is None else self.code(term) or self._place(term)

        return Text(
            **{language: _PLACEHOLDER.sub(value, words) for language, words in message.items()}
        )


_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "conforms": "Le graphe est conforme",
        "fails": "Le graphe n'est pas conforme",
        "violation": "violation",
        "violations": "violations",
        "warning": "avertissement",
        "warnings": "avertissements",
        "info": "information",
        "infos": "informations",
        "colon": " :",
        "found": "trouvé",
        "more": "… et {} de plus",
    },
    "en": {
        "conforms": "The graph conforms",
        "fails": "The graph does not conform",
        "violation": "violation",
        "violations": "violations",
        "warning": "warning",
        "warnings": "warnings",
        "info": "note",
        "infos": "notes",
        "colon": ":",
        "found": "found",
        "more": "… and {} more",
    },
}


def _counted(count: int, severity: Severity, language: Language) -> str:
    plural = count > 1 or (count == 0 and language == "en")
    return f"{count} {_WORDS[language][f'{severity}s' if plural else severity.value]}"


def _summary(report: ValidationReport, language: Language) -> str:
    words = _WORDS[language]
    counts = [
        _counted(report.count(severity), severity, language)
        for severity in Severity
        if severity is Severity.VIOLATION or report.count(severity)
    ]
    verdict = words["conforms" if report.conforms else "fails"]
    return f"{verdict}{words['colon']} {', '.join(counts)}."


def _block(findings: list[Finding], language: Language, limit: int | None) -> str:
    """One rule: its name, what to do, and the resources that break it."""
    words = _WORDS[language]
    first = findings[0]
    lines = [f"{first.rule.get(language)} ({_counted(len(findings), first.severity, language)})"]
    same = len({finding.message for finding in findings}) == 1 and (
        len(findings) > 1 or first.constraint.startswith(str(SH))
    )
    if same:
        lines.append(f"  {first.message.get(language)}")
    for finding in findings[:limit]:
        line = f"  - {finding.resource.get(language)}"
        if not same:
            line += f"{words['colon']} {finding.message.get(language)}"
        elif finding.value is not None and finding.value != finding.focus:
            line += f" ({words['found']}{words['colon']} {finding.value})"
        lines.append(line)
    if limit is not None and len(findings) > limit:
        lines.append("  " + words["more"].format(len(findings) - limit))
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
    yield (
        result,
        SH.sourceConstraintComponent,
        URIRef(finding.constraint) if is_core else SH.SPARQLConstraintComponent,
    )
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
