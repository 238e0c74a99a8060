"""The model → the graphs of a dataset, the version that their content gives, their N-Quads."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Graph
from rdflib.term import Node

from cigref_kg.base import locations
from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Nomenclature
from cigref_kg.graph.conversion import nomenclature_triples
from cigref_kg.graph.mapping_conversion import mapping_triples
from cigref_kg.graph.metadata import dataset_triples
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.serialization import quads
from cigref_kg.graph.terms import Triple
from cigref_kg.records.mappings import Mapping as Judgement

Triples = Iterable[tuple[Node, Node, Node]]
"""What a graph says, in the order of reading: a graph, or what one is made of."""


@dataclass(frozen=True, slots=True)
class Built:
    """The nomenclature as RDF."""

    triples: Mapping[str, Triples]
    """Of each named graph, by its short name."""
    version: str
    n_quads: bytes
    """All of them, sorted."""


def build(nomenclature: Nomenclature, mappings: Sequence[Judgement], iris: Iris) -> Built:
    """Turn the model into graphs; the version and the N-Quads are made of the same lines.

    Args:
        nomenclature: the editions and the framework.
        mappings: the judgements on other vocabularies; without any, there is no graph of them.
        iris: the IRIs under one base.
    """
    ontology = empty_graph().parse(locations.ONTOLOGY, format="turtle")
    said = dict.fromkeys(nomenclature_triples(nomenclature, iris))
    contents: dict[str, Collection[Triple]] = {
        "ontology": list(ontology),  # type: ignore[arg-type]  # no blank node, no literal subject
        "nomenclature": said,
    }
    if mappings:
        contents["mappings"] = dict.fromkeys(mapping_triples(mappings, iris))
    lines = quads({iris.graph(name): triples for name, triples in contents.items()})
    version = hashlib.sha256("".join(lines).encode()).hexdigest()[:12]
    description = dict.fromkeys(
        dataset_triples(iris, contents, version, official_wording=nomenclature.official_wording)
    )
    lines += quads({iris.graph("nomenclature"): description.keys() - said.keys()})
    contents["nomenclature"] = description | said
    return Built(contents, version, "".join(sorted(lines)).encode())


def filled(triples: Triples) -> Graph:
    """Return a graph of ``triples``."""
    if isinstance(triples, Graph):
        return triples
    graph = empty_graph()
    for triple in triples:
        graph.store.add(triple, graph)  # what `graph.add` does, less its checks of each term
    return graph
