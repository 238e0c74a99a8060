"""What search engines are told of a page: its thing in the terms of schema.org."""

from collections.abc import Callable, Mapping
from typing import Any

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


def structured_data(kind: str, served: Served, thing: Any, language: Language) -> Markup | None:
    """Return the JSON-LD of a page, ready for its ``script`` element.

    Args:
        kind: the kind of thing: a template's name without extension.
        served: what holds the thing.
        thing: what the page is about, if that is no whole dataset or framework.
        language: of the page.

    Returns:
        ``None`` for a kind that schema.org has no word for.
    """
    describe = _DESCRIBERS.get(kind)
    if describe is None:
        return None
    return Markup(written(describe(served, thing, language)))  # noqa: S704  (no "<" is left)


def _as_published(served: Served, edition: Edition) -> Edition:
    """Return an edition without what is companies' own, which is no term of it."""
    return next(each for each in served.published.editions if each.year == edition.year)


_DESCRIBERS: Mapping[str, Callable[[Served, Any, Language], Mapping[str, object]]] = {
    "profile": occupation,
    "competence": competence_term,
    "at_level": level_term,
    "aspect": aspect_term,
    "edition": lambda served, edition, language: edition_term_set(
        served, _as_published(served, edition), language
    ),
    "framework": lambda served, _, language: framework_term_set(served, language),
    **dict.fromkeys(
        ("start", "dataset", "download"),
        lambda served, _, language: dataset_description(served, language),
    ),
}
