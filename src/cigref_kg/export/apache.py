"""The rules for Apache as ``.htaccess`` files: of the copy, and of w3id.org, which leads to it."""

import re

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


def htaccess(rules: Rules) -> str:
    """Return the ``.htaccess`` that lies in the copy's top folder (Apache 2.4).

    It needs the modules rewrite, setenvif, headers and mime, and ``AllowOverride All``.
    """
    return "\n".join(
        [
            "# Written by `cigref-kg export`.",
            "Options -Indexes -MultiViews",
            "DirectorySlash Off",
            f"ErrorDocument 404 {rules.prefix}404.html",
            f"ErrorDocument 406 {rules.prefix}406.txt",
            *(f"AddType {media_type} .{ext}" for ext, media_type in MEDIA_TYPES.items()),
            f"AddCharset utf-8 {' '.join(f'.{ext}' for ext in TEXT_EXTENSIONS)}",
            "# .en in the name of a page is for the rules below alone.",
            *(f"RemoveLanguage {mark}" for mark in map(language_mark, LANGUAGES) if mark),
            *_headers(rules),
            *_preferences(),
            "RewriteEngine On",
            *_language_rules(),
            *_rewrites(rules),
            "",
        ]
    )


def w3id_htaccess(rules: Rules) -> str:
    """Return the ``.htaccess`` of the folder at w3id.org: it leads to where the copy is."""
    return "\n".join(
        [
            "# Digital job profiles of the Cigref nomenclature and their e-CF competences.",
            f"# Names of things lead by 303 to {rules.root}, which negotiates the format.",
            "RewriteEngine On",
            f"RewriteRule ^id/(.+)$ {rules.root}id/$1 [R=303,L]",
            f"RewriteRule ^(.*)$ {rules.root}$1 [R=302,L]",
            "",
        ]
    )


def _headers(rules: Rules) -> list[str]:
    at = rules.prefix
    return [
        *(f"Header always set {name} {_quoted(value)}" for name, value in rules.headers.items()),
        f'Header set Cache-Control "{REVALIDATE}"',
        f'<If "%{{REQUEST_URI}} =~ m#^{at}{FOLDER.name}/#">',
        f'    Header set Cache-Control "{FOREVER}"',
        "</If>",
        f'<If "%{{REQUEST_URI}} =~ m#^{at}download/.+[.][a-z]+$#">',
        '    Header set Content-Disposition "attachment"',
        "</If>",
        f"SetEnvIf Request_URI {_quoted(f'^{at}doc/({ABOUT})')} CIGREF_KG_ABOUT=$1",
        f"SetEnvIf Request_URI {_quoted(f'^{at}doc/download/')} !CIGREF_KG_ABOUT",
        f"Header set Link {_quoted(rules.links('%{CIGREF_KG_ABOUT}e'))} env=CIGREF_KG_ABOUT",
        'Header always merge Vary "Accept-Language"',
        'Header always merge Vary "Accept" env=CIGREF_KG_NEGOTIATED',
        'Header always merge Vary "Accept" env=REDIRECT_CIGREF_KG_NEGOTIATED',
    ]


def _preferences() -> list[str]:
    """Return what sets the format and the language that a client prefers."""
    # The last that matches holds: the most preferred comes last.
    return [
        'SetEnvIf Accept "^$" CIGREF_KG_FORMAT=html',
        *(
            f"SetEnvIfNoCase Accept {_quoted(pattern)} CIGREF_KG_FORMAT={chosen}"
            for pattern, chosen in reversed(format_patterns())
        ),
        f'SetEnvIf Accept "^$" CIGREF_KG_DATA={DESCRIPTION_DEFAULT}',
        *(
            f"SetEnvIfNoCase Accept {_quoted(pattern)} CIGREF_KG_DATA={chosen}"
            for pattern, chosen in reversed(format_patterns(DESCRIPTION_DEFAULT))
        ),
        f'SetEnvIf Request_URI "^" CIGREF_KG_LANGUAGE={DEFAULT_LANGUAGE}',
        *(
            f"SetEnvIfNoCase Accept-Language {_quoted(pattern)} CIGREF_KG_LANGUAGE={chosen}"
            for pattern, chosen in reversed(language_patterns())
        ),
    ]


def _language_rules() -> list[str]:
    rules = [
        "# A language that is asked for by name comes first.",
        f"RewriteCond %{{QUERY_STRING}} (?:^|&)lang=({'|'.join(LANGUAGES)})(?:&|$)",
        "RewriteRule ^ - [E=CIGREF_KG_LANGUAGE:%1]",
    ]
    for language in LANGUAGES:
        rules += [
            f"RewriteCond %{{ENV:CIGREF_KG_LANGUAGE}} ={language}",
            f"RewriteRule ^ - [E=CIGREF_KG_PAGE:{language_mark(language)}.html]",
        ]
    return rules


def _rewrites(rules: Rules) -> list[str]:
    at, formats = rules.prefix, "|".join(RDF_EXTENSIONS)
    here = f"%{{DOCUMENT_ROOT}}{at}"
    page, format_ = "%{ENV:CIGREF_KG_PAGE}", "%{ENV:CIGREF_KG_FORMAT}"
    data, descriptions = "%{ENV:CIGREF_KG_DATA}", "|".join(map(re.escape, DESCRIPTIONS))
    return [
        "# Names of things lead to documents, in the format that the client prefers.",
        f"RewriteCond {here}doc/$1.ttl -f",
        f'RewriteCond {format_} =""',
        f"RewriteRule ^id/({SAFE})$ - [R=406,L]",
        f"RewriteCond {here}doc/$1.ttl -f",
        f"RewriteRule ^id/({SAFE})$ {at}doc/$1.{format_} [R=303,L,E=CIGREF_KG_NEGOTIATED:1]",
        *(f"RewriteRule ^{old}$ {at}{new} [R=302,L]" for old, new in rules.redirects),
        "# Documents in the format of the extension, and pages in the language.",
        rf"RewriteRule ^(?:{NEGOTIATED}|{descriptions})\.(?:{formats})$ - [END]",
        f"RewriteCond {here}$1{page} -f",
        rf"RewriteRule ^(.+)\.html$ $1{page} [END]",
        "# Documents without extension.",
        f"RewriteCond {here}$1.html -f",
        f'RewriteCond {format_} =""',
        f"RewriteRule ^({NEGOTIATED})$ - [R=406,L]",
        f"RewriteCond {here}$1.html -f",
        f"RewriteCond {format_} =html",
        f"RewriteRule ^({NEGOTIATED})$ $1{page} [END,E=CIGREF_KG_NEGOTIATED:1]",
        f"RewriteCond {here}$1.{format_} -f",
        f"RewriteRule ^({NEGOTIATED})$ $1.{format_} [END,E=CIGREF_KG_NEGOTIATED:1]",
        "# Documents in RDF alone.",
        f'RewriteCond {data} =""',
        f"RewriteRule ^(?:{descriptions})$ - [R=406,L]",
        f"RewriteCond {data} =html",
        f"RewriteRule ^(?:{descriptions})$ {at}dataset [R=303,L]",
        f"RewriteRule ^({descriptions})$ $1.{data} [END,E=CIGREF_KG_NEGOTIATED:1]",
        "# The other pages.",
        f"RewriteCond {here}$1{page} -f",
        f"RewriteRule ^(.+)$ $1{page} [END]",
        f"RewriteCond {here}$1index{page} -f",
        f"RewriteRule ^((?:.*/)?)$ $1index{page} [END]",
    ]


def _quoted(value: str) -> str:
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'
