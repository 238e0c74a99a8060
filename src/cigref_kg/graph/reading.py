"""RDF files of the user's read into one graph."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from cigref_kg.base.errors import InputError, parser_says
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.terms import rdflib_term

EXTENSIONS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".n3": pyoxigraph.RdfFormat.N3,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".xml": pyoxigraph.RdfFormat.RDF_XML,
    ".owl": pyoxigraph.RdfFormat.RDF_XML,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".json": pyoxigraph.RdfFormat.JSON_LD,
}
"""The formats that are read, by the extensions of files."""
_BASE = "urn:standard-input:"
"""What relative IRIs are resolved against that come from no file."""


def read_graph(files: Iterable[Path | bytes]) -> Graph:
    """Read RDF files, in the formats that their extensions name, into one graph.

    Named graphs (TriG, N-Quads) are merged. Nothing is fetched, contexts of JSON-LD included.

    Args:
        files: where they are; bytes are what standard input gave, in TriG, Turtle or N-Triples.

    Raises:
        InputError: if an extension names no RDF format, or a file is not in its format; the
            message names the file, and the line where the parser knows it.
        OSError: if a file cannot be read.
    """
    merged = empty_graph()
    for file in files:
        name = message("graph.standard-input") if isinstance(file, bytes) else str(file)
        syntax = _syntax(file)
        try:
            for quad in _quads(file, syntax):
                subject, predicate = rdflib_term(quad.subject), rdflib_term(quad.predicate)
                merged.add((subject, predicate, rdflib_term(quad.object)))
        except (SyntaxError, ValueError) as error:  # the latter for bytes that are not UTF-8
            reason = parser_reason(error)
            words = message("graph.no-rdf", name=name, syntax=syntax.name, reason=reason)
            raise InputError(words) from error
    return merged


def parser_reason(error: Exception) -> Text:
    """Return what a parser of RDF finds wrong, said better where it speaks of its own parts."""
    if "LoadDocumentCallback" in str(error):
        return message("graph.remote-context")
    return parser_says(error)


def _syntax(file: Path | bytes) -> pyoxigraph.RdfFormat:
    if isinstance(file, bytes):  # Turtle and N-Triples are TriG, too
        return pyoxigraph.RdfFormat.TRIG
    syntax = EXTENSIONS.get(file.suffix.lower())
    if syntax is None:
        known = " ".join(EXTENSIONS)
        raise InputError(message("graph.no-format", file=file, known=known))
    return syntax


def _quads(file: Path | bytes, syntax: pyoxigraph.RdfFormat) -> Iterable[pyoxigraph.Quad]:
    if isinstance(file, bytes):
        return pyoxigraph.parse(file, format=syntax, base_iri=_BASE)
    return pyoxigraph.parse(path=str(file), format=syntax, base_iri=file.resolve().as_uri())
