"""Templates filled: the page's language, links that work below any path, and words with paragraphs.

Links are relative to the page, so that the site works at the root, below a prefix, and as files.
"""

import re
from collections.abc import Iterable
from functools import partial
from html import unescape
from textwrap import shorten
from urllib.parse import quote, urlencode

from flask import Flask, render_template, request
from jinja2 import StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from cigref_kg.base.collation import natural_key
from cigref_kg.base.model import LANGUAGES, Language, Names, Text
from cigref_kg.insight.served import Served
from cigref_kg.publish.citation import citation
from cigref_kg.web.http.negotiation import explicit_language
from cigref_kg.web.site import Site, asked_edition, canonical_address, current_site, is_by_edition
from cigref_kg.web.ui.figures import Figures
from cigref_kg.web.ui.messages import messages_in
from cigref_kg.web.ui.typography import with_french_spaces

_OF_EDITION = re.compile(r"(?<=/id/)\d{4}(?=/|$)")
_BULLET = "• "
_LIST = Markup("<ul>{}</ul>")
_SUMMARY_LENGTH = 160  # characters that search engines show
_MARGIN = re.compile(r"^[ \t]+", re.MULTILINE)


class _NoMargins(Extension):
    """Templates without their margins, which only their authors read.

    One space stays, since with ``trim_blocks`` it may be all that parts two words.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return _MARGIN.sub(" ", source)


def set_up_templates(app: Flask) -> None:
    """Give the templates of ``app`` their filters, and make a missing name an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(_NoMargins)
    app.jinja_env.filters["natural"] = lambda values: sorted(values, key=natural_key)


def render(template: str, language: Language, **context: object) -> str:
    """Fill a template in ``language``.

    Args:
        template: a file of ``templates/``.
        language: of the interface, and preferred for the data.
        context: what the template needs beside the names below; ``served``, if it shows another
            edition than the one that is asked for.

    The template may use ``t`` (messages), ``language``, ``other_language``, ``href`` (a link to an
    IRI of the dataset or to a path of the site), ``asset`` (a static file), ``localized`` (a text,
    marked if it is in the other language), ``prose`` (a text with paragraphs and lists), ``plain``
    (a text without mark-up), ``summary`` (its beginning), ``figures`` (pictures), ``site``,
    ``served`` (the edition), ``path`` (of this page), ``document_path`` (without extension),
    ``canonical`` (address; empty if ``iri`` is not given), ``citation``, ``kept`` (parameters to
    carry on) and ``edition_links`` (where each shows the same).
    """
    given = context.pop("served", None)
    served = given if isinstance(given, Served) else asked_edition()
    page = _Page(language, served)
    site = current_site()
    iri = context.get("iri")
    return render_template(
        template,
        t=messages_in(language),
        language=language,
        other_language=next(other for other in LANGUAGES if other != language),
        href=page.href,
        asset=page.asset,
        localized=page.localized,
        prose=page.prose,
        plain=partial(best_words, language=language),
        summary=page.summary,
        figures=Figures(served, language, page.href),
        switch=page.switch,
        citation=lambda title, about: citation(
            unescape(title), about, site.dataset.version, site.modified
        ),
        kept=page.kept,
        edition_links=page.edition_links(iri if isinstance(iri, str) else None),
        site=site,
        served=served,
        path=request.path,
        document_path=site.document_path(iri) if isinstance(iri, str) else "",
        canonical=canonical_address(iri, page.asked) if isinstance(iri, str) else "",
        **context,
    )


class _Page:
    """What depends on the page being made: where it stands and its language."""

    def __init__(self, language: Language, served: Served) -> None:
        self.language = language
        self.served = served
        self.asked = explicit_language(request.args.get("lang"))
        self.root = "../" * (request.path.count("/") - 1) or "./"

    def href(self, target: str, **parameters: object) -> str:
        """Return a link to an IRI of the dataset, or to a path of the site from its root.

        A language that was asked for by name stays asked for, and so does an edition.
        """
        path, mark, fragment = current_site().local_path(target).partition("#")
        if path.startswith(("http:", "https:")):
            return target
        pairs = [
            (name, str(item))
            for name, value in parameters.items()
            for item in (value if isinstance(value, list | tuple) else [value])
        ]
        given = {name for name, _ in pairs}
        pairs += [pair for pair in self.kept(path) if pair[0] not in given]
        query = f"?{urlencode(pairs)}" if pairs else ""
        return f"{self.root}{quote(path)}{query}{mark}{fragment}"

    def kept(self, path: str = "") -> list[tuple[str, str]]:
        """Return the parameters that links and forms carry on to a path of the site."""
        pairs = [("lang", str(self.asked))] if self.asked else []
        if is_by_edition(path) and self.served.year != current_site().served.year:
            pairs.append(("edition", str(self.served.year)))
        return pairs

    def edition_links(self, iri: str | None) -> list[tuple[int, str, bool]]:
        """Return each edition, where it shows the same as this page, and whether this is it.

        An edition that has no such thing is itself shown. Nothing is returned for a page that is
        the same for all.

        Args:
            iri: what this page is about.
        """
        site, path = current_site(), request.path.removeprefix("/")
        thing = _OF_EDITION.search(iri or "")
        if not iri or not (thing or is_by_edition(path)):
            return []
        shown = int(thing[0]) if thing else self.served.year
        return [
            (year, self._in_edition(site, year, iri if thing else None, path), year == shown)
            for year in self.served.years
        ]

    def _in_edition(self, site: Site, year: int, iri: str | None, path: str) -> str:
        if iri:
            same = _OF_EDITION.sub(str(year), iri, count=1)
            return self.href(same if same in site.descriptions else self.served.iris.edition(year))
        pairs = [pair for pair in request.args.items(multi=True) if pair[0] != "edition"]
        if year != site.served.year:
            pairs.append(("edition", str(year)))
        query = f"?{urlencode(pairs)}" if pairs else ""
        return f"{self.root}{quote(path)}{query}"

    def asset(self, name: str) -> str:
        """Return the address of a static file, which changes with its content."""
        return f"{self.root}static/{name}?v={current_site().assets[name]}"

    def switch(self, language: Language) -> str:
        """Return the address of this page in ``language``, its parameters kept."""
        pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
        return f"?{urlencode([*pairs, ('lang', language)])}"

    def localized(self, words: Text | Names) -> Markup:
        """Return words, marked with their language if they are not in the page's."""
        language, said = _best(words, self.language)
        if language == self.language:
            return Markup("{}").format(said)
        return Markup('<span lang="{}">{}</span>').format(language, said)

    def summary(self, words: Text) -> str:
        """Return the beginning of a text in one line, for descriptions of pages."""
        return shorten(best_words(words, self.language), _SUMMARY_LENGTH, placeholder="…")

    def prose(self, words: Text) -> Markup:
        """Return paragraphs and lists: an empty line parts paragraphs, ``• `` begins an item."""
        language, said = _best(words, self.language)
        blocks = Markup("\n").join(_blocks(said))
        if language == self.language:
            return blocks
        return Markup('<div lang="{}">{}</div>').format(language, blocks)


def _best(words: Text | Names, language: Language) -> tuple[Language, str]:
    """Return the words in ``language``, or in the other one, with the language they are in."""
    text = words.title if isinstance(words, Names) else words
    said = text.get(language)
    if said:
        return language, with_french_spaces(said) if language == "fr" else said
    return next(iter(text.items()), (language, ""))


def best_words(words: Text | Names, language: Language) -> str:
    """Return words in ``language``, or in the other one where it has none."""
    return _best(words, language)[1]


def _blocks(said: str) -> Iterable[Markup]:
    for paragraph in re.split(r"\n\s*\n", said):
        items: list[Markup] = []
        for line in paragraph.splitlines():
            if line.startswith(_BULLET):
                items.append(Markup("<li>{}</li>").format(line.removeprefix(_BULLET)))
                continue
            if items:
                yield _LIST.format(Markup("").join(items))
                items = []
            if line.strip():
                yield Markup("<p>{}</p>").format(line)
        if items:
            yield _LIST.format(Markup("").join(items))
