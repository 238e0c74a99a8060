"""The dataset for messages_by_language and federation: DCAT-AP, VoID, and the JSON-LD context.

They are for machines: a browser is led to the page about the dataset.
"""

from collections.abc import Callable

from flask import Blueprint, Response, request
from rdflib import Graph

from cigref_kg.base.iris import LICENCE
from cigref_kg.base.writing import json_bytes
from cigref_kg.graph.dcat import catalogue_graph
from cigref_kg.graph.serialization import MEDIA_TYPES, json_ld_context, json_ld_frame, serialize
from cigref_kg.graph.statistics import void_graph
from cigref_kg.web.documents import not_acceptable, send_data
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.http.formats import ALSO_ASKED_FOR, DOCUMENT_TYPES, HTML
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.linked_data.dereferencing import redirect_to
from cigref_kg.web.site import current_site

bp = Blueprint("dcat", __name__)

_EXTENSIONS = "<any(ttl, jsonld, nt, rdf):extension>"
_VOID = ".well-known/void"


@bp.get("/catalog")
@bp.get(f"/catalog.{_EXTENSIONS}")
def catalogue(extension: str | None = None) -> Response:
    """Answer with the catalogue (DCAT-AP 3): the dataset, its files and its services."""
    site = current_site()

    def make() -> Graph:
        return catalogue_graph(site.dataset.union, site.dataset.iris, site.files, site.operator)

    return _send("catalog", make, extension)


@bp.get(f"/{_VOID}")
@bp.get(f"/{_VOID}.{_EXTENSIONS}")
def void(extension: str | None = None) -> Response:
    """Answer with the VoID description, counts included."""
    site = current_site()

    def make() -> Graph:
        return void_graph(site.dataset.union, site.dataset.iris, f"{site.base}{_VOID}")

    return _send(_VOID, make, extension)


@bp.get("/context.jsonld")
def context() -> Response:
    """Answer with the JSON-LD context that the dataset's documents carry inline."""
    return send_data(lambda: json_bytes({"@context": json_ld_context()}), MEDIA_TYPES["jsonld"])


@bp.get("/frame.jsonld")
def frame() -> Response:
    """Answer with a JSON-LD frame: a profile with what belongs to it, as a tree."""
    return send_data(lambda: json_bytes(json_ld_frame()), MEDIA_TYPES["jsonld"])


def _send(path: str, make: Callable[[], Graph], extension: str | None) -> Response:
    """Answer with a graph in the format of the extension, or by ``Accept``, else in Turtle."""
    site = current_site()
    chosen = extension or _choose_format()
    if chosen is None:
        return not_acceptable()
    if chosen == HTML:
        response = redirect_to("dataset", 303)
        response.vary.add("Accept")
        return response

    def build() -> Response:
        body = site.prepare((path, chosen), lambda: serialize(make(), chosen, site.base))
        response = Response(body, mimetype=MEDIA_TYPES[chosen])
        response.headers["Link"] = ", ".join(
            [
                f'<{site.base}{path}>; rel="canonical"',
                f'<{site.dataset.iris.dataset}>; rel="describes"',
                f'<{LICENCE}>; rel="license"',
            ]
        )
        return response

    return conditional(
        request,
        etag(site.version, path, chosen),
        build,
        vary=[] if extension else ["Accept"],
    )


def _choose_format() -> str | None:
    extensions = {media_type: extension for extension, media_type in MEDIA_TYPES.items()}
    extensions |= {**ALSO_ASKED_FOR, DOCUMENT_TYPES[HTML]: HTML}
    chosen = negotiate(request.headers.get("Accept"), list(extensions), MEDIA_TYPES["ttl"])
    return None if chosen is None else extensions[chosen]
