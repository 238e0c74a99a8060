"""RDF files of the user's read into one graph."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from cigref_kg.base.errors import InputError
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.graph.terms import rdflib_term

_FORMATS = {
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


def read_graph(files: Iterable[Path]) -> Graph:
    """Read RDF files, in the formats that their extensions name, into one graph.

    Named graphs (TriG, N-Quads) are merged. Nothing is fetched, contexts of JSON-LD included.

    Raises:
        InputError: if an extension names no RDF format, or a file is not in its format; the
            message names the file, and the line where the parser knows it.
        OSError: if a file cannot be read.
    """
    merged = empty_graph()
    for file in files:
        syntax = _FORMATS.get(file.suffix.lower())
        if syntax is None:
            known = " ".join(_FORMATS)
            raise InputError(f"{file}: the extension names no RDF format ({known})")
        try:
            for quad in pyoxigraph.parse(
                path=str(file), format=syntax, base_iri=file.resolve().as_uri()
            ):
                merged.add(
                    (
                        rdflib_term(quad.subject),
                        rdflib_term(quad.predicate),
                        rdflib_term(quad.object),
                    )
                )
        except (SyntaxError, ValueError) as error:  # the latter for bytes that are not UTF-8
            reason = getattr(error, "msg", None) or error
            raise InputError(f"{file}: is not valid {syntax.name}: {reason}") from error
    return merged
