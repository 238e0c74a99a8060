"""What a thing of ours corresponds to elsewhere, and why: the mappings to other vocabularies."""

from dataclasses import replace

from cigref_kg.base.model import Text
from cigref_kg.insight.served import Served
from cigref_kg.records.mappings import Mapping, Vocabulary


def counterparts(
    served: Served, iri: str, vocabulary: Vocabulary = Vocabulary.ESCO
) -> list[Mapping]:
    """Return the mappings of a thing, the best first, that say what holds today.

    Each has a target, with the name that it has in the version that holds.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: whose concepts.
    """
    index = served.dataset.mappings
    found = []
    for mapping in index.mappings_of(iri, vocabulary):
        holding = index.subjects_for(mapping.target.iri(served.iris)) if mapping.target else ()
        said = (mapping.subject, mapping.relation)
        found += [
            replace(mapping, target=each.target)
            for each in holding
            if (each.subject, each.relation) == said
        ]
    return found


def nothing_found(served: Served, iri: str, vocabulary: Vocabulary) -> Text:
    """Return why nothing of a vocabulary fits a thing; empty if something does.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: where it was looked for.
    """
    found = served.dataset.mappings.mappings_of(iri, vocabulary)
    return next((mapping.reason for mapping in found if mapping.target is None), Text())
