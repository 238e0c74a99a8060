"""The links of a page, turned into links between files, and what only a server can do taken out."""

import re
from collections.abc import Callable
from html import escape, unescape
from posixpath import relpath
from urllib.parse import quote, urljoin, urlsplit

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language

Resolve = Callable[[str], str | None]

_ORIGIN = "http://copy.invalid"
_ATTRIBUTE = re.compile(r'\b(href|src|action|data-suggest)="([^"]*)"')
_SEARCH = re.compile(
    r'<form class="search"(?:(?!</form>).)*?id="search-(?:header|start)".*?</form>', re.DOTALL
)
"""The search beside the content of a page; the page of the search itself has another."""
_LINK = re.compile(r"<a\b.*?</a>", re.DOTALL)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_SMALL = re.compile(
    r'<label class="pick\b.*?</label>|<form\b[^>]*\bclass="(?:ask|basket)\b.*?</form>', re.DOTALL
)
"""Boxes and small forms beside what a page lists: without them the list is the same."""


def relinked(page: str, path: str, resolve: Resolve, link_to: Callable[[str], str]) -> str:
    """Return a page with its links leading to files.

    Args:
        page: the HTML that the site serves.
        path: where the site serves it.
        resolve: gives the file (with ``?…`` if need be) for a path with its query; ``None`` leaves
            the link as it is.
        link_to: writes the link to a file, as :func:`relative_to` and :func:`below` do.
    """

    def replace(match: re.Match[str]) -> str:
        written = unescape(match[2])
        target = _internal(written, path)
        found = resolve(target) if target is not None else None
        if found is None:
            return match[0]
        name, mark, query = found.partition("?")
        fragment = urlsplit(written).fragment
        link = quote(link_to(name), safe="/,=+") + mark + query
        return f'{match[1]}="{escape(f"{link}#{fragment}" if fragment else link)}"'

    return _ATTRIBUTE.sub(replace, page)


def relative_to(file: str) -> Callable[[str], str]:
    """Return what writes links from ``file`` to another one.

    >>> relative_to("doc/2022/profile/6.3.html")("static/site.css")
    '../../../static/site.css'
    """
    folder = file.rpartition("/")[0] or "."
    return lambda name: relpath(name, folder)


def below(prefix: str) -> Callable[[str], str]:
    """Return what writes links from the top of the host, for a page that stands anywhere.

    >>> below("/cigref-kg/")("static/site.css")
    '/cigref-kg/static/site.css'
    """
    return lambda name: f"{prefix}{name}"


def without_forms(page: str, language: Language) -> str:
    """Return a page without forms.

    The search beside the content goes, and what is beside the entries of lists; in the place of any
    other form stands a word, with the links that it held.
    """
    note = f'<p class="note">{escape(message("export.form-needs-server").localized(language))}</p>'

    def replace(match: re.Match[str]) -> str:
        links = " · ".join(_LINK.findall(match[0]))
        return f"{note}<p>{links}</p>" if links else note

    return _FORM.sub(replace, _SEARCH.sub("", _SMALL.sub("", page)))


def _internal(link: str, path: str) -> str | None:
    """Return the path and query that a link leads to, or ``None`` if it leaves the site."""
    if not link or link.startswith("#"):
        return None
    parts = urlsplit(urljoin(f"{_ORIGIN}{path}", link))
    if f"{parts.scheme}://{parts.netloc}" != _ORIGIN:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
