"""A dataset → its crosswalk."""

from pathlib import Path

from cigref_kg.graph.dataset import Dataset
from cigref_kg.vocabularies.crosswalk.concepts import Concept
from cigref_kg.vocabularies.crosswalk.links import Crosswalk
from cigref_kg.vocabularies.crosswalk.official import add_onet, add_rome, label_groups
from cigref_kg.vocabularies.crosswalk.steps import stones_of


def crosswalk_of(dataset: Dataset, rome_table: Path | None = None) -> Crosswalk:
    """Return the crosswalk over our mappings, with the names of our own things.

    Args:
        dataset: whose mappings and names.
        rome_table: the user's copy of the official table between ESCO and ROME, to walk it too.

    Raises:
        DataError: if a table is wrong.
        OSError: if ``rome_table`` cannot be read.
    """
    stones = stones_of(dataset.mappings.mappings, dataset.iris)
    add_onet(stones)
    label_groups(stones)
    if rome_table is not None:
        add_rome(stones, rome_table)
    nomenclature = dataset.nomenclature
    others = (edition.content for edition in nomenclature.editions if edition.content)
    for content in (nomenclature.content, *others):
        for profile in content.profiles:
            stones.labels.setdefault(Concept("cigref", profile.code), profile.names.title)
    framework = nomenclature.framework
    for competence in framework.competences:
        stones.labels[Concept("ecf", competence.code)] = competence.names.title
    for aspect in framework.aspects:
        stones.labels[Concept("ecf", aspect.code)] = aspect.names.title
    return Crosswalk(stones)
