"""The two doors to the endpoint: the site alone, and the service's layer before it."""

from flask import Flask
from werkzeug.test import Client

from cigref_kg.server.metrics import Metrics
from cigref_kg.server.prepared import PreparedAnswers
from cigref_kg.server.settings import Settings
from cigref_kg.web.sparql.routes import sparql_endpoint

DOORS = ("site", "service")


def client_at(door: str, app: Flask) -> Client:
    """Return a client that comes in by ``door``."""
    if door == "site":
        return app.test_client()
    prefix = app.extensions["cigref_kg"].base_path
    row = Metrics().claim()
    return Client(PreparedAnswers(app, sparql_endpoint(app), prefix, Settings(log="nothing"), row))
