"""What the editor completes comes from the dataset: all of it, in the language of the page."""

from dataclasses import asdict

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, URIRef
from rdflib.namespace import SKOS

from cigref_kg.company.adding import CompanyDataset
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import CIG, PREFIXES
from cigref_kg.web.sparql.terms import QueryTerms, query_terms


@pytest.fixture(scope="module")
def french(dataset: Dataset) -> QueryTerms:
    return query_terms(dataset.union, "fr")


def test_every_concept_is_there_once(french: QueryTerms, dataset: Dataset) -> None:
    iris = [thing.iri for thing in french.things]
    assert len(iris) == len(set(iris))
    concepts = {str(iri) for iri in dataset.union.subjects(RDF.type, SKOS.Concept)}
    graphs = {dataset.iris.graph(name) for name in dataset.graphs}
    editions = {dataset.iris.edition(edition.year) for edition in dataset.nomenclature.editions}
    assert concepts | graphs | editions <= set(iris)


def test_thing_is_found_by_its_names_in_both_languages(french: QueryTerms) -> None:
    (found,) = [thing for thing in french.things if thing.iri.endswith("2022/profile/6.3")]
    assert (found.code, found.kind) == ("6.3", "Profil métier")
    for name in ("6.3", "rssi", "ciso", "responsable securite des systemes d information"):
        assert f" {name}" in found.names


def test_every_class_and_property_in_use_is_there(french: QueryTerms, dataset: Dataset) -> None:
    names = {term.name: term for term in french.terms}
    for predicate in {str(predicate) for _, predicate, _ in dataset.union}:
        prefix = next((p for p, space in PREFIXES.items() if predicate.startswith(space)), None)
        assert prefix in french.prefixes
        assert f"{prefix}:{predicate.removeprefix(PREFIXES[str(prefix)])}" in names
    assert asdict(names["cig:JobProfile"]) == {
        "name": "cig:JobProfile",
        "label": "Profil métier",
        "kind": "class",
    }
    assert (names["skos:broader"].kind, names["skos:broader"].label) == ("property", "plus large")
    assert names["xsd:integer"].kind == "datatype"
    # The ontology's own terms are there before a company uses them.
    assert "cig:overrides" in names


def test_prefixes_are_those_in_use(french: QueryTerms) -> None:
    assert french.prefixes["cig"] == str(CIG)
    assert "semapv" in french.prefixes
    assert "csh" not in french.prefixes


def test_framework_of_a_company_is_there(verger_dataset: CompanyDataset, dataset: Dataset) -> None:
    found = query_terms(verger_dataset.union, "en")
    own = [thing for thing in found.things if not thing.iri.startswith(dataset.iris.base)]
    assert {thing.kind for thing in own} >= {"Job profile", "Competence", "Family"}
    assert all(thing.label for thing in own)
    assert any(thing.iri == dataset.iris.graph("company/verger") for thing in found.things)


def test_answer_is_conditional_and_in_the_language_asked_for(
    client: FlaskClient, dataset: Dataset
) -> None:
    response = client.get("/sparql/terms.json?lang=en")
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.json is not None
    labels = {term["name"]: term["label"] for term in response.json["terms"]}
    assert labels["cig:JobProfile"] == str(
        next(
            label
            for label in dataset.union.objects(URIRef(CIG.JobProfile))
            if getattr(label, "language", None) == "en"
        )
    )
    tag = response.headers["ETag"]
    again = client.get("/sparql/terms.json?lang=en", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert client.get("/sparql/terms.json?lang=fr").headers["ETag"] != tag
    chosen = client.get("/sparql/terms.json", headers={"Accept-Language": "en"})
    assert chosen.json == response.json
    assert "Accept-Language" in chosen.headers["Vary"]
