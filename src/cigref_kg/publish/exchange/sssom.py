"""The mappings as SSSOM: the tables as they are read, and the same as RDF.

The tables are published byte by byte under the standard base; under another one their prefixes are
those of that base. In RDF each mapping is the ``owl:Axiom`` that the SSSOM schema makes of it
(https://mapping-commons.github.io/sssom/), named by the IRI of our own node of that mapping.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, XSD
from rdflib.term import Node

from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.locations import MAPPINGS
from cigref_kg.graph.namespaces import SSSOM, empty_graph
from cigref_kg.graph.serialization import serialize
from cigref_kg.records.mappings import NO_TERM_FOUND, read_mappings
from cigref_kg.records.mappings import Mapping as Judgement
from cigref_kg.records.mappings.reading import SUFFIX, read_table
from cigref_kg.records.mappings.schemes import moved

_SKOS = "http://www.w3.org/2004/02/skos/core#"

Triples = Iterator[tuple[Node, Node, Node]]


def sssom_files(iris: Iris) -> dict[str, bytes]:
    """Return the mapping sets, by file name: each as TSV and as Turtle."""
    files: dict[str, bytes] = {}
    by_file = _by_file()
    for file in sorted(MAPPINGS.glob(f"*{SUFFIX}")):
        files[file.name] = _rebased(file, iris)
        stem = file.name.removesuffix(".tsv")
        graph = _graph(file, by_file[file.name], iris)
        files[f"{stem}.ttl"] = serialize(graph, "ttl", iris.base)
    return files


def _by_file() -> Mapping[str, list[Judgement]]:
    """Return the mappings of each file, in the order of its rows."""
    judged = iter(read_mappings())
    return {
        file.name: [next(judged) for _ in read_table(file)[1]]
        for file in sorted(MAPPINGS.glob(f"*{SUFFIX}"))
    }


def _rebased(file: Path, iris: Iris) -> bytes:
    return _under_base(file.read_text(encoding="utf-8"), iris).encode()


def _under_base(text: str, iris: Iris) -> str:
    """Return a text whose IRIs of things stand under the base; those of terms never move."""
    for part in ("id/", "download/"):
        text = text.replace(f"{DEFAULT_BASE}{part}", f"{iris.base}{part}")
    return text


def _graph(file: Path, judged: list[Judgement], iris: Iris) -> Graph:
    head, rows = read_table(file)
    graph = empty_graph()
    for prefix, namespace in head["curie_map"].items():
        graph.bind(prefix, _under_base(namespace, iris), override=True, replace=True)
    mapping_set = URIRef(iris.download(file.name))
    graph.add((mapping_set, RDF.type, SSSOM.MappingSet))
    for predicate, slot in (
        (DCTERMS.title, "mapping_set_title"),
        (DCTERMS.description, "mapping_set_description"),
        (OWL.versionInfo, "mapping_set_version"),
    ):
        graph.add((mapping_set, predicate, Literal(str(head[slot]).strip())))
    graph.add((mapping_set, DCTERMS.license, URIRef(head["license"])))
    for creator in head["creator_label"]:
        graph.add((mapping_set, SSSOM.creator_label, Literal(creator)))
    for judgement in judged:
        graph.add((mapping_set, SSSOM.mappings, URIRef(judgement.iri(iris))))
    for judgement, (_, cells) in zip(judged, rows, strict=True):
        graph += _axiom(judgement, cells["subject_label"], iris)
    return graph


def _axiom(judgement: Judgement, subject_label: str, iris: Iris) -> Triples:
    node, target = URIRef(judgement.iri(iris)), judgement.target
    yield node, RDF.type, OWL.Axiom
    yield node, OWL.annotatedSource, URIRef(judgement.subject.iri(iris))
    yield node, OWL.annotatedProperty, URIRef(f"{_SKOS}{judgement.relation}")
    yield node, OWL.annotatedTarget, URIRef(moved(target.uri, iris) if target else NO_TERM_FOUND)
    yield node, SSSOM.subject_label, Literal(subject_label)
    if target and target.labels.en:
        yield node, SSSOM.object_label, Literal(target.labels.en)
    yield node, SSSOM.object_source, URIRef(moved(judgement.source, iris))
    yield node, SSSOM.object_source_version, Literal(judgement.version)
    yield node, SSSOM.mapping_justification, URIRef(judgement.justification)
    yield node, SSSOM.confidence, Literal(str(judgement.confidence), datatype=XSD.double)
    yield node, SSSOM.author_label, Literal(judgement.author)
    yield node, DCTERMS.created, Literal(judgement.day.isoformat(), datatype=XSD.date)
    yield node, RDFS.comment, Literal(judgement.reason.en)
