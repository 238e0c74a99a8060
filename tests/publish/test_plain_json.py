"""Things as plain JSON, and competences at levels for badges and credentials."""

import json

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from cigref_kg.graph.dataset import Dataset
from cigref_kg.publish.exchange.open_badges import (
    ELM,
    alignments_file,
    learning_outcomes_file,
)
from cigref_kg.publish.plain_json import PlainJson

MODEL = Namespace(ELM)
ADMS = Namespace("http://www.w3.org/ns/adms#")


@pytest.fixture(scope="module")
def plain(dataset: Dataset) -> PlainJson:
    return PlainJson(dataset.nomenclature, dataset.mappings, dataset.iris)


def test_a_profile_is_whole(plain: PlainJson, dataset: Dataset) -> None:
    profile = dataset.nomenclature.content.profile["6.3"]
    told = json.loads(json.dumps(plain.profile(profile)))
    assert told["code"] == "6.3"
    assert {c["code"]: c["level"] for c in told["competences"]} == profile.required_levels
    activities = [each for group in told["activities"] for each in group["activities"]]
    assert len(activities) == sum(len(group.activities) for group in profile.groups)
    assert told["matches"]["isco"][0]["code"] == "2529"
    assert told["matches"]["rome"][0]["code"] == "M1812"


def test_what_is_absent_is_left_out(plain: PlainJson) -> None:
    told = plain.thing("profile", "2.5")
    assert told
    assert "indicators" not in told
    assert told["indicatorNote"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("family", "6"), ("competence", "E.8"), ("competence", "E.8/4"), ("aspect", "T5")],
)
def test_other_things_say_their_iri(
    plain: PlainJson, dataset: Dataset, kind: str, code: str
) -> None:
    told = plain.thing(kind, code)
    assert told
    assert told["code"] == code
    assert URIRef(told["iri"]) in set(dataset.union.subjects())


@pytest.mark.parametrize(
    ("kind", "code"), [("profile", "6.9"), ("competence", "E.8/1"), ("family", ""), ("area", "E")]
)
def test_what_is_unknown_is_none(plain: PlainJson, kind: str, code: str) -> None:
    assert plain.thing(kind, code) is None


def test_each_competence_at_a_level_is_an_alignment(dataset: Dataset) -> None:
    framework = dataset.nomenclature.framework
    content = json.loads(alignments_file(framework, dataset.iris))
    count = sum(len(competence.levels) for competence in framework.competences)
    for listed in content.values():
        assert len(listed) == count
        assert all(each["type"] == ["Alignment"] and each["targetName"] for each in listed)


def test_learning_outcomes_are_rdf_that_names_skills(dataset: Dataset) -> None:
    content = learning_outcomes_file(dataset.nomenclature.framework, dataset.mappings, dataset.iris)
    graph = Graph().parse(data=content, format="json-ld")
    outcomes = set(graph.subjects(RDF.type, MODEL.LearningOutcome))
    assert {graph.value(outcome, MODEL.relatedSkill) for outcome in outcomes} <= set(
        dataset.union.subjects()
    )
    skills = set(graph.objects(None, MODEL.relatedESCOSkill))
    assert skills
    assert all(str(skill).startswith("http://data.europa.eu/esco/skill/") for skill in skills)
    allowed = {
        MODEL.LearningOutcome: {ADMS.identifier, DCTERMS.title, MODEL.additionalNote}
        | {MODEL.relatedSkill, MODEL.relatedESCOSkill},
        MODEL.Identifier: {SKOS.notation, MODEL.schemeName},
        MODEL.Note: {MODEL.noteLiteral},
    }
    for kind, properties in allowed.items():  # the model's own shapes are closed
        for thing in graph.subjects(RDF.type, kind):
            assert set(graph.predicates(thing)) - {RDF.type} <= properties
    for linked in (MODEL.relatedSkill, MODEL.relatedESCOSkill):
        assert all(
            (skill, RDF.type, SKOS.Concept) in graph for skill in graph.objects(None, linked)
        )
