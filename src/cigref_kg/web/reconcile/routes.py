"""``/reconcile``: columns of job titles matched to profiles (Reconciliation Service API 0.2).

``/reconcile/fr`` and ``/reconcile/en`` answer in one language; ``/reconcile`` in the one that the
client prefers.
"""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, request
from markupsafe import Markup

from cigref_kg.base.model import Language
from cigref_kg.insight.things import Thing
from cigref_kg.web.documents import requested_language
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.linked_data.dereferencing import redirect_to
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.reconcile.request import read_extension, read_queries
from cigref_kg.web.reconcile.service import PREVIEW_SIZE, Json, ReconciliationService
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.sparql.endpoint import PREFLIGHT
from cigref_kg.web.ui.rendering import render

bp = Blueprint("reconcile", __name__)

View = Callable[[], Response]

_LANGUAGES = "<any(fr, en):reconcile_language>"
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""Unlike any other page of the site, a preview is made to be shown inside the pages of others."""


def _route(path: str, *methods: str) -> Callable[[View], View]:
    """Answer at a path of the service, with or without a language."""

    def register(view: View) -> View:
        for start in ("/reconcile", f"/reconcile/{_LANGUAGES}"):
            bp.add_url_rule(f"{start}{path}", view.__name__, view, methods=methods or ("GET",))
        return view

    return register


@bp.url_value_preprocessor
def _choose_language(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001
    asked: Language | None = (values or {}).pop("reconcile_language", None)
    g.reconcile_path = f"reconcile/{asked}" if asked else "reconcile"
    g.reconcile_language = asked or requested_language()


@bp.after_request
def _tell_preflight(response: Response) -> Response:
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    return response


@_route("", "GET", "POST")
def endpoint() -> Response:
    """Answer a batch of queries or a data extension query; without one, say what this is.

    Raises:
        RefusedError: if it is both, or a form that is neither.
    """
    given = [name for name in ("queries", "extend") if name in request.values]
    if len(given) > 1:
        raise RefusedError(400, "refusal.queries_or_extend")
    if given == ["queries"]:
        return _answer(_service().match(read_queries(request.values["queries"])))
    if given == ["extend"]:
        return _answer(_service().extend(read_extension(request.values["extend"])))
    if request.method == "POST":
        raise RefusedError(400, "refusal.send_a_form")
    return _answer(_service().manifest(_url(), f"{request.url_root}static/icon.svg"))


@_route("/suggest/entity")
def suggest_entity() -> Response:
    """Suggest entities."""
    return _answer(_service().suggest_entities(_prefix(), _types(), _number("cursor") or 0))


@_route("/suggest/property")
def suggest_property() -> Response:
    """Suggest properties."""
    return _answer(_service().suggest_properties(_prefix(), _types(), _number("cursor") or 0))


@_route("/suggest/type")
def suggest_type() -> Response:
    """Suggest types."""
    return _answer(_service().suggest_types(_prefix(), _number("cursor") or 0))


@_route("/suggest/entity/flyout")
def flyout_entity() -> Response:
    """Show an entity in a few lines."""
    service, entity = _identified()
    name = entity.names.title.localized(_language())
    return _flyout(name, service.describe(entity), _first_paragraph(entity))


@_route("/suggest/property/flyout")
def flyout_property() -> Response:
    """Show a property in a few lines."""
    found = _service().properties.get(_identifier())
    if found is None:
        raise _unknown()
    return _flyout(found.name.localized(_language()), found.identifier)


@_route("/suggest/type/flyout")
def flyout_type() -> Response:
    """Show a type in a few lines."""
    types = {each["id"]: each["name"] for each in _service().suggest_types("", 0)["result"]}
    identifier = _identifier()
    if identifier not in types:
        raise _unknown()
    return _flyout(types[identifier], identifier)


@_route("/properties")
def propose_properties() -> Response:
    """Propose the properties that a table of matched entities may be extended with."""
    return _answer(_service().propose(request.args.get("type", ""), _number("limit")))


@_route("/view")
def view() -> Response:
    """Lead to the page about an entity."""
    _, entity = _identified()
    site = current_site()
    if entity.iri.startswith(site.base):
        return redirect_to(f"id/{entity.path}", 303)
    path, mark, place = site.local_path(entity.iri).partition("#")
    response = redirect_to(path, 303)
    response.headers["Location"] += f"{mark}{place}"
    return response


@_route("/preview")
def preview() -> Response:
    """Show an entity in a small frame."""
    service, entity = _identified()
    language = _language()
    page = render(
        "preview.html",
        language,
        name=entity.names.title.localized(language),
        description=service.describe(entity),
        text=_first_paragraph(entity),
        link=f"{_url()}/view?id={entity.path}",
        size=PREVIEW_SIZE,
    )

    def build() -> Response:
        headers = {"Content-Security-Policy": _PREVIEW_POLICY, "Content-Language": language}
        return Response(page, mimetype="text/html", headers=headers)

    response = conditional(request, _tag(), build, vary=["Accept-Language"])
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    return response


def _service() -> ReconciliationService:
    return ReconciliationService(asked_edition(), _language())


def _language() -> Language:
    language: Language = g.reconcile_language
    return language


def _url() -> str:
    """Return the absolute URL of the service in the language that it was asked in."""
    return f"{request.url_root}{g.reconcile_path}"


def _tag() -> str:
    return etag(current_site().version, request.url, _language())


def _answer(value: Json) -> Response:
    """Answer with JSON; what was asked by GET may be kept by caches."""

    def build() -> Response:
        body = json.dumps(value, ensure_ascii=False) + "\n"
        response = Response(body, content_type="application/json")
        response.headers["Content-Language"] = _language()
        return response

    if request.method == "POST":
        return build()
    return conditional(request, _tag(), build, vary=["Accept-Language"])


def _flyout(name: str, description: str, text: str = "") -> Response:
    html = Markup("<p><strong>{}</strong></p><p>{}</p>").format(name, description)
    if text:
        html += Markup("<p>{}</p>").format(text)
    return _answer({"id": _identifier(), "html": str(html)})


def _first_paragraph(entity: Thing) -> str:
    return entity.description.localized(_language()).partition("\n\n")[0]


def _prefix() -> str:
    prefix = request.args.get("prefix")
    if prefix is None:
        raise RefusedError(400, "refusal.prefix_missing")
    return prefix


def _types() -> tuple[str, ...]:
    return tuple(name for name in request.args.getlist("type") if name)


def _number(parameter: str) -> int | None:
    text = request.args.get(parameter)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedError(400, "refusal.no_whole_number", parameter=parameter, text=text)
    return int(text)


def _identifier() -> str:
    identifier = request.args.get("id")
    if not identifier:
        raise RefusedError(400, "refusal.id_missing")
    return identifier


def _identified() -> tuple[ReconciliationService, Thing]:
    """Return the entity that is asked for, and the service over the edition that has it."""
    service = _service().of(_identifier())
    entity = service.reconciler.entity(_identifier())
    if entity is None:
        raise _unknown()
    return service, entity


def _unknown() -> RefusedError:
    return RefusedError(404, "refusal.unknown_identifier", identifier=_identifier())
