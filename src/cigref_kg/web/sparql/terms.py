"""What a query may name: the prefixes, terms and things that the editor of queries completes."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from flask import Blueprint, Response
from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from cigref_kg.base.collation import fold, natural_key
from cigref_kg.base.iris import TERMS
from cigref_kg.base.model import LANGUAGES, Language, Text
from cigref_kg.graph.namespaces import CIG, PREFIXES, SD
from cigref_kg.web.documents import requested_language, send_data
from cigref_kg.web.site import current_site
from cigref_kg.web.things.things import label, shorten, term_name
from cigref_kg.web.ui.rendering import best_words

bp = Blueprint("sparql_terms", __name__)

_THINGS = (SKOS.Concept, SKOS.ConceptScheme, CIG.Edition, SD.NamedGraph)
_OTHER_NAMES = (SKOS.altLabel, SKOS.hiddenLabel)
_PREFIXED_NAME = re.compile(r"[a-z]+:[A-Za-z_][\w-]*")
_BETWEEN_WORDS = re.compile(r"[^\w.|/]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a datatype, under one of our prefixes."""

    name: str
    """``cig:JobProfile``."""
    label: str
    kind: str
    """``class``, ``property`` or ``datatype``."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept, an edition or a graph, which a query names by its IRI."""

    iri: str
    code: str
    label: str
    kind: str
    """What its class is called."""
    names: str
    """All its names in both languages, folded, with a space before each word and ``|`` between."""


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """Everything that can be completed in a query."""

    prefixes: Mapping[str, str]
    terms: tuple[Term, ...]
    """The most used first."""
    things: tuple[Thing, ...]


@bp.get("/sparql/terms.json")
def terms_json() -> Response:
    """Answer with what a query may name, with labels in the language of the request."""
    dataset, language = current_site().dataset, requested_language()

    def body() -> bytes:
        content = asdict(query_terms(dataset.union, language))
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    response = send_data(body, "application/json", language)
    response.vary.add("Accept-Language")
    return response


def query_terms(graph: Graph, language: Language) -> QueryTerms:
    """Return what a query over ``graph`` may name.

    Args:
        graph: the dataset with its ontology, and with companies' frameworks if it has any.
        language: of the labels.
    """
    named = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    return QueryTerms(
        {
            prefix: namespace
            for prefix, namespace in PREFIXES.items()
            if any(node.startswith(namespace) for node in named)
        },
        tuple(_terms(graph, language)),
        # What has a code is looked for first.
        tuple(
            sorted(
                _things(graph, language),
                key=lambda thing: (not thing.code, natural_key(thing.code), thing.iri),
            )
        ),
    )


def _terms(graph: Graph, language: Language) -> Iterable[Term]:
    uses: Counter[tuple[str, Node]] = Counter()
    for _, predicate, value in graph:
        uses["property", predicate] += 1
        if predicate == RDF.type:
            uses["class", value] += 1
        elif isinstance(value, Literal) and value.datatype is not None:
            uses["datatype", value.datatype] += 1
    # The ontology has terms that this dataset does not use: those of companies, for one.
    for kind, meta in (
        ("class", OWL.Class),
        ("property", OWL.ObjectProperty),
        ("property", OWL.DatatypeProperty),
    ):
        uses.update({(kind, term): 0 for term in graph.subjects(RDF.type, meta)})
    for (kind, term), _ in sorted(uses.items(), key=lambda item: (-item[1], str(item[0][1]))):
        name = shorten(str(term))
        if _PREFIXED_NAME.fullmatch(name):
            words = best_words(term_name(graph, term), language)
            yield Term(name, "" if words == name else words, kind)


def _things(graph: Graph, language: Language) -> Iterable[Thing]:
    subjects = {subject for kind in _THINGS for subject in graph.subjects(RDF.type, kind)}
    for subject in subjects:
        code = str(next(graph.objects(subject, SKOS.notation), ""))
        words = label(graph, subject)
        yield Thing(
            str(subject),
            code,
            best_words(words, language),
            best_words(_kind(graph, subject), language),
            _folded(code, words, graph, subject),
        )


def _kind(graph: Graph, subject: Node) -> Text:
    """Return what the class of a thing is called, our own class before others."""
    kinds = [kind for kind in graph.objects(subject, RDF.type) if isinstance(kind, URIRef)]
    return term_name(graph, next((kind for kind in kinds if kind.startswith(TERMS)), kinds[0]))


def _folded(code: str, words: Text, graph: Graph, subject: Node) -> str:
    """Return the names of a thing as they are compared with what is typed."""
    names = [code, *(words.get(language) or "" for language in LANGUAGES)]
    names += [str(name) for kind in _OTHER_NAMES for name in graph.objects(subject, kind)]
    folded = (_BETWEEN_WORDS.sub(" ", fold(name)).strip() for name in names)
    # A name that two languages share is looked at once.
    return " " + " | ".join(dict.fromkeys(name for name in folded if name))
