"""A graph of a store on disk, as the readers of imported vocabularies look at it."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from cigref_kg.vocabularies.terms import RDF


class StoredGraph:
    """One graph of a store.

    Args:
        store: where it is.
        graph: its IRI.
    """

    def __init__(self, store: Store, graph: str) -> None:
        self._store = store
        self._graph = NamedNode(graph)

    def _quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
    ) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, predicate, value, self._graph)

    def _of_type(self, kind: NamedNode) -> list[NamedNode]:
        """The subjects that have a type, in the order of their IRIs."""
        found = (quad.subject for quad in self._quads(None, RDF.type, kind))
        return sorted((s for s in found if isinstance(s, NamedNode)), key=lambda s: s.value)

    def _literals(self, subject: NamedNode, predicate: NamedNode) -> Iterator[str]:
        for quad in self._quads(subject, predicate):
            if isinstance(quad.object, Literal):
                yield quad.object.value

    def _nodes(self, subject: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
        for quad in self._quads(subject, predicate):
            if isinstance(quad.object, NamedNode):
                yield quad.object
