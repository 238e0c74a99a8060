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
