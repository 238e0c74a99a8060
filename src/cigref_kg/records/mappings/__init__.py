"""Mappings to ESCO: judgements on meaning, each with its reason, read from SSSOM files.

A mapping says that a job profile, a competence or a transversal aspect is the same as, close to,
broader or narrower than, or related to a concept of ESCO, with the version of ESCO that was read:
three of its concepts changed their meaning in version 1.2 and kept their URI. The files follow
SSSOM 1.1 (https://w3id.org/sssom/spec): a head in YAML behind ``#``, then tab-separated columns.

>>> [mapping.target.labels.en for mapping in read_mappings() if mapping.subject.code == "7.4"]
['ICT operations manager']
"""

from cigref_kg.records.mappings.index import MappingIndex
from cigref_kg.records.mappings.model import (
    Mapping,
    Relation,
    Subject,
    SubjectKind,
    Target,
    accepted,
)
from cigref_kg.records.mappings.reading import NO_TERM_FOUND, read_mappings

__all__ = [
    "NO_TERM_FOUND",
    "Mapping",
    "MappingIndex",
    "Relation",
    "Subject",
    "SubjectKind",
    "Target",
    "accepted",
    "read_mappings",
]
