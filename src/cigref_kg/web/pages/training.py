"""What a training for a profile should teach, by ESCO: the page, and the same for machines."""

from flask import Blueprint, Response, request

from cigref_kg.publish.training import as_csv, as_json
from cigref_kg.vocabularies.esco.facts import RELEASE
from cigref_kg.vocabularies.esco.terms import ATTRIBUTION
from cigref_kg.vocabularies.esco.training import Training, TrainingGap
from cigref_kg.web.documents import alternate, send_json, send_page, send_table
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("training", __name__)

_MOST = 2
"""One profile, or two to see what the second adds."""


@bp.get("/esco/skills")
def page() -> Response:
    """Show what a training should teach, what a second profile adds, or the form to choose."""
    codes, mistake = _asked()
    asked = _answer(codes) if codes and not mistake else None
    return send_page(
        "training.html",
        lambda language: {
            "chosen": codes,
            "mistake": mistake,
            "training": asked if isinstance(asked, Training) else None,
            "gap": asked if isinstance(asked, TrainingGap) else None,
            "release": RELEASE,
            "attribution": ATTRIBUTION.localized(language),
        },
        status=400 if mistake else 200,
        links=[alternate("skills.json", "application/json"), alternate("skills.csv", "text/csv")]
        if asked
        else (),
    )


@bp.get("/esco/skills.json")
def skills_json() -> Response:
    """Answer with what a training should teach, or with what a second profile adds."""
    codes, mistake = _asked()
    if mistake or not codes:
        return _refused(mistake, "json")
    return send_json(lambda: as_json(_answer(codes)), *codes)


@bp.get("/esco/skills.csv")
def skills_csv() -> Response:
    """Answer with the same as CSV; ``?bom=1`` writes it for Excel."""
    codes, mistake = _asked()
    if mistake or not codes:
        return _refused(mistake, "csv")
    return send_table(
        f"esco-skills-{'-'.join(codes)}.csv",
        lambda _: as_csv(_answer(codes)),
        *codes,
    )


def _answer(codes: list[str]) -> Training | TrainingGap:
    trainings, year = current_site().trainings, asked_edition().year
    found = [trainings.of(code, year) for code in codes]
    return trainings.gap(*found) if len(found) == _MOST else found[0]


def _asked() -> tuple[list[str], tuple[str, str] | None]:
    """Return the codes asked for, and what is wrong: the key of its message, and the code."""
    codes = [code for code in request.args.getlist("p") if code]
    known = asked_edition().published.content.profile
    for place, code in enumerate(codes):
        if code not in known:
            return codes[:_MOST], ("compare.unknown", code[:20])
        if code in codes[:place]:
            return codes[:_MOST], ("compare.twice", code)
    return codes[:_MOST], ("training.too_many", "") if len(codes) > _MOST else None


def _refused(mistake: tuple[str, str] | None, extension: str) -> Response:
    key, code = mistake or ("training.too_many", "")
    reasons = {
        "compare.unknown": bilingual("refusal.no_profile", code=code),
        "compare.twice": bilingual("refusal.profile_twice", code=code),
        "training.too_many": bilingual("refusal.one_or_two"),
    }
    example = f"/esco/skills.{extension}?p=6.3"
    return refusal(400, "refusal.training", reason=reasons[key], example=example)
