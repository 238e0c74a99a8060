"""What holds in a company after its changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from cigref_kg import Dataset
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.checking import shapes_report
from cigref_kg.company.combined import CombinedIris, combined
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.inheritance.profiles import Difference
from cigref_kg.company.iris import CompanyIris
from cigref_kg.company.records import Company
from cigref_kg.graph.namespaces import CIG
from cigref_kg.insight.comparison import compare, nearest
from cigref_kg.insight.names.finding import Finder
from cigref_kg.insight.relations import Relations
from cigref_kg.insight.search import SearchIndex
from tests.company.inventing import companies

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def view(verger: Company, dataset: Dataset) -> CompanyView:
    return CompanyView(verger, dataset.nomenclature)


@pytest.fixture(scope="module")
def whole(view: CompanyView, dataset: Dataset) -> Nomenclature:
    return combined(dataset.nomenclature, [view])


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
    assert [root.code for root in lead.roots] == ["4.4"]
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
    (root,) = ciso.roots
    assert ciso.own_texts == {"mission"}
    assert ciso.profile.mission != root.mission
    assert ciso.profile.trends == root.trends
    own = [g for g in ciso.profile.groups if ciso.is_own("activities", g.position)]
    assert [len(group.activities) for group in own] == [2]
    assert len(ciso.profile.groups) == len(root.groups) + 1
    inherited = len(root.deliverables.items)
    assert ciso.origins["deliverables"][-2:] == [("6.3", inherited), ("VRG-CISO", 1)]
    assert not ciso.is_own("deliverables", inherited)
    assert ciso.is_own("deliverables", inherited + 1)
    assert ciso.profile.ratings == root.ratings


def test_a_new_profile_stands_alone(view: CompanyView) -> None:
    harvest = view.profiles["VRG-HARVEST"]
    assert not harvest.roots
    assert {need.difference for need in harvest.requirements} == {Difference.ADDED}
    assert harvest.profile.family == "VRG-SITE"


def test_what_is_not_changed_is_the_nomenclature(
    view: CompanyView, whole: Nomenclature, dataset: Dataset
) -> None:
    before = dataset.nomenclature.content.profile["6.3"].required_levels
    assert whole.content.profile["6.3"].required_levels == before
    assert view.content is dataset.nomenclature.content


def test_own_profiles_follow_those_of_their_family(whole: Nomenclature) -> None:
    codes = [profile.code for profile in whole.content.profiles]
    assert codes[codes.index("6.3") : codes.index("7.1")] == ["6.3", "VRG-CISO"]
    assert codes[-2:] == ["VRG-SITE-LEAD", "VRG-SITE-TECH"]
    assert [c.code for c in whole.framework.competences if c.area == "verger"] == [
        "VRG-C1",
        "VRG-C2",
        "VRG-C3",
    ]
    assert "verger" in whole.framework.area


def test_each_iri_is_where_the_thing_was_stated(
    view: CompanyView, graph: Graph, whole: Nomenclature, dataset: Dataset
) -> None:
    iris = CombinedIris(dataset.iris.base, [view])
    known = {str(node) for node in (*graph.subjects(), *dataset.union.subjects())}
    year = whole.served.year
    for effective in view.profiles.values():
        code, profile = effective.code, effective.profile
        stated = [
            iris.family(year, profile.family),
            iris.profile(year, code),
            *(iris.requirement(year, code, need.competence) for need in profile.requirements),
            *(iris.competence(2019, need.competence) for need in profile.requirements),
            *(iris.rating(year, code, rating.aspect) for rating in profile.ratings),
            *(
                iris.statement(year, code, f"activity/{group.position}/{activity.position}")
                for group in profile.groups
                for activity in group.activities
            ),
            *(
                iris.statement(year, code, f"deliverable/{s.position}")
                for s in profile.deliverables.items
            ),
            *(
                iris.statement(year, code, f"indicator/{s.position}")
                for s in profile.indicators.items
            ),
        ]
        assert set(stated) <= known, code
    own = "https://rh.vergers.example/metiers/id/verger/profile"
    lead = "VRG-SITE-LEAD"
    assert iris.requirement(year, lead, "VRG-C1") == f"{own}/{lead}/requirement/VRG-C1"
    assert iris.requirement(year, lead, "C.3") == f"{own}/VRG-SITE-ADMIN/requirement/C.3"
    assert iris.requirement(year, lead, "B.2") == dataset.iris.requirement(year, "4.4", "B.2")
    assert iris.profile(year, "6.3") == dataset.iris.profile(year, "6.3")


def test_the_functions_of_the_site_take_company_profiles(
    whole: Nomenclature, dataset: Dataset
) -> None:
    content = whole.content
    comparison = compare([content.profile[c] for c in ["6.3", "VRG-CISO"]])
    assert {row.code: row.gap for row in comparison.competences if row.gap} == {
        "VRG-C1": 1,
        "VRG-C2": 4,
    }
    first = nearest(content, content.profile["VRG-CISO"], 1)[0]
    assert first.profile.code == "6.3"
    relations = Relations(whole)
    assert [p.code for p in relations.members["VRG-SHOP"]] == ["VRG-SHOP-DATA", "VRG-SHOP-PO"]
    demand = [profile.code for profile, _ in relations.demand["VRG-C2"]]
    assert demand[0] == "VRG-CISO"
    hits = SearchIndex(whole, dataset.iris, Finder(whole.content.profiles)).search(
        "responsable cybersecurite industrielle"
    )
    assert hits[0].entry.code == "VRG-CISO"


def test_an_unknown_profile_is_a_key_error(view: CompanyView) -> None:
    with pytest.raises(KeyError):
        view.inheritance.of("VRG-NONE")


# --- The graph ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(view: CompanyView, dataset: Dataset) -> Graph:
    return company_graph(view, dataset.iris)


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


@pytest.mark.parametrize(
    ("part", "predicate", "value", "shape"),
    [
        ("requirement/D.1", CIG.levelValue, Literal(6), "RequirementLevelValue"),
        ("requirement/D.1", CIG.competence, "id/ecf/2019/competence/E.8", "RequirementCompetence"),
        ("requirement/D.1", CIG.level, "id/ecf/level/1", "RequirementAgrees"),
    ],
)
def test_the_shapes_of_requirements_hold_for_a_company(
    graph: Graph, dataset: Dataset, part: str, predicate: URIRef, value: str | Literal, shape: str
) -> None:
    subject = URIRef(f"https://rh.vergers.example/metiers/id/verger/profile/VRG-CISO/{part}")
    spoilt = graph + Graph()
    target = value if isinstance(value, Literal) else URIRef(f"{dataset.iris.base}{value}")
    spoilt.add((subject, predicate, target))
    report = shapes_report(spoilt, dataset)
    found = [finding for finding in report.findings if finding.focus == subject]
    assert any(iri.endswith(f"#{shape}") for f in found for iri in (f.shape, f.constraint))


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_fits_conforms_and_the_shortcuts_tell_what_holds(
    data: st.DataObject, dataset: Dataset
) -> None:
    company = data.draw(companies(dataset.nomenclature))
    view = CompanyView(company, dataset.nomenclature)
    graph = company_graph(view, dataset.iris)
    assert not [s for s in graph.subjects() if not str(s).startswith(company.base)]
    report = shapes_report(graph, dataset)
    assert report.conforms, report.as_text("en")
    for code, effective in view.profiles.items():
        subject = URIRef(CompanyIris.of(company).profile(code))
        found = {str(c).rpartition("/")[2] for c in graph.objects(subject, CIG.requiresCompetence)}
        assert found == set(effective.profile.required_levels)
