"""The ontology and the shapes as pages that a person can read."""

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from cigref_kg.base.collation import name_key
from cigref_kg.base.iris import ONTOLOGY, SHAPES, TERMS
from cigref_kg.base.model import Language, Text
from cigref_kg.web.site import Site
from cigref_kg.web.things.things import Value, label, words_of
from cigref_kg.web.ui.rendering import render

_FACTS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, RDFS.seeAlso)
_KINDS = (
    ("class", OWL.Class),
    ("object_property", OWL.ObjectProperty),
    ("datatype_property", OWL.DatatypeProperty),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property of the ontology."""

    iri: str
    name: str
    label: Text
    comment: Text
    facts: list[tuple[str, list[Value]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the shapes: what it is about and what it says when it is broken."""

    iri: str
    name: str
    label: Text
    message: Text
    path: Value | None
    is_warning: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its rules."""

    iri: str
    name: str
    label: Text
    target: Value | None
    rules: list[Rule]


def ontology_page(site: Site, language: Language) -> str:
    """Return the HTML page of the ontology."""
    graph = site.dataset.graphs["ontology"]
    ontology = URIRef(ONTOLOGY)
    sections = [
        (kind, sorted(_terms(graph, rdf_class), key=lambda term: name_key(term.name)))
        for kind, rdf_class in _KINDS
    ]
    return render(
        "ontology.html",
        language,
        iri=ONTOLOGY,
        title=label(graph, ontology),
        description=words_of(graph, ontology, DCTERMS.description),
        version=str(next(graph.objects(ontology, OWL.versionInfo), "")),
        namespace=TERMS,
        sections=sections,
    )


def shapes_page(site: Site, language: Language) -> str:
    """Return the HTML page of the shapes."""
    graph = site.shapes
    node = URIRef(SHAPES)
    return render(
        "shapes.html",
        language,
        iri=SHAPES,
        title=label(graph, node),
        description=words_of(graph, node, DCTERMS.description),
        shapes=_shapes(graph, site.dataset.union),
    )


def _terms(graph: Graph, rdf_class: URIRef) -> list[Term]:
    return [
        Term(
            iri=str(term),
            name=str(term).removeprefix(TERMS),
            label=label(graph, term),
            comment=words_of(graph, term, RDFS.comment),
            facts=[
                (f"term.{str(predicate).rpartition('#')[2]}", values)
                for predicate in _FACTS
                if (
                    values := [
                        Value(label(graph, value), str(value))
                        for value in graph.objects(term, predicate)
                        if isinstance(value, URIRef)
                    ]
                )
            ],
        )
        for term in graph.subjects(RDF.type, rdf_class)
        if str(term).startswith(TERMS)
    ]


def _shapes(graph: Graph, data: Graph) -> list[Shape]:
    shapes = []
    for node in graph.subjects(RDF.type, SH.NodeShape):
        target = next(graph.objects(node, SH.targetClass), None)
        rules = [
            _rule(graph, data, rule)
            for predicate in (SH.property, SH.sparql)
            for rule in graph.objects(node, predicate)
        ]
        name = str(node).removeprefix(f"{SHAPES}#")
        shown = Value(label(data, target), str(target)) if target is not None else None
        shapes.append(Shape(str(node), name, label(graph, node), shown, rules))
    return shapes


def _rule(graph: Graph, data: Graph, rule: Node) -> Rule:
    path = next((p for p in graph.objects(rule, SH.path) if isinstance(p, URIRef)), None)
    name = words_of(graph, rule, SH.name)
    return Rule(
        iri=str(rule),
        name=str(rule).removeprefix(f"{SHAPES}#"),
        label=name or label(graph, rule),
        message=words_of(graph, rule, SH.message),
        path=Value(label(data, path), str(path)) if path is not None else None,
        is_warning=(rule, SH.severity, SH.Warning) in graph,
    )
