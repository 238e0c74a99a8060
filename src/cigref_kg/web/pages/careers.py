"""Career moves: those that the nomenclature states, and ways from one job to another."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from cigref_kg.insight.paths import Pathway
from cigref_kg.insight.served import Served
from cigref_kg.web.documents import send_page
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.things.counterparts import Counterpart, counterparts
from cigref_kg.web.ui.rendering import render

bp = Blueprint("careers", __name__)

_WAYS = 3


@bp.get("/careers")
def careers() -> Response:
    """Show the stated moves, and with ``?from=6.2&to=1.6`` the ways between two profiles."""
    served = asked_edition()
    source, target = request.args.get("from", "")[:20], request.args.get("to", "")[:20]
    ways: list[Pathway] = []
    mistake = _mistake(served, source, target)
    if source and target and not mistake:
        ways = served.pathways.between(source, target, _WAYS)
    return send_page(
        lambda language: render(
            "careers.html",
            language,
            iri=f"{current_site().base}careers",
            year=served.year,
            content=served.published.content,
            framework=served.framework,
            relations=served.relations,
            source=source,
            target=target,
            ways=ways,
            skills=_skills(served, ways),
            max_gap=served.pathways.max_gap,
            mistake=mistake,
        ),
        source,
        target,
        status=400 if mistake else 200,
    )


def _skills(served: Served, ways: Sequence[Pathway]) -> Mapping[str, Sequence[Counterpart]]:
    """Return the skills of ESCO to train for each competence that is learnt on the ways."""
    year = served.framework.year
    learnt = {gap.competence for way in ways for step in way.steps for gap in step.to_learn}
    return {code: counterparts(served, served.iris.competence(year, code)) for code in learnt}


def _mistake(served: Served, source: str, target: str) -> tuple[str, str] | None:
    """Return what is wrong with the ends of a way: the key of its message, and the code."""
    known = served.content.profile
    for code in (source, target):
        if code and code not in known:
            return "careers.unknown", code
    return ("careers.same", source) if source and source == target else None
