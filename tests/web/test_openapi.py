"""The description of the addresses is true: every JSON address is in it, and answers as it says."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from cigref_kg.doors.questions import Questions
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.doors.openapi import description

Json = dict[str, Any]

UNDESCRIBED = {
    "/download/{name}": "/download/requirements.csv",
    "/download/{version}/{name}": "/download/x/requirements.csv",
    "/{kind}/{code}": "/edition/2022",
    "/doc/{path}": "/doc/2022/profile/6.3",
    "/id/{path}": "/id/2022/profile/6.3",
    "/graph/{path}": "/graph/2022",
    "/ontology/{path}": "/ontology/0.1.0",
}
"""Linked data and files of any format: their JSON is described by name, or is RDF."""


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    """A client of the application, which all modules share with the files that it has prepared."""
    return app.test_client()


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Json:
    """What the service says of itself."""
    found: Json = client.get("/openapi.json").get_json()
    return found


def test_it_is_openapi(document: Json) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_is_found_from_every_page(client: FlaskClient) -> None:
    for path in ("/", "/profile/6.3", "/doc/2022/profile/6.3.html"):
        links = client.get(path, follow_redirects=True).headers["Link"]
        assert '</openapi.json>; rel="service-desc"' in links


def test_it_says_where_it_is_mounted(client: FlaskClient) -> None:
    below = client.get("/cigref-kg/openapi.json").get_json()
    assert below["servers"] == [{"url": "/cigref-kg"}]


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _resolved(document: Json, node: Json) -> Json:
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def _asked(document: Json, client: FlaskClient, path: str, method: str, told: Json) -> TestResponse:
    """Ask an address by the examples of its parameters and of its body."""
    pairs = []
    for written in told.get("parameters", []):
        parameter = _resolved(document, written)
        if "example" not in parameter:
            continue
        value = parameter["example"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(value)))
        else:
            values = value if isinstance(value, list) else [value]
            pairs += [(parameter["name"], str(each)) for each in values]
    address = f"{path}?{urlencode(pairs)}"
    if method == "get":
        return client.get(address, headers={"Accept": "application/json, */*;q=0.1"})
    content = told["requestBody"]["content"]
    media_type, body = next((kind, each) for kind, each in content.items() if "example" in each)
    if media_type == "application/json":
        return client.post(address, json=body["example"])
    is_form = media_type == "application/x-www-form-urlencoded"
    return client.post(
        address, data=body["example"], **({} if is_form else {"content_type": media_type})
    )


def _strict(document: Json) -> Json:
    """Return the document with every object closed, so that no member goes untold."""
    strict = copy.deepcopy(document)

    def close(node: Any) -> None:
        for each in node.values() if isinstance(node, dict) else node:
            if isinstance(each, dict | list):
                close(each)
        if isinstance(node, dict) and isinstance(node.get("properties"), dict):
            node.setdefault("additionalProperties", False)

    close(strict["components"]["schemas"])
    return strict


def test_every_described_address_answers_as_described(document: Json, client: FlaskClient) -> None:
    strict = _strict(document)
    for path, method, operation in operations(document):
        if "{version}" in path:  # of a version that is kept, and here is none
            assert client.get(path).mimetype == "application/problem+json"
            continue
        response = _asked(document, client, path, method, operation)
        assert response.status_code == 200, (method, path, response.get_data(as_text=True)[:300])
        content = _resolved(document, operation["responses"]["200"])["content"]
        assert response.mimetype in content, (method, path)
        schema = {**strict, **content[response.mimetype]["schema"]}
        answer = json.loads(response.get_data())
        errors = list(Draft202012Validator(schema).iter_errors(answer))
        assert not errors, (method, path, errors[0].message[:300], list(errors[0].absolute_path))


def test_every_thing_is_as_described(document: Json, client: FlaskClient, dataset: Dataset) -> None:
    strict = _strict(document)
    content, framework = dataset.nomenclature.content, dataset.nomenclature.framework
    codes = {
        "profile": [each.code for each in content.profiles],
        "family": [each.code for each in content.families],
        "competence": [each.code for each in framework.competences],
        "aspect": [each.code for each in framework.aspects],
    }
    for kind, listed in codes.items():
        told = document["paths"][f"/{kind}/{{code}}.json"]["get"]["responses"]["200"]
        validator = Draft202012Validator(
            {**strict, **told["content"]["application/json"]["schema"]}
        )
        for code in listed:
            answer = client.get(f"/{kind}/{code}.json").get_json()
            assert not list(validator.iter_errors(answer)), (kind, code)


def _rules(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every route of the application as OpenAPI writes it, with its methods."""
    for rule in client.application.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]*(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield path, method


def _sample(path: str) -> str:
    """An address of a route: what it takes filled in."""
    if path in UNDESCRIBED:
        return UNDESCRIBED[path]
    values = {
        "code": "6.3", "name": "families", "version": "x", "path": "2022/profile/6.3",
        "extension": "ttl", "reconcile_language": "fr", "kind": "profile", "stem": "family-6",
    }  # fmt: skip
    return path.format(**values)


def test_every_route_that_answers_json_is_described(document: Json, client: FlaskClient) -> None:
    """Ask each route for JSON: whatever is no page, no table and no RDF has to be described."""
    described = {path for path, _, _ in operations(document)}
    undescribed = []
    for path, method in _rules(client):
        plain = path.replace("/{reconcile_language}", "").rstrip("/") or "/"
        if plain in described or (path == "/ask/{name}" and "/ask/families" in described):
            continue
        address = _sample(path)
        answer = client.open(address, method=method, headers={"Accept": "application/json"})
        if answer.mimetype == "application/json":
            undescribed.append((method, path))
        assert not path.endswith(".json"), path
    assert undescribed == []


def test_every_described_route_exists(document: Json, client: FlaskClient) -> None:
    rules = list(_rules(client))
    for path, method, _ in operations(document):
        filled = path.replace("{code}", "6.3").replace("{level}", "4").replace("{version}", "x")
        adapter = client.application.url_map.bind("localhost")
        assert adapter.match(filled, method=method.upper())
    assert rules


def test_every_question_is_described(document: Json, dataset: Dataset) -> None:
    questions = Questions(dataset.nomenclature).all
    told = {path.removeprefix("/ask/") for path in document["paths"] if path.startswith("/ask/")}
    assert told == questions.keys()
    for name, question in questions.items():
        parameters = document["paths"][f"/ask/{name}"]["get"]["parameters"]
        assert [each["name"] for each in parameters] == list(question.parameters)
    assert description(questions)["paths"] == document["paths"]
