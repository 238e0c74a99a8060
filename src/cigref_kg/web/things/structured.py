"""What search engines are told of a page: its thing in the terms of schema.org."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from cigref_kg.base.model import Language
from cigref_kg.insight.served import Served
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
    kind: str, served: Served, codes: tuple[str, ...], language: Language
) -> Markup | None:
    """Return the JSON-LD of a page, ready for its ``script`` element.

    Args:
        kind: the kind of thing: a template's name without extension.
        served: what holds the thing.
        codes: what names the thing: the year and codes of its IRI.
        language: of the page.

    Returns:
        ``None`` for a kind that schema.org has no word for.
    """
    describe = _DESCRIBERS.get(kind)
    if describe is None:
        return None
    return Markup(written(describe(served, codes, language)))  # noqa: S704  (no "<" is left)


def _of_profile(served: Served, codes: tuple[str, ...], language: Language) -> Description:
    return occupation(served, served.content.profile[codes[1]], language)


def _of_competence(served: Served, codes: tuple[str, ...], language: Language) -> Description:
    return competence_term(served, served.framework.competence[codes[1]], language)


def _of_level(served: Served, codes: tuple[str, ...], language: Language) -> Description:
    at_level = served.framework.at_level[codes[1], int(codes[2])]
    return level_term(served, at_level, language)


def _of_aspect(served: Served, codes: tuple[str, ...], language: Language) -> Description:
    return aspect_term(served, served.framework.aspect[codes[1]], language)


def _of_framework(served: Served, _: tuple[str, ...], language: Language) -> Description:
    return framework_term_set(served, language)


def _of_edition(served: Served, codes: tuple[str, ...], language: Language) -> Description:
    editions = served.published.editions
    shown = next(edition for edition in editions if edition.year == int(codes[0]))
    return edition_term_set(served, shown, language)


def _of_dataset(served: Served, _: tuple[str, ...], language: Language) -> Description:
    return dataset_description(served, language)


_DESCRIBERS: Mapping[str, Callable[[Served, tuple[str, ...], Language], Description]] = {
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
