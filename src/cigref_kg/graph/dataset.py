"""A version of the dataset: the model and its graphs, prepared once and used by every service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.model import Nomenclature
from cigref_kg.records.mappings import Mapping as EscoMapping
from cigref_kg.records.mappings import MappingIndex
from cigref_kg.records.shipped import shipped_mappings, shipped_nomenclature

if TYPE_CHECKING:
    from rdflib import Graph

    from cigref_kg.graph.building import Built


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """The nomenclature and what it is as RDF, under one base.

    The graphs are made when they are first asked for: who only reads the model does not wait.
    """

    nomenclature: Nomenclature
    mappings: MappingIndex
    iris: Iris

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.iris.base}: {self.nomenclature!r}>"

    @property
    def version(self) -> str:
        """A hash of what the graphs say, so that nothing prepared for one is served for another."""
        return self.built.version

    @property
    def n_quads(self) -> bytes:
        """All named graphs as sorted N-Quads."""
        return self.built.n_quads

    @cached_property
    def built(self) -> "Built":
        """The nomenclature as RDF."""
        # What makes it takes long to import: who only reads the model does without.
        from cigref_kg.graph.building import build

        return build(self.nomenclature, self.mappings.mappings, self.iris)

    @cached_property
    def size(self) -> int:
        """The triples of all graphs together, one that two share being counted once."""
        return len(set().union(*self.built.triples.values()))

    @cached_property
    def graphs(self) -> "Mapping[str, Graph]":
        """The named graphs by short name, such as ``"nomenclature"``."""
        from cigref_kg.graph.building import filled

        return {name: filled(triples) for name, triples in self.built.triples.items()}

    @cached_property
    def union(self) -> "Graph":
        """All named graphs in one, in the order of reading."""
        from cigref_kg.graph.building import filled

        return filled(chain.from_iterable(self.built.triples.values()))


def load(*, base: str = DEFAULT_BASE, official: Path | str | None = None) -> Dataset:
    """Load the dataset that this package ships.

    >>> dataset = load()
    >>> len(dataset.nomenclature.content.profiles)
    50

    Args:
        base: the IRI under which everything but the ontology's terms stands; ends with a slash.
        official: the folder that ``cigref-kg extract --out`` wrote: its official texts take
            the place of ours.

    Raises:
        ValueError: if ``base`` is no absolute http(s) IRI that ends with a slash.
        RecordError: if a record is wrong or the official words do not fit.
    """
    nomenclature = _officially(Path(official)) if official else shipped_nomenclature()
    years = {*nomenclature.edition, nomenclature.framework.year}
    mappings = [mapping for mapping in shipped_mappings() if mapping.subject.year in years]
    return build_dataset(nomenclature, Iris(base), mappings)


def _officially(official: Path) -> Nomenclature:
    from cigref_kg.records.nomenclature import read_nomenclature

    return read_nomenclature(official=official)


def build_dataset(
    nomenclature: Nomenclature, iris: Iris, mappings: Sequence[EscoMapping] = ()
) -> Dataset:
    """Turn the model into a dataset: its graphs, its version and its description of itself.

    Args:
        nomenclature: the model.
        iris: the addresses of things.
        mappings: those to other vocabularies.
    """
    return Dataset(nomenclature, MappingIndex(mappings, iris), iris)
