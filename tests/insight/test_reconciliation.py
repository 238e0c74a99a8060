"""Titles as people write them find the right profile, or none."""

import csv
from dataclasses import dataclass

import pytest

from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.entity_properties import EntityProperties, spelling
from cigref_kg.insight.names.words import lexicon
from cigref_kg.insight.reconciliation import Candidate, Reconciler
from cigref_kg.insight.served import Served
from cigref_kg.insight.things import Kind, Thing
from cigref_kg.records.shipped import shipped_job_names
from tests.conftest import ROOT

TITLES = ROOT / "tests" / "data" / "job_titles.csv"
NEEDED = 95
AUTOMATIC = shipped_job_names().weights.automatic
LEAD = shipped_job_names().weights.lead
title_words = lexicon().title_words


@dataclass(frozen=True)
class Case:
    """A job title, and the code of the profile that it means; empty if none does."""

    title: str
    profile: str


def cases() -> list[Case]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        return [Case(row["title"], row["profile"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def reconciler(served: Served) -> Reconciler:
    return served.reconciler


@pytest.fixture(scope="module")
def properties(served: Served) -> EntityProperties:
    return served.properties


def first(reconciler: Reconciler, title: str, *kinds: Kind) -> Candidate | None:
    return next(iter(reconciler.candidates(title, kinds)), None)


def is_right(case: Case, best: Candidate | None) -> bool:
    if not case.profile:
        return best is None or best.score < AUTOMATIC
    return best is not None and (best.entity.kind, best.entity.code) == (
        Kind.PROFILE,
        case.profile,
    )


# --- The hundred titles -------------------------------------------------------------------------


def test_there_are_a_hundred_titles_of_known_profiles(dataset: Dataset) -> None:
    codes = {case.profile for case in cases()} - {""}
    assert len({case.title for case in cases()}) == len(cases()) == 100
    assert codes <= dataset.nomenclature.content.profile.keys()
    assert sum(not case.profile for case in cases()) >= 10


@pytest.mark.parametrize("kinds", [(), (Kind.PROFILE,)], ids=["anything", "profiles"])
def test_right_profile_comes_first(reconciler: Reconciler, kinds: tuple[Kind, ...]) -> None:
    wrong = [
        f"{case.title}: {best and (best.entity.code, best.score, best.name)}, not {case.profile}"
        for case in cases()
        if not is_right(case, best := first(reconciler, case.title, *kinds))
    ]
    assert len(cases()) - len(wrong) >= NEEDED, "\n".join(wrong)


def test_nothing_is_chosen_where_no_profile_is_right(reconciler: Reconciler) -> None:
    chosen = {
        case.title: best.score
        for case in cases()
        if not case.profile and (best := first(reconciler, case.title))
    }
    assert all(score < AUTOMATIC for score in chosen.values()), chosen


def test_no_wrong_profile_is_chosen_without_asking(reconciler: Reconciler) -> None:
    wrong = [
        case.title
        for case in cases()
        if (best := first(reconciler, case.title))
        and best.is_match
        and best.entity.code != case.profile
    ]
    assert wrong == []


# --- What is ignored ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("DEVELOPPEUR", "développeur"),
        ("systèmes administrateur", "Administrateur systèmes"),
        ("Developer, software", "software developer"),
        ("Ingénieure cybersécurité", "Ingénieur cybersécurité"),
        ("Développeur·se web", "Développeur web"),
        ("Chargé(e) de recette", "Chargé de recette"),
        ("Chefs de projet MOE", "chef de projet maîtrise d’œuvre"),
        ("Senior Data Engineer (F/H) - CDI", "Ingénieur data"),
        ("Administrateur de bases de données", "Database administrator"),
        ("RSSI (H/F)", "rssi"),
    ],
)
def test_case_accents_order_gender_and_language_do_not_matter(
    reconciler: Reconciler, written: str, same: str
) -> None:
    one, other = first(reconciler, written), first(reconciler, same)
    assert one is not None
    assert other is not None
    assert (one.entity, one.score) == (other.entity, other.score)


@pytest.mark.parametrize("title", ["Devellopeur mobile", "Tecnicien réseaux", "Data scientits"])
def test_typing_error_still_finds_the_profile(reconciler: Reconciler, title: str) -> None:
    best = first(reconciler, title)
    assert best is not None
    assert best.entity.code in {"3.2", "4.3", "8.1"}
    assert best.score < 100


def test_words_that_say_nothing_of_the_job_are_dropped() -> None:
    assert title_words("Senior developer H/F - CDI - 100% remote") == ("developer",)


def test_title_of_nothing_but_such_words_keeps_them() -> None:
    assert title_words("Stagiaire") == ("stagiaire",)


# --- What scores mean ---------------------------------------------------------------------------


def test_every_title_finds_its_own_profile_with_full_score(
    dataset: Dataset, reconciler: Reconciler
) -> None:
    for profile in dataset.nomenclature.content.profiles:
        for title in filter(None, (profile.names.title.fr, profile.names.title.en)):
            best = first(reconciler, title, Kind.PROFILE)
            assert best is not None
            assert (best.entity.code, best.score) == (profile.code, 100.0), title


def test_every_synonym_finds_its_own_profile_among_the_first(
    dataset: Dataset, reconciler: Reconciler
) -> None:
    """Several profiles may share a synonym's words (CDO): then none is chosen unasked."""
    for profile in dataset.nomenclature.content.profiles:
        for labels in profile.names.alternative.values():
            for label in labels:
                found = reconciler.candidates(label, [Kind.PROFILE])
                assert profile.code in [each.entity.code for each in found[:3]], label
                assert found[0].entity.code == profile.code or not found[0].is_match, label


def test_missing_field_costs_more_than_a_technology(reconciler: Reconciler) -> None:
    """« Marketing manager » is another job than that of an IT department; Java is a detail."""
    marketing, java = first(reconciler, "Marketing manager"), first(reconciler, "Java developer")
    assert marketing is not None
    assert java is not None
    assert marketing.score < AUTOMATIC <= java.score


def test_two_near_candidates_are_left_to_a_person(reconciler: Reconciler) -> None:
    found = reconciler.candidates("Technicien")
    assert found[0].score - found[1].score < LEAD
    assert not any(candidate.is_match for candidate in found)


@pytest.mark.parametrize(
    "title",
    ["6.3", "profile 6.3", "2022/profile/6.3", "https://w3id.org/cigref-kg/id/2022/profile/6.3"],
)
def test_code_and_identifier_name_their_entity(reconciler: Reconciler, title: str) -> None:
    best = first(reconciler, title.removeprefix("profile "))
    assert best is not None
    assert (best.entity.code, best.score, best.is_match) == ("6.3", 100.0, True)


@pytest.mark.parametrize("title", ["", "   ", "???", "x" * 5000, "\x00", "de la"])
def test_title_that_says_nothing_has_no_certain_candidate(
    reconciler: Reconciler, title: str
) -> None:
    assert not any(each.is_match for each in reconciler.candidates(title))


def test_other_kinds_are_found_by_name_and_come_after_profiles(reconciler: Reconciler) -> None:
    best = first(reconciler, "Gestion des risques")
    assert best is not None
    assert (best.entity.kind, best.entity.code) == (Kind.COMPETENCE, "E.3")
    assert best.score < 100
    again = first(reconciler, "Gestion des risques", Kind.COMPETENCE)
    assert again is not None
    assert (again.entity, again.score) == (best.entity, 100.0)


# --- Properties ---------------------------------------------------------------------------------


def values(properties: EntityProperties, entity: Thing | None, name: str) -> list[object]:
    wanted = properties.get(name)
    assert entity is not None
    assert wanted is not None
    return [value.code if isinstance(value, Thing) else value for value in wanted.values(entity)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("code", ["6.3"]),
        ("iri", ["https://w3id.org/cigref-kg/id/2022/profile/6.3"]),
        ("title_en", ["Chief Information Security Officer"]),
        ("family", ["6"]),
        ("level/E.8", [4]),
        ("level/B.1", []),
        ("stars/T5", [5]),
        ("isco", ["2529"]),
        ("esco_relation", ["exactMatch"]),
    ],
)
def test_property_of_a_profile(
    reconciler: Reconciler, properties: EntityProperties, name: str, expected: list[object]
) -> None:
    assert values(properties, reconciler.entity("2022/profile/6.3"), name) == expected


def test_levels_are_those_of_the_nomenclature(
    dataset: Dataset, reconciler: Reconciler, properties: EntityProperties
) -> None:
    told = {
        (profile.code, competence.code): level
        for profile in dataset.nomenclature.content.profiles
        for competence in dataset.nomenclature.framework.competences
        for level in values(
            properties,
            reconciler.entity(f"2022/profile/{profile.code}"),
            f"level/{competence.code}",
        )
    }
    assert told == {
        (profile.code, requirement.competence): requirement.level
        for profile in dataset.nomenclature.content.profiles
        for requirement in profile.requirements
    }


def test_esco_values_are_those_of_the_mappings_that_hold(
    dataset: Dataset, reconciler: Reconciler, properties: EntityProperties
) -> None:
    for profile in dataset.nomenclature.content.profiles:
        entity = reconciler.entity(f"2022/profile/{profile.code}")
        for uri in values(properties, entity, "esco"):
            assert profile.code in {
                mapping.subject.code for mapping in dataset.mappings.subjects_for(str(uri))
            }


def test_entity_values_match_by_identifier_code_and_title(
    reconciler: Reconciler, properties: EntityProperties
) -> None:
    family, entity = properties.get("family"), reconciler.entity("2022/profile/6.3")
    assert family is not None
    assert entity is not None
    for wanted in ("6", "2022/family/6", "securite", "Security"):
        assert family.matches(entity, frozenset({spelling(wanted)})), wanted
    assert not family.matches(entity, frozenset({"7"}))
