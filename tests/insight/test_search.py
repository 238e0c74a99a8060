"""Search: what people type, and what must come first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.names.spelling import normal_code, query_words, stem, typing_errors
from cigref_kg.insight.search import NameKind, SearchIndex
from cigref_kg.insight.served import Served
from cigref_kg.insight.things import Kind


@pytest.fixture(scope="module")
def index(served: Served) -> SearchIndex:
    """The index of the edition that is served."""
    return served.search


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("developpeur", "3.2"),
        ("Développeur", "3.2"),
        ("DÉVELOPPEURS", "3.2"),
        ("développeuse", "3.2"),
        ("developer", "3.2"),
        ("develloppeur", "3.2"),
        ("RSSI", "6.3"),
        ("rssi", "6.3"),
        ("ciso", "6.3"),
        ("responsable securite", "6.3"),
        ("dpo", "8.5"),
        ("délégué protection données", "8.5"),
        ("data scientist", "8.1"),
        ("data scientiste", "8.1"),
        ("chef de projet moa", "2.2"),
        ("chefs de projets MOA", "2.2"),
        ("chef de projet maitrise d'oeuvre", "2.3"),
        ("green it", "1.7"),
        ("dsi", "7.1"),
        ("CIO", "7.1"),
        ("scrum master", "2.5"),
        ("scrum", "2.5"),
        ("product owner", "2.6"),
        ("urbaniste", "1.2"),
        ("testeur", "3.3"),
        ("achteur", "9.2"),
        ("6.3", "6.3"),
        ("6-3", "6.3"),
        ("A.5", "A.5"),
        ("a5", "A.5"),
        ("E.8/4", "E.8"),
        ("développeur java", "3.2"),
        ("devlopeur java senior", "3.2"),
        ("E 8", "E.8"),
        ("d10", "D.10"),
        ("t5", "T5"),
        ("e", "E"),
        ("6", "6"),
        ("2018", "2018"),
        ("gestion des risques", "E.3"),
        ("risk management", "E.3"),
    ],
)
def test_right_thing_comes_first(index: SearchIndex, query: str, code: str) -> None:
    assert index.search(query)[0].entry.code == code


def test_devops_leads_to_what_speaks_of_it(index: SearchIndex, dataset: Dataset) -> None:
    first = index.search("devops")[0]
    named = "devops" in first.name.text.lower()
    assert named
    assert first.entry.kind in {Kind.PROFILE, Kind.COMPETENCE}


def test_hit_says_by_which_name_it_was_found(index: SearchIndex) -> None:
    hit = index.search("rssi")[0]
    assert (hit.name.kind, hit.name.text) == (NameKind.OTHER_NAME, "RSSI")
    assert index.search("6.3")[0].name.kind is NameKind.CODE
    assert index.search("testeur")[0].name.kind is NameKind.TITLE


def test_both_languages_are_searched_at_once(index: SearchIndex) -> None:
    french, english = index.search("cybersécurité"), index.search("cybersecurity")
    assert [hit.entry.code for hit in french[:2]] == [hit.entry.code for hit in english[:2]]


def test_thing_appears_once_and_scores_descend(index: SearchIndex) -> None:
    hits = index.search("chef de projet", limit=50)
    assert len({hit.entry.iri for hit in hits}) == len(hits)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_every_profile_is_found_by_its_title_and_its_other_names(
    index: SearchIndex, dataset: Dataset
) -> None:
    for profile in dataset.nomenclature.content.profiles:
        for language, title in profile.names.title.items():
            assert index.search(title)[0].entry.code == profile.code, title
            for name in profile.names.alternative.get(language, ()):
                found = [hit.entry.code for hit in index.search(name)[:3]]
                assert profile.code in found, (profile.code, name)


def test_nothing_is_found_for_nothing(index: SearchIndex) -> None:
    assert index.search("") == []
    assert index.search("   ") == []
    assert index.search("qwertyuiop") == []


def test_some_words_count_only_where_nothing_has_them_all(index: SearchIndex) -> None:
    assert not any(hit.is_partial for hit in index.search("chef de projet"))
    assert [hit.entry.code for hit in index.search("E.8/4")] == ["E.8"]
    found = index.search("chef de projet blorpifex")
    assert found == []
    assert index.find("chef de projet blorpifex").finding.candidates[0].profile.family == "2"


def test_limit_is_kept(index: SearchIndex) -> None:
    assert len(index.search("gestion", limit=3)) == 3


@given(st.text(max_size=300))
def test_nothing_that_people_type_makes_it_fail(index: SearchIndex, query: str) -> None:
    assert len(index.search(query, limit=5)) <= 5


def test_words_lose_case_accents_plural_and_small_words() -> None:
    assert query_words("Les Réseaux de l’entreprise") == ["reseau", "entreprise"]
    assert query_words("et de la") == ["et", "de", "la"]
    assert stem("sous-systemes") == "sous-systeme"
    assert stem("bus") == "bus"


def test_typing_errors_count_swaps_once() -> None:
    assert typing_errors("securty", "security", 1) == 1
    assert typing_errors("secruity", "security", 1) == 1
    assert typing_errors("sekurity", "security", 1) == 1
    assert typing_errors("security", "security", 1) == 0
    assert typing_errors("xecurity", "security", 1) is None
    assert typing_errors("secrtuy", "security", 1) is None


def test_code_is_read_however_written() -> None:
    assert [normal_code(text) for text in ("a.5", "A5", "a 5", "E.8/4", "12")] == [
        "A.5",
        "A.5",
        "A.5",
        "E.8/4",
        "12",
    ]
    assert normal_code("rssi") is None
