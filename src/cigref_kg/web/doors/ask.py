"""``/ask``: the worked questions by name, with parameters, so that nobody needs to edit a query."""

from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, request

from cigref_kg.base.model import Language
from cigref_kg.doors.asking import Understood
from cigref_kg.doors.asking.understanding import LONGEST
from cigref_kg.doors.questions import Question, QuestionError
from cigref_kg.web.documents import requested_language
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import current_site
from cigref_kg.web.sparql.endpoint import respond
from cigref_kg.web.sparql.request import SparqlRequest
from cigref_kg.web.sparql.routes import response_of, sparql_endpoint
from cigref_kg.web.things.page_query import page_query

bp = Blueprint("ask", __name__)

_FORMAT = "format"
"""How the answer is written, as for ``/sparql``; no parameter of a question has this name."""
PAGE = "profile-page"
"""What the page of a profile says, as a question; not listed, since each such page leads to it."""


@bp.get("/ask")
def questions() -> Response:
    """List the questions with their parameters, or those that the words of ``q`` may ask."""
    language, known = requested_language(), current_site().questions
    asked = request.args.get("q")
    if asked is None:
        response = jsonify(
            {"questions": [_described(each, language) for each in known.all.values()]}
        )
    else:
        found = [
            _understood(each, known.named(each.name), language) for each in known.understood(asked)
        ]
        response = jsonify({"asked": asked[:LONGEST], "found": found})
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return response


@bp.get("/ask/<name>")
def ask(name: str) -> Response:
    """Answer a question; without parameters, as it is worked."""
    if name == PAGE and (text := page_query(request.args.get("profile", ""), requested_language())):
        return _answered(text)
    try:
        question = current_site().questions.named(name)
    except QuestionError as error:
        return refusal(404, error.words)
    # The language of a page is no parameter where a question has no names in its answer.
    apart = {_FORMAT, "lang"} - set(question.parameters)
    try:
        text = question.filled({k: request.args.getlist(k) for k in request.args if k not in apart})
    except QuestionError as error:
        return refusal(400, error.words)
    return _answered(text)


def _answered(text: str) -> Response:
    fields = {"query": text, **({_FORMAT: form} if (form := request.args.get(_FORMAT)) else {})}
    endpoint = sparql_endpoint(current_app)
    wanted = SparqlRequest("GET", urlencode(fields), request.headers.get("Accept"))
    return response_of(endpoint, respond(endpoint, wanted))


def _understood(found: Understood, question: Question, language: Language) -> dict[str, object]:
    values = {**found.assumed, **found.values}
    if "lang" in question.parameters:
        values["lang"] = [request.args.get("lang") or found.language]
    query = f"?{urlencode(values, doseq=True)}" if values else ""
    return {
        "name": found.name,
        "title": question.query.title.get(language),
        "parameters": found.values,
        "address": f"ask/{found.name}{query}",
        "score": found.score,
        "missing": found.missing,
        "ignored": found.ignored,
    }


def _described(question: Question, language: Language) -> dict[str, object]:
    defaults = question.defaults()
    query = question.query
    return {
        "name": query.name,
        "title": query.title.get(language),
        "description": query.description.get(language),
        "address": f"ask/{query.name}",
        "parameters": [
            {
                "name": name,
                "about": question.kinds[name].about.localized(language),
                "default": defaults[name],
            }
            for name in question.parameters
        ],
    }
