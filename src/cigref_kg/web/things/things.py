"""The page of anything that has none of its own: its triples, told with labels."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from cigref_kg.base.collation import natural_key
from cigref_kg.base.iris import TERMS
from cigref_kg.base.model import Language, Text
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import PREFIXES
from cigref_kg.web.ui.messages import messages_by_language

_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name)
_SHOWN_ALREADY = {RDF.type, *_LABELS}
_WORDED = {
    f"{TERMS}changedPart": "part",
    f"{TERMS}statedIn": "part",
    f"{TERMS}ratingCompleteness": "completeness",
}
"""Properties whose values are words of the model, and under which key their messages are."""
_GROUPED_FROM = 10_000
"""Smaller numbers, such as years, are written without a separator of thousands."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value to show: words, and where they lead if they name a thing."""

    words: Text
    iri: str | None = None
    notation: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values, or one that leads here from elsewhere."""

    name: Text
    iri: str
    values: list[Value]


def thing(dataset: Dataset, iri: str, language: Language) -> dict[str, object]:
    """Return what the page of a thing shows: its kinds, properties and incoming links.

    Args:
        dataset: what is served.
        iri: of the thing.
        language: of the words.
    """
    graph, subject = dataset.union, URIRef(iri)
    kinds = list(graph.objects(subject, RDF.type))
    return {
        "title": label(graph, subject),
        "kinds": [
            Value(term_name(graph, kind), str(kind))
            for kind in kinds
            if str(kind).startswith(TERMS)
        ]
        or [Value(term_name(graph, kind), str(kind)) for kind in kinds],
        "owner": next(
            (
                Value(label(graph, owner), str(owner), _notation(graph, owner))
                for owner in graph.objects(subject, DCTERMS.isPartOf)
            ),
            None,
        ),
        "properties": _properties(graph, graph.predicate_objects(subject), language),
        "incoming": _properties(
            graph,
            ((predicate, source) for source, predicate in graph.subject_predicates(subject)),
            language,
        ),
    }


def label(graph: Graph, node: Node) -> Text:
    """Return what a node is called in each language; a short form of its IRI for want of a name."""
    if isinstance(node, Literal):
        return Text(fr=str(node), en=str(node))
    for predicate in _LABELS:
        if said := words_of(graph, node, predicate):
            return said
    short = shorten(str(node))
    return Text(fr=short, en=short)


def words_of(graph: Graph, node: Node, predicate: Node) -> Text:
    """Return what a property of a node says; words in no language stand for both.

    Args:
        graph: that says it.
        node: of which it is said.
        predicate: the property.
    """
    found = {
        literal.language: str(literal)
        for literal in graph.objects(node, predicate)
        if isinstance(literal, Literal)
    }
    plain = found.get(None)
    return Text(fr=found.get("fr", plain), en=found.get("en", plain))


def term_name(graph: Graph, predicate: Node) -> Text:
    """Return what a class or property is called: by us if it is a reused one, or by its label."""
    key = f"property.{shorten(str(predicate)).replace(':', '_')}"
    own = {
        language: messages.words.get(key) for language, messages in messages_by_language().items()
    }
    return Text(**own) if any(own.values()) else label(graph, predicate)


def shorten(iri: str) -> str:
    """Return an IRI with one of our prefixes, if one fits: ``skos:broader``."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local and local:
            return f"{prefix}:{local}"
    return iri


def _notation(graph: Graph, node: Node) -> str:
    return str(next(graph.objects(node, SKOS.notation), ""))


def _properties(
    graph: Graph, pairs: Iterable[tuple[Node, Node]], language: Language
) -> list[Property]:
    grouped: dict[Node, list[Node]] = {}
    for predicate, value in pairs:
        if predicate not in _SHOWN_ALREADY:
            grouped.setdefault(predicate, []).append(value)
    return [
        Property(
            term_name(graph, predicate),
            str(predicate),
            _values(graph, str(predicate), values, language),
        )
        for predicate, values in grouped.items()
    ]


def _values(graph: Graph, predicate: str, nodes: list[Node], language: Language) -> list[Value]:
    translated = {node.language for node in nodes if isinstance(node, Literal) and node.language}
    if len(nodes) == len(translated):
        # The same words in several languages are one value.
        by_language = {node.language: str(node) for node in nodes if isinstance(node, Literal)}
        return [Value(Text(fr=by_language.get("fr"), en=by_language.get("en")))]
    if language in translated:
        nodes = [n for n in nodes if not isinstance(n, Literal) or n.language in {None, language}]
    values = [
        Value(term_name(graph, node), str(node), _notation(graph, node))
        if isinstance(node, URIRef)
        else Value(_literal(predicate, node))
        if isinstance(node, Literal)
        else Value(label(graph, node))
        for node in nodes
    ]
    return sorted(values, key=lambda value: natural_key(value.notation or value.iri or ""))


def _literal(predicate: str, literal: Literal) -> Text:
    """Return a value as each language writes it: a word of the model, a date, a number."""
    value, written = literal.toPython(), {}
    for language, messages in messages_by_language().items():
        key = f"{_WORDED.get(predicate, '')}.{str(literal).replace(' ', '_')}"
        if key in messages.words:
            written[language] = messages.words[key]
        elif literal.datatype == XSD.date:
            written[language] = messages.date(value.year, value.month, value.day)
        elif isinstance(value, int) and value >= _GROUPED_FROM:
            written[language] = messages.number(value)
        else:
            written[language] = str(literal)
    return Text(**written)
