"""The dataset as an entry of a catalogue (DCAT-AP 3): its files and its services.

Files come with their sizes and checksums, which are in no graph of the dataset: a file cannot hold
its own.

The specification: https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

import hashlib
from collections.abc import Iterator, Mapping

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD
from rdflib.term import Node

from cigref_kg.base.iris import LICENCE, Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.base.operator import NOBODY, Operator
from cigref_kg.graph.file_kinds import kind_of
from cigref_kg.graph.metadata import MEDIA_TYPES_IRI
from cigref_kg.graph.namespaces import DCAT, SCHEMA, empty_graph
from cigref_kg.graph.terms import texts

SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_PUBLIC = URIRef(f"{_AUTHORITY}access-right/PUBLIC")
_STABLE = URIRef(f"{_AUTHORITY}planned-availability/STABLE")
_THEMES = URIRef(f"{_AUTHORITY}data-theme")
_TITLE = message("graph.catalogue")
_DESCRIPTION = message("graph.catalogue-description")
_LABELS: Mapping[str, Text] = {
    f"{_AUTHORITY}data-theme/EDUC": message("graph.theme-education"),
    f"{_AUTHORITY}data-theme/SOCI": message("graph.theme-society"),
    str(_STABLE): message("graph.status-stable"),
    str(_THEMES): message("graph.themes"),
}

Triples = Iterator[tuple[Node, URIRef, Node]]


_SERVICES = {
    "sparql": ("graph.sparql-service", "https://www.w3.org/TR/sparql11-protocol/"),
    "reconcile": (
        "graph.reconciliation-service",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
}
"""By path from the base: the message that is a service's title, and what it is specified by."""


def catalogue_graph(
    union: Graph, iris: Iris, files: Mapping[str, bytes], operator: Operator = NOBODY
) -> Graph:
    """Return the catalogue.

    Args:
        union: all triples of the dataset.
        iris: the IRIs under its base.
        files: the bytes of each published file, by name.
        operator: who publishes it, and whom to write to, if that is known.
    """
    graph = empty_graph()
    graph.bind("spdx", SPDX)
    graph.bind("dcatap", DCATAP)
    graph.bind("vcard", VCARD)
    dataset = URIRef(iris.dataset)
    parts = [_catalogue(union, iris), _dataset(union, dataset), _services(iris)]
    parts += [_distribution(iris, name, content) for name, content in files.items()]
    for part in parts:
        graph += part
    if operator.publisher:
        for subject in list(graph.subjects(DCTERMS.publisher)):
            graph.set((subject, DCTERMS.publisher, _publisher_iri(iris)))
    graph += _operator(iris, operator)
    graph += list(_kinds(graph))
    return graph


def _catalogue(union: Graph, iris: Iris) -> Triples:
    catalogue, dataset = URIRef(f"{iris.base}catalog"), URIRef(iris.dataset)
    yield catalogue, RDF.type, DCAT.Catalog
    yield from texts(catalogue, DCTERMS.title, _TITLE)
    yield from texts(catalogue, DCTERMS.description, _DESCRIPTION)
    for name in ("publisher", "language", "spatial", "issued", "license"):
        for value in union.objects(dataset, DCTERMS[name]):
            yield catalogue, DCTERMS[name], value
    yield catalogue, FOAF.homepage, URIRef(iris.base)
    yield catalogue, DCAT.themeTaxonomy, _THEMES
    yield catalogue, DCAT.dataset, dataset
    for path in _SERVICES:
        yield catalogue, DCAT.service, _service_iri(iris, path)


def _dataset(union: Graph, dataset: URIRef) -> Triples:
    """Yield what the dataset says of itself in DCAT, its two versions, and who publishes it."""
    kept = (str(DCAT), str(DCTERMS), str(SCHEMA.version))
    for _, predicate, value in union.triples((dataset, None, None)):
        if str(predicate).startswith(kept) or value == DCAT.Dataset:
            yield dataset, predicate, value  # type: ignore[misc]
    for agent in union.objects(dataset, DCTERMS.publisher):
        yield from union.triples((agent, None, None))  # type: ignore[misc]
    for source in union.objects(dataset, DCTERMS.source):
        # What DCAT-AP wants of a source: the document that was read is a dataset of others.
        yield source, RDF.type, DCAT.Dataset
        for naming in (DCTERMS.title, DCTERMS.description):
            yield from union.triples((source, naming, None))  # type: ignore[misc]


def _operator(iris: Iris, operator: Operator) -> Triples:
    """Yield who publishes the dataset and whom to write to."""
    dataset, publisher = URIRef(iris.dataset), _publisher_iri(iris)
    if operator.publisher:
        yield publisher, RDF.type, FOAF.Agent
        yield publisher, FOAF.name, Literal(operator.publisher)
        if operator.publisher_url:
            yield publisher, FOAF.homepage, URIRef(operator.publisher_url)
    if operator.contact:
        contact = URIRef(f"{iris.base}catalog#contact")
        yield dataset, DCAT.contactPoint, contact
        yield contact, RDF.type, VCARD.Kind
        yield contact, VCARD.fn, Literal(operator.publisher or operator.contact)
        if "://" in operator.contact:
            yield contact, VCARD.hasURL, URIRef(operator.contact)
        else:
            yield contact, VCARD.hasEmail, URIRef(f"mailto:{operator.contact}")


def _publisher_iri(iris: Iris) -> URIRef:
    return URIRef(f"{iris.base}catalog#publisher")


def _distribution(iris: Iris, name: str, content: bytes) -> Triples:
    file, kind = URIRef(iris.download(name)), kind_of(name)
    checksum = URIRef(f"{iris.base}catalog#checksum-{name}")
    yield URIRef(iris.dataset), DCAT.distribution, file
    yield file, RDF.type, DCAT.Distribution
    yield file, DCTERMS.title, Literal(name)
    yield from texts(file, DCTERMS.description, kind.about)
    yield file, DCAT.accessURL, file
    yield file, DCAT.downloadURL, file
    yield file, DCAT.mediaType, URIRef(f"{MEDIA_TYPES_IRI}{kind.media_type}")
    yield file, DCTERMS["format"], URIRef(f"{_AUTHORITY}file-type/{kind.file_type}")
    yield file, DCTERMS.license, URIRef(LICENCE)
    yield file, DCATAP.availability, _STABLE
    yield file, DCAT.byteSize, Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
    yield file, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    digest = hashlib.sha256(content).hexdigest()
    yield checksum, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary, normalize=False)


def _services(iris: Iris) -> Triples:
    for path, (title, specification) in _SERVICES.items():
        subject, endpoint = _service_iri(iris, path), URIRef(f"{iris.base}{path}")
        yield subject, RDF.type, DCAT.DataService
        yield from texts(subject, DCTERMS.title, message(title))
        yield subject, DCAT.endpointURL, endpoint
        yield subject, DCAT.endpointDescription, endpoint
        yield subject, DCAT.servesDataset, URIRef(iris.dataset)
        yield subject, DCTERMS.conformsTo, URIRef(specification)
        yield subject, DCTERMS.publisher, URIRef(f"{iris.dataset}#contributors")
        yield subject, DCTERMS.license, URIRef(LICENCE)
        yield subject, DCTERMS.accessRights, _PUBLIC


def _kinds(graph: Graph) -> Triples:
    """Yield what the things of others are that the catalogue refers to, as DCAT-AP wants it."""
    for predicate, rdf_class in (
        (DCTERMS.license, DCTERMS.LicenseDocument),
        (DCTERMS.accessRights, DCTERMS.RightsStatement),
        (DCTERMS.language, DCTERMS.LinguisticSystem),
        (DCTERMS.spatial, DCTERMS.Location),
        (DCTERMS.conformsTo, DCTERMS.Standard),
        (DCTERMS["format"], DCTERMS.MediaTypeOrExtent),
        (DCAT.mediaType, DCTERMS.MediaType),
        (DCAT.theme, SKOS.Concept),
        (DCATAP.availability, SKOS.Concept),
        (DCAT.themeTaxonomy, SKOS.ConceptScheme),
        (FOAF.homepage, FOAF.Document),
        (SPDX.algorithm, SPDX.ChecksumAlgorithm),
    ):
        for thing in sorted(set(graph.objects(None, predicate)), key=str):
            yield thing, RDF.type, rdf_class
            if str(thing) in _LABELS:
                naming = DCTERMS.title if rdf_class == SKOS.ConceptScheme else SKOS.prefLabel
                yield from texts(thing, naming, _LABELS[str(thing)])


def _service_iri(iris: Iris, path: str) -> URIRef:
    return URIRef(f"{iris.base}catalog#{path}")
