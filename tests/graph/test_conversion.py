"""The graph against the model: counts, and one profile read from top to bottom."""

from dataclasses import replace

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import BNode

import cigref_kg
from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Nomenclature
from cigref_kg.graph.dataset import build_dataset
from cigref_kg.graph.namespaces import CIG, SCHEMA, XKOS

IRIS = Iris()
PROFILE = URIRef(IRIS.profile(2022, "6.3"))


def count(graph: Graph, kind: URIRef) -> int:
    return len(list(graph.subjects(RDF.type, kind)))


def test_counts_of_the_design(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.graphs["nomenclature"]
    expected = {
        CIG.Family: 9 + 9,
        CIG.JobProfile: 50 + 52,
        CIG.CompetenceArea: 5,
        CIG.Competence: 41,
        CIG.CompetenceAtLevel: 105,
        CIG.ProficiencyLevel: 5,
        CIG.TransversalAspect: 7,
        CIG.Requirement: 418 + 433,
        CIG.ActivityGroup: 190 + 192,
        CIG.Activity: 615 + 36 + 664,
        CIG.Deliverable: 118 + 4 + 123 + 4,
        CIG.Indicator: 114 + 3 + 121 + 3,
        CIG.Change: 50 + 3,
        XKOS.ConceptAssociation: 52,
        SKOS.ConceptScheme: 2 + 2,
    }
    assert {kind: count(graph, kind) for kind in expected} == expected
    assert len(list(graph.objects(None, CIG.hasActivityGroup))) == 190 + 192
    first_level = {
        activity
        for profile in graph.subjects(SKOS.inScheme, URIRef(IRIS.edition(2022)))
        for activity in graph.objects(profile, CIG.hasActivity)
    }
    assert len(first_level) == 615


def test_no_blank_node(dataset: cigref_kg.Dataset) -> None:
    for triple in dataset.union:
        assert not any(isinstance(node, BNode) for node in triple), triple


def test_profile_has_its_own_triples(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.union
    kinds = set(graph.objects(PROFILE, RDF.type))
    assert kinds == {CIG.JobProfile, SKOS.Concept, SCHEMA.Occupation}
    assert graph.value(PROFILE, SKOS.notation) == Literal("6.3")
    assert graph.value(PROFILE, SKOS.broader) == URIRef(IRIS.family(2022, "6"))
    assert graph.value(PROFILE, SKOS.inScheme) == URIRef(IRIS.edition(2022))
    assert Literal("RSSI", lang="fr") in set(graph.objects(PROFILE, SKOS.altLabel))
    assert graph.value(PROFILE, CIG.page) == Literal(186)


def test_requirement_and_its_shortcuts(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.union
    requirement = URIRef(IRIS.requirement(2022, "6.3", "E.8"))
    at_level = URIRef(IRIS.competence_at_level(2019, "E.8", 4))
    assert (PROFILE, CIG.hasRequirement, requirement) in graph
    assert graph.value(requirement, CIG.atLevel) == at_level
    assert graph.value(requirement, CIG.level) == URIRef(IRIS.level(4))
    assert graph.value(requirement, CIG.levelValue) == Literal(4)
    assert graph.value(requirement, DCTERMS.isPartOf) == PROFILE
    assert (PROFILE, CIG.requires, at_level) in graph
    assert (PROFILE, CIG.requiresCompetence, URIRef(IRIS.competence(2019, "E.8"))) in graph


def test_activity_below_another(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.union
    activity = URIRef(IRIS.statement(2022, "6.3", "activity/2/3"))
    below = URIRef(IRIS.statement(2022, "6.3", "activity/2/3/5"))
    assert (activity, CIG.hasActivity, below) in graph
    assert (PROFILE, CIG.hasActivity, activity) in graph
    assert (PROFILE, CIG.hasActivity, below) not in graph
    assert graph.value(below, CIG.position) == Literal(5)
    languages = {
        label.language for label in graph.objects(below, RDFS.label) if isinstance(label, Literal)
    }
    assert languages == {"fr", "en"}


def test_added_level_is_in_the_scheme_of_the_edition(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.union
    added = URIRef(IRIS.competence_at_level(2019, "E.9", 3))
    edition = URIRef(IRIS.edition(2022))
    assert graph.value(added, CIG.addedBy) == edition
    assert list(graph.objects(added, SKOS.inScheme)) == [edition]


def test_sort_keys_put_d10_after_d9(dataset: cigref_kg.Dataset) -> None:
    graph = dataset.union
    keys = {
        str(graph.value(competence, SKOS.notation)): int(str(graph.value(competence, CIG.sortKey)))
        for competence in graph.subjects(RDF.type, CIG.Competence)
    }
    in_order = sorted(keys, key=keys.__getitem__)
    assert in_order[in_order.index("D.9") + 1] == "D.10"
    assert in_order[0] == "A.1"


def test_base_moves_the_data_but_not_the_terms(nomenclature: Nomenclature) -> None:
    base = "https://rh.example.org/metiers/"
    moved = build_dataset(nomenclature, Iris(base))
    subjects = {str(subject) for subject in moved.graphs["nomenclature"].subjects()}
    assert all(subject.startswith(base) for subject in subjects)
    predicates = {str(predicate) for predicate in moved.graphs["nomenclature"].predicates()}
    assert not any(predicate.startswith(base) for predicate in predicates)
    assert moved.iris.graph("ontology").startswith(base)


def test_version_follows_the_content(nomenclature: Nomenclature) -> None:
    one = build_dataset(nomenclature, Iris())
    assert one.version == build_dataset(nomenclature, Iris()).version
    assert one.version != build_dataset(nomenclature, Iris("https://example.org/")).version


def test_official_wording_is_named_and_not_public(nomenclature: Nomenclature) -> None:
    official = build_dataset(replace(nomenclature, official_wording=True), IRIS)
    shipped = build_dataset(nomenclature, IRIS)
    for subject in (IRIS.dataset, IRIS.graph("nomenclature")):
        access = [
            str(built.union.value(URIRef(subject), DCTERMS.accessRights)).rpartition("/")[2]
            for built in (shipped, official)
        ]
        assert access == ["PUBLIC", "RESTRICTED"]
    rights = {str(text) for text in official.union.objects(URIRef(IRIS.dataset), DCTERMS.rights)}
    assert any("Cigref" in text for text in rights)
    assert rights.isdisjoint(
        {str(text) for text in shipped.union.objects(URIRef(IRIS.dataset), DCTERMS.rights)}
    )
