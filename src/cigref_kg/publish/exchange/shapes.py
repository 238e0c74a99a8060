"""The shapes for engines of others: SHACL Core in one file, SPARQL constraints in another.

Our own shapes have each ``sh:message`` in two languages, which SHACL allows and some engines refuse
(Jena reads at most one). So a message is here in English, and what it says in French is an
``rdfs:comment``, which no engine looks at.
"""

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from cigref_kg.base.iris import SHAPES
from cigref_kg.graph.namespaces import empty_graph

Triple = tuple[Node, Node, Node]


def core_and_sparql(shapes: Graph) -> tuple[Graph, Graph]:
    """Return the shapes in SHACL Core, and those in SHACL-SPARQL with their targets.

    Args:
        shapes: all shapes.
    """
    core, sparql = empty_graph(), empty_graph()
    constraints = set(shapes.objects(None, SH.sparql))
    declarations = {URIRef(SHAPES), *shapes.objects(URIRef(SHAPES), SH.declare)}
    for triple in shapes:
        subject, predicate, _ = triple
        if subject in constraints or subject in declarations:
            sparql.add(_in_one_language(triple))
        elif predicate != SH.sparql:
            core.add(_in_one_language(triple))
    for shape in sorted(set(shapes.subjects(SH.sparql)), key=str):
        sparql += _targets(shapes, shape)
    return core, sparql


def _targets(shapes: Graph, shape: Node) -> Iterator[Triple]:
    """Yield a shape as its SPARQL constraints need it: what it is, what it targets, how severe."""
    for predicate in (
        RDF.type,
        SH.targetClass,
        SH.targetNode,
        SH.targetSubjectsOf,
        SH.targetObjectsOf,
        SH.severity,
        SH.sparql,
    ):
        for value in shapes.objects(shape, predicate):
            yield shape, predicate, value


def _in_one_language(triple: Triple) -> Triple:
    subject, predicate, value = triple
    if predicate == SH.message and isinstance(value, Literal) and value.language == "fr":
        return subject, RDFS.comment, value
    return triple
