"""The namespaces of the graph, and the prefixes under which every publication writes them."""

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, VOID, XSD

from cigref_kg.base.iris import SHAPES, TERMS


class _Terms(Namespace):
    """A namespace that makes each of its terms once."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        setattr(self, name, term)
        return term


CIG = _Terms(TERMS)
CIG_SHAPES = Namespace(f"{SHAPES}#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks the terms of DCAT 3
ESCO = _Terms("http://data.europa.eu/esco/model#")
SCHEMA = Namespace("https://schema.org/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
SSSOM = _Terms("https://w3id.org/sssom/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")

PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "cig": str(CIG),
    "csh": str(CIG_SHAPES),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "esco": str(ESCO),
    "foaf": str(FOAF),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sd": str(SD),
    "semapv": str(SEMAPV),
    "sh": str(SH),
    "skos": str(SKOS),
    "sssom": str(SSSOM),
    "vann": str(VANN),
    "void": str(VOID),
    "xkos": str(XKOS),
    "xsd": str(XSD),
}


def empty_graph() -> Graph:
    """Return a graph that keeps its triples in order and knows the prefixes above."""
    # This store alone keeps triples in the order in which they came.
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph
