"""What ships of ROME → RDF: fiches and appellations that mappings touch, and whose they are.

As with ESCO, they are no ``skos:Concept`` here: without their hierarchy they would not be whole.
"""

from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.graph.namespaces import SCHEMA
from cigref_kg.graph.terms import Triples, localized, texts
from cigref_kg.records.mappings import Mapping, Target, Vocabulary, read_fiches
from cigref_kg.records.mappings.schemes import ROME, moved

OF_ROME = frozenset({Vocabulary.ROME, Vocabulary.APPELLATION})
_LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence")
_PUBLISHER = URIRef("https://www.francetravail.fr/")


def rome_triples(mappings: Iterable[Mapping], iris: Iris) -> Triples:
    """Yield what is said of ROME itself, the fiches that ship and the appellations mapped to.

    Args:
        mappings: the judgements that hold; nothing is said if none is of ROME.
        iris: the IRIs under the dataset's base.
    """
    of_rome = [mapping for mapping in mappings if mapping.vocabulary in OF_ROME]
    if not of_rome:
        return
    scheme = URIRef(moved(ROME, iris))
    version = max(of_rome, key=lambda mapping: mapping.version_number).version
    names = URIRef(f"{scheme}/appellation")
    for node, title in ((scheme, "graph.rome"), (names, "graph.rome-appellations")):
        yield from texts(node, RDFS.label, message(title))
        yield from texts(node, DCTERMS.rights, message("graph.rome-rights", version=version))
        yield node, DCTERMS.publisher, _PUBLISHER
        yield node, DCTERMS.license, _LICENCE
        yield node, OWL.versionInfo, Literal(version)
    yield from _fiches(scheme)
    for target in {m.target.uri: m.target for m in of_rome if m.target and m.target.fiche}.values():
        yield from _appellation(scheme, target, iris)


def _fiches(scheme: URIRef) -> Triples:
    for fiche in read_fiches().values():
        node = URIRef(f"{scheme}/{fiche.code}")
        yield node, RDF.type, SCHEMA.Occupation
        yield node, SKOS.prefLabel, localized(fiche.label, "fr")
        yield node, SKOS.notation, Literal(fiche.code)
        yield node, DCTERMS.isPartOf, scheme
        for code in fiche.mobilities:
            yield node, SKOS.related, URIRef(f"{scheme}/{code}")


def _appellation(scheme: URIRef, target: Target, iris: Iris) -> Triples:
    node = URIRef(target.iri(iris))
    yield node, RDF.type, SCHEMA.DefinedTerm
    yield node, SKOS.prefLabel, localized(target.labels.fr, "fr")
    yield node, SKOS.notation, Literal(target.uri.rpartition("/")[2])
    yield node, DCTERMS.isPartOf, URIRef(f"{scheme}/{target.fiche}")
