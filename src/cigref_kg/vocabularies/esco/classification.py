"""The concepts of an imported ESCO, read from its graph in a store."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from cigref_kg.base.messages import message
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco import terms
from cigref_kg.vocabularies.esco.conversion import RELATIONS
from cigref_kg.vocabularies.stored import StoredGraph
from cigref_kg.vocabularies.terms import DCTERMS, OWL, RDF, SKOS

_TYPES: Final = {
    ConceptKind.OCCUPATION: terms.MODEL.Occupation,
    ConceptKind.SKILL: terms.MODEL.Skill,
}


class Classification(StoredGraph):
    """ESCO as a store holds it, in one graph."""

    def __init__(self, store: Store, graph: str) -> None:
        super().__init__(store, graph)
        if next(self._quads(None, SKOS.prefLabel), None) is None:
            raise DataError(message("vocabularies.no-esco-in-store", graph=graph))

    @property
    def release(self) -> str | None:
        """The release of ESCO, where the import knew it."""
        return next(self._literals(self._graph, OWL.versionInfo), None)

    def concepts(self, kind: ConceptKind) -> Iterator[Concept]:
        """Yield all occupations or all skills, in the order of their URIs."""
        return map(self._concept, self._of_type(_TYPES[kind]))

    def concept(self, uri: str) -> tuple[Concept, ConceptKind | None] | None:
        """Return what the store says of a URI: the concept and its kind, or ``None``.

        A group of skills or of ISCO is a concept of no kind.
        """
        try:
            subject = NamedNode(uri)
        except ValueError:
            return None
        types = {quad.object for quad in self._quads(subject, RDF.type)}
        if not types:
            return None
        kinds = (kind for kind, type_ in _TYPES.items() if type_ in types)
        return self._concept(subject), next(kinds, None)

    def skills_of(self, uri: str) -> Iterator[tuple[str, str]]:
        """Yield the skills of an occupation: ``"essential"`` or ``"optional"``, and the URI."""
        for relation, predicate in RELATIONS.items():
            for skill in self._nodes(NamedNode(uri), predicate):
                yield relation, skill.value

    def is_in_scheme(self, uri: str, scheme: str) -> bool:
        """Tell whether a concept is in a scheme, such as the collection of DigComp."""
        quad = Quad(NamedNode(uri), SKOS.inScheme, NamedNode(scheme), self._graph)
        return quad in self._store

    def _concept(self, subject: NamedNode) -> Concept:
        said: defaultdict[NamedNode, list[Any]] = defaultdict(list)
        for quad in self._quads(subject):
            said[quad.predicate].append(quad.object)

        def texts(predicate: NamedNode) -> dict[str, str]:
            found = (each for each in said[predicate] if isinstance(each, Literal))
            return {each.language or "": each.value for each in found}

        def codes(predicate: NamedNode) -> list[str]:
            found = (each for each in said[predicate] if isinstance(each, NamedNode))
            return sorted(each.value.rpartition("/")[2] for each in found)

        others: defaultdict[str, list[str]] = defaultdict(list)
        for label in (*said[SKOS.altLabel], *said[SKOS.hiddenLabel]):
            if isinstance(label, Literal):
                others[label.language or ""].append(label.value)
        groups = [code.removeprefix("C") for code in codes(terms.MODEL.memberOfISCOGroup)]
        return Concept(
            subject.value,
            texts(SKOS.prefLabel),
            # A store returns labels in an order of its own, which no result may depend on.
            {language: tuple(sorted(labels)) for language, labels in others.items()},
            texts(DCTERMS.description),
            next(iter(groups), None),
            next(iter(texts(terms.STATUS).values()), None),
            tuple(codes(terms.MODEL.skillType)),
            next(iter(codes(terms.MODEL.skillReuseLevel)), None),
        )
