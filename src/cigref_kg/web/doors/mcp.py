"""``/mcp``: the Model Context Protocol over HTTP, stateless: one message a POST, one answer."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request

from cigref_kg.base.model import LANGUAGES
from cigref_kg.doors.mcp import McpServer
from cigref_kg.doors.mcp.protocol import MOST_BYTES
from cigref_kg.doors.reader import Reader
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import current_site
from cigref_kg.web.sparql.routes import sparql_endpoint

bp = Blueprint("mcp", __name__)

_EXTENSION = "cigref_kg.mcp"


@bp.route("/mcp", methods=["POST"])
def mcp() -> Response:
    """Answer one message of an agent; a notification gets 202."""
    origin = request.headers.get("Origin")
    # A page on some site must not use a service that only its visitor reaches (DNS rebinding).
    if origin and urlsplit(origin).netloc != request.host:
        return refusal(403, "refusal.other_origin")
    if request.mimetype != "application/json":
        return refusal(415, "refusal.only_json")
    answer = _server().answer(request.stream.read(MOST_BYTES + 1))
    response = Response(answer or b"", 202 if answer is None else 200, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _server() -> McpServer:
    """Return the server of this application, made when first asked for."""
    server = current_app.extensions.get(_EXTENSION)
    if server is None:
        dataset, engine = current_site().dataset, sparql_endpoint(current_app).engine

        def make(edition: int | None, language: str) -> Reader:
            known = next(each for each in LANGUAGES if each == language)
            return Reader(dataset, edition, known, engine)

        server = current_app.extensions[_EXTENSION] = McpServer(make)
    found: McpServer = server
    return found
