"""What a graph holds, in numbers: VoID partitions by class and property, and links to ESCO.

The specification: https://www.w3.org/TR/void/
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, VOID, XSD
from rdflib.term import Node

from cigref_kg.base.iris import Iris
from cigref_kg.graph.namespaces import PREFIXES, empty_graph

ESCO_DATASET = "http://data.europa.eu/esco"
"""What VoID calls ESCO; its concepts stand below."""

_LINKS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)

Triples = Iterator[tuple[Node, URIRef, Node]]


def void_graph(union: Graph, iris: Iris, document: str) -> Graph:
    """Return the VoID description of a dataset, every count taken from its triples.

    Args:
        union: all triples of the dataset, its own description included.
        iris: the IRIs under its base.
        document: the IRI of the document that will hold the description.
    """
    graph = empty_graph()
    dataset = URIRef(iris.dataset)
    graph += _head(dataset, URIRef(document))
    graph += _own_words(union, dataset)
    graph += _totals(union, dataset)
    for part in (_class_partitions, _property_partitions, _linksets):
        graph += part(union, dataset, document)
    return graph


def _head(dataset: URIRef, document: URIRef) -> Triples:
    yield document, RDF.type, VOID.DatasetDescription
    yield document, FOAF.primaryTopic, dataset
    yield document, DCTERMS.isPartOf, dataset


def _own_words(union: Graph, dataset: URIRef) -> Triples:
    """Yield what the dataset says of itself and of its graphs."""
    subjects = [dataset, *union.objects(dataset, VOID.subset)]
    for subject in subjects:
        yield from union.triples((subject, None, None))  # type: ignore[misc]


def _totals(union: Graph, dataset: URIRef) -> Triples:
    for predicate, value in (
        (VOID.distinctSubjects, len(set(union.subjects()))),
        (VOID.distinctObjects, len(set(union.objects()))),
        (VOID.properties, len(set(union.predicates()))),
        (VOID.classes, len(set(union.objects(None, RDF.type)))),
    ):
        yield dataset, predicate, _number(value)


def _class_partitions(union: Graph, dataset: URIRef, document: str) -> Triples:
    instances: defaultdict[Node, set[Node]] = defaultdict(set)
    for subject, _, rdf_class in union.triples((None, RDF.type, None)):
        instances[rdf_class].add(subject)
    for rdf_class, members in sorted(instances.items()):
        if isinstance(rdf_class, URIRef):
            partition = URIRef(f"{document}#class-{_short(rdf_class)}")
            yield dataset, VOID.classPartition, partition
            yield partition, RDF.type, VOID.Dataset
            yield partition, VOID["class"], rdf_class
            yield partition, VOID.entities, _number(len(members))


def _property_partitions(union: Graph, dataset: URIRef, document: str) -> Triples:
    pairs: defaultdict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for subject, predicate, target in union:
        pairs[predicate].append((subject, target))
    for predicate, uses in sorted(pairs.items()):
        partition = URIRef(f"{document}#property-{_short(str(predicate))}")
        yield dataset, VOID.propertyPartition, partition
        yield partition, RDF.type, VOID.Dataset
        yield partition, VOID.property, predicate
        yield partition, VOID.triples, _number(len(uses))
        yield partition, VOID.distinctSubjects, _number(len({subject for subject, _ in uses}))
        yield partition, VOID.distinctObjects, _number(len({target for _, target in uses}))


def _linksets(union: Graph, dataset: URIRef, document: str) -> Triples:
    esco = URIRef(ESCO_DATASET)
    links = _links_to(union, f"{ESCO_DATASET}/")
    if links:
        yield esco, RDF.type, VOID.Dataset
        yield esco, VOID.uriSpace, Literal(f"{ESCO_DATASET}/")
    for predicate, count in links.items():
        linkset = URIRef(f"{document}#links-{_short(predicate)}")
        yield dataset, VOID.subset, linkset
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, VOID.linkPredicate, predicate
        yield linkset, VOID.subjectsTarget, dataset
        yield linkset, VOID.objectsTarget, esco
        yield linkset, VOID.triples, _number(count)


def _links_to(union: Graph, space: str) -> Mapping[URIRef, int]:
    counts = {
        predicate: sum(str(target).startswith(space) for target in union.objects(None, predicate))
        for predicate in _LINKS
    }
    return {predicate: count for predicate, count in counts.items() if count}


def _short(iri: str) -> str:
    """Return a name for the fragment of an IRI: ``skos.Concept``."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}.{iri.removeprefix(namespace)}"
    return re.sub(r"[^A-Za-z0-9]+", "-", iri.partition("://")[2]).strip("-")


def _number(value: int) -> Literal:
    return Literal(value, datatype=XSD.integer)
