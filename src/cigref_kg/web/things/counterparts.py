"""What a thing of ours corresponds to elsewhere, and why: the mappings to other vocabularies."""

from cigref_kg.base.model import Text
from cigref_kg.insight.served import Served
from cigref_kg.records.mappings import Mapping, Vocabulary


def counterparts(
    served: Served, iri: str, vocabulary: Vocabulary = Vocabulary.ESCO
) -> list[Mapping]:
    """Return the mappings of a thing that hold today, the best first; all have a target.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: whose concepts.
    """
    index = served.dataset.mappings
    return [
        mapping
        for mapping in index.mappings_of(iri, vocabulary)
        if mapping.target and mapping in index.subjects_for(mapping.target.iri(served.iris))
    ]


def nothing_found(served: Served, iri: str, vocabulary: Vocabulary) -> Text:
    """Return why nothing of a vocabulary fits a thing; empty if something does.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: where it was looked for.
    """
    found = served.dataset.mappings.mappings_of(iri, vocabulary)
    return next((mapping.reason for mapping in found if mapping.target is None), Text())
