"""The rules for nginx, as two files to include: one in ``http``, one in ``server``."""

import re
from collections.abc import Iterable

from cigref_kg.base.model import LANGUAGES
from cigref_kg.export.naming import language_mark
from cigref_kg.export.preference import Pattern, format_patterns, language_patterns
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

_DESCRIPTIONS = "|".join(map(re.escape, DESCRIPTIONS))


def maps(rules: Rules) -> str:
    """Return what stands in the ``http`` block: what a client prefers, as variables."""
    marks = [(language, f"{language_mark(language)}.html") for language in LANGUAGES]
    kept = [(language, f"?lang={language}") for language in LANGUAGES]
    return "\n".join(
        [
            "# Written by `cigref-kg export`. Include it in the http block.",
            *_map(
                "$http_accept",
                "data",
                [("", DESCRIPTION_DEFAULT), *_regexes(format_patterns(DESCRIPTION_DEFAULT))],
                "",
            ),
            *_map("$http_accept", "format", [("", "html"), *_regexes(format_patterns())], ""),
            *_map(
                "$http_accept_language",
                "accepted",
                _regexes(language_patterns()),
                DEFAULT_LANGUAGE,
            ),
            "# A language that is asked for by name comes first.",
            *_map("$arg_lang", "language", _same(LANGUAGES), "$cigref_kg_accepted"),
            *_map("$arg_lang", "kept", kept, ""),
            *_map("$cigref_kg_language", "page", marks, ".html"),
            *_map(
                "$cigref_kg_format",
                "suffix",
                [("", ""), ("html", "$cigref_kg_page")],
                ".$cigref_kg_format",
            ),
            *_map("$uri", "link", _links(rules), ""),
        ]
    )


def locations(rules: Rules) -> str:
    """Return what stands in the ``server`` block.

    The ``root`` of the server holds the copy at the path at which it is published.
    """
    # HTML is always among them, and may not be named again.
    texts = {MEDIA_TYPES[extension] for extension in TEXT_EXTENSIONS} - {"text/html"}
    return "\n".join(
        [
            "# Written by `cigref-kg export`. Include it in the server block, and set `root` there"
            " to the",
            f"# folder that holds the copy as {rules.prefix}: the folder `public` itself if that is"
            " /.",
            "absolute_redirect off;",
            "charset utf-8;",
            f"charset_types {' '.join(sorted(texts))};",
            "etag on;",
            f"error_page 404 {rules.prefix}404.html;",
            f"error_page 406 {rules.prefix}406.txt;",
            "types {",
            *(f"    {media_type} {ext};" for ext, media_type in MEDIA_TYPES.items()),
            "}",
            # nginx takes the first expression that matches.
            _things(rules),
            *_named_formats(rules),
            *_negotiated(rules),
            *_short_addresses(rules),
            *_pages(rules),
            "",
        ]
    )


def _things(rules: Rules) -> str:
    """Names of things lead to documents, in the format that the client prefers."""
    at = rules.prefix
    latest = (pair for pair in rules.redirects if pair[0].startswith("id/"))
    return _location(
        f"~ ^{at}id/(?<cigref_kg_thing>{SAFE})$",
        rules,
        f"if (!-f $document_root{at}doc/$cigref_kg_thing.ttl) {{",
        *(f"    rewrite {_quoted(f'^{at}{old}$')} {at}{new} redirect;" for old, new in latest),
        "    return 404;",
        "}",
        'if ($cigref_kg_format = "") { return 406; }',
        f"return 303 {at}doc/$cigref_kg_thing.$cigref_kg_format$cigref_kg_kept;",
        vary="Accept",
    )


def _named_formats(rules: Rules) -> list[str]:
    """Files whose extension says the format; those of pages come in the language preferred."""
    at, formats = rules.prefix, "|".join(RDF_EXTENSIONS)
    return [
        _location(
            rf"~ ^{at}download/[^/]+\.[a-z]+$",
            rules,
            "add_header Content-Disposition attachment;",
            "try_files $uri =404;",
            cache=REVALIDATE,
        ),
        _location(
            rf"~ ^{at}(?:{NEGOTIATED}|{_DESCRIPTIONS})\.(?:{formats})$",
            rules,
            "add_header Link $cigref_kg_link;",
            "try_files $uri =404;",
            cache=REVALIDATE,
        ),
        _location(
            rf"~ ^(?<cigref_kg_stem>{at}.+)\.html$",
            rules,
            "add_header Link $cigref_kg_link;",
            "try_files $cigref_kg_stem$cigref_kg_page $uri =404;",
            vary="Accept-Language",
            cache=REVALIDATE,
        ),
    ]


def _negotiated(rules: Rules) -> list[str]:
    """Documents without extension. Files are named with it: so nginx finds the media type."""
    at = rules.prefix
    return [
        _location(
            f"~ ^{at}(?:{NEGOTIATED})$",
            rules,
            "if (!-f $request_filename.html) { return 404; }",
            'if ($cigref_kg_format = "") { return 406; }',
            "add_header Link $cigref_kg_link;",
            "rewrite ^ $uri$cigref_kg_suffix break;",
            vary="Accept, Accept-Language",
            cache=REVALIDATE,
        ),
        _location(
            f"~ ^{at}(?:{_DESCRIPTIONS})$",
            rules,
            'if ($cigref_kg_data = "") { return 406; }',
            f"if ($cigref_kg_data = html) {{ return 303 {at}dataset$cigref_kg_kept; }}",
            "rewrite ^ $uri.$cigref_kg_data break;",
            vary="Accept",
            cache=REVALIDATE,
        ),
    ]


def _short_addresses(rules: Rules) -> list[str]:
    at = rules.prefix
    return [
        _location(f"~ {_quoted(f'^{at}{old}$')}", rules, f"return 302 {at}{new};")
        for old, new in rules.redirects
        if not old.startswith("id/")
    ]


def _pages(rules: Rules) -> list[str]:
    """The pages of the site, and the static files that they use."""
    return [
        _location(f"^~ {rules.prefix}{FOLDER.name}/", rules, "try_files $uri =404;", cache=FOREVER),
        _location(
            rules.prefix,
            rules,
            "try_files $uri $uri$cigref_kg_page $uri.html"
            " ${uri}index$cigref_kg_page ${uri}index.html =404;",
            vary="Accept-Language",
            cache=REVALIDATE,
        ),
    ]


def _location(
    match: str, rules: Rules, *directives: str, vary: str | None = None, cache: str | None = None
) -> str:
    # A location with headers of its own inherits none: each one carries them all.
    headers = [
        f"add_header {name} {_quoted(value)} always;" for name, value in rules.headers.items()
    ]
    if vary:
        headers.append(f'add_header Vary "{vary}" always;')
    if cache:
        headers.append(f'add_header Cache-Control "{cache}";')
    lines = "".join(f"    {line}\n" for line in (*headers, *directives))
    return f"location {match} {{\n{lines}}}"


def _map(source: str, name: str, pairs: Iterable[tuple[str, str]], default: str) -> list[str]:
    return [
        f"map {source} $cigref_kg_{name} {{",
        f"    default {_quoted(default)};",
        *(f"    {_quoted(key)} {_quoted(value)};" for key, value in pairs),
        "}",
    ]


def _regexes(patterns: Iterable[Pattern]) -> list[tuple[str, str]]:
    return [(f"~*{pattern}", chosen) for pattern, chosen in patterns]


def _same(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def _links(rules: Rules) -> list[tuple[str, str]]:
    """Return the ``Link`` header of each document about a thing."""
    return [
        (f"~^{rules.prefix}doc/download/", ""),
        (f"~^{rules.prefix}doc/(?<cigref_kg_about>{ABOUT})", rules.links("$cigref_kg_about")),
    ]


def _quoted(value: str) -> str:
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'
