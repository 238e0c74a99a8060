"""Profiles side by side: the page, and the same for machines."""

from flask import Blueprint, Response, request

from cigref_kg.base.errors import InputError
from cigref_kg.insight.comparison import MAX_PROFILES, MIN_PROFILES, SHOWN, Comparison, Shown
from cigref_kg.insight.served import Served
from cigref_kg.publish.comparison import comparison_as_csv, comparison_as_json
from cigref_kg.web.documents import alternate, send_json, send_page, send_table
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.site import asked_edition
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("comparisons", __name__)


@bp.get("/compare")
def page() -> Response:
    """Show two to four profiles side by side, or the form to choose them."""
    served = asked_edition()
    codes = _codes()
    mistake = _mistake(served, codes)
    is_choosing = len(codes) < MIN_PROFILES
    comparison = None if mistake or is_choosing else served.compare(codes)
    base = request.args.get("from", "")
    if comparison and base not in comparison.labels:
        base = comparison.labels[0]
    return send_page(
        "compare.html",
        lambda _: {
            "framework": served.framework,
            "chosen": codes[:MAX_PROFILES],
            "places": MAX_PROFILES,
            "comparison": comparison and comparison.only(shown_rows()),
            "base": base,
            "shown": shown_rows(),
            "choices": SHOWN,
            "mistake": mistake,
        },
        status=400 if mistake else 200,
        links=[alternate("compare.json", "application/json"), alternate("compare.csv", "text/csv")]
        if comparison
        else (),
    )


@bp.get("/compare.json")
def as_json() -> Response:
    """Answer with a comparison for machines."""
    codes = _codes()
    comparison = compared(asked_edition(), codes, "json")
    return send_json(lambda: comparison_as_json(comparison), *codes)


@bp.get("/compare.csv")
def as_csv() -> Response:
    """Answer with a comparison as CSV; ``?bom=1`` writes it for Excel."""
    served = asked_edition()
    codes = _codes()
    comparison = compared(served, codes, "csv")
    return send_table(
        f"compare-{'-'.join(comparison.labels).replace('/', '-')}.csv",
        lambda language: comparison_as_csv(
            comparison.only(shown_rows()), served.framework, language
        ),
        *codes,
        shown_rows(),
    )


def shown_rows() -> Shown:
    """Return which competences ``?show=`` asks for: all, if it says nothing that is known."""
    asked = request.args.get("show")
    return next((each for each in SHOWN if each == asked), "all")


def _codes() -> list[str]:
    return [code for code in request.args.getlist("p") if code]


def compared(served: Served, codes: list[str], extension: str) -> Comparison:
    """Return profiles side by side.

    Args:
        served: the edition, with companies' frameworks beside it.
        codes: of the profiles.
        extension: of the address, for the example of one that can be answered.

    Raises:
        RefusedError: if they cannot be compared.
    """
    try:
        return served.compare(codes)
    except InputError as error:
        example = f"/compare.{extension}?p=2.5&p=2.4"
        detail = bilingual("compare.refused", why=error.words, example=example)
        raise RefusedError(400, detail) from error


def _mistake(served: Served, codes: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with what a person chose: the key of its message, and the code."""
    found = [served.find(code) for code in codes]
    for place, code in enumerate(codes):
        if found[place] is None:
            return "compare.unknown", code[:20]
        if found[place] in found[:place]:
            return "compare.twice", code
    return ("compare.too_many", "") if len(codes) > MAX_PROFILES else None
