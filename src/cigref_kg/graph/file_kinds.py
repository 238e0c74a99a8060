"""The kinds of files that the dataset is published as, told by the end of their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
    about: Text


_WHOLE = Text(
    fr="Le jeu de données entier : ontologie, nomenclature, correspondances",
    en="The whole dataset: ontology, nomenclature, mappings",
)
_MAPPINGS = Text(
    fr="Correspondances avec un autre vocabulaire, chacune avec sa raison (SSSOM)",
    en="Mappings to another vocabulary, each with its reason (SSSOM)",
)

_KINDS: Final[Mapping[str, FileKind]] = {
    ".sssom.tsv": FileKind(Group.MAPPING, "text/tab-separated-values", "TSV", _MAPPINGS),
    ".sssom.ttl": FileKind(Group.MAPPING, "text/turtle", "RDF_TURTLE", _MAPPINGS),
    ".skos.ttl": FileKind(
        Group.SCHEME,
        "text/turtle",
        "RDF_TURTLE",
        Text(
            fr="Un schéma de concepts, en SKOS et rien d’autre",
            en="A concept scheme, in SKOS and nothing else",
        ),
    ),
    ".xkos.ttl": FileKind(
        Group.SCHEME,
        "text/turtle",
        "RDF_TURTLE",
        Text(
            fr="Les niveaux des schémas de concepts (XKOS)",
            en="The levels of the concept schemes (XKOS)",
        ),
    ),
    "ontology-alignments.ttl": FileKind(
        Group.SHAPES,
        "text/turtle",
        "RDF_TURTLE",
        Text(
            fr="Axiomes qui relient le vocabulaire à schema.org, PROV, DCTERMS et ESCO",
            en="Axioms that align the vocabulary with schema.org, PROV, DCTERMS and ESCO",
        ),
    ),
    "shapes-core.ttl": FileKind(
        Group.SHAPES,
        "text/turtle",
        "RDF_TURTLE",
        Text(
            fr="Règles de validation en SHACL Core, pour tout moteur",
            en="Validation rules in SHACL Core, for any engine",
        ),
    ),
    "shapes-sparql.ttl": FileKind(
        Group.SHAPES,
        "text/turtle",
        "RDF_TURTLE",
        Text(
            fr="Règles de validation en SHACL-SPARQL, sur l’ensemble du graphe",
            en="Validation rules in SHACL-SPARQL, over the whole graph",
        ),
    ),
    "csv-metadata.json": FileKind(
        Group.GRAPH,
        "application/csvm+json",
        "JSON",
        Text(
            fr="Ce que sont les tables et leurs colonnes (CSV on the Web)",
            en="What the tables and their columns are (CSV on the Web)",
        ),
    ),
    "datapackage.json": FileKind(
        Group.GRAPH,
        "application/json",
        "JSON",
        Text(
            fr="Les tables comme paquet de données, les codes étant du texte (Frictionless)",
            en="The tables as a data package, codes being text (Frictionless)",
        ),
    ),
    "open-badges-alignments.json": FileKind(
        Group.CREDENTIAL,
        "application/json",
        "JSON",
        Text(
            fr="Les compétences à un niveau, comme alignements d’Open Badges 3.0",
            en="The competences at levels, as alignments of Open Badges 3.0",
        ),
    ),
    "elm-learning-outcomes.jsonld": FileKind(
        Group.CREDENTIAL,
        "application/ld+json",
        "JSON_LD",
        Text(
            fr="Les compétences à un niveau, comme acquis d’apprentissage (ELM, Europass)",
            en="The competences at levels, as learning outcomes (ELM, Europass)",
        ),
    ),
    ".csv": FileKind(
        Group.TABLE,
        "text/csv",
        "CSV",
        Text(
            fr="Une table du jeu de données, en UTF-8, décrite par csv-metadata.json",
            en="A table of the dataset, in UTF-8, described by csv-metadata.json",
        ),
    ),
    ".ttl": FileKind(Group.GRAPH, "text/turtle", "RDF_TURTLE", _WHOLE),
    ".jsonld": FileKind(Group.GRAPH, "application/ld+json", "JSON_LD", _WHOLE),
    ".nt": FileKind(Group.GRAPH, "application/n-triples", "RDF_N_TRIPLES", _WHOLE),
    ".nq": FileKind(Group.GRAPH, "application/n-quads", "RDF_N_QUADS", _WHOLE),
    ".rdf": FileKind(Group.GRAPH, "application/rdf+xml", "RDF_XML", _WHOLE),
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
