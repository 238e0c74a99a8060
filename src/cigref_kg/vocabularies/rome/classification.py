"""ROME as imported, read from its graph in a store."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.vocabularies.concepts import Concept
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.rome import terms
from cigref_kg.vocabularies.stored import StoredGraph
from cigref_kg.vocabularies.terms import OWL, SCHEMA, SKOS

DIGITAL_DOMAIN = "M18"
"""The domain of information systems and telecommunications."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What ROME says of one IRI."""

    label: str
    above: str | None
    """The IRI of what it stands under: of an appellation, its fiche."""


class Rome(StoredGraph):
    """ROME as a store holds it, in one graph."""

    def __init__(self, store: Store, iris: Iris) -> None:
        graph = terms.RomeIris(iris).graph
        super().__init__(store, graph)
        if self.release is None:
            raise DataError(message("vocabularies.no-rome-in-store", graph=graph))

    @property
    def release(self) -> str | None:
        """The version of ROME, such as ``"460"``."""
        return next(self._literals(self._graph, OWL.versionInfo), None)

    def entry(self, uri: str) -> Entry | None:
        """Return what the store says of a fiche or an appellation, or ``None``."""
        try:
            node = NamedNode(uri)
        except ValueError:
            return None
        label = next(self._literals(node, SKOS.prefLabel), None)
        if label is None:
            return None
        above = next(self._nodes(node, SKOS.broader), None)
        return Entry(label, None if above is None else above.value)

    def fiches(self) -> Iterator[Concept]:
        """Yield all fiches, with their appellations as other names, in the order of their codes.

        The description of a fiche is its definition and the skills at the core of the job.
        """
        names: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self._quads(None, SKOS.broader):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                names[quad.object.value] += self._literals(quad.subject, SKOS.prefLabel)
        for fiche in self._of_type(SCHEMA.Occupation):
            uri = fiche.value
            skills = sorted(
                label
                for skill in self._nodes(fiche, SCHEMA.skills)
                for label in self._literals(skill, SKOS.prefLabel)
            )
            text = "\n".join([*self._literals(fiche, SKOS.definition), *skills])
            yield Concept(
                uri,
                {"fr": next(self._literals(fiche, SKOS.prefLabel), uri)},
                {"fr": tuple(sorted(names[uri]))},
                {"fr": text},
                notation=uri.rpartition("/")[2],
            )


def is_digital(fiche: Concept) -> bool:
    """Tell whether a fiche stands in the domain of information systems."""
    return (fiche.notation or "").startswith(DIGITAL_DOMAIN)
