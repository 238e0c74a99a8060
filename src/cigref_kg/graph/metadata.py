"""What the dataset says of itself: DCAT and VoID, with counts and distributions as they are."""

from collections.abc import Collection, Mapping

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

import cigref_kg
from cigref_kg.base import locations
from cigref_kg.base.iris import LICENCE, TERMS, Iris
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.graph.namespaces import DCAT, SCHEMA, SD, empty_graph
from cigref_kg.graph.serialization import MEDIA_TYPES
from cigref_kg.graph.terms import Triple, Triples, texts

FILE_STEM = "cigref-kg"
N_QUADS_MEDIA_TYPE = "application/n-quads"
MEDIA_TYPES_IRI = "https://www.iana.org/assignments/media-types/"


def dataset_triples(
    iris: Iris, graphs: Mapping[str, Collection[Triple]], version: str, *, official_wording: bool
) -> Triples:
    """Yield what the dataset says of itself.

    The counts include the triples that this yields, which belong to the graph ``nomenclature``.

    Args:
        iris: the IRIs under the dataset's base.
        graphs: the triples of the named graphs by short name, without the triples that this yields.
        version: the dataset's version id.
        official_wording: whether texts of the official documents are among them.
    """
    wording = _OFFICIAL if official_wording else _SHIPPED
    # A count takes as many triples whatever its value, so those of a first draft are the true ones.
    draft = set(_description(iris, version, wording, 0, dict.fromkeys(graphs, 0)))
    sizes = {name: len(graph) for name, graph in graphs.items()}
    sizes[_HOME] = len(draft.union(graphs[_HOME]))
    whole = len(draft.union(*graphs.values()))
    yield from _description(iris, version, wording, whole, sizes)


_HOME = "nomenclature"
"""The graph that holds the description."""


_ACCESS = "http://publications.europa.eu/resource/authority/access-right/"
_PUBLIC = URIRef(f"{_ACCESS}PUBLIC")
_SHIPPED = "graph.wording-shipped", _PUBLIC
_OFFICIAL = "graph.wording-official", URIRef(f"{_ACCESS}RESTRICTED")
"""The message that says whose the texts are, and who may have them."""


def _description(
    iris: Iris, version: str, wording: tuple[str, URIRef], whole: int, sizes: Mapping[str, int]
) -> Triples:
    """Yield the description; ``whole`` counts a triple that two graphs share once."""
    rights, allowed = wording
    written = empty_graph().parse(locations.DATASET, publicID=iris.base, format="turtle")
    yield from written  # type: ignore[misc]  # Turtle has IRIs for subjects and predicates here
    dataset = URIRef(iris.dataset)
    yield dataset, DCAT.version, Literal(version)
    yield dataset, SCHEMA.version, Literal(cigref_kg.__version__)
    yield from texts(dataset, DCTERMS.rights, _english_first(message(rights)))
    yield dataset, DCTERMS.accessRights, allowed
    yield dataset, VOID.uriSpace, Literal(iris.base)
    yield dataset, VOID.vocabulary, URIRef(TERMS)
    yield dataset, VOID.sparqlEndpoint, URIRef(f"{iris.base}sparql")
    yield dataset, VOID.triples, Literal(whole, datatype=XSD.integer)
    for extension, media_type in {**MEDIA_TYPES, "nq": N_QUADS_MEDIA_TYPE}.items():
        yield from _distribution(dataset, iris, extension, media_type)
    for name, triples in sizes.items():
        access = allowed if name == _HOME else _PUBLIC
        yield from _named_graph(dataset, iris, name, triples, access)


def _english_first(words: Text) -> Mapping[str, str]:
    """Return words in the order in which the files have always had them: their bytes stay."""
    return dict(reversed(list(words.items())))


def _distribution(dataset: URIRef, iris: Iris, extension: str, media_type: str) -> Triples:
    file = URIRef(iris.download(f"{FILE_STEM}.{extension}"))
    yield dataset, DCAT.distribution, file
    yield dataset, VOID.dataDump, file
    yield file, RDF.type, DCAT.Distribution
    yield file, DCTERMS.title, Literal(f"{FILE_STEM}.{extension}")
    yield file, DCAT.accessURL, file
    yield file, DCAT.downloadURL, file
    yield file, DCAT.mediaType, URIRef(f"{MEDIA_TYPES_IRI}{media_type}")
    yield file, DCTERMS.license, URIRef(LICENCE)


def _named_graph(dataset: URIRef, iris: Iris, name: str, triples: int, access: URIRef) -> Triples:
    subject = URIRef(iris.graph(name))
    yield dataset, VOID.subset, subject
    yield subject, RDF.type, VOID.Dataset
    yield subject, RDF.type, SD.NamedGraph
    yield from texts(subject, DCTERMS.title, _english_first(message(f"graph.graph-{name}")))
    yield subject, DCTERMS.license, URIRef(LICENCE)
    yield subject, DCTERMS.accessRights, access
    yield subject, VOID.triples, Literal(triples, datatype=XSD.integer)
