"""The site copied by its own test client: every document, every page that a page links to."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin

from flask import Flask
from werkzeug.test import TestResponse

from cigref_kg.base.errors import InputError
from cigref_kg.base.files import write_files
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.export.links import relative_to, relinked, without_forms
from cigref_kg.export.naming import Address, data_file, page_file, read_address
from cigref_kg.export.rules import DESCRIPTIONS, RDF_EXTENSIONS
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.web.doors.ask import PAGE
from cigref_kg.web.http.formats import DOCUMENT_TYPES, HTML
from cigref_kg.web.http.negotiation import DEFAULT_LANGUAGE
from cigref_kg.web.site import Site
from cigref_kg.web.things.page_query import query_behind

NEEDS_A_SERVER = (
    "/esco.json",
    "/health",
    "/metrics",
    "/ready",
    "/reconcile",
    "/search.json",
    "/sparql/",
)
"""What the paths begin with that mean nothing without a program that answers."""
FORMS_ONLY = frozenset({"/careers", "/match", "/plan", "/sparql", "/classify", "/titles"})
"""Pages that are copied as they are without a query, and cannot answer one."""

_REPORTED_EACH = 200  # pages between two lines of progress

Wanted = Callable[[str], bool]
Report = Callable[[int, int], None]
"""Told how many of how many documents are copied."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to in the copy, after its redirects."""

    address: Address
    is_page: bool
    languages: bool
    """Whether it comes in every language: always so for a page."""


@dataclass
class Copier:
    """Copies a site into a folder.

    Args:
        app: the site.
        folder: where the files go.
        wanted: tells by its path, with the slash before it, whether something is to be copied;
            links to what is not stay as they are.
    """

    app: Flask
    folder: Path
    wanted: Wanted = lambda path: True  # noqa: ARG005
    sizes: dict[str, int] = field(default_factory=dict)
    """The size of each file that was written, by name."""

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.site: Site = self.app.extensions["cigref_kg"]
        self._queries = read_queries()
        self._targets: dict[Address, Target | None] = {}
        self._bare: deque[Address] = deque()
        self._asked: deque[Address] = deque()

    def copy(self, report: Report) -> None:
        """Copy everything.

        Args:
            report: told now and then how far the copy is.
        """
        documents = [path for path in self.document_paths() if self.wanted(f"/{path}")]
        for path in documents:
            self._add(Target(Address(f"/{path}.{HTML}"), is_page=True, languages=True))
            for extension in RDF_EXTENSIONS:
                address = Address(f"/{path}.{extension}")
                self._targets[address] = Target(address, is_page=False, languages=False)
        for number, path in enumerate(documents):
            self._copy_formats(path)
            self._copy_page(self._bare.popleft())
            if number % _REPORTED_EACH == 0:
                report(number, len(documents))
        for path in filter(self.wanted, (f"/{path}" for path in DESCRIPTIONS)):
            self._copy_formats(path.removeprefix("/"))
        for path in self._plain_routes():
            self._target(Address(path))
        while self._bare:
            self._copy_page(self._bare.popleft())
        # Only now is it known which pages with a query there are: these find no new ones.
        while self._asked:
            self._copy_page(self._asked.popleft())
        report(len(documents), len(documents))

    def document_paths(self) -> list[str]:
        """Return where each document stands, from the root and without extension."""
        site = self.site
        paths = {
            site.document_path(iri).partition("#")[0]
            for iri in site.descriptions
            if iri.startswith((site.base, DEFAULT_BASE))
        }
        versions = (site.document_path(iri) for iri in site.ontology_versions)
        return sorted({*paths, *versions, "shapes"} - {""})

    def get(self, address: Address, language: Language | None = None) -> TestResponse:
        """Ask the site for an address, in a language if there is one."""
        pairs = [*address.query, *([("lang", language)] if language else [])]
        query = f"?{urlencode(pairs)}" if pairs else ""
        return self.client.get(f"{address.path}{query}", headers={"Accept": "text/html, */*;q=0.5"})

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the copy."""
        write_files(self.folder, {name: content})
        self.sizes[name] = len(content)

    def resolve(self, target: str, language: Language, *, may_find: bool) -> str | None:
        """Return the file that a link leads to, with the query that it keeps.

        Args:
            target: the path and query of the link.
            language: of the page that has the link.
            may_find: whether pages with a query that are not known yet are to be copied.
        """
        address, asked = read_address(target)
        language = asked or language
        if address.path == "/sparql" and address.query:
            copied = self._copy_query(*address.query[0])
            if copied:
                return copied
        if address.path == f"/ask/{PAGE}":
            return self._copy_page_query(dict(address.query), language)
        found = self._target(address, may_find=may_find)
        if found is None and not address.is_bare:
            found = self._target(Address(address.path))
        if found is None:
            return None
        if not found.is_page:
            version = dict(pair.partition("=")[::2] for pair in target.partition("?")[2].split("&"))
            kept = f"?v={version['v']}" if "v" in version else ""
            return data_file(found.address, language if found.languages else None) + kept
        # Where a server chooses the language, a reader of French stays with French.
        pinned = f"?lang={language}" if language == DEFAULT_LANGUAGE else ""
        return page_file(found.address, language) + pinned

    def _copy_query(self, kind: str, value: str) -> str | None:
        """Copy a worked query, which a reader may take to any endpoint."""
        if kind != "example" or value not in self._queries:
            return None
        return self._written(f"queries/{value}.rq", self._queries[value].text)

    def _copy_page_query(self, asked: Mapping[str, str], language: Language) -> str:
        """Copy the query behind the page of a profile, whose code and edition are asked for."""
        code, served = asked["profile"], self.site.served
        if "edition" in asked:
            served = served.at(int(asked["edition"]))
        profile = served.published.content.profile[code]
        text = query_behind(served.iris.profile(served.year, code), profile, language)
        return self._written(f"queries/page-{served.year}-{code}-{language}.rq", text)

    def _written(self, file: str, text: str) -> str:
        if file not in self.sizes:
            self.write(file, text.encode())
        return file

    def _copy_formats(self, path: str) -> None:
        for extension in RDF_EXTENSIONS:
            address = Address(f"/{path}.{extension}")
            response = self.get(address)
            _check(address, response, DOCUMENT_TYPES[extension])
            self.write(f"{path}.{extension}", response.data)

    def _copy_page(self, address: Address) -> None:
        for language in LANGUAGES:
            response = self.get(address, language)
            _check(address, response, DOCUMENT_TYPES[HTML])
            page = without_forms(response.text, language)
            file = page_file(address, language)

            def resolve(target: str, language: Language = language) -> str | None:
                return self.resolve(target, language, may_find=address.is_bare)

            copied = relinked(page, address.path, resolve, relative_to(file))
            self.write(file, copied.encode())

    def _target(self, address: Address, *, may_find: bool = True) -> Target | None:
        """Return what an address leads to; the first time, copy it or line it up."""
        if address in self._targets:
            return self._targets[address]
        name = address.path.rpartition("/")[2]
        is_data = "." in name and not name.endswith(f".{HTML}")
        if not (may_find or address.is_bare or is_data):
            return None
        found = None if self._is_left_out(address) else self._look_up(address)
        self._targets[address] = found
        return found

    def _is_left_out(self, address: Address) -> bool:
        """Whether the copy does not have an address: not wanted, or nothing without a server."""
        is_form = address.path in FORMS_ONLY and not address.is_bare
        is_half = address.path == "/compare" and len(address.query) == 1
        needs_server = address.path.startswith(NEEDS_A_SERVER)
        return needs_server or is_form or is_half or not self.wanted(address.path)

    def _look_up(self, address: Address) -> Target | None:
        response = self.get(address, DEFAULT_LANGUAGE)
        if response.status_code in {301, 302, 303, 307, 308}:
            there, _ = read_address(urljoin(address.path, response.headers["Location"]))
            return self._target(there)
        if response.status_code != 200:
            return None
        if response.mimetype == DOCUMENT_TYPES[HTML]:
            return self._add(Target(address, is_page=True, languages=True))
        return self._copy_data(address, response)

    def _add(self, page: Target) -> Target:
        if self._targets.get(page.address) is None:
            self._targets[page.address] = page
            (self._bare if page.address.is_bare else self._asked).append(page.address)
        return page

    def _copy_data(self, address: Address, response: TestResponse) -> Target:
        name = data_file(address, None)
        found = Target(address, is_page=False, languages="Accept-Language" in response.vary)
        if name not in self.sizes:
            for language in LANGUAGES if found.languages else (None,):
                content = self.get(address, language).data
                self.write(data_file(address, language), content)
        return found

    def _plain_routes(self) -> list[str]:
        """Return the paths of the site that have no places to fill."""
        return sorted(
            rule.rule
            for rule in self.app.url_map.iter_rules()
            if not rule.arguments and rule.methods and "GET" in rule.methods
        )


def _check(address: Address, response: TestResponse, media_type: str) -> None:
    if (response.status_code, response.mimetype) != (200, media_type):
        words = message(
            "export.no-copy", path=address.path, status=response.status, kind=response.mimetype
        )
        raise InputError(words)
