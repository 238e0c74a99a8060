"""Careers: the moves that are stated, where one can go from a job, and from one to another."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from cigref_kg.insight.paths import Pathway, Step
from cigref_kg.insight.reach import Reachable
from cigref_kg.insight.served import Served
from cigref_kg.publish.careers import move_as_json, reach_as_json
from cigref_kg.records.mappings import Mapping
from cigref_kg.web.documents import alternate, query_string, send_json, send_page
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.things.counterparts import counterparts
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("careers", __name__)

Mistake = tuple[str, str]


@bp.get("/careers")
def careers() -> Response:
    """Show the stated moves; with ``?from=`` what is within reach, with ``&to=`` the step there."""
    served = asked_edition()
    source, target = _asked("from"), _asked("to")
    mistake = _mistake(served, source, target) or _wrong_company(served)
    if source and not target and not mistake:
        return _reach_page(served, source)
    direct: Step | None = None
    stones: list[Pathway] = []
    if source and target and not mistake:
        direct = served.pathways.direct(source, target)
        stones = served.pathways.stepping_stones(source, target)
    return send_page(
        "careers.html",
        lambda _: {
            "year": served.year,
            "content": served.published.content,
            "framework": served.framework,
            "relations": served.relations,
            "source": source,
            "target": target,
            "direct": direct,
            "stones": stones,
            "skills": _skills(
                served,
                [*([direct] if direct else []), *(step for way in stones for step in way.steps)],
            ),
            "mistake": mistake,
        },
        status=400 if mistake else 200,
        links=[alternate("careers.json", "application/json")] if direct else (),
    )


@bp.get("/careers/<code>")
def reach(code: str) -> Response:
    """Show every job within reach of one; ``?company=NAME`` only that company's own."""
    served = asked_edition()
    _check(served, code)
    return _reach_page(served, code)


@bp.get("/careers/<code>.json")
def reach_json(code: str) -> Response:
    """Answer with the jobs within reach of one."""
    served = asked_edition()
    _check(served, code)
    profile, mobilities = served.content.profile[code], served.reach.mobilities(code)
    return send_json(
        lambda: reach_as_json(profile, _within_reach(served, code), mobilities), query_string()
    )


@bp.get("/careers.json")
def move_json() -> Response:
    """Answer with the step between two jobs, and easier ways over others."""
    served = asked_edition()
    source, target = _asked("from"), _asked("to")
    for name, code in (("from", source), ("to", target)):
        if code not in served.content.profile:
            raise _refused(served, name, code)
    if source == target:
        raise _refused(served, "to", target)
    paths = served.pathways
    return send_json(
        lambda: move_as_json(paths.direct(source, target), paths.stepping_stones(source, target)),
        query_string(),
    )


def _reach_page(served: Served, code: str) -> Response:
    return send_page(
        "reach.html",
        lambda _: {
            "iri": f"{current_site().base}careers/{code}",
            "profile": served.content.profile[code],
            "framework": served.framework,
            "reachable": _within_reach(served, code),
            "mobilities": served.reach.mobilities(code),
            "source": code,
            "target": "",
            "mistake": None,
            "chosen_company": _asked("company"),
        },
        links=[alternate(f"careers/{code}.json", "application/json")],
    )


def _within_reach(served: Served, code: str) -> list[Reachable]:
    """Return the jobs within reach: all, or those of the company that is asked for."""
    company, owners = _asked("company"), served.owners
    return [
        each
        for each in served.reach.of(code)
        if not company
        or (each.profile.code in owners and owners[each.profile.code].name == company)
    ]


def _skills(served: Served, steps: Sequence[Step]) -> dict[str, list[Mapping]]:
    """Return the skills of ESCO to train for each competence that is learnt on steps."""
    year = served.framework.year
    learnt = {gap.competence for step in steps for gap in step.to_learn}
    return {code: counterparts(served, served.iris.competence(year, code)) for code in learnt}


def _asked(name: str) -> str:
    return request.args.get(name, "")[:60]


def _mistake(served: Served, source: str, target: str) -> Mistake | None:
    """Return what is wrong with the ends of a way: the key of its message, and the code."""
    known = served.content.profile
    for code in (source, target):
        if code and code not in known:
            return "careers.unknown", code[:20]
    return ("careers.same", source) if source and source == target else None


def _wrong_company(served: Served) -> Mistake | None:
    company = _asked("company")
    known = {owner.name for owner in served.companies}
    return ("careers.unknown_company", company) if company and company not in known else None


def _check(served: Served, code: str) -> None:
    """Refuse a job that there is not, and a company that there is not."""
    if code not in served.content.profile:
        raise RefusedError(404, "refusal.no_job_here", code=code[:20])
    if _wrong_company(served):
        raise _refused(served, "company", _asked("company"))


def _refused(served: Served, name: str, value: str) -> RefusedError:
    companies = ", ".join(owner.name for owner in served.companies) or "–"
    example = "/careers.json?from=6.2&to=1.6"
    hint = (
        bilingual("refusal.companies", companies=companies)
        if name == "company"
        else bilingual("refusal.two_codes", example=example)
    )
    return RefusedError(400, "refusal.unusable", name=name, value=value[:20], hint=hint)
