"""Terms of Oxigraph as terms of rdflib."""

from typing import TYPE_CHECKING, Any

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

if TYPE_CHECKING:
    from rdflib.term import Node


def rdflib_term(term: Any) -> "Node":
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
