"""The service's door to the site: its layer of prepared answers."""

from flask import Flask
from werkzeug.test import Client

from cigref_kg.server.metrics import Metrics
from cigref_kg.server.prepared import PreparedAnswers
from cigref_kg.server.settings import Settings
from cigref_kg.web.sparql.routes import sparql_endpoint


def service_client(app: Flask, settings: Settings | None = None) -> Client:
    """Return a client that comes in where those of the service do."""
    prefix = app.extensions["cigref_kg"].base_path
    settings = settings or Settings(log="nothing")
    row = Metrics().claim()
    return Client(PreparedAnswers(app, sparql_endpoint(app), prefix, settings, row))
