"""What is within reach of a job: its order, what it tells, and the moves of ROME."""

import pytest

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Nomenclature
from cigref_kg.insight.comparison import distance, gap
from cigref_kg.insight.paths import Pathways
from cigref_kg.insight.reach import LEAST_LIKENESS, Reach
from cigref_kg.records.mappings import MappingIndex, read_mappings


@pytest.fixture(scope="module")
def reach(nomenclature: Nomenclature) -> Reach:
    return Reach(nomenclature.content, 2022, MappingIndex(read_mappings(), Iris()), {})


def test_stated_moves_come_first_then_the_most_alike(
    reach: Reach, nomenclature: Nomenclature
) -> None:
    for source in nomenclature.content.profiles:
        found = reach.of(source.code)
        stated = {m.to_profile for m in nomenclature.content.moves if m.from_profile == source.code}
        assert {each.profile.code for each in found[: len(stated)]} == stated
        alike = [each.likeness for each in found[len(stated) :]]
        assert alike == sorted(alike, reverse=True)
        assert all(likeness >= LEAST_LIKENESS for likeness in alike)
        assert source.code not in {each.profile.code for each in found}
        for each in found:
            assert sum(one.effort for one in each.to_learn) == gap(source, each.profile)


def test_moves_of_rome_lead_to_the_jobs_that_their_fiches_are(reach: Reach) -> None:
    moves = reach.mobilities("3.2")
    there = {profile.code for move in moves for profile in move.profiles}
    assert "2.3" in there
    assert "3.2" not in there
    marked = {each.profile.code for each in reach.of("3.2") if each.is_in_rome}
    assert marked <= there
    assert reach.mobilities("9.3") == []  # ROME has no fiche for it


def test_stepping_stones_spare_the_large_step(nomenclature: Nomenclature) -> None:
    paths, codes = Pathways(nomenclature.content), [p.code for p in nomenclature.content.profiles]
    found = 0
    for source in codes:
        for target in codes:
            if source == target:
                continue
            direct = paths.direct(source, target)
            for way in paths.stepping_stones(source, target):
                found += 1
                assert way.hardest <= direct.effort * 2 / 3
                assert way.effort <= direct.effort * 9 / 8
                for step in way.steps:
                    assert step.to_learn
                    alike = 1 - distance(step.from_profile, step.to_profile)
                    assert step.move or alike >= LEAST_LIKENESS
    assert found > 0
