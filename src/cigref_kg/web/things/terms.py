"""The ontology and the shapes as pages that a person can read."""

from typing import Any

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from cigref_kg.base.collation import name_key
from cigref_kg.base.iris import ONTOLOGY, SHAPES, TERMS
from cigref_kg.base.model import Language
from cigref_kg.web.site import Site
from cigref_kg.web.things.things import Value, label, words_of
from cigref_kg.web.ui.rendering import render

_FACTS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, RDFS.seeAlso)
_KINDS = (
    ("class", OWL.Class),
    ("object_property", OWL.ObjectProperty),
    ("datatype_property", OWL.DatatypeProperty),
)


Shown = dict[str, Any]


def ontology_page(site: Site, language: Language) -> str:
    """Return the HTML page of the ontology."""
    graph = site.dataset.graphs["ontology"]
    ontology = URIRef(ONTOLOGY)
    sections = [
        (kind, sorted(_terms(graph, rdf_class), key=lambda term: name_key(term["name"])))
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


def _terms(graph: Graph, rdf_class: URIRef) -> list[Shown]:
    """Return the classes or properties of the ontology, with what it says of each."""
    return [
        {
            "name": str(term).removeprefix(TERMS),
            "label": label(graph, term),
            "comment": words_of(graph, term, RDFS.comment),
            "facts": [
                (f"term.{str(predicate).rpartition('#')[2]}", values)
                for predicate in _FACTS
                if (
                    values := [
                        _value(graph, value)
                        for value in graph.objects(term, predicate)
                        if isinstance(value, URIRef)
                    ]
                )
            ],
        }
        for term in graph.subjects(RDF.type, rdf_class)
        if str(term).startswith(TERMS)
    ]


def _shapes(graph: Graph, data: Graph) -> list[Shown]:
    """Return the shapes with what they are about, and their rules."""
    return [
        {
            "name": _name(node),
            "label": label(graph, node),
            "target": _value(data, next(graph.objects(node, SH.targetClass), None)),
            "rules": [
                _rule(graph, data, rule)
                for predicate in (SH.property, SH.sparql)
                for rule in graph.objects(node, predicate)
            ],
        }
        for node in graph.subjects(RDF.type, SH.NodeShape)
    ]


def _rule(graph: Graph, data: Graph, rule: Node) -> Shown:
    """Return what a rule is about and what it says when it is broken."""
    path = next((p for p in graph.objects(rule, SH.path) if isinstance(p, URIRef)), None)
    return {
        "name": _name(rule),
        "label": words_of(graph, rule, SH.name) or label(graph, rule),
        "message": words_of(graph, rule, SH.message),
        "path": _value(data, path),
        "is_warning": (rule, SH.severity, SH.Warning) in graph,
    }


def _name(node: Node) -> str:
    return str(node).removeprefix(f"{SHAPES}#")


def _value(graph: Graph, node: Node | None) -> Value | None:
    return None if node is None else Value(label(graph, node), str(node))
