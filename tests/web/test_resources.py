"""Linked data: redirects, formats, headers, and every IRI of the graph."""

import json
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from werkzeug.test import TestResponse

import cigref_kg
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.serialization import MEDIA_TYPES
from cigref_kg.web.app import create_app

PROFILE = "2022/profile/6.3"
RDF_TYPES = dict(MEDIA_TYPES)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def content_type(response: TestResponse) -> str:
    return response.headers["Content-Type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("application/json", "jsonld"),
        ("text/plain", "nt"),
        ("text/html, text/plain", "html"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", "rdf"),
        ("text/html;q=0.1, text/turtle", "ttl"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_thing_redirects_to_the_document_that_the_client_prefers(
    client: FlaskClient, accept: str | None, extension: str, method: str
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    response = client.open(f"/id/{PROFILE}", method=method, headers=headers)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/doc/{PROFILE}.{extension}"
    assert "Accept" in response.vary


def test_thing_in_no_acceptable_format_is_406_with_the_formats(client: FlaskClient) -> None:
    response = client.get(f"/id/{PROFILE}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert content_type(response) == "application/problem+json"
    assert set(response.get_json()["formats"]) == {"text/html", *RDF_TYPES.values()}


def test_language_asked_for_is_kept_by_redirects(client: FlaskClient) -> None:
    for path in (f"/id/{PROFILE}", "/profile/6.3", "/id/profile/6.3"):
        assert client.get(f"{path}?lang=en").headers["Location"].endswith("?lang=en")
        assert "?" not in client.get(f"{path}?lang=xx").headers["Location"]


def test_address_without_edition_leads_to_the_latest(client: FlaskClient) -> None:
    for path in ("profile/6.3", "family/6"):
        response = client.get(f"/id/{path}")
        assert response.status_code == 302
        assert response.headers["Location"] == f"/id/2024/{path}"


@pytest.mark.parametrize(
    ("short", "page"),
    [
        ("/profile/6.3", "/doc/2024/profile/6.3.html"),
        ("/family/6", "/doc/2024/family/6.html"),
        ("/competence/E.8", "/doc/ecf/2019/competence/E.8.html"),
        ("/competence/E.8/4", "/doc/ecf/2019/competence/E.8/4.html"),
        ("/aspect/T5", "/doc/ecf/2019/aspect/T5.html"),
        ("/area/E", "/doc/ecf/2019/area/E.html"),
        ("/level/4", "/doc/ecf/level/4.html"),
        ("/edition/2018", "/doc/2018.html"),
    ],
)
def test_short_address_redirects_to_the_page(client: FlaskClient, short: str, page: str) -> None:
    response = client.get(short)
    assert (response.status_code, response.headers["Location"]) == (302, page)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/2022/profile/6.9",
        "/id/2022/profile/6.3.ttl",
        "/doc/2022/profile/6.9.ttl",
        "/doc/2022/profile/6.3.pdf",
        "/doc/2022/profile/6.3.ttl.ttl",
        "/profile/6.9",
        "/graph/none",
        "/ontology/9.9.9",
        "/id/",
        "//id/2022",
        "/id/../../etc/passwd",
        "/id/2022/profile/%00",
    ],
)
def test_unknown_address_is_404(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert content_type(response) == "application/problem+json"
    assert response.get_json()["detail"]


def test_unknown_format_of_a_known_thing_is_404_with_the_formats(client: FlaskClient) -> None:
    problem = client.get(f"/doc/{PROFILE}.pdf").get_json()
    assert problem["title"] == "Unknown format"
    assert f"/doc/{PROFILE}.ttl" in problem["formats"]


@pytest.mark.parametrize("extension", ["html", *RDF_TYPES])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accept", [None, "text/html", "text/turtle", "image/png"])
def test_extension_decides_whatever_is_accepted(
    client: FlaskClient, extension: str, method: str, accept: str | None
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    response = client.open(f"/doc/{PROFILE}.{extension}", method=method, headers=headers)
    assert response.status_code == 200
    assert content_type(response) == {"html": "text/html", **RDF_TYPES}[extension]
    assert "Accept" not in response.vary
    assert "Content-Location" not in response.headers
    assert (response.data == b"") is (method == "HEAD")


@pytest.mark.parametrize("extension", ["html", *RDF_TYPES])
def test_document_without_extension_negotiates(client: FlaskClient, extension: str) -> None:
    media_type = {"html": "text/html", **RDF_TYPES}[extension]
    response = client.get(f"/doc/{PROFILE}", headers={"Accept": media_type})
    assert response.status_code == 200
    assert content_type(response) == media_type
    assert "Accept" in response.vary
    assert response.headers["Content-Location"] == f"/doc/{PROFILE}.{extension}"
    assert response.data == client.get(f"/doc/{PROFILE}.{extension}").data


def test_document_says_what_it_is_about_and_where_else_it_is(client: FlaskClient) -> None:
    links = client.get(f"/doc/{PROFILE}.ttl").headers["Link"]
    thing = f"{DEFAULT_BASE}id/{PROFILE}"
    for rel in ("canonical", "describes", "cite-as"):
        assert f'<{thing}>; rel="{rel}"' in links
    assert f'</doc/{PROFILE}.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    for path in (f"/doc/{PROFILE}.ttl", f"/doc/{PROFILE}.html", "/", "/ontology", f"/id/{PROFILE}"):
        head, get = client.head(path), client.get(path)
        assert head.data == b""
        assert dict(head.headers) == dict(get.headers), path


@pytest.mark.parametrize(
    "path", [f"/doc/{PROFILE}.ttl", f"/doc/{PROFILE}", "/", "/ontology.jsonld", "/download/"]
)
def test_known_etag_gives_304(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers.get("Vary") == first.headers.get("Vary")


def test_variants_have_their_own_etags(client: FlaskClient) -> None:
    tags = [
        client.get(f"/doc/{PROFILE}{suffix}", headers=headers).headers["ETag"]
        for suffix, headers in (
            (".ttl", {}),
            (".nt", {}),
            (".html", {}),
            (".html?lang=fr", {}),
            (".html", {"Accept-Language": "en"}),
        )
    ]
    assert len(set(tags)) == len(tags)


def test_formats_say_the_same(client: FlaskClient) -> None:
    graphs = [
        Graph().parse(
            data=client.get(f"/doc/{PROFILE}.{extension}").data,
            format={"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}[extension],
        )
        for extension in RDF_TYPES
    ]
    assert len(graphs[0]) > 400
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_json_ld_carries_its_context_inline(client: FlaskClient) -> None:
    content = json.loads(client.get(f"/doc/{PROFILE}.jsonld").data)
    assert isinstance(content["@context"], dict)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_writing_is_405_with_what_is_allowed(client: FlaskClient, method: str) -> None:
    response = client.open(f"/doc/{PROFILE}.ttl", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def _base_iris(dataset: Dataset) -> list[str]:
    base = dataset.iris.base
    nodes = {*dataset.union.subjects(), *dataset.union.objects()}
    found = {str(node) for node in nodes if isinstance(node, URIRef)}
    return sorted(iri for iri in found if iri.startswith(base))


@pytest.mark.parametrize(
    ("extension", "step"),
    [
        pytest.param("ttl", 30, id="ttl-sample"),
        *(pytest.param(each, 1, id=each, marks=pytest.mark.slow) for each in RDF_TYPES),
    ],
)
def test_every_iri_dereferences_to_rdf_that_describes_it(
    client: FlaskClient, dataset: Dataset, extension: str, step: int
) -> None:
    media_type = RDF_TYPES[extension]
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None
    iris = _base_iris(dataset)
    assert len(iris) > 1800
    subjects: dict[str, set[object]] = {}
    not_described = []
    for iri in iris[::step]:
        url = iri.partition("#")[0]
        response = _get(client, url, media_type)
        if response.status_code in {302, 303}:
            url = urljoin(url, response.headers["Location"])
            response = _get(client, url, media_type)
        if url not in subjects:
            assert response.status_code == 200, (iri, response.status_code)
            assert content_type(response) == media_type, iri
            quads = parse(response.data, format=rdf_format, base_iri=url)
            subjects[url] = {quad.subject for quad in quads}
        # The namespace of the ontology stands for the ontology itself.
        if NamedNode(iri.removesuffix("#")) not in subjects[url]:
            not_described.append(iri)
    assert not not_described


def _get(client: FlaskClient, url: str, accept: str) -> TestResponse:
    """Get an IRI at its own address: the application answers below the path of its base too."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return client.get(parts.path, base_url=origin, headers={"Accept": accept})


@pytest.mark.parametrize(
    "path",
    [
        "dataset",
        pytest.param("graph/nomenclature", marks=pytest.mark.slow),
        "graph/ontology",
        "shapes",
    ],
)
@pytest.mark.parametrize("extension", list(RDF_TYPES))
def test_documents_of_their_own_come_in_every_format(
    client: FlaskClient, path: str, extension: str
) -> None:
    by_extension = client.get(f"/{path}.{extension}")
    by_accept = client.get(f"/{path}", headers={"Accept": RDF_TYPES[extension]})
    assert by_extension.status_code == by_accept.status_code == 200
    assert by_extension.data == by_accept.data
    assert content_type(by_extension) == RDF_TYPES[extension]


def test_named_graph_is_whole_and_describes_itself(client: FlaskClient, dataset: Dataset) -> None:
    served = Graph().parse(data=client.get("/graph/ontology.nt").data, format="nt")
    assert set(dataset.graphs["ontology"]) <= set(served)
    assert (URIRef(dataset.iris.graph("ontology")), None, None) in served


def test_other_base_moves_the_paths_and_keeps_the_ontology(dataset: Dataset) -> None:
    moved = cigref_kg.load(base="https://data.example/metiers/")
    client = create_app(moved).test_client()
    for prefix in ("", "/metiers"):
        response = client.get(f"{prefix}/id/{PROFILE}", headers={"Accept": "text/turtle"})
        assert response.headers["Location"] == f"{prefix}/doc/{PROFILE}.ttl"
        body = client.get(f"{prefix}/doc/{PROFILE}.ttl").get_data(as_text=True)
        assert "@base <https://data.example/metiers/>" in body
        assert client.get(f"{prefix}/ontology.ttl").status_code == 200
    assert client.get("/cigref-kg/").status_code == 404
    page = client.get(f"/metiers/doc/{PROFILE}.html").get_data(as_text=True)
    assert 'href="https://data.example/metiers/id/2022/profile/6.3"' in page  # canonical
    assert 'href="../../../doc/2022/family/6.html"' in page


def test_short_addresses_have_plain_json(client: FlaskClient) -> None:
    for path, code in (("profile/6.3", "6.3"), ("competence/E.8/4", "E.8/4"), ("family/6", "6")):
        answer = client.get(f"/{path}.json")
        assert answer.status_code == 200
        assert content_type(answer) == "application/json"
        assert answer.get_json()["code"] == code
    assert client.get("/profile/6.33.json").status_code == 404
    assert client.get("/area/E.json").status_code == 404


def test_the_frame_has_the_context_of_the_documents(client: FlaskClient) -> None:
    frame = client.get("/frame.jsonld").get_json(force=True)
    assert frame["@context"] == client.get("/context.jsonld").get_json(force=True)["@context"]
    assert frame["@type"] == "cig:JobProfile"
