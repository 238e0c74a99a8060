"""One document in one format: prepared bytes, with the headers that say what it is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Response, request
from rdflib import Graph

from cigref_kg.base.iris import LICENCE
from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.base.writing import json_text
from cigref_kg.graph.serialization import serialize
from cigref_kg.publish.spreadsheets import excel_csv
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.http.formats import DOCUMENT_TYPES, FORMAT_NAMES, HTML, choose_format
from cigref_kg.web.http.negotiation import negotiate_language
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import Site, asked_edition, canonical_address, current_site
from cigref_kg.web.ui.rendering import render


@dataclass(frozen=True)
class Document:
    """A document of the dataset, before a format is chosen."""

    path: str
    """Where it stands, from the site's root and without extension: ``doc/2022/profile/6.3``."""
    iri: str
    """What it describes, or itself if it is what a client asked for."""
    graph: Callable[[], Graph]
    page: Callable[[Language], str]
    """Makes the HTML."""
    is_about_itself: bool = False
    """True for what has no other address: the ontology, a graph, the dataset."""


def requested_language() -> Language:
    """Return the language of the page that the client asked for."""
    return negotiate_language(request.args.get("lang"), request.headers.get("Accept-Language"))


def send_document(document: Document, extension: str | None) -> Response:
    """Answer with a document.

    Args:
        document: what to send.
        extension: the format that the address names, or ``None`` to choose by ``Accept``.
    """
    chosen = extension or choose_format(request.headers.get("Accept"))
    if chosen is None:
        return not_acceptable()
    site = current_site()
    language = requested_language()
    vary = [] if extension else ["Accept"]
    variant = [request.path, chosen]
    if chosen == HTML:
        vary.append("Accept-Language")
        asked_edition()  # refuses one that is not served
        variant += [language, query_string()]

    def build() -> Response:
        body = site.prepare(
            ("document", *variant), lambda: _written(site, document, chosen, language)
        )
        return Response(body, mimetype=DOCUMENT_TYPES[chosen])

    response = conditional(request, etag(site.version, *variant), build, vary=vary)
    if response.status_code < 400:
        if chosen == HTML:
            response.headers["Content-Language"] = language
        if extension is None:
            here = f"{request.script_root}/{document.path}.{chosen}"
            response.headers["Content-Location"] = here
        response.headers["Link"] = ", ".join(_links(document, chosen))
    return response


def not_acceptable(media_types: Sequence[str] = tuple(DOCUMENT_TYPES.values())) -> Response:
    """Refuse a client that accepts none of the formats that there are."""
    listed = ", ".join(media_types)
    return refusal(406, "refusal.formats", {"formats": list(media_types)}, listed=listed)


def _addresses() -> str:
    """Return the value of ``Link`` for what describes all addresses (RFC 8631)."""
    return f'<{request.script_root}/openapi.json>; rel="service-desc"; type="application/json"'


def _written(site: Site, document: Document, extension: str, language: Language) -> bytes:
    if extension == HTML:
        return document.page(language).encode()
    return serialize(document.graph(), extension, site.base)


def _links(document: Document, chosen: str) -> list[str]:
    """Return the values of ``Link``: what this is about, its other forms, its licence."""
    iri = quote(document.iri, safe=":/#?&=%@+,;~")
    asked = request.args.get("lang") if chosen == HTML else None
    links = [f'<{canonical_address(iri, asked)}>; rel="canonical"']
    if not document.is_about_itself:
        links += [f'<{iri}>; rel="describes"', f'<{iri}>; rel="cite-as"']
    own = f"{request.script_root}/{quote(document.path)}"
    for extension, media_type in DOCUMENT_TYPES.items():
        if extension != chosen:
            name = FORMAT_NAMES[extension]
            links.append(
                f'<{own}.{extension}>; rel="alternate"; type="{media_type}"; title="{name}"'
            )
    if chosen == HTML:
        links += [
            f'<{own}.html?lang={language}>; rel="alternate"; hreflang="{language}"'
            for language in LANGUAGES
        ]
        links += [f'<{own}.ttl>; rel="describedby"; type="text/turtle"', _addresses()]
    links.append(f'<{LICENCE}>; rel="license"')
    return links


def send_page(
    template: str,
    context: Callable[[Language], Mapping[str, object]],
    *,
    status: int = 200,
    links: Sequence[str] = (),
) -> Response:
    """Answer with a page of the site that is no document of the dataset.

    Args:
        template: a file of ``templates/``.
        context: gives what it is filled with in a language, beside the page's own address.
        status: of the answer.
        links: more values of ``Link``, such as the page's data in other formats.
    """
    site = current_site()
    language = requested_language()
    asked_edition()  # refuses one that is not served
    key = ("page", request.path, language, query_string())

    def build() -> Response:
        body = site.prepare(key, lambda: _page(template, language, context(language)).encode())
        return Response(body, status, mimetype=DOCUMENT_TYPES[HTML])

    response = conditional(request, etag(site.version, *key), build, vary=["Accept-Language"])
    response.headers["Content-Language"] = language
    if status < 400:
        response.headers["Link"] = ", ".join([*page_links(site), *links])
    return response


def _page(template: str, language: Language, context: Mapping[str, object]) -> str:
    iri = f"{current_site().base}{request.path.removeprefix('/')}"
    return render(template, language, **{"iri": iri, **context})


def sent(file: str, text: str) -> bytes:
    """Return what came with a form: a file, else what was typed; both by the name of the field."""
    given, content = request.files.get(file), b""
    if given:
        given.seek(0)  # it may have been read before
        content = given.read()
    return content or request.form.get(text, "").encode()


def private_page(
    template: str, language: Language, *, status: int = 200, **context: object
) -> Response:
    """Answer with a page that nobody may keep, for it tells of what somebody sent.

    Args:
        template: a file of ``templates/``.
        language: of the words.
        status: of HTTP.
        context: what the template is filled with, beside the page's own address.
    """
    page = _page(template, language, context)
    response = Response(page, status, mimetype=DOCUMENT_TYPES[HTML])
    response.headers["Cache-Control"] = "no-store"
    if request.method == "GET":
        response.headers["Link"] = ", ".join(page_links(current_site()))
    return in_language(response, language)


def private_file(content: str | bytes, media_type: str, name: str) -> Response:
    """Answer with a file that nobody may keep.

    Args:
        content: of the file.
        media_type: with its encoding, if it is text.
        name: under which it is saved.
    """
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def query_string() -> str:
    """Return the query, which the links of a page to its other languages and editions keep."""
    return request.query_string.decode("latin-1")


def alternate(target: str, media_type: str) -> str:
    """Return the value of ``Link`` for the data of the page that is asked for.

    Args:
        target: the path from the site's root; the query of the request is kept, but the language.
        media_type: of the data.
    """
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f'<{request.script_root}/{target}{query}>; rel="alternate"; type="{media_type}"'


def page_links(site: Site) -> list[str]:
    """Return the values of ``Link`` of a page: its languages, what describes it, its licence."""
    path = quote(request.path)
    own = f"{request.script_root}{path}"
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    address = site.base + path.removeprefix("/")
    links = [
        f'<{canonical_address(address, request.args.get("lang"))}>; rel="canonical"',
        _addresses(),
        *(
            f'<{own}?{urlencode([*kept, ("lang", language)])}>; rel="alternate";'
            f' hreflang="{language}"'
            for language in LANGUAGES
        ),
    ]
    if path.startswith("/company/"):
        return links  # what is a company's own is neither of this dataset nor under its licence
    return [
        *links,
        f'<{request.script_root}/dataset.ttl>; rel="describedby"; type="text/turtle"',
        f'<{site.dataset.iris.dataset}>; rel="cite-as"',
        f'<{LICENCE}>; rel="license"',
    ]


def send_data(body: Callable[[], bytes], media_type: str, *variant: str) -> Response:
    """Answer with prepared bytes for machines.

    Args:
        body: makes the bytes.
        media_type: what they are.
        variant: what tells the answer from others beside its path.
    """
    site = current_site()
    key = ("data", request.path, media_type, str(asked_edition().year), *variant)
    return conditional(
        request,
        etag(site.version, *key),
        lambda: Response(site.prepare(key, body), mimetype=media_type),
    )


def send_json(content: Callable[[], object], *variant: str) -> Response:
    """Answer with what JSON can hold, as :func:`send_data` does.

    Args:
        content: makes it.
        variant: what tells the answer from others beside its path.
    """
    return send_data(lambda: json_text(content()).encode(), "application/json", *variant)


def in_language(response: Response, language: Language) -> Response:
    """Say of an answer which language it is in, and that another might have been asked for."""
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return response


def send_file(
    name: str, make: Callable[[Language], bytes], media_type: str, *variant: str
) -> Response:
    """Answer with a file to keep, in the language of the request.

    Args:
        name: under which it is saved.
        make: makes the bytes in a language.
        media_type: what they are.
        variant: what tells the file from others beside its path, name and language.
    """
    language = requested_language()
    response = send_data(lambda: make(language), media_type, language, name, *variant)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return in_language(response, language)


def send_table(name: str, make: Callable[[Language], bytes], *variant: str) -> Response:
    """Answer with a table to keep, as CSV.

    ``?bom=1`` begins it with a byte order mark and parts its columns by what Excel expects in the
    language of the request: a semicolon in French.

    Args:
        name: of the file.
        make: makes the table in a language, as RFC 4180 has it.
        variant: what tells the table from others beside its path and language.
    """
    for_excel = request.args.get("bom") == "1"

    def body(language: Language) -> bytes:
        table = make(language)
        return excel_csv(table, language) if for_excel else table

    return send_file(name, body, "text/csv", str(for_excel), *variant)
