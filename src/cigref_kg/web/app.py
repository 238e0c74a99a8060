"""The Flask application: one dataset, its linked data, its pages, and its door to SPARQL."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flask import Flask, Request, Response, request

from cigref_kg.base.deadline import deadline
from cigref_kg.base.operator import NOBODY, Operator
from cigref_kg.engine import Engine, embedded_engine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.doors import ask, mcp, openapi
from cigref_kg.web.linked_data import dcat, dereferencing
from cigref_kg.web.pages import (
    browse,
    careers,
    companies,
    comparison,
    crosswalk,
    downloads,
    editions,
    esco,
    spreadsheets,
    training,
)
from cigref_kg.web.pages.finding import classify, search, titles
from cigref_kg.web.pages.people import match, plan
from cigref_kg.web.problems import problem, refuse_what_was_refused, register_problems
from cigref_kg.web.reconcile import routes as reconcile
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.sparql.endpoint import SparqlEndpoint
from cigref_kg.web.sparql.routes import register_sparql
from cigref_kg.web.ui import assets
from cigref_kg.web.ui.rendering import set_up_templates

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_MAX_BODY_BYTES = 1_000_000  # of a form; routes that take files say their own
_MAX_ADDRESS_LENGTH = 32_768  # characters: a query in an address has 7,000 at most
_VIEW_SECONDS = 5.0
"""For what Python does for one answer; the slowest page takes a hundredth of it. Queries have a
deadline of their own."""
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OPEN_HEADERS = {
    # Anyone may read open data from a page of their own; there are no credentials to share.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Content-Location",
}
_PRIVATE_PAGES = frozenset(("classify", "match", "plan", "titles"))
"""The blueprints to which people send what is their own."""


class _Request(Request):
    """A request whose files stay in memory: nothing of what people send touches a disk."""

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        return BytesIO()


def create_app(
    dataset: Dataset,
    answer: Engine | None = None,
    *,
    store: str = "memory",
    endpoint: SparqlEndpoint | None = None,
    operator: Operator = NOBODY,
    versions: Path | None = None,
) -> Flask:
    """Make the application that serves ``dataset``.

    It answers at the root and below the path of the dataset's base, so that a proxy may pass
    requests on with or without that prefix.

    >>> from cigref_kg.graph.dataset import load
    >>> create_app(load()).test_client().get("/search.json?q=RSSI").json["hits"][0]["code"]
    '6.3'

    Args:
        dataset: what to serve.
        answer: answers SPARQL queries; without one, an engine in this process does.
        store: what the engine keeps its data in, for ``/health``.
        operator: who runs the service.
        versions: the folder in which the files of earlier versions are kept.
        endpoint: the SPARQL endpoint, where the engine holds more than the dataset.
    """
    app = Flask(__name__, static_folder=None)
    app.request_class = _Request
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY_BYTES
    app.url_map.merge_slashes = False
    site = Site(dataset, store=store, operator=operator, versions=versions)
    app.extensions["cigref_kg"] = site
    set_up_templates(app)
    register_problems(app)
    app.before_request(refuse_what_was_refused)
    app.before_request(_refuse_long_address)
    app.after_request(_add_security_headers)
    for blueprint in (
        assets.bp,
        ask.bp,
        mcp.bp,
        openapi.bp,
        dereferencing.bp,
        downloads.bp,
        browse.bp,
        search.bp,
        titles.bp,
        classify.bp,
        comparison.bp,
        careers.bp,
        editions.bp,
        esco.bp,
        crosswalk.bp,
        training.bp,
        reconcile.bp,
        dcat.bp,
        spreadsheets.bp,
        companies.bp,
        match.bp,
        plan.bp,
    ):
        app.register_blueprint(blueprint)
    if endpoint is None:
        engine = answer or embedded_engine(dataset)
        endpoint = SparqlEndpoint(engine, dataset.version, dataset)
    register_sparql(app, endpoint)
    app.wsgi_app = _below(  # type: ignore[assignment,method-assign]
        site.base_path, _in_time(app.wsgi_app)
    )
    return app


def prepare_ahead(app: Flask) -> None:
    """Make what takes seconds, before somebody asks for it and waits."""
    for template in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(template)
    site: Site = app.extensions["cigref_kg"]
    site.prepare_ahead()


def _refuse_long_address() -> Response | None:
    if len(request.full_path) > _MAX_ADDRESS_LENGTH:
        return problem(414)
    return None


def _add_security_headers(response: Response) -> Response:
    shared = (
        {} if request.blueprint in _PRIVATE_PAGES or not current_site().is_open else _OPEN_HEADERS
    )
    for name, value in {**_SECURITY_HEADERS, **shared}.items():
        response.headers.setdefault(name, value)
    return response


def _in_time(application: "WSGIApplication") -> "WSGIApplication":
    """Let every view end at its deadline (:func:`check_deadline` raises; the answer is 503)."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with deadline(_VIEW_SECONDS):
            return application(environ, start_response)

    return answer


def _below(prefix: str, application: "WSGIApplication") -> "WSGIApplication":
    """Let an application answer below ``prefix`` too, as it does at the root."""
    if not prefix:
        return application

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(f"{prefix}/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
            environ["PATH_INFO"] = path.removeprefix(prefix) or "/"
        return application(environ, start_response)

    return answer
