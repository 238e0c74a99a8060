"""The levels of each concept scheme in XKOS, the vocabulary of statistical classifications.

A level is a ``skos:Collection`` of the concepts at one depth: families and profiles, or areas,
competences and competences at a level. The specification: https://rdf-vocabulary.ddialliance.org/xkos
"""

from collections.abc import Iterator, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SKOS, XSD
from rdflib.term import BNode, Node

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.graph.namespaces import CIG, XKOS, empty_graph
from cigref_kg.graph.terms import texts

_LEVELS: Sequence[URIRef] = (
    CIG.Family,
    CIG.JobProfile,
    CIG.CompetenceArea,
    CIG.Competence,
    CIG.CompetenceAtLevel,
    CIG.ProficiencyLevel,
)
"""What stands at one depth of a scheme, from the top."""

Triples = Iterator[tuple[Node, Node, Node]]


def levels_graph(union: Graph, iris: Iris) -> Graph:
    """Return the schemes of the dataset with their levels, each list from the top.

    Args:
        union: all triples of the dataset.
        iris: the IRIs under its base.
    """
    graph = empty_graph()
    schemes = sorted(union.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    for scheme in schemes:
        if not str(scheme).startswith(f"{iris.base}id/"):
            continue
        levels: list[Node] = []
        for kind in _LEVELS:
            members = _members(union, scheme, kind)
            if members:
                name = str(kind).rpartition("#")[2]
                level, label = URIRef(f"{scheme}#{name}"), message(f"publish.depth-{name}")
                levels.append(level)
                graph += _level(level, len(levels), label, members)
        if levels:
            graph.add((scheme, RDF.type, SKOS.ConceptScheme))
            depth = Literal(str(len(levels)), datatype=XSD.positiveInteger)
            graph.add((scheme, XKOS.numberOfLevels, depth))
            listed = BNode(f"levels{str(scheme).removeprefix(iris.base).replace('/', '-')}")
            Collection(graph, listed, levels)
            graph.add((scheme, XKOS.levels, listed))
    return graph


def _members(union: Graph, scheme: Node, kind: URIRef) -> list[Node]:
    """Return the concepts of a kind in a scheme; those that stand below another scheme's are none.

    A level that an edition added to the standard is below a competence of the standard.
    """
    return [
        concept
        for concept in union.subjects(RDF.type, kind)
        if (concept, SKOS.inScheme, scheme) in union
        and all(
            (broader, SKOS.inScheme, scheme) in union
            for broader in union.objects(concept, SKOS.broader)
        )
    ]


def _level(level: URIRef, depth: int, label: Text, members: Sequence[Node]) -> Triples:
    yield level, RDF.type, XKOS.ClassificationLevel
    yield level, XKOS.depth, Literal(str(depth), datatype=XSD.positiveInteger)
    yield from texts(level, SKOS.prefLabel, label)
    for member in members:
        yield level, SKOS.member, member
