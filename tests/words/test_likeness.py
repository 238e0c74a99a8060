"""The measure of likeness finds copies, however disguised, and passes honest paraphrases.

The statements here are invented; ``test_copying`` does the same with those of the document.
"""

from collections import Counter

import pytest

from .likeness import (
    LIMIT,
    Sources,
    common_runs,
    kept_in_order,
    likeness,
    shared_words,
    stems,
    words,
)

SOURCE = (
    "Rassemble les demandes des magasins, en liaison avec les chefs de rayon, "
    "et établit le calendrier des livraisons."
)


@pytest.mark.parametrize(
    "copy",
    [
        SOURCE,
        SOURCE.upper(),
        SOURCE.replace("établit", "dresse"),
        SOURCE.replace("Rassemble", "Recueille").replace("calendrier", "planning"),
        "Établit le calendrier des livraisons et rassemble les demandes des magasins, en liaison "
        "avec les chefs de rayon.",
        "Rassemble la demande du magasin, en liaison avec le chef de rayon, et établit les "
        "calendriers de livraison.",
        "En liaison avec les chefs de rayon, établit un calendrier de livraison et recueille la "
        "demande des magasins.",
    ],
)
def test_disguised_copies_are_found(copy: str) -> None:
    assert likeness(stems(SOURCE), stems(copy)) >= LIMIT


@pytest.mark.parametrize(
    "paraphrase",
    [
        "Recueille auprès de chaque rayon ce que les magasins demandent, puis planifie les "
        "livraisons.",
        "Planifie les livraisons à partir des besoins que les chefs de rayon font remonter des "
        "magasins.",
        "Fixe les dates auxquelles livrer, une fois connus les besoins de chaque magasin, que les "
        "chefs de rayon aident à réunir.",
    ],
)
def test_honest_paraphrases_pass(paraphrase: str) -> None:
    assert likeness(stems(SOURCE), stems(paraphrase)) < LIMIT


ENGLISH = (
    "Gathers the orders of the shops with the heads of department and sets the delivery dates."
)


@pytest.mark.parametrize(
    "copy",
    [
        ENGLISH.replace("sets", "fixes"),
        "Sets the delivery dates and gathers the orders of shops with the heads of department.",
        "Gathers the order of a shop with a head of department and sets its delivery date.",
    ],
)
def test_disguised_copies_are_found_in_english(copy: str) -> None:
    assert likeness(stems(ENGLISH, "en"), stems(copy, "en")) >= LIMIT


def test_an_honest_paraphrase_passes_in_english() -> None:
    text = "Plans when to deliver, once each head of department has said what shops need."
    assert likeness(stems(ENGLISH, "en"), stems(text, "en")) < LIMIT


def test_sources_compare_in_their_language() -> None:
    sources = Sources("en")
    sources.add("source", "Organises their policies for the shops.")
    assert sources.nearest("Organize its policy for a shop")[0] == 1


def test_likeness_is_a_share() -> None:
    assert likeness(stems(SOURCE), stems(SOURCE)) == 1
    assert likeness([], []) == 0
    assert likeness(["a", "b", "x", "y"], ["y", "x", "a", "b"]) == 0.5
    assert likeness(["a", "b", "a", "b"], ["a", "b"]) == pytest.approx(2 / 3)


def test_the_nearest_source_is_found_among_many() -> None:
    sources = Sources()
    sources.add("other", "Vérifie le contenu des rayons avant chaque ouverture du magasin.")
    sources.add("source", SOURCE)
    score, name = sources.nearest(SOURCE.replace("établit", "dresse"))
    assert name == "source"
    assert score >= LIMIT
    assert sources.nearest("Rien de commun ici.") == (0, "")


def test_common_runs_are_found_whole() -> None:
    source = words(SOURCE)
    grams = {tuple(source[start : start + 5]) for start in range(len(source) - 4)}
    text = words("Il rassemble les demandes des magasins, en somme ; en liaison avec les chefs.")
    assert list(common_runs(text, grams, 5)) == [
        ("rassemble", "les", "demandes", "des", "magasins", "en"),
        ("en", "liaison", "avec", "les", "chefs"),
    ]


def test_a_short_copy_with_words_exchanged_is_found_in_order() -> None:
    source = "Établit le calendrier mensuel des livraisons."
    copy = "Dresse le planning mensuel des livraisons."
    assert kept_in_order(stems(source), stems(copy)) == pytest.approx(4 / 6)
    assert kept_in_order([], []) == 0


def test_no_measure_exceeds_the_shared_words() -> None:
    one, other = stems(SOURCE), stems("Établit les demandes et rassemble les livraisons.")
    bound = shared_words(Counter(one), Counter(other))
    assert likeness(one, other) <= bound
    assert kept_in_order(one, other) <= bound
    assert shared_words(Counter(), Counter()) == 0
