"""From a code of one vocabulary to those of the others: the page, and the same for machines."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.insight.things import Kind
from cigref_kg.publish.crosswalk import as_csv, as_json
from cigref_kg.vocabularies.crosswalk.concepts import LONGEST, VOCABULARIES, Concept
from cigref_kg.vocabularies.crosswalk.links import Crossing
from cigref_kg.web.documents import alternate, requested_language, send_json, send_page, send_table
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.site import current_site

bp = Blueprint("crosswalk", __name__)

_MOST_CODES = 100  # more than a page shows well
_MOST_OURS = 3
"""Jobs and competences of ours that a name may mean."""


@bp.get("/crosswalk")
def page() -> Response:
    """Show what codes lead to, or the form that asks for them."""
    site = current_site()
    codes, left_out = _codes()
    crossings = [site.crosswalk.cross(code) for code in codes]
    meant = {crossing.asked: _named(crossing.asked) for crossing in crossings if not crossing.start}
    is_unknown = bool(crossings) and len(meant) == len(crossings) and not any(meant.values())
    return send_page(
        "crosswalk.html",
        lambda _: {
            "codes": codes,
            "left_out": left_out,
            "most": _MOST_CODES,
            "crossings": crossings,
            "meant": meant,
            "vocabularies": VOCABULARIES,
            "names": {each: message(f"publish.crosswalk-{each}") for each in VOCABULARIES},
        },
        status=404 if is_unknown else 200,
        links=[
            alternate("crosswalk.json", "application/json"),
            alternate("crosswalk.csv", "text/csv"),
        ]
        if crossings
        else (),
    )


@bp.get("/crosswalk.json")
def crosswalk_json() -> Response:
    """Answer with what one code leads to; of several, with a list."""
    codes = _asked("json")
    language = requested_language()

    def content() -> object:
        told = [as_json(crossing, language) for crossing in _crossings(codes)]
        return told if len(told) > 1 else told[0]

    response = send_json(content, language, *codes)
    response.vary.add("Accept-Language")
    return response


@bp.get("/crosswalk.csv")
def crosswalk_csv() -> Response:
    """Answer with the links as CSV, a row for each; ``?bom=1`` writes it for Excel."""
    codes = _asked("csv")
    return send_table("crosswalk.csv", lambda language: as_csv(_crossings(codes), language), *codes)


def _codes() -> tuple[list[str], int]:
    """Return the codes asked for, each once, and how many are left out.

    They come as ``from``, several times or with a code a line.
    """
    lines = (line for value in request.args.getlist("from") for line in value.splitlines())
    found = list(dict.fromkeys(line.strip()[:LONGEST] for line in lines if line.strip()))
    return found[:_MOST_CODES], max(0, len(found) - _MOST_CODES)


def _named(text: str) -> list[tuple[Concept, Text]]:
    """Return what a name may mean: a job or competence under any of its names, then the rest."""
    site = current_site()
    ours = {Kind.PROFILE: "cigref", Kind.COMPETENCE: "ecf"}
    hits = site.served.search.find(text, _MOST_OURS).hits
    found = {
        Concept(ours[hit.entry.kind], hit.entry.code): hit.entry.title
        for hit in hits
        if hit.entry.kind in ours and hit.entry.code not in site.served.owners
    }
    return [*found.items(), *(each for each in site.crosswalk.named(text) if each[0] not in found)]


def _crossings(codes: Sequence[str]) -> list[Crossing]:
    return [current_site().crosswalk.cross(code) for code in codes]


def _asked(extension: str) -> list[str]:
    """Return the codes asked for, some at least and not too many, of which one alone is known."""
    codes, left_out = _codes()
    if not codes:
        example = f"/crosswalk.{extension}?from=rome:M1812"
        raise RefusedError(400, "refusal.from_missing", example=example)
    if left_out:
        raise RefusedError(400, "refusal.many_codes", most_codes=_MOST_CODES)
    [first, *others] = _crossings(codes)
    if first.start is None and not others:
        raise RefusedError(404, first.problem)
    return codes
