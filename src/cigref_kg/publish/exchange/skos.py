"""A concept scheme by itself: SKOS and nothing else, for tools that show vocabularies.

What a scheme's concepts are beyond SKOS (levels, requirements, texts of profiles) is left out, and
so is every link that leads out of the scheme but mapping relations: such a tool walks from the top
concepts along ``skos:narrower`` and expects to meet concepts of the same scheme alone. A concept
whose broader one is in another scheme, such as a level that an edition added to the standard's
competence, stands at the top of its own and has that one as ``skos:broadMatch``. What the code
lists of the vocabulary say in ``rdfs:comment`` becomes their description and definitions.
"""

import re
from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, VANN
from rdflib.term import Node

from cigref_kg.base.iris import TERMS, Iris
from cigref_kg.graph.namespaces import CIG, empty_graph

_KEPT = (
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.hiddenLabel,
    SKOS.notation,
    SKOS.definition,
    SKOS.editorialNote,
)
_MATCHES = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
_OF_SCHEME = (DCTERMS.title, DCTERMS.description, SKOS.prefLabel, SKOS.definition)
_OF_DATASET = (DCTERMS.license, DCTERMS.rights)

Triples = Iterator[tuple[Node, Node, Node]]


def scheme_graphs(union: Graph, iris: Iris) -> dict[str, Graph]:
    """Return each concept scheme of the dataset as a graph, by a short name: ``ecf-2019``.

    Args:
        union: all triples of the dataset.
        iris: the IRIs under its base.
    """
    found = {}
    for scheme in union.subjects(RDF.type, SKOS.ConceptScheme):
        name = _name(str(scheme), iris)
        if name:
            graph = empty_graph()
            graph += _scheme(union, scheme, URIRef(iris.dataset))
            found[name] = graph
    return dict(sorted(found.items()))


def _name(scheme: str, iris: Iris) -> str | None:
    """Return a short name for a scheme of ours: an edition, a framework, a code list."""
    if scheme.startswith(TERMS):
        words = re.findall("[A-Z][a-z]+", scheme.removeprefix(TERMS).removesuffix("List"))
        return "-".join(words).lower()
    prefix = f"{iris.base}id/"
    if not scheme.startswith(prefix):
        return None
    path = scheme.removeprefix(prefix)
    return f"nomenclature-{path}" if path.isdigit() else path.replace("/", "-")


def _scheme(union: Graph, scheme: Node, dataset: Node) -> Triples:
    concepts = sorted(
        union.subjects(SKOS.inScheme, scheme),
        key=lambda concept: (_sort_key(union, concept), str(concept)),
    )
    members = set(concepts)
    yield scheme, RDF.type, SKOS.ConceptScheme
    # SkoHub's reconciliation asks for it.
    namespace = TERMS if str(scheme).startswith(TERMS) else f"{scheme}/"
    yield scheme, VANN.preferredNamespaceUri, Literal(namespace)
    for told, predicates in ((scheme, _OF_SCHEME), (dataset, _OF_DATASET)):
        for predicate in predicates:
            for value in union.objects(told, predicate):
                yield scheme, predicate, value
    for value in union.objects(scheme, RDFS.comment):
        yield scheme, DCTERMS.description, value
    for concept in concepts:
        yield from _concept(union, concept, scheme, members)


def _concept(union: Graph, concept: Node, scheme: Node, members: set[Node]) -> Triples:
    yield concept, RDF.type, SKOS.Concept
    yield concept, SKOS.inScheme, scheme
    for predicate in (*_KEPT, *_MATCHES):
        for value in union.objects(concept, predicate):
            yield concept, predicate, value
    for value in union.objects(concept, RDFS.comment):
        yield concept, SKOS.definition, value
    broader = set(union.objects(concept, SKOS.broader))
    for value in sorted(broader & members, key=str):
        yield concept, SKOS.broader, value
    for value in sorted(broader - members, key=str):
        yield concept, SKOS.broadMatch, value
    for value in union.objects(concept, SKOS.narrower):
        if value in members:
            yield concept, SKOS.narrower, value
    if not broader & members:
        yield concept, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, concept


def _sort_key(union: Graph, concept: Node) -> int:
    key = union.value(concept, CIG.sortKey)
    return int(str(key)) if key is not None else 0
