"""A training plan from people and courses, in a form: nothing of it is kept, cached or logged."""

from flask import Blueprint, Response, request

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import Language
from cigref_kg.base.reading.tables import FORMS
from cigref_kg.base.text import Text
from cigref_kg.people.catalogue import read_catalogue
from cigref_kg.people.plan import Plan, make_plan
from cigref_kg.people.reading.report import Report
from cigref_kg.people.reading.values import cents
from cigref_kg.people.records import plan_record
from cigref_kg.people.sheets import Tables
from cigref_kg.people.staff import Staff, criticality_of, read_staff
from cigref_kg.people.writing import written
from cigref_kg.publish.spreadsheets.shape import MEDIA_TYPE as XLSX
from cigref_kg.web.documents import requested_language
from cigref_kg.web.pages.match import private, sent_table
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.ui.rendering import render

bp = Blueprint("plan", __name__)

_MOST_SHOWN = 300
"""Gaps on a page; the workbook and the command have all."""
_DOWNLOADS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}


@bp.route("/plan", methods=["GET", "POST"])
def plan() -> Response:
    """Show the form, or the plan of what was sent with it; or send the plan as a file."""
    language = requested_language()
    mistakes: list[str] = []
    staff: Staff | None = None
    made: Plan | None = None
    if request.method == "POST":
        staff, made = _made(mistakes, language)
    if made and request.form.get("format") in _DOWNLOADS:
        return _download(made, request.form["format"], language)
    page = render(
        "plan.html",
        language,
        iri=f"{current_site().base}plan",
        tables={name: request.form.get(name, "") for name in ("people", "catalogue")},
        budget=request.form.get("budget", ""),
        mistakes=mistakes,
        lost=list(Report(staff.found, language).lost()) if staff and made else [],
        plan=made,
        answer=Tables(asked_edition().nomenclature, language).plan(made) if made else None,
        most_shown=_MOST_SHOWN,
    )
    return private(page, 400 if mistakes else 200, language)


_TABLES = {
    "people": Text(fr="personnes : ", en="people: "),
    "catalogue": Text(fr="catalogue : ", en="catalogue: "),
}


def _made(mistakes: list[str], language: Language) -> tuple[Staff | None, Plan | None]:
    """Make the plan of what was sent, or note what cannot be used."""
    served = asked_edition()
    written_budget = request.form.get("budget", "").strip()
    budget = cents(written_budget) if written_budget else None
    if written_budget and budget is None:
        mistakes.append(
            Text(
                fr=f"budget : « {written_budget[:20]} » n’est pas un montant : écrivez 300000",
                en=f"budget: {written_budget[:20]!r} is no amount: write 300000",
            ).localized(language)
        )
    staff = catalogue = None
    for name in ("people", "catalogue"):
        content = sent_table(name)
        try:
            if name == "people":
                staff = read_staff([content], served, strict=True, limits=FORMS)
            else:
                catalogue = read_catalogue(content, served.nomenclature, FORMS)
        except InputError as error:
            told = _TABLES[name].localized(language)
            mistakes += [f"{told}{line}" for line in error.localized(language).splitlines()]
    if staff is None or catalogue is None or mistakes:
        return staff, None
    return staff, make_plan(staff, catalogue, criticality_of(served), budget)


def _download(made: Plan, form: str, language: Language) -> Response:
    tables = Tables(asked_edition().nomenclature, language)
    content = written(form, lambda: plan_record(made), lambda: tables.plan(made))
    response = Response(content, content_type=_DOWNLOADS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="plan.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response
