"""People against jobs, in a form: nothing of it is kept, cached or logged.

What was sent stands in the page that answers, and there alone: the form can be sent again from
there, for a file too, and a script keeps it in the browser's own history, so that *Back* works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, request

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import Language
from cigref_kg.base.reading.tables import FORMS
from cigref_kg.base.writing import csv_bytes
from cigref_kg.insight.matching import Match
from cigref_kg.insight.served import Served
from cigref_kg.people.reading.report import Report
from cigref_kg.people.records import matches_record
from cigref_kg.people.sheets import Pair, Tables
from cigref_kg.people.staff import HELD, Employee, Staff, read_staff
from cigref_kg.people.team import Team, make_team
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

bp = Blueprint("match", __name__)

_NEAREST = 5  # jobs that are told of each person
_MOST_SHOWN = 200
"""People on a page; a file has more."""
_HEADING = ("person", "competence", "level", "job")
_RANKS = range(6)
"""The levels of the grid: 0 is assessed, and absent."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked with the form, or with the address that leads to it."""

    code: str
    """Of the job to match with; empty for the nearest, or :data:`HELD`."""
    grid: str
    """The code of the job whose competences stand in the grid; empty for none."""
    table: bytes


@bp.route("/match", methods=["GET", "POST"])
def match() -> Response:
    """Show the form, or the matches of what was sent with it; or send them as a file."""
    served = asked_edition()
    language = requested_language()
    asked = _asked(served, language)
    mistakes = _mistakes(asked, served, language)
    staff: Staff | None = None
    if asked.table or request.method == "POST":
        try:
            staff = read_staff([asked.table], served, limits=FORMS)
        except InputError as error:
            mistakes.setdefault("people", []).extend(error.localized(language).splitlines())
    shown = None if mistakes or staff is None else staff
    form = request.form.get("format", "")
    if shown and form in DOWNLOADS:
        pairs = _pairs(shown, served, asked.code)
        tables = Tables(served.nomenclature, language)
        apart = shown.without_job if asked.code == HELD else None
        return download(
            "match",
            form,
            lambda: matches_record(pairs, apart),
            lambda: tables.matches(pairs, apart),
        )
    few = Staff(shown.people[:_MOST_SHOWN], shown.found) if shown else None
    return private_page(
        "match.html",
        language,
        status=400 if mistakes else 200,
        table=table_text(asked.table) if shown else request.form.get("people", ""),
        code=asked.code,
        grid=served.content.profile.get(asked.grid),
        ranks=_RANKS,
        is_example="example" in request.args and request.method == "GET",
        mistakes=mistakes,
        lost=list(Report(shown.found, language).lost()) if shown else [],
        without_job=shown.without_job if shown and asked.code == HELD else 0,
        people=_by_person(_pairs(few, served, asked.code)) if few else [],
        bench=_bench(shown, served, asked.code) if shown else None,
        framework=served.framework,
        left_out=max(0, len(shown.people) - _MOST_SHOWN) if shown else 0,
    )


def _asked(served: Served, language: Language) -> _Asked:
    if request.method == "GET":
        grid = request.args.get("grid", "")
        if "example" in request.args:
            return _Asked(HELD, grid, _example(served, language))
        return _Asked("", grid, b"")
    grid = request.form.get("grid", "")
    table = sent_table("people") + _ticked(grid)
    return _Asked(request.form.get("profile", ""), grid, table)


def _mistakes(asked: _Asked, served: Served, language: Language) -> Mistakes:
    """Return what is wrong with the codes of jobs that were asked for."""
    return {
        field: [bilingual("refusal.no_profile", code=code[:40]).localized(language)]
        for field, code in (("profile", asked.code), ("grid", asked.grid))
        if code not in {"", HELD if field == "profile" else "", *served.content.profile}
    }


def _ticked(grid: str) -> bytes:
    """Return what was ticked in the grid as lines of the table, under its heading."""
    if not grid:
        return b""
    rows = [
        (request.form.get("person", "").strip(), name.removeprefix("level-"), level, grid)
        for name, level in request.form.items()
        if name.startswith("level-") and level
    ]
    has_head = bool(request.form.get("people", "").strip())
    return csv_bytes([*([] if has_head else [_HEADING]), *rows], line_end="\n")


def _example(served: Served, language: Language) -> bytes:
    """Return two invented people: one who has most of what a job asks, and one who begins."""
    job = served.published.content.profiles[1]
    name = bilingual("refusal.example").localized(language)
    rows = [
        (f"{name} {place}", need.competence, max(0, need.level - less), job.code)
        for place, less_by in ((1, (0, 0, 1)), (2, (1, 2, 3)))
        for need, less in zip(job.requirements[:-1], less_by * 4, strict=False)
    ]
    return csv_bytes([_HEADING, *rows], line_end="\n")


def _pairs(staff: Staff, served: Served, code: str) -> Sequence[Pair]:
    if code == HELD:
        return list(staff.held())
    if code:
        return staff.ranked(served.content.profile[code])
    return list(staff.nearest(served.content.profiles, _NEAREST))


def _by_person(pairs: Sequence[Pair]) -> list[tuple[Employee, list[Match]]]:
    """Return each person once, with the jobs that were matched."""
    return [
        (found[0][0], [match for _, match in found])
        for found in (list(group) for _, group in groupby(pairs, key=lambda pair: id(pair[0])))
    ]


def _bench(staff: Staff, served: Served, code: str) -> Team | None:
    """Return how several people stand together against a job, or against those they hold."""
    profiles = served.content.profile
    if len(staff.people) < 2 or not code:
        return None
    return make_team(staff.people, profiles, [] if code == HELD else [profiles[code]])
