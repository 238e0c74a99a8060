"""``/sparql`` in the site: the SPARQL 1.1 Protocol, the service description, the query page."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.sansio.utils import get_content_length

from cigref_kg.base.model import Text
from cigref_kg.company.dataset import is_open
from cigref_kg.engine import Engine, Query, QueryError, embedded_engine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.problems import problem
from cigref_kg.web.sparql import terms as sparql_terms
from cigref_kg.web.sparql.description import describe_service
from cigref_kg.web.sparql.endpoint import (
    METHODS,
    PREFLIGHT,
    Failure,
    Reply,
    SparqlEndpoint,
    wants_page,
)
from cigref_kg.web.sparql.page import query_page
from cigref_kg.web.sparql.problems import problem_details
from cigref_kg.web.sparql.request import RequestError, preferred_type, read_query

bp = Blueprint("sparql", __name__)

FAILURE = "cigref_kg.sparql.failure"
"""Where a layer before Flask leaves why a request has no answer, in the WSGI environment."""

_EXTENSION = "cigref_kg.sparql"


def register_sparql(app: Flask, dataset: Dataset, answer: Engine | None = None) -> None:
    """Give ``app`` the endpoint.

    Args:
        app: the site.
        dataset: what the site tells of; its version keys every answer.
        answer: the engine; without one, Oxigraph in this process, without bounds on time.
    """
    engine = answer or embedded_engine(dataset)
    app.extensions[_EXTENSION] = SparqlEndpoint(
        engine, dataset.version, dataset.iris.dataset, is_open=is_open(dataset)
    )
    app.register_blueprint(bp)
    app.register_blueprint(sparql_terms.bp)
    app.after_request(_share)


def sparql_endpoint(app: Flask) -> SparqlEndpoint:
    """Return the endpoint of ``app``."""
    endpoint: SparqlEndpoint = app.extensions[_EXTENSION]
    return endpoint


@bp.route("/sparql", methods=METHODS, provide_automatic_options=False, strict_slashes=False)
@bp.route("/sparql/", methods=METHODS, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query; without one, say what the service is."""
    if request.method == "OPTIONS":
        preflight = Response(status=204, headers=[("Allow", ", ".join(METHODS)), *PREFLIGHT])
        preflight.headers.pop("Content-Type", None)
        return preflight
    endpoint = sparql_endpoint(current_app)
    query, page = None, False
    failure = request.environ.get(FAILURE)
    try:
        if isinstance(failure, RequestError):
            raise failure
        accept = preferred_type(
            request.environ.get("QUERY_STRING", ""), request.headers.get("Accept")
        )
        page = wants_page(accept)
        query = _query(endpoint)
        if query is None:
            return query_page(endpoint) if page else describe_service(endpoint)
        if failure is not None:
            raise failure
        if page:
            return query_page(endpoint, query)
        reply = endpoint.reply(query, accept, request.headers.get("If-None-Match"))
    except (RequestError, QueryError) as error:
        return query_page(endpoint, query, error) if page and query else _refuse(error)
    return _response(reply)


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
            Text(
                fr=f"La demande dépasse {max_body} octets.",
                en=f"The request is larger than {max_body} bytes.",
            ),
        )
    return body


def _query(endpoint: SparqlEndpoint) -> Query | None:
    post = request.method == "POST"
    return read_query(
        request.method,
        request.environ.get("QUERY_STRING", ""),
        request.headers.get("Content-Type"),
        read_body(request.environ, endpoint.max_body) if post else b"",
    )


def _response(reply: Reply) -> Response:
    response = Response(reply.body, reply.status, reply.headers)
    if reply.status == 304:
        response.headers.pop("Content-Type", None)
    return response


def _refuse(failure: Failure) -> Response:
    told = problem_details(failure)
    return problem(told.status, told.title, told.detail, headers=told.headers, **told.extensions)


def _share(response: Response) -> Response:
    """Let pages of any origin read what the endpoint says, errors included."""
    if request.path.rstrip("/") == "/sparql":
        response.headers.update(sparql_endpoint(current_app).cors)
    return response
