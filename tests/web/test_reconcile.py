"""The requests of the Reconciliation Service API 0.2, replayed."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.reconcile.request import (
    BATCH_SIZE,
    MAX_LENGTH,
    MAX_PROPERTIES,
    MAX_VALUES,
)
from cigref_kg.web.reconcile.service import TYPES

Json = dict[str, Any]

PROFILE = "2022/profile/6.3"
FORM = "application/x-www-form-urlencoded"


def post(client: FlaskClient, path: str = "/reconcile/en", **fields: object) -> TestResponse:
    """Send a form whose fields are JSON, unless they are text."""
    data = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }
    return client.post(path, data=data)


def content(response: TestResponse) -> Json:
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.mimetype == "application/json"
    found = json.loads(response.data)
    assert isinstance(found, dict)
    return found


def results(client: FlaskClient, **query: object) -> list[Json]:
    found = content(post(client, queries={"q0": query}))["q0"]["result"]
    assert isinstance(found, list)
    return found


def conditions(*values: list[str]) -> Json:
    """Return the fields of a request with a condition for each list of values."""
    properties = [{"pid": "code", "v": each} for each in values]
    return {"queries": {"q0": {"query": "RSSI", "properties": properties}}}


# --- The manifest (section 3) -------------------------------------------------------------------


def test_manifest_has_every_member_of_the_specification(client: FlaskClient) -> None:
    manifest = content(client.get("/reconcile"))
    assert manifest["versions"] == ["0.2"]
    for member in ("name", "identifierSpace", "schemaSpace", "serviceVersion", "logo"):
        assert isinstance(manifest[member], str), member
        assert manifest[member], member
    assert {each["id"] for each in manifest["defaultTypes"]} == set(TYPES.values())
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert isinstance(manifest["preview"]["width"], int)
    assert isinstance(manifest["preview"]["height"], int)
    assert manifest["batchSize"] == BATCH_SIZE
    assert manifest["suggest"].keys() == {"entity", "property", "type"}
    for service in manifest["suggest"].values():
        assert service["service_url"].startswith("http://localhost/reconcile")
        assert "${id}" in service["flyout_service_path"]
    assert manifest["extend"]["propose_properties"]["service_path"] == "/properties"


def test_identifiers_follow_the_identifier_space(client: FlaskClient, dataset: Dataset) -> None:
    space = content(client.get("/reconcile"))["identifierSpace"]
    (best, *_) = results(client, query="RSSI")
    assert space + best["id"] == dataset.iris.profile(2022, "6.3")


def test_every_address_of_the_manifest_answers(client: FlaskClient) -> None:
    manifest = content(client.get("/reconcile/fr"))
    addresses = [
        manifest["preview"]["url"].replace("{{id}}", quote(PROFILE, safe="")),
        manifest["view"]["url"].replace("{{id}}", quote(PROFILE, safe="")),
        manifest["extend"]["propose_properties"]["service_url"]
        + manifest["extend"]["propose_properties"]["service_path"],
        manifest["logo"],
    ]
    identifiers = {"entity": PROFILE, "property": "level/E.8", "type": "JobProfile"}
    for what, service in manifest["suggest"].items():
        url = service["service_url"]
        identifier = quote(identifiers[what], safe="")
        addresses.append(f"{url}{service['service_path']}?prefix=s")
        addresses.append(url + service["flyout_service_path"].replace("${id}", identifier))
    for address in addresses:
        response = client.get(address, follow_redirects=True)
        assert response.status_code == 200, address


@pytest.mark.parametrize(("path", "name"), [("fr", "Profil métier"), ("en", "Job profile")])
def test_manifest_speaks_the_language_of_its_address(
    client: FlaskClient, path: str, name: str
) -> None:
    manifest = content(client.get(f"/reconcile/{path}", headers={"Accept-Language": "de"}))
    assert manifest["defaultTypes"][0]["name"] == name
    assert manifest["suggest"]["entity"]["service_url"].endswith(f"/reconcile/{path}")


def test_manifest_follows_accept_language(client: FlaskClient) -> None:
    response = client.get("/reconcile", headers={"Accept-Language": "en"})
    assert content(response)["defaultTypes"][0]["name"] == "Job profile"
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile",
        "/reconcile/fr/suggest/type?prefix=",
        f"/reconcile/preview?id={PROFILE}",
        "/reconcile?queries=wrong",
        "/reconcile/view?id=unknown",
    ],
)
def test_pages_of_any_origin_may_read_every_answer(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"


def test_preflight_allows_posting(client: FlaskClient) -> None:
    response = client.options(
        "/reconcile",
        headers={"Origin": "https://refine.example", "Access-Control-Request-Method": "POST"},
    )
    assert response.status_code == 200
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


# --- Reconciliation queries (section 4) ---------------------------------------------------------


def test_batch_by_post(client: FlaskClient) -> None:
    batch = {
        "q0": {"query": "Développeuse web (H/F)"},
        "q1": {
            "query": "data protection officer",
            "type": "JobProfile",
            "limit": 3,
            "properties": [{"pid": "family", "v": "8"}],
            "type_strict": "should",
        },
    }
    found = content(post(client, queries=batch))
    assert list(found) == ["q0", "q1"]
    assert [found[key]["result"][0]["id"] for key in batch] == [
        "2022/profile/3.2",
        "2022/profile/8.5",
    ]
    assert len(found["q1"]["result"]) <= 3


def test_candidate_has_every_member_of_the_specification(client: FlaskClient) -> None:
    (best, *_) = results(client, query="RSSI")
    assert best == {
        "id": PROFILE,
        "name": "Chief Information Security Officer",
        "description": "6.3 · Security · “RSSI”",
        "type": [{"id": "JobProfile", "name": "Job profile"}],
        "score": 99.9,
        "match": True,
        "features": [
            {"id": "title_covered", "value": 1.0},
            {"id": "name_covered", "value": 1.0},
        ],
    }


def test_batch_by_get_is_the_same_and_may_be_kept(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "urbaniste"}})
    response = client.get("/reconcile/en", query_string={"queries": queries})
    assert content(response) == content(post(client, queries=queries))
    again = client.get(
        "/reconcile/en",
        query_string={"queries": queries},
        headers={"If-None-Match": response.headers["ETag"]},
    )
    assert again.status_code == 304


def test_candidates_come_by_decreasing_score(client: FlaskClient) -> None:
    scores = [each["score"] for each in results(client, query="administrateur", limit=10)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "wanted",
    ["Competence", ["Competence"], "https://w3id.org/cigref-kg/ontology#Competence"],
)
def test_type_narrows_the_candidates(client: FlaskClient, wanted: object) -> None:
    found = results(client, query="security", type=wanted, limit=20)
    assert found
    assert {each["type"][0]["id"] for each in found} == {"Competence"}


def test_type_that_does_not_exist_has_no_candidates(client: FlaskClient) -> None:
    assert results(client, query="security", type="Q5") == []


@pytest.mark.parametrize("name", ["6.3", PROFILE, "https://w3id.org/cigref-kg/id/2022/profile/6.3"])
def test_identifier_as_query_gives_its_entity(client: FlaskClient, name: str) -> None:
    (best, *_) = results(client, query=name)
    assert (best["id"], best["match"]) == (PROFILE, True)


@pytest.mark.parametrize(
    "value", ["8", 8, {"id": "2022/family/8"}, ["6", {"id": "2022/family/8", "name": "Data"}]]
)
def test_property_that_candidates_lack_weakens_them(client: FlaskClient, value: object) -> None:
    alone = {each["id"]: each for each in results(client, query="head of data", limit=20)}
    narrowed = {
        each["id"]: each
        for each in results(
            client, query="head of data", limit=20, properties=[{"pid": "family", "v": value}]
        )
    }
    assert narrowed["2022/profile/8.3"]["score"] == alone["2022/profile/8.3"]["score"]
    others = [each for each in narrowed if "/profile/7." in each]
    assert others
    assert all(narrowed[each]["score"] < alone[each]["score"] for each in others)


def test_properties_alone_choose_entities(client: FlaskClient, dataset: Dataset) -> None:
    found = results(
        client,
        type="JobProfile",
        limit=50,
        properties=[{"pid": "level/E.8", "v": 4}],
    )
    expected = {
        f"2022/profile/{profile.code}"
        for profile in dataset.nomenclature.content.profiles
        if profile.required_levels.get("E.8") == 4
    }
    assert {each["id"] for each in found} == expected


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"queries": "{"}, 400, "queries"),
        ({"queries": "[]"}, 400, "queries"),
        ({"queries": {"q0": "RSSI"}}, 400, "q0"),
        ({"queries": {"q0": {}}}, 400, "q0"),
        ({"queries": {"q0": {"query": ""}}}, 400, "q0"),
        ({"queries": {"q0": {"query": "a", "limit": 0}}}, 400, "q0.limit"),
        ({"queries": {"q0": {"query": "a", "limit": "5"}}}, 400, "q0.limit"),
        ({"queries": '{"q0": {"query": "a", "limit": NaN}}'}, 400, "q0.limit"),
        ({"queries": {"q0": {"query": "a", "type": 5}}}, 400, "q0.type"),
        ({"queries": {"q0": {"query": "a", "properties": [{"pid": "family"}]}}}, 400, "v"),
        ({"queries": {"q0": {"query": "a", "properties": [{"v": "family"}]}}}, 400, "pid"),
        ({"queries": {"q0": {"query": "a", "properties": [{"pid": "x", "v": 1}]}}}, 400, "x"),
        ({"queries": '{"\\ud800": {"query": ""}}'}, 400, "queries"),
        ({"queries": "[" * 20000}, 400, "queries"),
        ({"queries": {f"q{n}": {"query": "a"} for n in range(BATCH_SIZE + 1)}}, 413, "batchSize"),
        (conditions(*[["x"]] * (MAX_PROPERTIES + 1)), 413, f"{MAX_PROPERTIES}"),
        (conditions(["x"] * (MAX_VALUES + 1)), 413, f"{MAX_VALUES:,}"),
        (conditions(["x" * (MAX_LENGTH + 1)]), 413, f"{MAX_LENGTH}"),
        ({"queries": "{}", "extend": "{}"}, 400, "extend"),
        ({"query": "RSSI"}, 400, "queries"),
        ({"extend": {"ids": [PROFILE]}}, 400, "properties"),
        ({"extend": {"ids": [5], "properties": []}}, 400, "ids"),
        ({"extend": {"ids": [], "properties": [{"id": "nothing"}]}}, 400, "nothing"),
        ({"extend": {"ids": ["x"] * 1001, "properties": []}}, 413, "1,000"),
    ],
)
def test_wrong_request_is_refused_with_a_reason(
    client: FlaskClient, fields: Json, status: int, word: str
) -> None:
    response = post(client, **fields)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert word in json.loads(response.data)["detail"]


def test_json_body_is_refused_with_what_to_send(client: FlaskClient) -> None:
    response = client.post("/reconcile", json={"queries": {"q0": {"query": "RSSI"}}})
    assert response.status_code == 400
    assert FORM in json.loads(response.data)["detail"]


# --- Preview, view, suggest (sections 5 and 6) --------------------------------------------------


def test_preview_may_be_framed_and_runs_nothing(client: FlaskClient) -> None:
    response = client.get(f"/reconcile/fr/preview?id={quote(PROFILE, safe='')}")
    page = response.get_data(as_text=True)
    assert response.mimetype == "text/html"
    assert '<html lang="fr">' in page
    assert "Responsable sécurité des systèmes d’information" in page
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response.headers


def test_other_pages_may_not_be_framed(client: FlaskClient) -> None:
    policy = client.get("/doc/2022/profile/6.3.html").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("what", ["preview", "view", "suggest/entity/flyout"])
def test_unknown_identifier_is_not_found(client: FlaskClient, what: str) -> None:
    response = client.get(f"/reconcile/en/{what}?id=<script>")
    assert response.status_code == 404
    assert client.get(f"/reconcile/en/{what}").status_code == 400


def test_view_leads_to_the_thing(client: FlaskClient) -> None:
    response = client.get(f"/reconcile/view?id={quote(PROFILE, safe='')}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/id/{PROFILE}"


@pytest.mark.parametrize(
    ("prefix", "identifier"),
    [
        ("dévelop", "2022/profile/3.2"),
        ("Responsable sécurité des systèmes d’information (RSSI)", PROFILE),
        ("E.8", "ecf/2019/competence/E.8"),
        (PROFILE, PROFILE),
    ],
)
def test_entities_are_suggested_by_prefix_name_and_identifier(
    client: FlaskClient, prefix: str, identifier: str
) -> None:
    response = client.get("/reconcile/en/suggest/entity", query_string={"prefix": prefix})
    (best, *_) = content(response)["result"]
    assert best["id"] == identifier
    assert best.keys() == {"id", "name", "description", "notable"}


def test_cursor_skips_suggestions(client: FlaskClient) -> None:
    def suggested(cursor: int) -> list[Json]:
        path = f"/reconcile/en/suggest/property?prefix=level&cursor={cursor}"
        found = content(client.get(path))["result"]
        assert isinstance(found, list)
        return found

    assert suggested(0)[5:] == suggested(5)[: len(suggested(0)) - 5]
    assert suggested(1000) == []


@pytest.mark.parametrize(
    ("prefix", "identifier"),
    [("niveau de e.8", "level/E.8"), ("isco", "isco"), ("famil", "family")],
)
def test_properties_are_suggested(client: FlaskClient, prefix: str, identifier: str) -> None:
    path = "/reconcile/fr/suggest/property"
    found = content(client.get(path, query_string={"prefix": prefix}))["result"]
    assert identifier in {each["id"] for each in found}


def test_types_are_suggested(client: FlaskClient) -> None:
    found = content(client.get("/reconcile/fr/suggest/type?prefix=profil"))["result"]
    assert found[0] == {"id": "JobProfile", "name": "Profil métier"}


@pytest.mark.parametrize("what", ["entity", "property", "type"])
@pytest.mark.parametrize("query", ["", "?prefix=a&cursor=x", "?prefix=a&cursor=-1"])
def test_wrong_suggest_query_is_refused(client: FlaskClient, what: str, query: str) -> None:
    assert client.get(f"/reconcile/en/suggest/{what}{query}").status_code == 400


def test_flyout_escapes_what_it_shows(client: FlaskClient) -> None:
    flyout = content(client.get(f"/reconcile/en/suggest/entity/flyout?id={PROFILE}"))
    assert flyout["id"] == PROFILE
    assert "<strong>Chief Information Security Officer</strong>" in flyout["html"]
    research = content(client.get("/reconcile/en/suggest/entity/flyout?id=2022/profile/7.5"))
    assert "Research &amp; Development" in research["html"]


# --- Data extension (section 7) -----------------------------------------------------------------


def test_properties_are_proposed_for_a_type(client: FlaskClient) -> None:
    found = content(client.get("/reconcile/en/properties?type=JobProfile&limit=6"))
    assert (found["type"], found["limit"], len(found["properties"])) == ("JobProfile", 6, 6)
    every = content(client.get("/reconcile/en/properties?type=JobProfile"))["properties"]
    names = {each["id"] for each in every}
    assert {"family", "code", "level/E.8", "esco", "isco", "stars/T5"} <= names
    competence = content(client.get("/reconcile/en/properties?type=Competence"))["properties"]
    assert "family" not in {each["id"] for each in competence}


def test_table_is_extended(client: FlaskClient, dataset: Dataset) -> None:
    names = ["family", "code", "level/E.8", "level/B.1", "esco", "isco"]
    extension = {"ids": [PROFILE, "unknown"], "properties": [{"id": name} for name in names]}
    found = content(post(client, extend=extension))
    assert [each["id"] for each in found["meta"]] == names
    assert found["meta"][0]["type"]["id"] == "Family"
    (esco, *_) = dataset.mappings.mappings_of(dataset.iris.profile(2022, "6.3"))
    assert esco.target is not None
    assert found["rows"] == {
        PROFILE: {
            "family": [{"id": "2022/family/6", "name": "Security"}],
            "code": [{"str": "6.3"}],
            "level/E.8": [{"int": 4}],
            "level/B.1": [],
            "esco": [{"str": esco.target.uri}],
            "isco": [{"str": esco.target.isco_group}],
        },
        "unknown": {name: [] for name in names},
    }


def test_extension_by_get_is_the_same(client: FlaskClient) -> None:
    extension = {"ids": ["ecf/2019/competence/E.8"], "properties": [{"id": "title_fr"}]}
    by_get = client.get("/reconcile/en", query_string={"extend": json.dumps(extension)})
    assert content(by_get) == content(post(client, extend=extension))


def test_only_the_beginning_of_a_long_cell_is_matched(client: FlaskClient) -> None:
    (best, *_) = results(client, query="RSSI" + " " * MAX_LENGTH + "boulanger")
    assert best["id"] == PROFILE


def test_work_ends_at_its_deadline(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cigref_kg.web.app._VIEW_SECONDS", 0.0)
    response = post(client, queries={"q0": {"query": "RSSI"}})
    assert response.status_code == 503
    assert "ask for less at once" in response.get_json()["detail"]
