"""What a client prefers among what there is: media types and languages (RFC 9110, §12).

Werkzeug weighs quality, specificity, wildcards and exclusions; the guards that it leaves to its
callers are here.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from cigref_kg.base.model import LANGUAGES, Language

DEFAULT_LANGUAGE: Language = "fr"

_HTML = "text/html"
_NOTHING = "none/none"
"""What a header accepts that has no media type in it."""
_MOST_RANKS = 100
"""Qualities that are told apart in a header; who lists more gets none of the least."""
_BARE_FRACTION = re.compile(r"(;\s*q\s*=\s*)\.", re.IGNORECASE)


def negotiate(accept: str | None, offers: Sequence[str], default: str) -> str | None:
    """Choose the media type to answer with.

    Parameters of media types other than ``q`` do not narrow the choice: a client that asks for
    ``application/ld+json;profile="…"`` gets JSON-LD.

    >>> negotiate('application/ld+json;profile="x";q=0.9, text/html;q=0.1',
    ...           ["text/html", "application/ld+json"], "text/html")
    'application/ld+json'

    Args:
        accept: the ``Accept`` header; absent or empty means that anything will do.
        offers: the media types there are, the first of equals being preferred.
        default: the one of them that a client without preference gets.

    Returns:
        One of ``offers``, or ``None`` if the client accepts none of them (406).
    """
    if not accept or not accept.strip():
        return default
    ranked = [default, *(offer for offer in offers if offer != default)]
    return _accepted(accept).best_match(ranked)


def prefers_html(accept: str | None, other: Sequence[str]) -> bool:
    """Tell whether a client would rather read HTML than one of ``other`` media types.

    A client without preference, such as curl, does not.
    """
    if not other:
        return True
    return negotiate(accept, [*other, _HTML], other[0]) == _HTML


def negotiate_language(
    asked: str | None, accept_language: str | None, default: Language = DEFAULT_LANGUAGE
) -> Language:
    """Choose the language to answer in: the one asked for by name, else the one preferred.

    >>> negotiate_language(None, "en-GB, fr;q=0.5")
    'en'

    Args:
        asked: the value of ``?lang=``; one that is not a language of ours counts as absent.
        accept_language: the ``Accept-Language`` header.
        default: the language of a client that prefers neither.
    """
    chosen = explicit_language(asked)
    if chosen is not None:
        return chosen
    accepted = parse_accept_header(accept_language or "", LanguageAccept)
    # A region does not matter here: who prefers "fr-CA" to "en" is answered in French.
    regionless = ((tag.replace("_", "-").partition("-")[0], quality) for tag, quality in accepted)
    ranked = [default, *(language for language in LANGUAGES if language != default)]
    best = LanguageAccept(_best_quality(regionless)).best_match(ranked)
    return explicit_language(best) or default


@lru_cache(maxsize=512)
def canonical_accept(accept: str) -> str:
    """Return the plainest ``Accept`` header that is negotiated as ``accept`` is.

    What depends on negotiation alone can be kept under it, however a client spells its own.

    >>> canonical_accept("text/html;level=1;q=.7,*/*;q=0.2, image/x;q=0")
    'text/html, */*;q=0.99, image/x;q=0'
    """
    ranges = _accepted(accept)
    qualities = sorted({quality for _, quality in ranges if quality > 0}, reverse=True)
    ranks = {quality: rank for rank, quality in enumerate(qualities[:_MOST_RANKS])}
    ranked = sorted((ranks.get(quality, _MOST_RANKS), item) for item, quality in ranges)
    spelt = (item if not rank else f"{item};q={1 - rank / _MOST_RANKS:g}" for rank, item in ranked)
    return ", ".join(spelt) or _NOTHING


@lru_cache(maxsize=512)
def canonical_language(accept_language: str) -> str:
    """Return the language that a header prefers among ours, or nothing.

    >>> canonical_language("en-GB, fr;q=0.5"), canonical_language("de")
    ('en', '')
    """
    one, other = (negotiate_language(None, accept_language, default) for default in LANGUAGES)
    return one if one == other else ""


def explicit_language(asked: str | None) -> Language | None:
    """Return ``asked`` if it is one of our languages, else ``None``."""
    return next((language for language in LANGUAGES if language == asked), None)


def _accepted(accept: str) -> MIMEAccept:
    """Parse an ``Accept`` header, without the media types' own parameters.

    Old clients write ``q=.2`` and ``*``; both are read as they were meant.
    """
    parsed = parse_accept_header(_BARE_FRACTION.sub(r"\g<1>0.", accept), MIMEAccept)
    ranges = ((item.partition(";")[0].strip().lower(), quality) for item, quality in parsed)
    return MIMEAccept(
        _best_quality(("*/*" if item == "*" else item, quality) for item, quality in ranges)
    )


def _best_quality(items: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Keep each item once, with the best of its qualities."""
    best: dict[str, float] = {}
    for item, quality in items:
        best[item] = max(quality, best.get(item, 0.0))
    return list(best.items())
