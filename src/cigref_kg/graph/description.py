"""Which triples describe a thing: what its document says, in whatever format.

A description holds the thing's own triples, those of its parts (whose IRIs lie below its own), the
links that lead to it from elsewhere, the labels of everything these refer to, and a node for the
document itself, with its licence.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS
from rdflib.term import Node

from cigref_kg.base.iris import DEFAULT_BASE, LICENCE, Iris
from cigref_kg.graph.namespaces import CIG, SSSOM, empty_graph
from cigref_kg.graph.terms import Triples

_LABELS = (SKOS.prefLabel, RDFS.label, SKOS.notation)
_TOLD_WHOLE = frozenset(
    {
        SSSOM.Mapping,
        *(CIG[kind] for kind in "Requirement AspectRating CareerMove Change".split()),
        CIG.CompetenceAtLevel,
    }
)
"""Nodes that only relate others: told whole wherever they link to what is described."""
_LINKS_FROM_RELATIONS = frozenset(
    {
        SSSOM.subject_id,
        *(CIG[each] for each in "competence atLevel aspect fromProfile toProfile".split()),
        *(CIG[each] for each in "ofProfile addedOrRelevelledCompetence".split()),
    }
)


class Descriptions:
    """The descriptions of everything in a graph.

    Args:
        graph: all triples of the dataset.
        iris: the IRIs under the dataset's base.
        official_wording: whether documents must say that the open licence does not cover the texts.
    """

    def __init__(self, graph: Graph, iris: Iris, *, official_wording: bool = False) -> None:
        self.graph = graph
        self.iris = iris
        self.official_wording = official_wording

    def __contains__(self, iri: str) -> bool:
        """Tell whether the graph says anything of ``iri`` under the base's ``id/`` and the like."""
        return iri in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._subjects)

    @cached_property
    def _subjects(self) -> list[str]:
        """The IRIs of the dataset's subjects, sorted, so that those below one stand together."""
        base = self.iris.base
        return sorted(
            {
                str(subject)
                for subject in self.graph.subjects()
                if isinstance(subject, URIRef) and str(subject).startswith((base, DEFAULT_BASE))
            }
        )

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._subjects)

    def describe(self, iri: str, document: str | None = None) -> Graph:
        """Return the description of ``iri`` as a graph in the order of reading.

        Args:
            iri: what to describe.
            document: the IRI of the document that holds the description, if it shall speak of
                itself.

        Raises:
            KeyError: if the graph says nothing of ``iri``.
        """
        if iri not in self._known:
            raise KeyError(iri)
        subject = URIRef(iri)
        described = empty_graph()
        told = [subject, *map(URIRef, self.parts(iri))]
        described += self._document(subject, document)
        for node in told:
            described += self.graph.triples((node, None, None))
        described += self._incoming(subject, set(told))
        described += list(self._labels(described))
        return described

    def parts(self, iri: str) -> list[str]:
        """Return the parts of a thing: those whose IRIs lie below its own.

        A concept scheme is not made of the concepts below it: its parts are the things that say so
        (``dcterms:isPartOf``), such as the moves and changes of an edition.
        """
        subject = URIRef(iri)
        if self._is_scheme(subject):
            return [str(part) for part in self.graph.subjects(DCTERMS.isPartOf, subject)]
        prefix = f"{iri}/"
        start = bisect_left(self._subjects, prefix)
        end = bisect_left(self._subjects, f"{iri}0")  # "0" is the character after "/"
        return self._subjects[start:end]

    def _is_scheme(self, subject: URIRef) -> bool:
        types = set(self.graph.objects(subject, RDF.type))
        return bool(types & {SKOS.ConceptScheme, CIG.Edition})

    def _document(self, subject: URIRef, document: str | None) -> Triples:
        if document is None:
            return
        node = URIRef(document)
        yield node, RDF.type, FOAF.Document
        yield node, FOAF.primaryTopic, subject
        yield node, DCTERMS.isPartOf, URIRef(self.iris.dataset)
        yield node, DCTERMS.license, URIRef(LICENCE)
        if self.official_wording:
            for rights in self.graph.objects(URIRef(self.iris.dataset), DCTERMS.rights):
                yield node, DCTERMS.rights, rights

    def _incoming(self, subject: URIRef, told: set[URIRef]) -> Triples:
        for source, predicate, _ in self.graph.triples((None, None, subject)):
            if not isinstance(source, URIRef) or not isinstance(predicate, URIRef):
                continue
            if source in told:
                continue
            yield source, predicate, subject
            is_relation = predicate in _LINKS_FROM_RELATIONS and not _TOLD_WHOLE.isdisjoint(
                self.graph.objects(source, RDF.type)
            )
            if is_relation:
                yield from self.graph.triples((source, None, None))  # type: ignore[misc]

    def _labels(self, described: Graph) -> Triples:
        """Yield the labels of what a description refers to and does not itself describe."""
        nodes: dict[Node, None] = {}
        for source, _, target in described:
            nodes[source] = nodes[target] = None
        for node in nodes:
            if isinstance(node, URIRef):
                yield from self._labels_of(node)

    def _labels_of(self, node: URIRef) -> Triples:
        for predicate in _LABELS:
            for label in self.graph.objects(node, predicate):
                if isinstance(label, Literal):
                    yield node, predicate, label
