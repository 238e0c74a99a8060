"""The terms and IRIs of ESCO that the import writes and the other commands read.

Source: the ESCO ontology 2.0.0 and the published RDF of the classification. Where that RDF has a
node for a text (``dcterms:description`` of a ``NodeLiteral``), the import writes the text itself:
the CSV files have no IRI for such nodes.
"""

from typing import Final

from pyoxigraph import NamedNode

from cigref_kg.base.messages import message
from cigref_kg.vocabularies.terms import Terms

RESOURCES: Final = "http://data.europa.eu/esco/"
"""What the URI of every ESCO concept begins with."""
MODEL: Final = Terms(f"{RESOURCES}model#")
WRITTEN: Final = frozenset(
    "Occupation Skill MemberConcept memberOfISCOGroup skillType skillReuseLevel"
    " relatedEssentialSkill relatedOptionalSkill".split()
)
"""The terms of its model that an import writes."""
SCHEMES: Final = f"{RESOURCES}concept-scheme/"
ISCO: Final = f"{RESOURCES}isco/C"
"""Followed by the code of an ISCO-08 group, of one to four digits."""

ATTRIBUTION: Final = message("vocabularies.esco-attribution")
"""What the conditions of reuse ask to be said, and that the CSV files became RDF."""

COMMISSION: Final = NamedNode("http://publications.europa.eu/resource/authority/corporate-body/COM")
CC_BY: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")
STATUS: Final = NamedNode("http://purl.org/iso25964/skos-thes#status")
