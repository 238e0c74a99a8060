"""Search, and questions in words of codes: a page, and JSON for machines and suggestions."""

import json
import re

from flask import Blueprint, Response, request

from cigref_kg.base.model import Language, Text
from cigref_kg.insight.names.finding import Candidate, why_none
from cigref_kg.insight.questions import Question, question
from cigref_kg.insight.search import Found, Hit, NameKind
from cigref_kg.insight.served import Served
from cigref_kg.web.documents import alternate, requested_language, send_data, send_page
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import asked_edition, current_site

bp = Blueprint("search", __name__)

_MAX_SUGGESTIONS = 8  # as many as a list below a field shows
_MAX_RESULTS = 30  # as many as a page shows
_MOST_NEAREST = 3  # where the nomenclature has no such job
_LEVEL = re.compile(r"(?:niveau|level)x?s? ?([1-5])?", re.IGNORECASE)


@bp.get("/search")
def search() -> Response:
    """Show what a query found."""
    served = asked_edition()
    query = " ".join(request.args.get("q", "")[:200].split())
    asked = _question(served, query)
    found = served.search.find(asked.code if asked else query, _MAX_RESULTS)
    return send_page(
        "search.html",
        lambda _: {
            "query": query,
            "hits": found.hits,
            "found": found,
            "why": _why(found),
            "question": asked,
            "target": _target(served, asked) if asked else None,
            "asked_level": _level(served, query),
        },
        links=[alternate("search.json", "application/json")],
    )


@bp.get("/search.json")
def search_json() -> Response:
    """Answer a query for machines and for suggestions while typing."""
    served = asked_edition()
    query = " ".join(request.args.get("q", "")[:200].split())
    limit = request.args.get("limit", str(_MAX_SUGGESTIONS))
    if not limit.isdecimal() or not 1 <= int(limit) <= _MAX_RESULTS:
        return refusal(400, "search.limit", most=_MAX_RESULTS, limit=limit[:20])
    language = requested_language()

    def body() -> bytes:
        asked = _question(served, query)
        found = served.search.find(asked.code if asked else query, int(limit))
        content: dict[str, object] = {
            "query": query,
            **({"answer": _answer_as_json(served, asked)} if asked else {}),
            "hits": [_hit_as_json(served, hit, language) for hit in found.hits],
        }
        if found.is_none and query:
            near = found.finding.candidates[:_MOST_NEAREST]
            content["none"] = True
            content["why"] = why_none(found.finding).localized(language)
            content["nearest"] = [_near_as_json(served, each, language) for each in near]
        return json.dumps(content, ensure_ascii=False).encode()

    response = send_data(body, "application/json", query, limit, language)
    response.vary.add("Accept-Language")
    return response


def _question(served: Served, query: str) -> Question | None:
    return question(query, served.published, served.finder)


def _level(served: Served, query: str) -> str | None:
    """Return the IRI of a level, or of all, where nothing else was asked for: « niveau 3 »."""
    found = _LEVEL.fullmatch(query)
    if found is None:
        return None
    return served.iris.level(int(found[1])) if found[1] else served.iris.levels


def _target(served: Served, asked: Question) -> str:
    """Return the IRI of what answers a question."""
    iris, nomenclature = served.iris, served.published
    if asked.about_competences:
        return iris.profile(nomenclature.served.year, asked.code)
    year = nomenclature.framework.year
    if asked.code in nomenclature.framework.aspect:
        return iris.aspect(year, asked.code)
    if asked.level is not None:
        return iris.competence_at_level(year, asked.code, asked.level)
    return iris.competence(year, asked.code)


def _answer_as_json(served: Served, asked: Question) -> dict[str, object]:
    target = _target(served, asked)
    return {
        "code": asked.code,
        **({"level": asked.level} if asked.level is not None else {}),
        **(
            {"missing_level": asked.missing_level, "levels": list(asked.levels)}
            if asked.missing_level is not None
            else {}
        ),
        "iri": target,
        "page": current_site().local_path(target),
    }


def _why(found: Found) -> Text | None:
    """Return what a person should know of what was found."""
    if found.is_none:
        return why_none(found.finding)
    choice = found.finding.choice
    return choice.why if choice is not None and found.hits else None


def _hit_as_json(served: Served, hit: Hit, language: Language) -> dict[str, object]:
    owner = served.owners.get(hit.entry.code)
    return {
        "code": hit.entry.code,
        "kind": hit.entry.kind.value,
        "title": hit.entry.title.localized(language),
        "edition": served.year,
        **({"company": owner.name} if owner else {}),
        "iri": hit.entry.iri,
        "page": current_site().local_path(hit.entry.iri),
        "matched": {
            "by": hit.name.kind.value,
            # A description may be long and official: that it matched is enough.
            "text": "" if hit.name.kind is NameKind.DESCRIPTION else hit.name.text,
            "language": hit.name.language,
        },
        **({"relation": hit.relation.value} if hit.relation else {}),
        "score": round(hit.score, 3),
    }


def _near_as_json(served: Served, near: Candidate, language: Language) -> dict[str, object]:
    profile, year = near.profile, served.year
    iri = served.iris.profile(year, profile.code)
    return {
        "code": profile.code,
        "title": profile.names.title.localized(language),
        "edition": year,
        "iri": iri,
        "page": current_site().local_path(iri),
        "score": round(near.score / 100, 3),
    }
