"""Career moves: those that the nomenclature states, and ways from one job to another."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from cigref_kg.insight.paths import Pathway
from cigref_kg.web.documents import send_page
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.things.counterparts import Counterpart, counterparts
from cigref_kg.web.ui.rendering import render

bp = Blueprint("careers", __name__)

_WAYS = 3


@bp.get("/careers")
def careers() -> Response:
    """Show the stated moves, and with ``?from=6.2&to=1.6`` the ways between two profiles."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    source, target = request.args.get("from", "")[:20], request.args.get("to", "")[:20]
    ways: list[Pathway] = []
    mistake = _mistake(site, source, target)
    if source and target and not mistake:
        ways = site.pathways.between(source, target, _WAYS)
    return send_page(
        lambda language: render(
            "careers.html",
            language,
            iri=f"{site.base}careers",
            year=nomenclature.served.year,
            content=nomenclature.content,
            framework=site.dataset.whole.framework,
            relations=site.relations,
            source=source,
            target=target,
            ways=ways,
            skills=_skills(site, ways),
            max_gap=site.pathways.max_gap,
            mistake=mistake,
        ),
        source,
        target,
        status=400 if mistake else 200,
    )


def _skills(site: Site, ways: Sequence[Pathway]) -> Mapping[str, Sequence[Counterpart]]:
    """Return the skills of ESCO to train for each competence that is learnt on the ways."""
    year = site.dataset.whole.framework.year
    learnt = {gap.competence for way in ways for step in way.steps for gap in step.to_learn}
    return {code: counterparts(site, site.dataset.iris.competence(year, code)) for code in learnt}


def _mistake(site: Site, source: str, target: str) -> tuple[str, str] | None:
    """Return what is wrong with the ends of a way: the key of its message, and the code."""
    known = site.dataset.whole.content.profile
    for code in (source, target):
        if code and code not in known:
            return "careers.unknown", code
    return ("careers.same", source) if source and source == target else None
