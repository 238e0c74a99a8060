"""A training plan from people and courses, in a form: nothing of it is kept, cached or logged."""

from flask import Blueprint, Response, request

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import Language
from cigref_kg.base.reading.tables import FORMS
from cigref_kg.people.courses import read_courses
from cigref_kg.people.plan import Plan, make_plan
from cigref_kg.people.reading.report import Report
from cigref_kg.people.reading.values import cents
from cigref_kg.people.records import plan_record
from cigref_kg.people.sheets import Tables
from cigref_kg.people.staff import Staff, criticality_of, read_staff
from cigref_kg.web.documents import private_page, requested_language
from cigref_kg.web.pages.people.forms import (
    DOWNLOADS,
    Mistakes,
    download,
    sent_table,
    table_text,
)
from cigref_kg.web.site import asked_edition
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("plan", __name__)

_TABLES = ("people", "catalogue")
_MOST_SHOWN = 300
"""Gaps on a page; the workbook and the command have all."""


@bp.route("/plan", methods=["GET", "POST"])
def plan() -> Response:
    """Show the form, or the plan of what was sent with it; or send the plan as a file."""
    language = requested_language()
    mistakes: Mistakes = {}
    staff: Staff | None = None
    made: Plan | None = None
    if request.method == "POST":
        staff, made = _made(mistakes, language)
    tables = Tables(asked_edition().nomenclature, language)
    form = request.form.get("format", "")
    if made and form in DOWNLOADS:
        plan_made = made
        return download(
            "plan", form, lambda: plan_record(plan_made), lambda: tables.plan(plan_made)
        )
    return private_page(
        "plan.html",
        language,
        status=400 if mistakes else 200,
        tables={
            name: table_text(sent_table(name)) if made else request.form.get(name, "")
            for name in _TABLES
        },
        budget=request.form.get("budget", ""),
        mistakes=mistakes,
        lost=list(Report(staff.found, language).lost()) if staff and made else [],
        plan=made,
        answer=tables.plan(made) if made else None,
        most_shown=_MOST_SHOWN,
    )


def _made(mistakes: Mistakes, language: Language) -> tuple[Staff | None, Plan | None]:
    """Make the plan of what was sent, or note what cannot be used."""
    served = asked_edition()
    written_budget = request.form.get("budget", "").strip()
    budget = cents(written_budget) if written_budget else None
    if written_budget and budget is None:
        mistakes["budget"] = [
            bilingual("refusal.no_amount", written_budget=written_budget[:20]).localized(language)
        ]
    staff = catalogue = None
    for name in _TABLES:
        content = sent_table(name)
        try:
            if name == "people":
                staff = read_staff([content], served, strict=True, limits=FORMS)
            else:
                catalogue = read_courses(content, served.nomenclature, FORMS)
        except InputError as error:
            mistakes[name] = error.localized(language).splitlines()
    if staff is None or catalogue is None or mistakes:
        return staff, None
    return staff, make_plan(staff, catalogue, criticality_of(served), budget)
