"""The concepts of an imported ESCO, read from its graph in a store."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from cigref_kg.base.messages import message
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco import terms

_RELATIONS: Final = {"essential": terms.ESSENTIAL_SKILL, "optional": terms.OPTIONAL_SKILL}
_TYPES: Final = {ConceptKind.OCCUPATION: terms.OCCUPATION, ConceptKind.SKILL: terms.SKILL}


class Classification:
    """ESCO as a store holds it, in one graph."""

    def __init__(self, store: Store, graph: str) -> None:
        self._store = store
        self._graph = NamedNode(graph)
        if next(store.quads_for_pattern(None, terms.PREF_LABEL, None, self._graph), None) is None:
            raise DataError(message("vocabularies.no-esco-in-store", graph=graph))

    @property
    def release(self) -> str | None:
        """The release of ESCO, where the import knew it."""
        return next(self._literals(self._graph, terms.VERSION), (None, ""))[0]

    def concepts(self, kind: ConceptKind) -> Iterator[Concept]:
        """Yield all occupations or all skills, in the order of their URIs."""
        quads = self._store.quads_for_pattern(None, terms.TYPE, _TYPES[kind], self._graph)
        uris = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
        for uri in uris:
            yield self._concept(NamedNode(uri))

    def concept(self, uri: str) -> tuple[Concept, ConceptKind | None] | None:
        """Return what the store says of a URI: the concept and its kind, or ``None``.

        A group of skills or of ISCO is a concept of no kind.
        """
        try:
            subject = NamedNode(uri)
        except ValueError:
            return None
        types = {
            quad.object
            for quad in self._store.quads_for_pattern(subject, terms.TYPE, None, self._graph)
        }
        if not types:
            return None
        kinds = (kind for kind, type_ in _TYPES.items() if type_ in types)
        return self._concept(subject), next(kinds, None)

    def skills_of(self, uri: str) -> Iterator[tuple[str, str]]:
        """Yield the skills of an occupation: ``"essential"`` or ``"optional"``, and the URI."""
        for relation, predicate in _RELATIONS.items():
            quads = self._store.quads_for_pattern(NamedNode(uri), predicate, None, self._graph)
            for quad in quads:
                if isinstance(quad.object, NamedNode):
                    yield relation, quad.object.value

    def is_in_scheme(self, uri: str, scheme: str) -> bool:
        """Tell whether a concept is in a scheme, such as the collection of DigComp."""
        quad = Quad(NamedNode(uri), terms.IN_SCHEME, NamedNode(scheme), self._graph)
        return quad in self._store

    def _concept(self, subject: NamedNode) -> Concept:
        preferred: dict[str, str] = {}
        alternative: defaultdict[str, list[str]] = defaultdict(list)
        description: dict[str, str] = {}
        isco = status = level = None
        types: list[str] = []
        for quad in self._store.quads_for_pattern(subject, None, None, self._graph):
            predicate, value = quad.predicate, quad.object
            if isinstance(value, Literal):
                language = value.language or ""
                if predicate == terms.PREF_LABEL:
                    preferred[language] = value.value
                elif predicate in (terms.ALT_LABEL, terms.HIDDEN_LABEL):
                    alternative[language].append(value.value)
                elif predicate == terms.DESCRIPTION:
                    description[language] = value.value
                elif predicate == terms.STATUS:
                    status = value.value
            elif predicate == terms.MEMBER_OF_ISCO_GROUP and isinstance(value, NamedNode):
                isco = value.value.removeprefix(terms.ISCO)
            elif predicate == terms.SKILL_TYPE and isinstance(value, NamedNode):
                types.append(value.value.rpartition("/")[2])
            elif predicate == terms.REUSE_LEVEL and isinstance(value, NamedNode):
                level = value.value.rpartition("/")[2]
        # A store returns labels in an order of its own, which no result may depend on.
        others = {language: tuple(sorted(labels)) for language, labels in alternative.items()}
        return Concept(
            subject.value,
            preferred,
            others,
            description,
            isco,
            status,
            tuple(sorted(types)),
            level,
        )

    def _literals(self, subject: NamedNode, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self._store.quads_for_pattern(subject, predicate, None, self._graph):
            if isinstance(quad.object, Literal):
                yield quad.object.value, quad.object.language or ""
