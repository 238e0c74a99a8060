"""The terms and IRIs of ESCO that the import writes and the other commands read.

Source: the ESCO ontology 2.0.0 and the published RDF of the classification. Where that RDF has a
node for a text (``dcterms:description`` of a ``NodeLiteral``), the import writes the text itself:
the CSV files have no IRI for such nodes.
"""

from typing import Final

from pyoxigraph import NamedNode

from cigref_kg.base.messages import message

RESOURCES: Final = "http://data.europa.eu/esco/"
"""What the URI of every ESCO concept begins with."""
MODEL: Final = f"{RESOURCES}model#"
SCHEMES: Final = f"{RESOURCES}concept-scheme/"
ISCO: Final = f"{RESOURCES}isco/C"
"""Followed by the code of an ISCO-08 group, of one to four digits."""

ATTRIBUTION: Final = message("vocabularies.esco-attribution")
"""What the conditions of reuse ask to be said, and that the CSV files became RDF."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"

TYPE: Final = NamedNode(f"{_RDF}type")
LABEL: Final = NamedNode(f"{_RDFS}label")

CONCEPT: Final = NamedNode(f"{_SKOS}Concept")
CONCEPT_SCHEME: Final = NamedNode(f"{_SKOS}ConceptScheme")
PREF_LABEL: Final = NamedNode(f"{_SKOS}prefLabel")
ALT_LABEL: Final = NamedNode(f"{_SKOS}altLabel")
HIDDEN_LABEL: Final = NamedNode(f"{_SKOS}hiddenLabel")
NOTATION: Final = NamedNode(f"{_SKOS}notation")
DEFINITION: Final = NamedNode(f"{_SKOS}definition")
SCOPE_NOTE: Final = NamedNode(f"{_SKOS}scopeNote")
BROADER: Final = NamedNode(f"{_SKOS}broader")
IN_SCHEME: Final = NamedNode(f"{_SKOS}inScheme")
TOP_CONCEPT_OF: Final = NamedNode(f"{_SKOS}topConceptOf")
HAS_TOP_CONCEPT: Final = NamedNode(f"{_SKOS}hasTopConcept")

DESCRIPTION: Final = NamedNode(f"{_DCTERMS}description")
TITLE: Final = NamedNode(f"{_DCTERMS}title")
RIGHTS: Final = NamedNode(f"{_DCTERMS}rights")
LICENSE: Final = NamedNode(f"{_DCTERMS}license")
PUBLISHER: Final = NamedNode(f"{_DCTERMS}publisher")
COMMISSION: Final = NamedNode("http://publications.europa.eu/resource/authority/corporate-body/COM")
CC_BY: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")
VERSION: Final = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
STATUS: Final = NamedNode("http://purl.org/iso25964/skos-thes#status")

OCCUPATION: Final = NamedNode(f"{MODEL}Occupation")
SKILL: Final = NamedNode(f"{MODEL}Skill")
MEMBER_CONCEPT: Final = NamedNode(f"{MODEL}MemberConcept")
MEMBER_OF_ISCO_GROUP: Final = NamedNode(f"{MODEL}memberOfISCOGroup")
SKILL_TYPE: Final = NamedNode(f"{MODEL}skillType")
REUSE_LEVEL: Final = NamedNode(f"{MODEL}skillReuseLevel")
ESSENTIAL_SKILL: Final = NamedNode(f"{MODEL}relatedEssentialSkill")
OPTIONAL_SKILL: Final = NamedNode(f"{MODEL}relatedOptionalSkill")
