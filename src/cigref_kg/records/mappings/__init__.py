"""Mappings to other vocabularies: judgements on meaning, each with its reason, in SSSOM files.

A mapping says that a job profile, a competence or a transversal aspect is the same as, close to,
broader or narrower than, or related to a concept of ESCO, ISCO or ROME, with the version read:
three concepts of ESCO changed their meaning in version 1.2 and kept their URI. The files follow
SSSOM 1.1 (https://w3id.org/sssom/spec): a head in YAML behind ``#``, then tab-separated columns.

>>> [m.target.labels.en for m in read_mappings() if m.path == "mapping/2022/profile/7.4/1"]
['ICT operations manager']
"""

from cigref_kg.records.mappings.fiches import Fiche, read_fiches
from cigref_kg.records.mappings.index import MappingIndex
from cigref_kg.records.mappings.model import (
    Mapping,
    Relation,
    Subject,
    Target,
    accepted,
)
from cigref_kg.records.mappings.reading import NO_TERM_FOUND, read_mappings
from cigref_kg.records.mappings.schemes import SCHEMES, Scheme, SubjectKind, Vocabulary

__all__ = [
    "NO_TERM_FOUND",
    "SCHEMES",
    "Fiche",
    "Mapping",
    "MappingIndex",
    "Relation",
    "Scheme",
    "Subject",
    "SubjectKind",
    "Target",
    "Vocabulary",
    "accepted",
    "read_fiches",
    "read_mappings",
]
