"""Validation of a graph against SHACL shapes, with a report that a person can read.

The constraints of SHACL Core run in pySHACL. Rules over the whole set (``sh:sparql``) would be slow
there, so each of their queries runs once, on Oxigraph, with ``$this`` unbound: such a query must
bind it by itself. Both kinds end in one report, in French and English.

>>> from rdflib import Graph
>>> report = validate(Graph(), load_shapes())
>>> report.conforms, report.findings
(True, ())
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from cigref_kg.base.locations import SHAPES
from cigref_kg.base.model import LANGUAGES, Language, Text
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.serialization import natural_order
from cigref_kg.graph.terms import rdflib_term
from cigref_kg.graph.validation.report import Finding, Severity, ValidationReport


def load_shapes() -> Graph:
    """Read the shapes that are shipped."""
    shapes = empty_graph()
    for file in sorted(SHAPES.glob("*.ttl")):
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
    graph += triples
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
            yield Finding(
                severity=severity,
                shape=str(shape),
                focus=focus,
                path=_path_text(shapes, row.get("path") or shapes.value(shape, SH.path)),
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
    return next((each for each in Severity if each.iri == iri), Severity.VIOLATION)


# --- Paths --------------------------------------------------------------------------------------


_OPERATORS = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "{}*",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrOnePath: "{}?",
}


def _path_text(shapes: Graph, path: Node | None) -> str | None:
    """A property path as SPARQL writes it, without the angle brackets of IRIs."""
    if path is None or isinstance(path, URIRef):
        return None if path is None else str(path)
    for predicate, written in _OPERATORS.items():
        inner = shapes.value(path, predicate)
        if inner is not None:
            return written.format(_path_text(shapes, inner))
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
