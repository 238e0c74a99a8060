"""``/sparql/check``: what the linter finds in a query, as JSON."""

import json

from flask import Blueprint, Response, request

from cigref_kg.base.model import Language
from cigref_kg.doors.linter import Finding, lint
from cigref_kg.doors.linter.checks import LONGEST
from cigref_kg.web.documents import requested_language
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import current_site

bp = Blueprint("sparql_check", __name__)


@bp.route("/sparql/check", methods=["GET", "POST"])
def check() -> Response:
    """Answer with the findings; there are none in a sound query, nor in one that is no SPARQL."""
    text = request.values.get("query", "")
    if not 0 < len(text) <= LONGEST:
        return refusal(400, "refusal.give_query", longest=LONGEST)
    language = requested_language()
    findings = lint(text, current_site().vocabulary)
    body = json.dumps(
        {"findings": [as_json(finding, language) for finding in findings]}, ensure_ascii=False
    )
    response = Response(f"{body}\n", mimetype="application/json")
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Language")
    return response


def as_json(finding: Finding, language: Language) -> dict[str, object]:
    """Return a finding for a program, with its message in one language."""
    return {
        "rule": finding.rule.value,
        "found": finding.found,
        "meant": finding.meant,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message.get(language),
    }
