"""``/sparql`` in the site: pages, service description and words for what the endpoint decides."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.sansio.utils import get_content_length

from cigref_kg.web.http.conditional import headers_of_304, precondition
from cigref_kg.web.problems import problem
from cigref_kg.web.sparql import check as sparql_check
from cigref_kg.web.sparql import terms as sparql_terms
from cigref_kg.web.sparql.description import describe_service
from cigref_kg.web.sparql.endpoint import (
    METHODS,
    Description,
    Outcome,
    Page,
    Refusal,
    Reply,
    SparqlEndpoint,
    respond,
)
from cigref_kg.web.sparql.page import query_page
from cigref_kg.web.sparql.problems import problem_details
from cigref_kg.web.sparql.request import RequestError, SparqlRequest
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("sparql", __name__)

OUTCOME = "cigref_kg.sparql.outcome"
"""Where a layer before Flask leaves what the endpoint decided, in the WSGI environment."""

_EXTENSION = "cigref_kg.sparql"


def register_sparql(app: Flask, endpoint: SparqlEndpoint) -> None:
    """Give ``app`` the endpoint."""
    app.extensions[_EXTENSION] = endpoint
    app.register_blueprint(bp)
    app.register_blueprint(sparql_terms.bp)
    app.register_blueprint(sparql_check.bp)
    app.after_request(_share)


def sparql_endpoint(app: Flask) -> SparqlEndpoint:
    """Return the endpoint of ``app``."""
    endpoint: SparqlEndpoint = app.extensions[_EXTENSION]
    return endpoint


def respond_to(endpoint: SparqlEndpoint, environ: dict[str, Any]) -> Outcome:
    """Answer a request as WSGI hands it over."""
    method = environ["REQUEST_METHOD"]
    try:
        body = read_body(environ, endpoint.max_body) if method == "POST" else b""
    except RequestError as failure:
        return Refusal(failure)
    query_string = environ.get("QUERY_STRING", "")
    accept, content_type = environ.get("HTTP_ACCEPT"), environ.get("CONTENT_TYPE")
    return respond(endpoint, SparqlRequest(method, query_string, accept, content_type, body))


@bp.route("/sparql", methods=METHODS, provide_automatic_options=False, strict_slashes=False)
@bp.route("/sparql/", methods=METHODS, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query; without one, say what the service is."""
    endpoint = sparql_endpoint(current_app)
    outcome = request.environ.get(OUTCOME) or respond_to(endpoint, request.environ)
    return response_of(endpoint, outcome)


def response_of(endpoint: SparqlEndpoint, outcome: Outcome) -> Response:
    """Turn what the protocol decided into Flask's response: an answer, a page or a problem."""
    match outcome:
        case Reply() as reply:
            return _response(reply)
        case Page(query):
            return query_page(endpoint, query)
        case Refusal(failure, query, as_page) if as_page and query:
            return query_page(endpoint, query, failure)
        case Refusal(failure):
            details = problem_details(failure)
            return problem(
                details.status,
                details.title,
                details.detail,
                headers=details.headers,
                **details.extensions,
            )
        case Description():
            return describe_service(endpoint)
    raise TypeError("no outcome of the endpoint")


def read_body(environ: dict[str, Any], max_body: int) -> bytes:
    """Read the body of a request.

    Raises:
        RequestError: if it is larger than ``max_body`` bytes.
    """
    length = get_content_length(environ.get("CONTENT_LENGTH"))
    if length is None and not environ.get("wsgi.input_terminated"):
        return b""  # its end could not be told
    body: bytes = b""
    if length is None or length <= max_body:
        body = environ["wsgi.input"].read(max_body + 1 if length is None else length)
    if len(body) > max_body or (length or 0) > max_body:
        raise RequestError(
            413,
            bilingual("refusal.large_request", max_body=max_body),
        )
    return body


def _response(reply: Reply) -> Response:
    status, headers = reply.status, reply.headers
    if reply.tag is not None and request.method != "POST":
        asked = request.headers
        tag = reply.tag.strip('"')
        status = precondition(asked.get("If-Match"), asked.get("If-None-Match"), tag)
    if status == 412:
        return problem(412)
    if status == 304:
        headers = headers_of_304(headers)
    response = Response(b"" if status == 304 else reply.body, status, headers)
    if status in {204, 304}:
        response.headers.pop("Content-Type", None)
    return response


def _share(response: Response) -> Response:
    """Let pages of any origin read what the endpoint says, errors included."""
    if request.path.rstrip("/") == "/sparql":
        response.headers.update(sparql_endpoint(current_app).cors)
    return response
