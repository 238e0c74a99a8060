"""Mappings → RDF: the plain relation of SKOS for those that hold, and every judgement as a node.

The node is an ``sssom:Mapping`` with its reason. The concepts that mappings lead to come with their
labels, so that nothing has to be asked of another site; what ESCO says beyond that is in the graph
of ESCO, if the user imports it. So they are no ``skos:Concept`` here: without their scheme
and hierarchy they would not be whole.
"""

from collections.abc import Iterable, Sequence

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language, Text
from cigref_kg.graph.namespaces import CIG, ESCO, SCHEMA, SSSOM
from cigref_kg.graph.terms import Triples, integer, localized, texts
from cigref_kg.records.mappings import (
    NO_TERM_FOUND,
    Mapping,
    Target,
    Vocabulary,
    accepted,
    read_fiches,
)
from cigref_kg.records.mappings.schemes import ROME, moved

_ISCO_GROUP = "http://data.europa.eu/esco/isco/C"
_TYPES = {"occupation": ESCO.Occupation, "skill": ESCO.Skill}
_OF_ROME = frozenset({Vocabulary.ROME, Vocabulary.APPELLATION})
_LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence")
_PUBLISHER = URIRef("https://www.francetravail.fr/")


def mapping_triples(mappings: Sequence[Mapping], iris: Iris) -> Triples:
    """Yield every triple of the graph of mappings."""
    holding = accepted(mappings)
    held = set(map(id, holding))  # to compare them by what they say takes long
    for mapping in mappings:
        if mapping.target is not None and id(mapping) in held:
            subject = URIRef(mapping.subject.iri(iris))
            yield subject, SKOS[mapping.relation], URIRef(mapping.target.iri(iris))
        yield from _judgement(mapping, iris)
    yield from _targets([m for m in holding if m.vocabulary not in _OF_ROME])
    yield from _rome(holding, iris)


def _judgement(mapping: Mapping, iris: Iris) -> Triples:
    node = URIRef(mapping.iri(iris))
    target = mapping.target
    yield node, RDF.type, SSSOM.Mapping
    yield from texts(node, RDFS.label, _label(mapping))
    yield node, SSSOM.subject_id, URIRef(mapping.subject.iri(iris))
    yield node, SSSOM.predicate_id, SKOS[mapping.relation]
    yield node, SSSOM.object_id, URIRef(NO_TERM_FOUND if target is None else target.iri(iris))
    if target is not None:
        yield from texts(node, SSSOM.object_label, target.labels)
    yield node, SSSOM.object_source, URIRef(mapping.source_iri(iris))
    yield node, SSSOM.object_source_version, Literal(mapping.version)
    yield node, SSSOM.confidence, Literal(str(mapping.confidence), datatype=XSD.decimal)
    yield node, SSSOM.mapping_justification, URIRef(mapping.justification)
    yield from texts(node, SSSOM.comment, mapping.reason)
    yield node, SSSOM.author_label, Literal(mapping.author)
    yield node, SSSOM.mapping_date, Literal(mapping.day.isoformat(), datatype=XSD.date)
    yield node, CIG.position, integer(mapping.position)


def _label(mapping: Mapping) -> Text:
    """``6.3 → chief ICT security officer``, in the other language where there is but one."""

    def words(language: Language) -> str:
        labels = message("graph.no-match") if mapping.target is None else mapping.target.labels
        return f"{mapping.subject.code} → {labels.get(language) or labels.en or labels.fr}"

    return Text(**{language: words(language) for language in LANGUAGES})


def _targets(holding: Iterable[Mapping]) -> Triples:
    """Yield the concepts that are mapped to, as the newest version that was read has them."""
    newest: dict[str, tuple[tuple[int, ...], Target]] = {}
    for mapping in holding:
        target = mapping.target
        if target is not None:
            known = newest.get(target.uri)
            if known is None or known[0] < mapping.version_number:
                newest[target.uri] = mapping.version_number, target
    groups: set[str] = set()
    for _, target in newest.values():
        concept = URIRef(target.uri)
        if target.kind in _TYPES:
            yield concept, RDF.type, _TYPES[target.kind]
        yield from texts(concept, SKOS.prefLabel, target.labels)
        if target.notation:
            yield concept, SKOS.notation, Literal(target.notation)
        if target.isco_group:
            groups.add(target.isco_group)
            yield concept, ESCO.memberOfISCOGroup, URIRef(_ISCO_GROUP + target.isco_group)
    for code in sorted(groups):
        if _ISCO_GROUP + code not in newest:
            yield URIRef(_ISCO_GROUP + code), SKOS.notation, Literal(code)


# --- ROME --------------------------------------------------------------------------------------


def _rome(mappings: Iterable[Mapping], iris: Iris) -> Triples:
    """Yield what is said of ROME itself, the fiches that ship and the appellations mapped to."""
    of_rome = [mapping for mapping in mappings if mapping.vocabulary in _OF_ROME]
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
