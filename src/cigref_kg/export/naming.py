"""Where the copy keeps what the site serves: an address becomes the name of a file.

A page in the default language ends in ``.html``, in another one in ``.en.html``; the parameters of
a query become part of the name, after commas.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.web.http.negotiation import DEFAULT_LANGUAGE

_UNSAFE = re.compile(r"[^\w.+-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """What a link leads to on the site: a path, and a query without its language."""

    path: str
    """From the root, beginning with a slash, not percent-encoded."""
    query: tuple[tuple[str, str], ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether it has no query."""
        return not self.query


def read_address(target: str) -> tuple[Address, Language | None]:
    """Read a path with its query: the address, and the language that it asks for by name.

    >>> read_address("/compare?p=2.5&p=2.4&lang=en")
    (Address(path='/compare', query=(('p', '2.5'), ('p', '2.4'))), 'en')
    """
    parts = urlsplit(target)
    pairs = parse_qsl(parts.query)
    asked = next((value for name, value in pairs if name == "lang"), None)
    language = next((known for known in LANGUAGES if known == asked), None)
    # The version of a static file is for caches; the file is the same.
    kept = tuple(pair for pair in pairs if pair[0] not in {"lang", "v"})
    return Address(unquote(parts.path), kept), language


def page_file(address: Address, language: Language) -> str:
    """Return the name of a page's file.

    >>> page_file(Address("/download/"), "fr")
    'download/index.html'
    >>> page_file(Address("/doc/2022/profile/6.3.html"), "en")
    'doc/2022/profile/6.3.en.html'
    >>> page_file(Address("/compare", (("p", "2.5"), ("p", "2.4"))), "fr")
    'compare,p=2.5,p=2.4.html'
    """
    path = address.path.removeprefix("/").removesuffix(".html")
    if not path or path.endswith("/"):
        path += "index"
    return f"{path}{_query(address)}{language_mark(language)}.html"


def data_file(address: Address, language: Language | None) -> str:
    """Return the name of the file of data that is no page.

    >>> data_file(Address("/matrix.csv", (("bom", "1"),)), "en")
    'matrix,bom=1.en.csv'

    Args:
        address: of the data.
        language: that the data is in, or ``None`` if it is the same in every one.
    """
    stem, dot, extension = address.path.removeprefix("/").rpartition(".")
    mark = language_mark(language) if language else ""
    if not dot:
        return f"{extension}{_query(address)}{mark}"
    return f"{stem}{_query(address)}{mark}{dot}{extension}"


def language_mark(language: Language) -> str:
    """Return what tells a file in ``language`` from the one in the default language."""
    return "" if language == DEFAULT_LANGUAGE else f".{language}"


def _query(address: Address) -> str:
    return "".join(f",{name}={_safe(value)}" for name, value in address.query)


def _safe(value: str) -> str:
    """Return a value as every file system takes it, different for different values."""
    safe = _UNSAFE.sub("_", value)
    if safe == value:
        return value
    return f"{safe[:40]}-{hashlib.sha256(value.encode()).hexdigest()[:8]}"
