"""The formats of answers, by media type, the preferred ones first.

A generic media type is honoured too, since many clients ask for nothing else; the answer is then
labelled as asked.
"""

from collections.abc import Mapping

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""Formats of SELECT and ASK (SPARQL 1.1 Query Results JSON, XML, CSV and TSV)."""

GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""Formats of CONSTRUCT and DESCRIBE."""

MAIN_RESULTS = tuple(list(RESULTS)[:4])
"""The results' own media types, without the generic ones."""
MAIN_GRAPHS = tuple(list(GRAPHS)[:6])
"""The graphs' own media types, without the generic ones."""

_TEXT_WITHOUT_OWN_CHARSET = {"text/csv", "text/tab-separated-values", "text/turtle", "text/xml"}


def content_type(media_type: str) -> str:
    """Return the ``Content-Type`` for a media type: all are UTF-8, text says so."""
    if media_type in _TEXT_WITHOUT_OWN_CHARSET:
        return f"{media_type}; charset=utf-8"
    return media_type
