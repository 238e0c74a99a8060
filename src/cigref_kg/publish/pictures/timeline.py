"""The editions of the nomenclature in time, with the families and profiles that are told of."""

from collections.abc import Callable, Sequence
from functools import partial

from markupsafe import Markup

from cigref_kg.base.messages import message
from cigref_kg.base.model import Edition, Language
from cigref_kg.publish.pictures.drawing import drawn

_YEAR = 33
"""The width of a year."""
_MARGIN = 40  # user units
_SQUARE = 15  # user units: the mark of a kind of change
_BASE = 206
"""Where the axis lies."""
_HEIGHT = 268  # user units


def timeline_picture(
    editions: Sequence[Edition],
    language: Language,
    *,
    href: Callable[[Edition], str] | None = None,
) -> Markup:
    """Draw the editions on an axis of years, with a square for each family that is told of.

    Args:
        editions: in order of publication, one at least.
        language: of the words.
        href: gives the address of an edition's page, to which its year then links.
    """
    first, last = editions[0].year, editions[-1].year
    return drawn(
        "timeline",
        (2 * _MARGIN + (last - first) * _YEAR, _HEIGHT),
        message("publish.timeline", first=first, last=last).localized(language),
        " ".join(f"{_told(edition, language)}." for edition in editions),
        language,
        has_links=href is not None,
        margin=_MARGIN,
        base=_BASE,
        square=_SQUARE,
        said=partial(_said, language),
        editions=[
            (
                edition,
                _MARGIN + (edition.year - first) * _YEAR,
                href(edition) if href else None,
                edition.family_count,
            )
            for edition in editions
        ],
    )


def _told(edition: Edition, language: Language) -> str:
    counts = (("families", edition.family_count), ("profiles", edition.profile_count))
    facts = [_said(language, told, count=count) for told, count in counts if count]
    if not edition.family_count:
        facts.append(_said(language, "not-told"))
    if edition.framework:
        facts.append(edition.framework)
    return _said(language, "edition", year=edition.year, facts=", ".join(facts))


def _said(language: Language, entry: str, **places: object) -> str:
    return message(f"publish.timeline-{entry}", **places).localized(language)
