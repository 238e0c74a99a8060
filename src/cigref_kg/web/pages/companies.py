"""The pages of companies' own frameworks: what holds, with the difference marked."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from cigref_kg.company.effective import CompanyView
from cigref_kg.graph.serialization import MEDIA_TYPES, serialize
from cigref_kg.publish.spreadsheets import MEDIA_TYPE
from cigref_kg.web.documents import send_data, send_page
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.site import current_site
from cigref_kg.web.things.profiles import by_area, rated

bp = Blueprint("company", __name__)


@bp.get("/company/<name>")
def framework(name: str) -> Response:
    """Show a framework: its families, profiles and competences."""
    view = _view(name)
    return send_page("company.html", lambda _: {"view": view})


@bp.get("/company/<name>.<any(ttl, jsonld, nt, rdf):extension>")
def graph(name: str, extension: str) -> Response:
    """Answer with the company's own graph."""
    view = _view(name)
    site = current_site()
    own = site.dataset.graphs[f"company/{name}"]
    return send_data(lambda: serialize(own, extension, view.company.base), MEDIA_TYPES[extension])


@bp.get("/company/<name>.xlsx")
def workbook(name: str) -> Response:
    """Answer with the framework as the workbook that `cigref-kg company check` reads."""
    # Workbooks take long to import: a service that is asked for none does without them.
    from cigref_kg.company.io.workbook_writing import workbook_bytes

    view = _view(name)
    response = send_data(lambda: workbook_bytes(view.company, view.nomenclature), MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@bp.get("/company/<name>/profile/<code>")
def profile(name: str, code: str) -> Response:
    """Show what holds for a profile of the company's own, and how it differs."""
    view = _view(name)
    if code not in view.company.profiles:
        raise _unknown(code)
    site = current_site()
    effective = view.profiles[code]
    served = site.served.at(view.company.edition)
    return send_page(
        "company_profile.html",
        lambda _: {
            "served": served,
            "view": view,
            "effective": effective,
            "profile": effective.profile,
            "nearest": served.nearest(effective.profile, limit=4),
            "competences": by_area(served, effective.profile),
            "differences": {need.competence: need for need in effective.requirements},
            "aspects": rated(served, effective.profile),
        },
    )


@bp.get("/company/<name>/compare")
def comparison(name: str) -> Response:
    """Lead an address of version 0.1.0 to the comparison of the site."""
    _view(name)
    query = urlencode(list(request.args.items(multi=True)))
    location = f"{request.script_root}/compare{'?' if query else ''}{query}"
    return Response(f"{location}\n", 301, {"Location": location}, mimetype="text/plain")


def _view(name: str) -> CompanyView:
    for view in current_site().views:
        if view.company.name == name:
            return view
    raise _unknown(name)


def _unknown(name: str) -> RefusedError:
    known = [company.name for company in current_site().companies]
    return RefusedError(404, "refusal.not_here", {"companies": known}, name=name)
