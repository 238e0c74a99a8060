"""The terms of RDF that graphs of vocabularies are written and read with, as Oxigraph has them."""

from pyoxigraph import NamedNode


class Terms:
    """A namespace; its terms are attributes, each made once.

    >>> Terms("http://www.w3.org/2004/02/skos/core#").prefLabel.value
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        term = NamedNode(f"{self._namespace}{name}")
        setattr(self, name, term)
        return term


RDF = Terms("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#")
OWL = Terms("http://www.w3.org/2002/07/owl#")
SKOS = Terms("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Terms("http://purl.org/dc/terms/")
PROV = Terms("http://www.w3.org/ns/prov#")
SCHEMA = Terms("https://schema.org/")
