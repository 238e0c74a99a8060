"""What a web server must know to publish the copy, whatever its configuration looks like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cigref_kg.base.iris import LICENCE
from cigref_kg.base.model import LANGUAGES
from cigref_kg.export.naming import language_mark
from cigref_kg.graph.metadata import N_QUADS_MEDIA_TYPE
from cigref_kg.publish.spreadsheets import MEDIA_TYPE as XLSX_MEDIA_TYPE
from cigref_kg.web.http.formats import DOCUMENT_TYPES
from cigref_kg.web.pages.changes_feed import MEDIA_TYPE as ATOM_MEDIA_TYPE

MEDIA_TYPES: Mapping[str, str] = {
    **DOCUMENT_TYPES,
    "nq": N_QUADS_MEDIA_TYPE,
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": XLSX_MEDIA_TYPE,
    "xml": "application/xml",
    "rq": "application/sparql-query",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "atom": ATOM_MEDIA_TYPE,
    "png": "image/png",
}
"""The media type of each kind of file in the copy, by extension."""
TEXT_EXTENSIONS = tuple(extension for extension in MEDIA_TYPES if extension not in {"xlsx", "png"})
RDF_EXTENSIONS = tuple(extension for extension in DOCUMENT_TYPES if extension != "html")

SAFE = "[A-Za-z0-9._/-]+"
"""What a path may hold where it comes back in a header: nothing that could end the header."""
NEGOTIATED = "doc/[^?]+|graph/[^?]+|ontology(?:/[^?]+)?|dataset|shapes"
"""The paths of documents, which come in several formats; without the slash before them."""

DESCRIPTIONS = ("catalog", ".well-known/void")
"""The paths of documents that come in RDF alone: Turtle first, the page of the dataset as HTML."""
DESCRIPTION_DEFAULT = "ttl"


_ENDINGS = "|".join(re.escape(f".{extension}") for extension in DOCUMENT_TYPES)
_MARKS = "|".join(re.escape(mark) for mark in map(language_mark, LANGUAGES) if mark)
ABOUT = rf"{SAFE.replace('+', '+?')}(?=(?:{_MARKS})?(?:{_ENDINGS})?$)"
"""In the path of a document, after ``doc/``: the path of the thing that it is about."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What does not lie in the files: where they are published, headers, redirects."""

    base: str
    """The IRI below which the dataset's things stand."""
    root: str
    """The address at which the copy is published, ending with a slash."""
    headers: Mapping[str, str]
    """What every answer carries."""
    redirects: Sequence[tuple[str, str]]
    """Short addresses, as a regular expression for the path after the root, and where each leads:
    a path after the root, with ``$1`` for what the expression's group holds."""

    @property
    def prefix(self) -> str:
        """The path of the root, with a slash at both ends."""
        return urlsplit(self.root).path or "/"

    def links(self, about: str) -> str:
        """Return the ``Link`` header of a document about a thing.

        Args:
            about: what a server writes for the path of the thing, after ``id/``.
        """
        thing = f"<{self.base}id/{about}>"
        links = [f'{thing}; rel="{kind}"' for kind in ("canonical", "describes", "cite-as")]
        return ", ".join([*links, f'<{LICENCE}>; rel="license"'])
