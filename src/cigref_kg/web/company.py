"""The pages of companies' own referentials: what holds, with the difference marked."""

from flask import Blueprint, Response, current_app, request

from cigref_kg.company.effective import CompanyView
from cigref_kg.company.serving import views_of
from cigref_kg.comparison import MAX_PROFILES, compare, nearest
from cigref_kg.graph.serialization import MEDIA_TYPES, serialize
from cigref_kg.search import Hit, Kind, SearchIndex
from cigref_kg.web.documents import send_data, send_page
from cigref_kg.web.problems import problem
from cigref_kg.web.rendering import render
from cigref_kg.web.site import current_site

bp = Blueprint("company", __name__)

_MAX_RESULTS = 30


@bp.get("/company/<name>")
def referential(name: str) -> Response:
    """Show a referential: its families, profiles and competences, or what a search finds in it."""
    view = _view(name)
    if view is None:
        return _unknown(name)
    query = " ".join(request.args.get("q", "")[:200].split())
    site = current_site()
    return send_page(
        lambda language: render(
            "company.html",
            language,
            iri=f"{site.base}company/{name}",
            view=view,
            query=query,
            hits=_hits(view, query) if query else [],
        ),
        query,
    )


@bp.get("/company/<name>.<any(ttl, jsonld, nt, rdf):extension>")
def graph(name: str, extension: str) -> Response:
    """Answer with the company's own graph."""
    view = _view(name)
    if view is None:
        return _unknown(name)
    site = current_site()
    own = site.dataset.graphs[f"company/{name}"]
    return send_data(lambda: serialize(own, extension, view.company.base), MEDIA_TYPES[extension])


@bp.get("/company/<name>/profile/<code>")
def profile(name: str, code: str) -> Response:
    """Show what holds for a profile of the company's own, and how it differs."""
    view = _view(name)
    if view is None or code not in view.company.profiles:
        return _unknown(name if view is None else code)
    site = current_site()
    effective = view.profiles[code]
    return send_page(
        lambda language: render(
            "company_profile.html",
            language,
            iri=f"{site.base}company/{name}/profile/{code}",
            view=view,
            effective=effective,
            profile=effective.profile,
            nearest=nearest(view.whole.content, effective.profile, limit=4),
        )
    )


@bp.get("/company/<name>/compare")
def comparison(name: str) -> Response:
    """Show two to four profiles side by side, the company's own and the nomenclature's."""
    view = _view(name)
    if view is None:
        return _unknown(name)
    codes = [code for code in request.args.getlist("p") if code]
    try:
        compared = compare(view.whole.content, codes) if len(codes) > 1 else None
    except ValueError as error:
        return problem(400, None, f"{error}.")
    site = current_site()
    return send_page(
        lambda language: render(
            "company_compare.html",
            language,
            iri=f"{site.base}company/{name}/compare",
            view=view,
            chosen=codes[:MAX_PROFILES],
            places=MAX_PROFILES,
            comparison=compared,
        ),
        *codes,
    )


def _hits(view: CompanyView, query: str) -> list[Hit]:
    """The profiles that a query finds, the company's own among the nomenclature's."""
    indexes: dict[str, SearchIndex] = current_app.extensions.setdefault("company_search", {})
    name = view.company.name
    if name not in indexes:
        indexes[name] = SearchIndex(view.whole, current_site().dataset.iris)
    found = indexes[name].search(query, _MAX_RESULTS)
    return [hit for hit in found if hit.entry.kind is Kind.PROFILE]


def _view(name: str) -> CompanyView | None:
    views = views_of(current_site().dataset)
    return next((view for view in views if view.company.name == name), None)


def _unknown(name: str) -> Response:
    known = [view.company.name for view in views_of(current_site().dataset)]
    return problem(404, None, f"There is no {name!r} here.", companies=known)
