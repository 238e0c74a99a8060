"""What words tell of jobs: learned again the same, found by stem and beginning, and quoted."""

import pytest
from tools import learning

from cigref_kg.base import locations
from cigref_kg.insight.names.finding import Finder
from cigref_kg.insight.served import Served
from cigref_kg.insight.texts.classification import Classifier
from cigref_kg.insight.texts.learned import NONE, LearnedWords, learned_words

ROWS = {"voile": "3.2+10 4.4-2", "gouve-": "4.4+5", "vague": f"{NONE}+5"}


def test_words_are_found_by_stem_and_by_beginning() -> None:
    words = LearnedWords(ROWS)
    assert words.weights("voile") == {"3.2": 2.0, "4.4": -0.4}
    assert words.weights("gouvernail") == words.weights("gouverner") == {"4.4": 1.0}
    assert words.weights("mat") == {}
    assert words.scores(["voile"]) == words.scores(["voile", "voile", "2024"])
    assert words.scores(["voile", "mat", "vent", "quai"])["3.2"] == pytest.approx(1.0)


def test_what_is_learned_tells_texts_apart() -> None:
    taught = [
        learning.example("coudre la voile", "3.2"),
        learning.example("peindre la coque", "4.4"),
        learning.example("cuire le pain", None),
    ]
    words = learning.learn(taught)
    for text, code in (("la voile", "3.2"), ("une coque", "4.4"), ("du pain", NONE)):
        told = words.scores(learning.stems(text))
        assert max(told, key=lambda each: told[each]) == code


@pytest.mark.slow
def test_shipped_weights_are_what_the_corpus_teaches() -> None:
    assert learning.written() == learning.FILE.read_text(encoding="utf-8")


def test_shipped_weights_are_small_and_of_known_profiles(served: Served) -> None:
    assert (locations.NAMES / "learned.tsv").stat().st_size < 400_000
    known = {each.code for year in served.years for each in served.at(year).content.profiles}
    told = {code for word in ("scrum", "cloud", "voile") for code in learned_words().weights(word)}
    assert told
    assert told <= known | {NONE}


def test_corpus_is_of_known_profiles_and_no_text_stands_twice(served: Served) -> None:
    known = {each.code for year in served.years for each in served.at(year).content.profiles}
    corpus = learning.corpus()
    assert {each["profile"] for each in corpus} - {None} == known
    assert len({each["text"] for each in corpus}) == len(corpus)


def test_words_that_weigh_most_are_quoted(served: Served) -> None:
    text = "Nous cousons des voiles.\nLe port est loin.\nSQL et Python, logiciels, serveurs, cloud."
    words = LearnedWords({"voil": "3.3+90"})
    classifier = Classifier(served.nomenclature, served.finder, learned=words)
    found = classifier.classify(text, "fr").profiles[0]
    assert found.profile.code == "3.3"
    assert found.evidence[0].quote == "Nous cousons des voiles."


def test_own_jobs_have_the_words_of_the_profiles_that_they_extend(served: Served) -> None:
    words = LearnedWords({"voil": "3.3+90"})
    roots = {"4.4": ("3.3",)}
    classifier = Classifier(
        served.nomenclature, Finder(served.content.profiles), roots, learned=words
    )
    found = classifier.classify("Des voiles. Logiciels, serveurs, SQL, Python, cloud.", "fr")
    assert {each.profile.code for each in found.profiles[:2]} == {"3.3", "4.4"}
