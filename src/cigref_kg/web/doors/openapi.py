"""``/openapi.json``: every address that answers with JSON, as OpenAPI 3.1 (https://spec.openapis.org).

What is written by hand stands in ``openapi.yaml``; the worked questions are added from themselves.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, Response, request

from cigref_kg import __version__
from cigref_kg.doors.questions import Question
from cigref_kg.web.documents import send_data
from cigref_kg.web.site import current_site

bp = Blueprint("openapi", __name__)

_SOURCE = Path(__file__).with_suffix(".yaml")
_GRAPH = re.compile(r"^\s*(CONSTRUCT|DESCRIBE)\b", re.MULTILINE)

Json = dict[str, Any]


@bp.get("/openapi.json")
def openapi() -> Response:
    """Describe the addresses, as seen from where the service is mounted."""
    root = request.script_root

    def body() -> bytes:
        found = description(current_site().questions.all)
        servers = {"servers": [{"url": root}]} if root else {}
        return json.dumps({**found, **servers}, ensure_ascii=False, indent=1).encode()

    return send_data(body, "application/json", root)


def description(questions: Mapping[str, Question]) -> Json:
    """Return the document for these questions.

    Args:
        questions: by name.
    """
    written = _written()
    asked = {f"/ask/{name}": {"get": _operation(each)} for name, each in questions.items()}
    return {
        **written,
        "info": {**written["info"], "version": __version__},
        "paths": {**written["paths"], **asked},
    }


@cache
def _written() -> Json:
    found: Json = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return found


def _operation(question: Question) -> Json:
    defaults = question.defaults()
    is_graph = _GRAPH.search(question.query.text)
    media_type = "application/ld+json" if is_graph else "application/sparql-results+json"
    schema = {"$ref": f"#/components/schemas/{'Any' if is_graph else 'Rows'}"}
    return {
        "operationId": f"ask-{question.query.name}",
        "tags": ["ask"],
        "summary": question.query.title.en,
        "description": question.query.description.en,
        "parameters": [_parameter(question, name, defaults[name]) for name in question.parameters],
        "responses": {
            "200": {
                "description": "The answer",
                "content": {each: {"schema": schema} for each in (media_type, "application/json")},
            },
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


def _parameter(question: Question, name: str, default: list[str]) -> Json:
    kind = question.kinds[name]
    values: Json = {"type": "string"}
    if kind.known is not None:
        values["enum"] = list(kind.known)
    return {
        "name": name,
        "in": "query",
        "explode": True,
        "description": kind.about.localized("en"),
        "schema": {"type": "array", "items": values, "default": default},
        "example": default,
    }
