"""Which triples describe a thing."""

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS, SKOS

from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.description import Descriptions
from cigref_kg.graph.namespaces import CIG


@pytest.fixture(scope="module")
def descriptions(dataset: Dataset) -> Descriptions:
    """The descriptions of the shipped dataset."""
    return Descriptions(dataset.union, dataset.iris)


def test_profile_comes_with_its_parts_and_the_labels_of_what_it_needs(
    descriptions: Descriptions, dataset: Dataset
) -> None:
    iris, profile = dataset.iris, dataset.nomenclature.content.profile["6.3"]
    graph = descriptions.describe(iris.profile(2022, "6.3"))
    for need in profile.requirements:
        node = URIRef(iris.requirement(2022, "6.3", need.competence))
        assert (node, CIG.levelValue, Literal(need.level)) in graph
        competence = URIRef(iris.competence(2019, need.competence))
        assert len(list(graph.objects(competence, SKOS.prefLabel))) == 2
        assert not list(graph.objects(competence, SKOS.definition))
    activity = URIRef(iris.statement(2022, "6.3", "activity/2/3/1"))
    assert list(graph.objects(activity, RDFS.label))


def test_competence_comes_with_the_requirements_that_ask_for_it(
    descriptions: Descriptions, dataset: Dataset
) -> None:
    iris = dataset.iris
    graph = descriptions.describe(iris.competence(2019, "E.8"))
    asking = {
        profile.code: profile.required_levels["E.8"]
        for profile in dataset.nomenclature.content.profiles
        if "E.8" in profile.required_levels
    }
    assert asking
    for code, level in asking.items():
        node = URIRef(iris.requirement(2022, code, "E.8"))
        assert (node, CIG.competence, URIRef(iris.competence(2019, "E.8"))) in graph
        assert (node, CIG.levelValue, Literal(level)) in graph
        assert list(graph.objects(URIRef(iris.profile(2022, code)), SKOS.prefLabel))
    at_level = URIRef(iris.competence_at_level(2019, "E.8", 4))
    assert list(graph.objects(at_level, SKOS.definition))


def test_moves_and_changes_come_with_their_profile(
    descriptions: Descriptions, dataset: Dataset
) -> None:
    graph = descriptions.describe(dataset.iris.profile(2022, "2.4"))
    move = URIRef(dataset.iris.move(2022, "2.5-2.4"))
    assert (move, CIG.fromProfile, URIRef(dataset.iris.profile(2022, "2.5"))) in graph


def test_edition_is_not_made_of_its_profiles(descriptions: Descriptions, dataset: Dataset) -> None:
    iri = dataset.iris.edition(2022)
    parts = descriptions.parts(iri)
    assert dataset.iris.profile(2022, "6.3") not in parts
    assert dataset.iris.move(2022, "2.5-2.4") in parts
    graph = descriptions.describe(iri)
    assert (URIRef(iri), SKOS.hasTopConcept, URIRef(dataset.iris.family(2022, "6"))) in graph
    assert len(graph) < 1500


def test_parts_of_one_profile_are_not_those_of_another(
    descriptions: Descriptions, dataset: Dataset
) -> None:
    parts = descriptions.parts(dataset.iris.competence(2019, "A.1"))
    assert parts == [
        dataset.iris.competence_at_level(2019, "A.1", at.level)
        for at in dataset.nomenclature.framework.competence["A.1"].levels
    ]


def test_document_speaks_of_itself(descriptions: Descriptions, dataset: Dataset) -> None:
    document = URIRef(f"{dataset.iris.base}doc/2022/profile/6.3")
    thing = URIRef(dataset.iris.profile(2022, "6.3"))
    graph = descriptions.describe(str(thing), str(document))
    assert (document, FOAF.primaryTopic, thing) in graph
    assert (document, DCTERMS.isPartOf, URIRef(dataset.iris.dataset)) in graph
    assert list(graph.objects(document, DCTERMS.license))
    assert not list(graph.objects(document, DCTERMS.rights))


def test_document_of_the_official_wording_says_whose_it_is(dataset: Dataset) -> None:
    official = Descriptions(dataset.union, dataset.iris, official_wording=True)
    document = URIRef(f"{dataset.iris.base}doc/2022/profile/6.3")
    graph = official.describe(dataset.iris.profile(2022, "6.3"), str(document))
    assert list(graph.objects(document, DCTERMS.rights))


def test_unknown_iri_is_an_error(descriptions: Descriptions, dataset: Dataset) -> None:
    unknown = dataset.iris.profile(2022, "9.9")
    assert unknown not in descriptions
    with pytest.raises(KeyError):
        descriptions.describe(unknown)


def test_each_subject_below_the_base_is_described(
    descriptions: Descriptions, dataset: Dataset
) -> None:
    subjects = {str(s) for s in dataset.union.subjects() if isinstance(s, URIRef)}
    assert set(descriptions) == {s for s in subjects if s.startswith(dataset.iris.base)}
