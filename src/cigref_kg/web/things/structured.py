"""What search engines are told of a page: its thing in the terms of schema.org."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from cigref_kg.base.model import Language
from cigref_kg.graph.dataset import Dataset
from cigref_kg.publish.schema_org import (
    aspect_term,
    competence_term,
    dataset_description,
    edition_term_set,
    framework_term_set,
    level_term,
    occupation,
    written,
)

Description = Mapping[str, object]


def structured_data(
    kind: str, dataset: Dataset, codes: tuple[str, ...], language: Language
) -> Markup | None:
    """Return the JSON-LD of a page, ready for its ``script`` element.

    Args:
        kind: the kind of thing: a template's name without extension.
        dataset: what holds the thing.
        codes: what names the thing: the year and codes of its IRI.
        language: of the page.

    Returns:
        ``None`` for a kind that schema.org has no word for.
    """
    describe = _DESCRIBERS.get(kind)
    if describe is None:
        return None
    return Markup(written(describe(dataset, codes, language)))  # noqa: S704  (no "<" is left)


def _of_profile(dataset: Dataset, codes: tuple[str, ...], language: Language) -> Description:
    return occupation(dataset, dataset.nomenclature.content.profile[codes[1]], language)


def _of_competence(dataset: Dataset, codes: tuple[str, ...], language: Language) -> Description:
    return competence_term(dataset, dataset.nomenclature.framework.competence[codes[1]], language)


def _of_level(dataset: Dataset, codes: tuple[str, ...], language: Language) -> Description:
    at_level = dataset.nomenclature.framework.at_level[codes[1], int(codes[2])]
    return level_term(dataset, at_level, language)


def _of_aspect(dataset: Dataset, codes: tuple[str, ...], language: Language) -> Description:
    return aspect_term(dataset, dataset.nomenclature.framework.aspect[codes[1]], language)


def _of_framework(dataset: Dataset, _: tuple[str, ...], language: Language) -> Description:
    return framework_term_set(dataset, language)


def _of_edition(dataset: Dataset, codes: tuple[str, ...], language: Language) -> Description:
    editions = dataset.nomenclature.editions
    shown = next(edition for edition in editions if edition.year == int(codes[0]))
    return edition_term_set(dataset, shown, language)


def _of_dataset(dataset: Dataset, _: tuple[str, ...], language: Language) -> Description:
    return dataset_description(dataset, language)


_DESCRIBERS: Mapping[str, Callable[[Dataset, tuple[str, ...], Language], Description]] = {
    "profile": _of_profile,
    "competence": _of_competence,
    "at_level": _of_level,
    "aspect": _of_aspect,
    "framework": _of_framework,
    "edition": _of_edition,
    "start": _of_dataset,
    "dataset": _of_dataset,
    "download": _of_dataset,
}
