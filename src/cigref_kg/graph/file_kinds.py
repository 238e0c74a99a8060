"""The kinds of files that the dataset is published as, told by the end of their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cigref_kg.base.messages import message
from cigref_kg.base.model import Text


class Group(StrEnum):
    """What a file is among the downloads."""

    TABLE = "tables"
    GRAPH = "graphs"
    SCHEME = "schemes"
    MAPPING = "mappings"
    CREDENTIAL = "credentials"
    SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What the files of one kind are, for people and for messages_by_language."""

    group: Group
    media_type: str
    file_type: str
    """The last step of the file type's IRI in the authority table of the European Union."""
    entry: str
    """Under which message it is told."""

    @property
    def about(self) -> Text:
        """What the file holds, for people."""
        return message(f"graph.file-{self.entry}")


_KINDS: Final[Mapping[str, FileKind]] = {
    ".sssom.tsv": FileKind(Group.MAPPING, "text/tab-separated-values", "TSV", "mappings"),
    ".sssom.ttl": FileKind(Group.MAPPING, "text/turtle", "RDF_TURTLE", "mappings"),
    ".skos.ttl": FileKind(Group.SCHEME, "text/turtle", "RDF_TURTLE", "skos"),
    ".xkos.ttl": FileKind(Group.SCHEME, "text/turtle", "RDF_TURTLE", "xkos"),
    "ontology-alignments.ttl": FileKind(Group.SHAPES, "text/turtle", "RDF_TURTLE", "alignments"),
    "shapes-core.ttl": FileKind(Group.SHAPES, "text/turtle", "RDF_TURTLE", "shapes-core"),
    "shapes-sparql.ttl": FileKind(Group.SHAPES, "text/turtle", "RDF_TURTLE", "shapes-sparql"),
    "csv-metadata.json": FileKind(Group.GRAPH, "application/csvm+json", "JSON", "csvw"),
    "datapackage.json": FileKind(Group.GRAPH, "application/json", "JSON", "datapackage"),
    "open-badges-alignments.json": FileKind(Group.CREDENTIAL, "application/json", "JSON", "badges"),
    "elm-learning-outcomes.jsonld": FileKind(
        Group.CREDENTIAL, "application/ld+json", "JSON_LD", "elm"
    ),
    ".csv": FileKind(Group.TABLE, "text/csv", "CSV", "csv"),
    ".ttl": FileKind(Group.GRAPH, "text/turtle", "RDF_TURTLE", "whole"),
    ".jsonld": FileKind(Group.GRAPH, "application/ld+json", "JSON_LD", "whole"),
    ".nt": FileKind(Group.GRAPH, "application/n-triples", "RDF_N_TRIPLES", "whole"),
    ".nq": FileKind(Group.GRAPH, "application/n-quads", "RDF_N_QUADS", "whole"),
    ".rdf": FileKind(Group.GRAPH, "application/rdf+xml", "RDF_XML", "whole"),
}


def kind_of(name: str) -> FileKind:
    """Return what a published file is, by the longest end of its name that is known.

    >>> kind_of("profiles-esco.sssom.tsv").media_type
    'text/tab-separated-values'

    Raises:
        KeyError: if nothing is known that it ends with.
    """
    ends = [end for end in _KINDS if name.endswith(end)]
    if not ends:
        raise KeyError(name)
    return _KINDS[max(ends, key=len)]
