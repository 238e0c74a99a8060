"""Linked data: every IRI of the dataset leads to a document about it.

``id/…`` names a thing and answers 303 to its document under ``doc/…``; the dataset, its graphs, the
ontology and the shapes are documents themselves.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS

from cigref_kg.base.iris import ONTOLOGY, SHAPES
from cigref_kg.base.model import Language
from cigref_kg.base.writing import json_text
from cigref_kg.graph.namespaces import empty_graph
from cigref_kg.publish.plain_json import PLAIN_KINDS, PlainJson
from cigref_kg.web.documents import Document, not_acceptable, send_data, send_document
from cigref_kg.web.http.formats import DOCUMENT_TYPES, choose_format, split_extension
from cigref_kg.web.http.negotiation import explicit_language
from cigref_kg.web.problems import problem, refusal
from cigref_kg.web.site import Site, asked_edition, current_site, is_by_edition
from cigref_kg.web.things import render_page
from cigref_kg.web.things.terms import ontology_page, shapes_page
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("resources", __name__)

_VERSIONLESS = ("profile/", "family/", "move/", "change/")
_COMPETENCE_AT_LEVEL = re.compile(r"/competence/([A-E]\.\d{1,2})/(\d{1,2})(?:\.[a-z]+)?$")
_PAGES = {
    "profile": "id/{edition}/profile/{code}",
    "family": "id/{edition}/family/{code}",
    "edition": "id/{code}",
    "competence": "id/ecf/{framework}/competence/{code}",
    "area": "id/ecf/{framework}/area/{code}",
    "aspect": "id/ecf/{framework}/aspect/{code}",
    "level": "id/ecf/level/{code}",
}


@bp.get("/id/<path:path>")
def thing(path: str) -> Response:
    """Answer 303 to the document about a thing, in the format that the client prefers."""
    site = current_site()
    if f"{site.base}id/{path}" not in site.descriptions:
        return _latest(site, path) or _unknown(site, f"id/{path}")
    extension = choose_format(request.headers.get("Accept"))
    if extension is None:
        return not_acceptable()
    response = redirect_to(f"doc/{path}.{extension}", 303)
    response.vary.add("Accept")
    return response


@bp.get("/doc/<path:path>")
def description(path: str) -> Response:
    """Answer with the document about a thing: in the format of the extension, or by ``Accept``."""
    site = current_site()
    found = _find(site, path)
    if found is None:
        return _unknown(site, f"doc/{path}")
    stem, iri, extension = found
    return send_document(
        Document(
            path=f"doc/{stem}",
            iri=iri,
            graph=lambda: site.descriptions.describe(iri, f"{site.base}doc/{stem}"),
            page=lambda language: render_page(site, iri, language),
        ),
        extension,
    )


@bp.get("/<any(profile, family, edition, competence, area, aspect, level):kind>/<path:code>")
def page_of(kind: str, code: str) -> Response:
    """Redirect a short address, such as ``/profile/6.3``, to the page; ``.json`` is plain JSON."""
    site = current_site()
    if code.endswith(".json") and kind in PLAIN_KINDS:
        return _plain(site, kind, code.removesuffix(".json"))
    for year in _editions_wanted(site):
        path = _PAGES[kind].format(edition=year, framework=site.served.framework.year, code=code)
        if f"{site.base}{path}" in site.descriptions:
            return redirect_to(f"doc/{path.removeprefix('id/')}.html", 302)
    return _unknown(site, f"{kind}/{code}")


def _plain(site: Site, kind: str, code: str) -> Response:
    editions = (site.served.at(year).published for year in _editions_wanted(site))
    contents = (PlainJson(each, site.dataset.mappings, site.dataset.iris) for each in editions)
    thing = next((found for each in contents if (found := each.thing(kind, code))), None)
    if thing is None:
        return _unknown(site, f"{kind}/{code}.json")
    body = json_text(thing).encode()
    return send_data(lambda: body, "application/json", request.args.get("edition", ""))


@bp.get("/dataset")
@bp.get("/dataset.<any(html, ttl, jsonld, nt, rdf):extension>")
def dataset(extension: str | None = None) -> Response:
    """Answer with the description of the dataset (DCAT, VoID)."""
    site = current_site()
    iri = site.dataset.iris.dataset

    def graph() -> Graph:
        described = site.descriptions.describe(iri)
        for part in site.descriptions:
            if part.startswith((f"{iri}#", f"{site.base}graph/", f"{site.base}download/")):
                described += site.descriptions.describe(part)
        return described

    return _send_itself("dataset", iri, graph, partial(render_page, site, iri), extension)


@bp.get("/graph/<path:path>")
def named_graph(path: str) -> Response:
    """Answer with a whole named graph and what the dataset says of it."""
    site = current_site()
    stem, extension = split_extension(path) or (path, None)
    if stem not in site.dataset.graphs:
        return _unknown(site, f"graph/{path}")
    iri = site.dataset.iris.graph(stem)

    def graph() -> Graph:
        whole = empty_graph()
        whole += site.descriptions.describe(iri)
        whole += site.dataset.graphs[stem]
        return whole

    return _send_itself(f"graph/{stem}", iri, graph, partial(render_page, site, iri), extension)


@bp.get("/ontology")
@bp.get("/ontology.<any(html, ttl, jsonld, nt, rdf):extension>")
def ontology(extension: str | None = None) -> Response:
    """Answer with the ontology."""
    site = current_site()
    graph = site.dataset.graphs["ontology"]
    page = partial(ontology_page, site)
    return _send_itself("ontology", ONTOLOGY, lambda: graph, page, extension)


@bp.get("/ontology/<path:path>")
def ontology_version(path: str) -> Response:
    """Answer with the version of the ontology that an ``owl:versionIRI`` names."""
    site = current_site()
    stem, extension = split_extension(path) or (path, None)
    iri = f"{ONTOLOGY}/{stem}"
    if iri not in site.ontology_versions:
        return _unknown(site, f"ontology/{path}")

    def graph() -> Graph:
        whole = empty_graph()
        whole.add((URIRef(iri), DCTERMS.isVersionOf, URIRef(ONTOLOGY)))
        whole += site.dataset.graphs["ontology"]
        return whole

    return _send_itself(f"ontology/{stem}", iri, graph, partial(ontology_page, site), extension)


@bp.get("/shapes")
@bp.get("/shapes.<any(html, ttl, jsonld, nt, rdf):extension>")
def shapes(extension: str | None = None) -> Response:
    """Answer with the SHACL shapes."""
    site = current_site()
    page = partial(shapes_page, site)
    return _send_itself("shapes", SHAPES, lambda: site.shapes, page, extension)


def redirect_to(path: str, status: int) -> Response:
    """Redirect to a path of the site, with the language and edition asked for by name.

    ``Location`` names no host, so that it is right behind any proxy.
    """
    kept = {
        "lang": explicit_language(request.args.get("lang")),
        "edition": request.args.get("edition") if is_by_edition(path) else None,
    }
    asked = {name: value for name, value in kept.items() if value}
    query = f"?{urlencode(asked)}" if asked else ""
    location = f"{request.script_root}/{quote(path)}{query}"
    return Response(f"{location}\n", status, {"Location": location}, mimetype="text/plain")


def _send_itself(
    path: str,
    iri: str,
    graph: Callable[[], Graph],
    page: Callable[[Language], str],
    extension: str | None,
) -> Response:
    return send_document(Document(path, iri, graph, page, is_about_itself=True), extension)


def _find(site: Site, path: str) -> tuple[str, str, str | None] | None:
    """Return the stem, the IRI and the extension of a document's path, if it is known.

    A path that is itself known comes first: ``download/cigref-kg.ttl`` is a file, not a format.
    """
    candidates: list[tuple[str, str | None]] = [(path, None)]
    split = split_extension(path)
    if split:
        candidates.append(split)
    for stem, extension in candidates:
        iri = f"{site.base}{stem}" if stem.startswith("download/") else f"{site.base}id/{stem}"
        if iri in site.descriptions:
            return stem, iri, extension
    return None


def _latest(site: Site, path: str) -> Response | None:
    """Lead an address without an edition to the latest one that has such a thing."""
    if path.startswith(_VERSIONLESS):
        for year in _editions_wanted(site):
            if f"{site.base}id/{year}/{path}" in site.descriptions:
                return redirect_to(f"id/{year}/{path}", 302)
    return None


def _editions_wanted(site: Site) -> Sequence[int]:
    """Return the edition that is asked for, or else all, the latest first."""
    return [asked_edition().year] if request.args.get("edition") else site.served.years[::-1]


def _unknown(site: Site, path: str) -> Response:
    """Answer 404, with the formats if only the format is unknown, or the level."""
    stem, _, extension = path.rpartition(".")
    known = _find(site, stem.partition("/")[2]) if stem.startswith(("doc/", "id/")) else None
    if known:
        formats = [f"/doc/{known[0]}.{name}" for name in DOCUMENT_TYPES]
        listed = ", ".join(formats)
        detail = bilingual(
            "refusal.other_format", name=known[0], extension=extension, listed=listed
        )
        return problem(404, bilingual("refusal.unknown_format"), detail, formats=formats)
    asked = _COMPETENCE_AT_LEVEL.search(path)
    competence = site.dataset.nomenclature.framework.competence.get(asked[1]) if asked else None
    if asked is None or competence is None:
        return refusal(404, "refusal.no_such_thing", path=path)
    levels = [str(each.level) for each in competence.levels]
    return refusal(
        404,
        "refusal.no_such_level",
        {"levels": [f"{competence.code}/{level}" for level in levels]},
        code=competence.code,
        level=asked[2],
        levels=", ".join(levels),
    )
