"""What holds in a company after its changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

from cigref_kg import Dataset, load
from cigref_kg.company.checking import company_graph, shapes_report
from cigref_kg.company.effective import CompanyView, Difference
from cigref_kg.company.iris import CompanyIris
from cigref_kg.company.records import Company
from cigref_kg.comparison import compare, nearest
from cigref_kg.graph.namespaces import CIG
from cigref_kg.relations import Relations
from cigref_kg.search import SearchIndex
from tests.company.inventing import companies

SHIPPED = load()


@pytest.fixture(scope="module")
def view(verger: Company, dataset: Dataset) -> CompanyView:
    return CompanyView(verger, dataset.nomenclature)


def test_requirements_are_added_overridden_and_dropped(view: CompanyView) -> None:
    ciso = view.profiles["VRG-CISO"]
    assert ciso.profile.required_levels == {
        "A.9": 4,
        "D.1": 4,
        "D.9": 4,
        "D.10": 4,
        "E.3": 4,
        "E.5": 4,
        "E.8": 4,
        "E.9": 3,
        "VRG-C1": 1,
        "VRG-C2": 4,
    }
    assert {need.competence: need.difference.value for need in ciso.changed} == {
        "A.7": "dropped",
        "D.1": "overridden",
        "E.4": "dropped",
        "E.9": "overridden",
        "VRG-C1": "added",
        "VRG-C2": "added",
    }


def test_changes_add_up_along_the_line(view: CompanyView) -> None:
    lead = view.profiles["VRG-SITE-LEAD"]
    assert lead.lineage == ("VRG-SITE-LEAD", "VRG-SITE-ADMIN")
    assert lead.root is not None
    assert lead.root.code == "4.4"
    needs = {need.competence: need for need in lead.requirements}
    assert (needs["C.1"].level, needs["C.1"].original, needs["C.1"].stated_by) == (
        3,
        2,
        "VRG-SITE-ADMIN",
    )
    assert (needs["VRG-C1"].level, needs["VRG-C1"].stated_by) == (3, "VRG-SITE-LEAD")
    assert needs["B.3"].difference is Difference.DROPPED
    assert needs["B.2"].difference is Difference.SAME
    assert lead.profile.family == "VRG-SITE"


def test_texts_and_statements_are_marked(view: CompanyView) -> None:
    ciso = view.profiles["VRG-CISO"]
    assert ciso.root is not None
    assert ciso.own_texts == {"mission"}
    assert ciso.profile.mission != ciso.root.mission
    assert ciso.profile.trends == ciso.root.trends
    own = [group for group in ciso.profile.groups if group.position in ciso.own_groups]
    assert [len(group.activities) for group in own] == [2]
    assert len(ciso.profile.groups) == len(ciso.root.groups) + 1
    assert ciso.own_deliverables == {len(ciso.root.deliverables.items) + 1}
    assert ciso.profile.ratings == ciso.root.ratings


def test_a_new_profile_stands_alone(view: CompanyView) -> None:
    harvest = view.profiles["VRG-HARVEST"]
    assert harvest.root is None
    assert {need.difference for need in harvest.requirements} == {Difference.ADDED}
    assert harvest.profile.family == "VRG-SITE"


def test_what_is_not_changed_is_the_nomenclature(view: CompanyView, dataset: Dataset) -> None:
    before = dataset.nomenclature.content.profile["6.3"].required_levels
    assert view.whole.content.profile["6.3"].required_levels == before
    assert view.content is dataset.nomenclature.content


def test_the_functions_of_the_site_take_company_profiles(
    view: CompanyView, dataset: Dataset
) -> None:
    content = view.whole.content
    comparison = compare(content, ["6.3", "VRG-CISO"])
    assert {row.code: row.gap for row in comparison.competences if row.gap} == {
        "VRG-C1": 1,
        "VRG-C2": 4,
    }
    first = nearest(content, content.profile["VRG-CISO"], 1)[0]
    assert first.profile.code == "6.3"
    relations = Relations(view.whole)
    assert [p.code for p in relations.members["VRG-SHOP"]] == ["VRG-SHOP-DATA", "VRG-SHOP-PO"]
    demand = [profile.code for profile, _ in relations.demand["VRG-C2"]]
    assert demand[0] == "VRG-CISO"
    hits = SearchIndex(view.whole, dataset.iris).search("responsable cybersecurite industrielle")
    assert hits[0].entry.code == "VRG-CISO"


def test_an_unknown_profile_is_a_key_error(view: CompanyView) -> None:
    with pytest.raises(KeyError):
        view.effective("VRG-NONE")


# --- The graph ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(view: CompanyView, dataset: Dataset) -> Graph:
    return company_graph(view, dataset)


def test_the_graph_speaks_of_nothing_but_its_own(graph: Graph, verger: Company) -> None:
    assert {
        subject for subject in graph.subjects() if not str(subject).startswith(verger.base)
    } == set()


def test_the_graph_points_to_what_it_changes(
    graph: Graph, verger: Company, dataset: Dataset
) -> None:
    own, theirs = CompanyIris.of(verger), dataset.iris
    ciso = URIRef(own.profile("VRG-CISO"))
    cigref = URIRef(theirs.profile(2022, "6.3"))
    assert (ciso, CIG.extends, cigref) in graph
    assert (ciso, SKOS.broadMatch, cigref) in graph
    assert (ciso, CIG.drops, URIRef(theirs.requirement(2022, "6.3", "A.7"))) in graph
    lowered = URIRef(own.requirement("VRG-CISO", "D.1"))
    assert (lowered, RDF.type, CIG.Requirement) in graph
    assert (lowered, CIG.overrides, URIRef(theirs.requirement(2022, "6.3", "D.1"))) in graph
    lead = URIRef(own.requirement("VRG-SITE-LEAD", "VRG-C1"))
    assert (lead, CIG.overrides, URIRef(own.requirement("VRG-SITE-ADMIN", "VRG-C1"))) in graph
    admin = URIRef(own.profile("VRG-SITE-ADMIN"))
    assert (admin, SKOS.closeMatch, URIRef(theirs.profile(2022, "4.4"))) in graph


def test_every_target_in_the_nomenclature_exists(graph: Graph, dataset: Dataset) -> None:
    known = set(dataset.union.subjects())
    base = dataset.iris.base
    targets = {o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(f"{base}id/")}
    assert targets
    assert targets <= known


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_fits_conforms_and_the_shortcuts_tell_what_holds(data: st.DataObject) -> None:
    company = data.draw(companies(SHIPPED.nomenclature))
    view = CompanyView(company, SHIPPED.nomenclature)
    graph = company_graph(view, SHIPPED)
    assert not [s for s in graph.subjects() if not str(s).startswith(company.base)]
    report = shapes_report(graph, SHIPPED)
    assert report.conforms, report.as_text("en")
    for code, effective in view.profiles.items():
        subject = URIRef(CompanyIris.of(company).profile(code))
        found = {str(c).rpartition("/")[2] for c in graph.objects(subject, CIG.requiresCompetence)}
        assert found == set(effective.profile.required_levels)
