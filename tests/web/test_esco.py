"""From an ESCO concept to what of ours is mapped to it."""

from flask.testing import FlaskClient

from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.mappings import Relation, SubjectKind


def exact(dataset: Dataset, kind: SubjectKind, code: str) -> str:
    """Return the ESCO concept that is exactly what a code names."""
    return next(
        mapping.target.uri
        for mapping in dataset.mappings.mappings
        if mapping.target
        and mapping.relation is Relation.EXACT
        and (mapping.subject.kind, mapping.subject.code) == (kind, code)
    )


def test_page_leads_from_esco_to_the_profile(client: FlaskClient, dataset: Dataset) -> None:
    uri = exact(dataset, SubjectKind.PROFILE, "6.3")
    for language, word in (("fr", "équivalent"), ("en", "equivalent")):
        page = client.get("/esco", query_string={"uri": uri, "lang": language}).text
        assert "profile/6.3" in page
        assert word in page


def test_json_says_relation_and_reason(client: FlaskClient, dataset: Dataset) -> None:
    uri = exact(dataset, SubjectKind.COMPETENCE, "B.2")
    answer = client.get("/esco.json", query_string={"uri": uri}).get_json()
    found = next(mapping for mapping in answer["mappings"] if mapping["code"] == "B.2")
    assert found["relation"] == "exactMatch"
    assert found["reason"].keys() == {"fr", "en"}
    assert found["iri"].endswith("competence/B.2")


def test_two_concepts_are_two_answers(client: FlaskClient, dataset: Dataset) -> None:
    pages = [
        client.get("/esco", query_string={"uri": exact(dataset, SubjectKind.PROFILE, code)})
        for code in ("6.3", "7.1")
    ]
    assert pages[0].data != pages[1].data
    assert pages[0].headers["ETag"] != pages[1].headers["ETag"]


def test_unknown_concept_and_no_concept(client: FlaskClient) -> None:
    unknown = {"uri": "http://data.europa.eu/esco/occupation/none"}
    assert client.get("/esco", query_string=unknown).status_code == 200
    assert client.get("/esco.json", query_string=unknown).get_json()["mappings"] == []
    assert client.get("/esco").status_code == 200
    assert client.get("/esco.json").status_code == 400
