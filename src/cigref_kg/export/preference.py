"""``Accept`` and ``Accept-Language`` as regular expressions, for servers that know nothing better.

A header is read by a list of patterns, the most preferred first: those of quality 1, then of 0.9
to 0.999, and so on. Within a step the order is that of the offers, as in
:mod:`cigref_kg.web.http.negotiation`; two qualities of one step, such as 0.85 and 0.8, count as
equal.
"""

import re
from collections.abc import Iterator, Sequence

from cigref_kg.base.model import LANGUAGES
from cigref_kg.web.http.formats import DOCUMENT_TYPES, HTML
from cigref_kg.web.http.negotiation import DEFAULT_LANGUAGE

Pattern = tuple[str, str]
"""A regular expression (PCRE, case not regarded) and what is chosen where it matches."""

_NO_QUALITY = r"(?:;(?!\s*q\s*=)[^,;]*)*"
"""Parameters other than ``q``."""
_QUALITIES = (
    r"(?:;\s*q\s*=\s*1(?:\.0*)?\s*(?:;[^,]*)?)?",
    *(rf";\s*q\s*=\s*0?\.{tenth}\d*\s*(?:;[^,]*)?" for tenth in range(9, 0, -1)),
    r";\s*q\s*=\s*0?\.0\d*[1-9]\d*\s*(?:;[^,]*)?",
)


def format_patterns(default: str = HTML) -> list[Pattern]:
    """Return the patterns that choose the extension of a document by ``Accept``.

    Args:
        default: what a client gets that accepts anything.
    """
    ranked = sorted(DOCUMENT_TYPES.items(), key=lambda item: item[0] != default)
    exact = [(re.escape(media_type), extension) for extension, media_type in ranked]
    of_text = next(ext for ext, media_type in ranked if media_type.startswith("text/"))
    return list(
        _ranked(
            [
                *exact,
                (r"application/json", "jsonld"),
                (r"text/\*", of_text),
                (r"application/\*", "jsonld"),
                (r"\*(?:/\*)?", default),
            ]
        )
    )


def language_patterns() -> list[Pattern]:
    """Return the patterns that choose a language by ``Accept-Language``."""
    ranked = sorted(LANGUAGES, key=lambda language: language != DEFAULT_LANGUAGE)
    tags = [(rf"{language}(?:[-_][a-z0-9_-]*)?", str(language)) for language in ranked]
    return list(_ranked([*tags, (r"\*", DEFAULT_LANGUAGE)]))


def _ranked(offers: Sequence[Pattern]) -> Iterator[Pattern]:
    for quality in _QUALITIES:
        for accepted, chosen in offers:
            yield rf"(?:^|,)\s*{accepted}\s*{_NO_QUALITY}{quality}(?:,|$)", chosen
