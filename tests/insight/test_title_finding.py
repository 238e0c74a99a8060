"""Titles to jobs: abbreviations, fields of other trades, and when a person has to look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.served import Served

WORDS = (
    "auditeur interne paie comptable responsable technicien maintenance logiciel réseau données"
    " java agricole production chef d’atelier scrum électricité embarqué web juriste sécurité"
).split()


@pytest.fixture(scope="module")
def finder(served: Served) -> Finder:
    return served.finder


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("RESP. PRODUIT NUM.", "Responsable produit num"),
        ("DIR SYSTEMES INFORMATION", "Directeur des systèmes d’information"),
        ("ING. ETUDES", "Ingénieur d’études"),
        ("ADM SYST ET RESEAUX", "Administrateur système et réseaux"),
        ("ADM BASES DONNEES", "Administrateur de bases de données"),
        ("DIRECTEUR DES SYSTEMES D'INFOR", "Directeur des systèmes d’information"),
        ("DELEGUE A LA PROTECTION DES DO", "Délégué à la protection des données"),
        ("Busines analyst", "Business analyst"),
        ("Gouvernante", "gouvernante"),
        ("Chef de projet informatique et", "Chef de projet informatique"),
        ("Responsable qualité DSI", "Responsable qualité SI"),
        ("Responsable qualité DOSI", "Responsable qualité SI"),
        ("R.S.S.I.", "RSSI"),
        ("ARCH. TECHN. CLOUD", "Architecte technique cloud"),
        ("IT PROJECT MGR", "IT project manager"),
    ],
)
def test_truncated_words_say_what_the_whole_ones_say(
    finder: Finder, short: str, whole: str
) -> None:
    assert finder.lexicon.title_words(short) == finder.lexicon.title_words(whole)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Auditeur interne des applications informatiques", "6.2"),
        ("Responsable applicatif paie", "3.1"),
        ("Consultant SI finance comptabilité", "1.1"),
    ],
)
def test_field_of_another_trade_is_no_other_trade_and_never_certain(
    finder: Finder, title: str, code: str
) -> None:
    found = finder.find(title)
    assert found.status is Status.CHECK
    assert code in [each.profile.code for each in found.candidates[:3]]


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_no_mixture_of_trades_makes_it_fail(finder: Finder, words: list[str]) -> None:
    found = finder.find(" ".join(words))
    scores = [each.score for each in found.candidates]
    assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize("title", ["Responsable paie", "Auditeur interne", "Comptable sur SAP"])
def test_job_of_another_trade_stays_one(finder: Finder, title: str) -> None:
    assert finder.find(title).status is Status.NONE


@pytest.mark.parametrize(
    "title",
    ["Responsable de l’administration de sécurité informatique", "IT business analysis manager"],
)
def test_name_of_another_kind_of_job_is_not_taken_unasked(finder: Finder, title: str) -> None:
    assert finder.find(title).status is Status.CHECK


@pytest.mark.parametrize(
    ("title", "status", "code"),
    [
        ("Architecte d’entreprise - secteur bancaire - CDI - Quimperlé", Status.AUTOMATIC, "1.6"),
        ("PILOTE EXPLOIT. H24", Status.AUTOMATIC, "4.7"),
        ("INTEGRATEUR D'EXPLOITATION CL", Status.AUTOMATIC, "4.6"),
        ("Administrateur systèmes Kervarec", Status.CHECK, "4.4"),
        ("Responsable informatique Kervarec", Status.CHECK, "7.2"),
        ("Ingénieur d’études - Kervarec", Status.CHECK, "3.2"),
        ("Directeur de projets", Status.AUTOMATIC, "2.1"),
        ("Responsable SI logistique et supply chain", Status.AUTOMATIC, "1.3"),
    ],
)
def test_what_nobody_knows_makes_it_uncertain_unless_it_stands_apart(
    finder: Finder, title: str, status: Status, code: str
) -> None:
    found = finder.find(title)
    assert (found.status, found.candidates[0].profile.code) == (status, code)


def test_department_is_a_field_and_who_heads_it_a_job(finder: Finder) -> None:
    assert finder.lexicon.title_words("Responsable qualité DSI") == ("responsible", "quality", "it")
    assert finder.lexicon.title_words("Adjoint au DSI") == ("dsi",)


def test_same_words_in_another_language_are_the_job_of_whoever_wrote_them(finder: Finder) -> None:
    assert finder.find("Ingénieur d’affaires IT").status is Status.NONE
    assert finder.find("IT account manager").candidates[0].profile.code == "1.5"


@pytest.mark.parametrize(
    ("title", "status", "code"),
    [
        ("Chargé(e) d’applications métiers - Chambre d’agriculture", Status.AUTOMATIC, "1.4"),
        ("Chef de projet informatique - Master MIAGE", Status.AUTOMATIC, "2.3"),
        ("Data scientist lutte contre le gaspillage", Status.CHECK, "8.1"),
        ("Responsable SI biologie", Status.CHECK, "1.3"),
        ("Responsable du département solutions digitales", Status.CHECK, "3.1"),
        ("Développeur logiciel J2EE", Status.AUTOMATIC, "3.2"),
        ("Ingénieur cybersécurité messagerie", Status.CHECK, "4.8"),
    ],
)
def test_part_of_a_title_says_the_job_and_the_rest_how_surely(
    finder: Finder, title: str, status: Status, code: str
) -> None:
    found = finder.find(title)
    assert (found.status, found.candidates[0].profile.code) == (status, code)


@pytest.mark.parametrize(
    "title",
    [
        "Responsable de production - agroalimentaire",
        "Responsable de site",
        "Customer success manager SaaS",
    ],
)
def test_what_other_trades_say_as_much_is_theirs(finder: Finder, title: str) -> None:
    assert finder.find(title).status is Status.NONE
