"""Terms of rdflib: literals made once, and those of Oxigraph as rdflib has them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from cigref_kg.base.model import Text

S = TypeVar("S", bound=Node)
Triple = tuple[URIRef, URIRef, Node]
Triples = Iterator[Triple]

_KEPT = 1 << 15
"""Literals that are kept: rdflib takes long to make one, and the editions share most of theirs."""


@lru_cache(_KEPT)
def localized(words: str, language: str) -> Literal:
    """Return words in a language as a literal."""
    return Literal(words, lang=language)


@lru_cache(_KEPT)
def integer(value: int) -> Literal:
    """Return a whole number as a literal."""
    return Literal(value, datatype=XSD.integer)


def texts(
    subject: S, predicate: URIRef, words: Text | Mapping[str, str]
) -> Iterator[tuple[S, URIRef, Literal]]:
    """Yield a triple for each language that ``words`` has.

    Args:
        subject: of the triples.
        predicate: of the triples.
        words: in each language.
    """
    for language, said in words.items():
        yield subject, predicate, localized(said, language)


def rdflib_term(term: Any) -> Node:
    """Return an IRI, blank node or literal of Oxigraph as rdflib has it.

    >>> import pyoxigraph
    >>> rdflib_term(pyoxigraph.Literal("Métier", language="fr"))
    rdflib.term.Literal('Métier', lang='fr')
    """
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype)
