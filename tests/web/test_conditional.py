"""ETag, 304, Vary and Cache-Control."""

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from cigref_kg.web.http.conditional import REVALIDATE, conditional, etag


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__)
    tag = etag("v1", "page", "fr")

    @app.get("/page")
    def page() -> Response:
        return conditional(
            request, tag, lambda: Response("été", mimetype="text/plain"), vary=["Accept-Language"]
        )

    @app.get("/refused")
    def refused() -> Response:
        return conditional(request, tag, lambda: Response("no", status=400), vary=["Accept"])

    return app.test_client()


def test_etag_differs_by_version_and_by_each_part_of_the_variant() -> None:
    tags = {etag("v1", "a", "b"), etag("v2", "a", "b"), etag("v1", "ab"), etag("v1", "a", "c")}
    assert len(tags) == 4


def test_first_answer_carries_a_strong_etag_and_what_caches_need(client: FlaskClient) -> None:
    response = client.get("/page")
    assert response.status_code == 200
    assert response.headers["ETag"] == f'"{etag("v1", "page", "fr")}"'
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Cache-Control"] == REVALIDATE


@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_if_none_match_gives_304_without_body(client: FlaskClient, form: str) -> None:
    tag = etag("v1", "page", "fr")
    response = client.get("/page", headers={"If-None-Match": form.format(tag)})
    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == f'"{tag}"'
    assert response.headers["Vary"] == "Accept-Language"
    assert "Content-Type" not in response.headers


def test_if_none_match_of_another_variant_gives_the_answer(client: FlaskClient) -> None:
    assert client.get("/page", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    head, get = client.head("/page"), client.get("/page")
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)
    assert head.headers["Content-Length"] == str(len("été".encode()))


def test_errors_are_not_tagged(client: FlaskClient) -> None:
    response = client.get("/refused")
    assert "ETag" not in response.headers
    assert response.headers["Vary"] == "Accept"
