"""What a training should teach, by ESCO."""

import csv
import io

import pytest

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Nomenclature
from cigref_kg.publish.training import as_csv, as_json, as_text
from cigref_kg.records.mappings import MappingIndex, Relation, read_mappings
from cigref_kg.vocabularies.esco.terms import ATTRIBUTION
from cigref_kg.vocabularies.esco.training import Training, Trainings, trainings_of


@pytest.fixture(scope="module")
def trainings(nomenclature: Nomenclature) -> Trainings:
    return trainings_of(nomenclature, MappingIndex(read_mappings(), Iris()))


def labels(taught: Training) -> set[str | None]:
    return {each.skill.labels.en for each in taught.essential}


def test_the_skills_are_those_of_the_nearest_occupations(trainings: Trainings) -> None:
    training = trainings.of("6.3")
    assert [j.relation for j in training.basis] == [Relation.EXACT]
    assert {"cyber security", "lead disaster recovery exercises"} <= labels(training)
    assert not training.is_partial
    [risk] = [t for t in training.essential if t.skill.labels.en == "implement ICT risk management"]
    assert risk.subjects == ("E.3",)


def test_what_a_later_release_means_by_an_occupation_is_not_read(trainings: Trainings) -> None:
    """6.1 was close to the ICT security engineer of 1.1.1, whose skills these are."""
    urls = {j.target.uri[-36:-28] for j in trainings.of("6.1").basis if j.target}
    assert urls == {"0ce5a9f4", "7754d570", "0464b062"}


def test_skills_of_more_occupations_come_first(trainings: Trainings) -> None:
    counts = [taught.occupations for taught in trainings.of("6.1").essential]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_broader_occupations_count_where_none_is_near_and_it_is_said(trainings: Trainings) -> None:
    training = trainings.of("6.2")
    assert training.is_partial
    assert training.essential


@pytest.mark.parametrize("code", ["2.4", "2.5", "9.3"])
def test_what_is_only_related_teaches_nothing(trainings: Trainings, code: str) -> None:
    training = trainings.of(code)
    assert (training.basis, training.essential, training.optional) == ((), (), ())
    assert "no occupation of ESCO" in as_text(training, "en")


def test_a_gap_splits_the_essential_skills_of_the_second(trainings: Trainings) -> None:
    first, second = trainings.of("2.3"), trainings.of("2.1")
    gap = trainings.gap(first, second)
    parts = [*gap.to_learn, *gap.to_deepen, *gap.in_common]
    assert sorted(map(repr, parts)) == sorted(map(repr, second.essential))
    assert not {t.skill for t in gap.to_learn} & {t.skill for t in first.essential}
    assert trainings.gap(first, first).to_learn == ()


def test_a_skill_is_essential_or_optional(trainings: Trainings, nomenclature: Nomenclature) -> None:
    for profile in nomenclature.content.profiles:
        training = trainings.of(profile.code)
        essential = {taught.skill for taught in training.essential}
        assert essential.isdisjoint(taught.skill for taught in training.optional)


def test_machines_get_the_same(trainings: Trainings) -> None:
    training = trainings.of("6.3")
    content = as_json(training)
    assert content["profile"] == "6.3"
    assert content["attribution"] == dict(ATTRIBUTION.items())
    rows = list(csv.DictReader(io.StringIO(as_csv(training).decode())))
    assert len(rows) == len(training.essential) + len(training.optional)
    gap = as_json(trainings.gap(training, trainings.of("6.1")))
    assert {"from", "to", "learn", "deepen", "common"} <= set(gap)
    assert ATTRIBUTION.localized("fr") in as_text(training, "fr")
