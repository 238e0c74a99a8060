"""What search engines are told of a page: its thing in the terms of schema.org."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from cigref_kg.base.model import Edition, Language
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


def _edition(served: Served, year: str) -> Edition:
    return next(each for each in served.published.editions if each.year == int(year))


_DESCRIBERS: Mapping[str, Callable[[Served, tuple[str, ...], Language], Description]] = {
    "profile": lambda served, codes, language: occupation(
        served, served.content.profile[codes[1]], language
    ),
    "competence": lambda served, codes, language: competence_term(
        served, served.framework.competence[codes[1]], language
    ),
    "at_level": lambda served, codes, language: level_term(
        served, served.framework.at_level[codes[1], int(codes[2])], language
    ),
    "aspect": lambda served, codes, language: aspect_term(
        served, served.framework.aspect[codes[1]], language
    ),
    "framework": lambda served, _, language: framework_term_set(served, language),
    "edition": lambda served, codes, language: edition_term_set(
        served, _edition(served, codes[0]), language
    ),
    **dict.fromkeys(
        ("start", "dataset", "download"),
        lambda served, _, language: dataset_description(served, language),
    ),
}
