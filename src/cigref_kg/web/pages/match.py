"""People against profiles, in a form: nothing of it is kept, cached or logged."""

from flask import Blueprint, Response, request

from cigref_kg.insight.matching import Matcher, Person, Team, ranked, team
from cigref_kg.insight.served import Served
from cigref_kg.people.reading import PeopleError, read_people
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
    table = request.form.get("people", "") if request.method == "POST" else ""
    code = request.form.get("profile", "")
    mistakes: list[str] = []
    people: list[Person] = []
    if request.method == "POST":
        try:
            people = read_people(table.encode(), served.framework.competence)
        except PeopleError as error:
            mistakes = str(error).splitlines()
        if code and code not in served.content.profile:
            mistakes.append(f"there is no profile {code[:40]!r}")
    language = requested_language()
    page = render(
        "match.html",
        language,
        iri=f"{current_site().base}match",
        table=table,
        code=code,
        mistakes=mistakes,
        matches=[] if mistakes else _matches(people[:_MOST_SHOWN], served, code),
        bench=None if mistakes else _bench(people, served, code),
        framework=served.framework,
        left_out=max(0, len(people) - _MOST_SHOWN),
    )
    response = Response(page, 400 if mistakes else 200, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    if request.method == "GET":
        response.headers["Link"] = ", ".join(page_links(current_site()))
    response.vary.add("Accept-Language")
    return response


def _matches(people: list[Person], served: Served, code: str) -> list[object]:
    if code:
        return list(ranked(people, served.content.profile[code]))
    matcher = Matcher(served.content.profiles)
    return [(p, found) for p in people for found in matcher.nearest(p.levels, _NEAREST)]


def _bench(people: list[Person], served: Served, code: str) -> Team | None:
    """Return how several people stand together against a profile, or against all."""
    if len(people) < 2:
        return None
    return team(people, [served.content.profile[code]] if code else served.content.profiles)
