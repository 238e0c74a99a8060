"""A dataset → its crosswalk."""

from pathlib import Path

from cigref_kg.base.iris import Iris
from cigref_kg.graph.dataset import Dataset
from cigref_kg.vocabularies.crosswalk.concepts import Concept
from cigref_kg.vocabularies.crosswalk.links import Crosswalk
from cigref_kg.vocabularies.crosswalk.official import add_onet, add_rome
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
    stones = stones_of(dataset.mappings.mappings)
    add_onet(stones)
    if rome_table is not None:
        add_rome(stones, rome_table)
    nomenclature = dataset.nomenclature
    for profile in nomenclature.content.profiles:
        stones.labels[Concept("cigref", profile.code)] = profile.names.title
    framework = nomenclature.framework
    for competence in framework.competences:
        stones.labels[Concept("ecf", competence.code)] = competence.names.title
    for aspect in framework.aspects:
        stones.labels[Concept("ecf", aspect.code)] = aspect.names.title
    return Crosswalk(stones)


def page_of(concept: Concept, iris: Iris, year: int, framework: int) -> str | None:
    """Return the address of what a concept is, or ``None`` if its vocabulary gives it none.

    Args:
        concept: of any vocabulary.
        iris: the IRIs under the base in use.
        year: of the edition whose profiles are meant.
        framework: the year of the e-CF.
    """
    code = concept.code
    match concept.vocabulary:
        case "cigref":
            return iris.profile(year, code)
        case "ecf":
            is_aspect = code.startswith("T")
            return iris.aspect(framework, code) if is_aspect else iris.competence(framework, code)
        case "rome":
            return f"{iris.base}id/rome/{f'appellation/{code}' if code.isdecimal() else code}"
        case "isco":
            return f"http://data.europa.eu/esco/isco/C{code}"
        case "onet":
            return f"https://www.onetonline.org/link/summary/{code}"
    return None
