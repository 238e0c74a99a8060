"""From an ESCO concept to what of ours is mapped to it: the mappings read the other way."""

from flask import Blueprint, Response, request

from cigref_kg.base.model import Names
from cigref_kg.records.mappings import Mapping, SubjectKind
from cigref_kg.web.documents import alternate, send_json, send_page
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import Site, current_site

bp = Blueprint("esco", __name__)

_LONGEST_URI = 300  # characters: far more than one of ESCO has


@bp.get("/esco")
def esco() -> Response:
    """Show the form, or what is mapped to the ESCO concept whose URI is asked for.

    A name in the place of the URI gives the concepts that have it.
    """
    site = current_site()
    uri = _uri_asked_for()
    found = site.dataset.mappings.subjects_for(uri) if uri else ()
    is_name = bool(uri) and "/" not in uri
    named = site.crosswalk.named(uri, "esco") if is_name else []
    return send_page(
        "esco.html",
        lambda _: {
            "uri": uri,
            "is_name": is_name,
            "named": [(site.crosswalk.address(concept), label) for concept, label in named],
            "found": [(mapping, mapping.subject.iri(site.dataset.iris)) for mapping in found],
            "names": {mapping: _names(site, mapping) for mapping in found},
        },
        links=[alternate("esco.json", "application/json")],
    )


@bp.get("/esco.json")
def esco_json() -> Response:
    """Answer with what is mapped to an ESCO concept, strongest first."""
    site = current_site()
    uri = _uri_asked_for()
    if not uri:
        return refusal(400, "refusal.uri_missing")

    def content() -> dict[str, object]:
        found = [_as_json(site, mapping) for mapping in site.dataset.mappings.subjects_for(uri)]
        return {"uri": uri, "mappings": found}

    return send_json(content, uri)


def _uri_asked_for() -> str:
    return request.args.get("uri", "").strip()[:_LONGEST_URI]


def _as_json(site: Site, mapping: Mapping) -> dict[str, object]:
    return {
        "code": mapping.subject.code,
        "iri": mapping.subject.iri(site.dataset.iris),
        "relation": mapping.relation.value,
        "confidence": float(mapping.confidence),
        "reason": dict(mapping.reason.items()),
        "title": dict(_names(site, mapping).title.items()),
        "escoVersion": mapping.version,
    }


def _names(site: Site, mapping: Mapping) -> Names:
    nomenclature, code = site.served.nomenclature, mapping.subject.code
    match mapping.subject.kind:
        case SubjectKind.PROFILE:
            return site.served.at(mapping.subject.year).content.profile[code].names
        case SubjectKind.COMPETENCE:
            return nomenclature.framework.competence[code].names
        case SubjectKind.ASPECT:
            return nomenclature.framework.aspect[code].names
