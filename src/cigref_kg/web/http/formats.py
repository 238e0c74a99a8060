"""The formats of documents: the extension of each, its media type, and the choice between them."""

from collections.abc import Mapping

from cigref_kg.graph.serialization import MEDIA_TYPES
from cigref_kg.web.http.negotiation import negotiate

HTML = "html"
DOCUMENT_TYPES: Mapping[str, str] = {HTML: "text/html", **MEDIA_TYPES}
"""The media type of each format of a document, by its extension."""
FORMAT_NAMES: Mapping[str, str] = {
    "html": "HTML",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
}

ALSO_ASKED_FOR = {"application/json": "jsonld", "text/plain": "nt"}
"""Media types by which clients ask for a format that has another one."""


def choose_format(accept: str | None) -> str | None:
    """Return the extension of the format that a client prefers, HTML if it does not care.

    Returns:
        A key of ``DOCUMENT_TYPES``, or ``None`` if the client accepts none of them.
    """
    extensions = {media_type: extension for extension, media_type in DOCUMENT_TYPES.items()}
    extensions |= ALSO_ASKED_FOR
    chosen = negotiate(accept, list(extensions), DOCUMENT_TYPES[HTML])
    return None if chosen is None else extensions[chosen]


def split_extension(path: str) -> tuple[str, str] | None:
    """Split a path that ends in the extension of a format.

    Any other dot belongs to a code.

    >>> split_extension("2022/profile/6.3.ttl")
    ('2022/profile/6.3', 'ttl')
    >>> split_extension("2022/profile/6.3") is None
    True
    """
    stem, dot, extension = path.rpartition(".")
    return (stem, extension) if dot and stem and extension in DOCUMENT_TYPES else None
