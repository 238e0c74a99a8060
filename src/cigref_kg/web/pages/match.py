"""People against jobs, in a form: nothing of it is kept, cached or logged."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from cigref_kg.base.errors import InputError
from cigref_kg.base.reading.tables import FORMS
from cigref_kg.base.text import Text
from cigref_kg.insight.matching import Match
from cigref_kg.insight.served import Served
from cigref_kg.people.reading.report import Report
from cigref_kg.people.staff import HELD, Employee, Staff, read_staff
from cigref_kg.people.team import Team, make_team
from cigref_kg.web.documents import page_links, requested_language
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.ui.rendering import render

bp = Blueprint("match", __name__)

_NEAREST = 5
_MOST_SHOWN = 200
"""People on a page; the command takes any number."""


@bp.route("/match", methods=["GET", "POST"])
def match() -> Response:
    """Show the form, or the matches of what was sent with it."""
    served = asked_edition()
    language = requested_language()
    code = request.form.get("profile", "")
    mistakes: list[str] = []
    staff: Staff | None = None
    if request.method == "POST":
        if code not in {"", HELD, *served.content.profile}:
            mistakes.append(
                Text(
                    fr=f"aucun métier n’a le code « {code[:40]} »",
                    en=f"there is no profile {code[:40]!r}",
                ).localized(language)
            )
        try:
            staff = read_staff([sent_table("people")], served, limits=FORMS)
        except InputError as error:
            mistakes += error.localized(language).splitlines()
    shown = None if mistakes or staff is None else staff
    page = render(
        "match.html",
        language,
        iri=f"{current_site().base}match",
        table=request.form.get("people", ""),
        code=code,
        mistakes=mistakes,
        lost=list(Report(shown.found, language).lost()) if shown else [],
        matches=_matches(shown, served, code) if shown else [],
        bench=_bench(shown, served, code) if shown else None,
        framework=served.framework,
        left_out=max(0, len(shown.people) - _MOST_SHOWN) if shown else 0,
    )
    return private(page, 400 if mistakes else 200, language)


def sent_table(field: str) -> bytes:
    """Return a table as it was sent: as a file, or typed in the form."""
    file = request.files.get(f"{field}-file")
    content = file.read() if file else b""
    return content or request.form.get(field, "").encode()


def private(page: str, status: int, language: str) -> Response:
    """Answer with a page that nobody may keep, for it may tell of people."""
    response = Response(page, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    if request.method == "GET":
        response.headers["Link"] = ", ".join(page_links(current_site()))
    response.vary.add("Accept-Language")
    return response


def _matches(staff: Staff, served: Served, code: str) -> Sequence[tuple[Employee, Match]]:
    few = Staff(staff.people[:_MOST_SHOWN], staff.found)
    if code == HELD:
        return list(few.held())
    if code:
        return few.ranked(served.content.profile[code])
    return list(few.nearest(served.content.profiles, _NEAREST))


def _bench(staff: Staff, served: Served, code: str) -> Team | None:
    """Return how several people stand together against a job, or against those they hold."""
    profiles = served.content.profile
    if len(staff.people) < 2 or not code:
        return None
    return make_team(staff.people, profiles, [] if code == HELD else [profiles[code]])
