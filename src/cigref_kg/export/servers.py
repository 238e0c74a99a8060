"""The rules of web servers, filled in: of Apache, of nginx, and of w3id.org, which leads there."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from cigref_kg.base.model import LANGUAGES
from cigref_kg.export.naming import language_mark
from cigref_kg.export.preference import format_patterns, language_patterns
from cigref_kg.export.rules import (
    ABOUT,
    DESCRIPTION_DEFAULT,
    DESCRIPTIONS,
    MEDIA_TYPES,
    NEGOTIATED,
    RDF_EXTENSIONS,
    SAFE,
    TEXT_EXTENSIONS,
    Rules,
)
from cigref_kg.web.http.conditional import FOREVER, REVALIDATE
from cigref_kg.web.http.negotiation import DEFAULT_LANGUAGE
from cigref_kg.web.ui.assets import FOLDER


def written(template: str, rules: Rules) -> bytes:
    """Return the rules for a server.

    ``apache.htaccess`` is the ``.htaccess`` of the copy's top folder; it needs Apache 2.4 with the
    modules rewrite, setenvif, headers and mime, and ``AllowOverride All``. ``nginx-http.conf``
    stands in the ``http`` block, ``nginx-server.conf`` in the ``server`` block, whose ``root``
    holds the copy at the path at which it is published. ``w3id.htaccess`` is for the folder at
    w3id.org.

    Args:
        template: one of these names.
        rules: what does not lie in the files of the copy.
    """
    text = (
        _templates()
        .get_template(template)
        .render(
            rules=rules,
            about=ABOUT,
            default_language=DEFAULT_LANGUAGE,
            description_default=DESCRIPTION_DEFAULT,
            description_formats=format_patterns(DESCRIPTION_DEFAULT),
            descriptions="|".join(map(re.escape, DESCRIPTIONS)),
            forever=FOREVER,
            formats=format_patterns(),
            languages=language_patterns(),
            marks={language: language_mark(language) for language in LANGUAGES},
            media_types=MEDIA_TYPES,
            negotiated=NEGOTIATED,
            rdf_extensions="|".join(RDF_EXTENSIONS),
            revalidate=REVALIDATE,
            safe=SAFE,
            static=FOLDER.name,
            text_extensions=TEXT_EXTENSIONS,
            text_types=sorted({MEDIA_TYPES[each] for each in TEXT_EXTENSIONS} - {"text/html"}),
        )
    )
    return text.encode()


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(),  # of HTML alone, which these are not
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters["quoted"] = _quoted
    return templates


def _quoted(value: str) -> str:
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'
