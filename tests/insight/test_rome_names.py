"""Codes and names of ROME, as people type them: in search and in reconciliation."""

import pytest

from cigref_kg.company.dataset import served_edition
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.names.rome import forms
from cigref_kg.insight.search import NameKind
from cigref_kg.insight.served import Served
from cigref_kg.insight.things import Kind


@pytest.fixture(scope="module")
def served(dataset: Dataset) -> Served:
    return served_edition(dataset)


@pytest.mark.parametrize(
    ("typed", "profiles"),
    [
        ("M1805", ["3.2"]),
        (" m1812 ", ["6.3"]),
        ("rome:I1401", ["4.2"]),
        ("ROME M1810", ["4.1", "4.7", "4.6"]),
        ("20314", ["3.3"]),
        ("M1863", ["6.2"]),
        ("A1101", []),
    ],
)
def test_a_code_leads_to_the_profiles_mapped_to_it(
    served: Served, typed: str, profiles: list[str]
) -> None:
    hits = served.search.search(typed)
    assert [hit.entry.code for hit in hits] == profiles
    assert {hit.name.kind for hit in hits} <= {NameKind.ROME}
    assert all(hit.relation for hit in hits)
    assert [found.entity.code for found in served.reconciler.candidates(typed)] == profiles


@pytest.mark.parametrize(
    ("typed", "profile"),
    [
        ("Directeur / Directrice des services informatiques -DSI-", "7.1"),
        ("Recetteuse", "3.3"),
        ("Consultante fonctionnelle des systèmes d'information", "1.1"),
        ("Responsable des développements informatiques", "7.5"),
        ("Chef d'exploitation informatique", "7.4"),
        ("Testeur informatique", "3.3"),
    ],
)
def test_an_appellation_leads_to_its_own_profile_wherever_it_is_filed(
    served: Served, typed: str, profile: str
) -> None:
    assert served.search.search(typed)[0].entry.code == profile
    best = served.reconciler.candidates(typed, [Kind.PROFILE])[0]
    assert best.entity.code == profile


@pytest.mark.parametrize("typed", ["Responsable marketing", "Acheteur / Acheteuse"])
def test_a_name_that_covers_other_jobs_is_not_taken_for_one(served: Served, typed: str) -> None:
    hits = served.search.search(typed)
    assert not [hit for hit in hits if hit.name.kind is NameKind.ROME]


def test_a_broader_fiche_is_not_chosen_unasked(served: Served) -> None:
    [found] = served.reconciler.candidates("M1705")
    assert found.entity.code == "7.7"
    assert not found.is_match


def test_what_is_told_of_a_matched_profile(served: Served) -> None:
    entity = served.reconciler.entity("2022/profile/3.3")
    assert entity is not None
    told = {
        name: list(found.values(entity))
        for name in ("rome", "rome_relation", "rome_appellation", "rome_appellation_label")
        if (found := served.properties.get(name))
    }
    assert told == {
        "rome": ["M1815"],
        "rome_relation": ["exactMatch"],
        "rome_appellation": ["20314"],
        "rome_appellation_label": ["Testeur / Testeuse informatique"],
    }


def test_both_forms_of_a_label() -> None:
    label = "Administrateur général / Administratrice générale des données"
    assert list(forms(label))[1:] == [
        "Administrateur général des données",
        "Administratrice générale des données",
    ]
    assert list(forms("Scrum Master")) == ["Scrum Master"]
