"""The site over the shipped dataset, once for all tests of a process."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.app import create_app
from tests.web.browsing import served


@pytest.fixture(scope="session")
def app(dataset: Dataset) -> Flask:
    """The application, raising what its code raises."""
    app = create_app(dataset)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """The address of the running site."""
    with served(app) as found:
        yield found
