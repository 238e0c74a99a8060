"""The model read from the other side."""

from cigref_kg.base.model import Nomenclature
from cigref_kg.insight.relations import Relations


def test_demand_holds_each_requirement_once_highest_level_first(nomenclature: Nomenclature) -> None:
    demand = Relations(nomenclature).demand
    pairs = {(p.code, code) for code, entries in demand.items() for p, _ in entries}
    wanted = {
        (profile.code, need.competence)
        for profile in nomenclature.content.profiles
        for need in profile.requirements
    }
    assert pairs == wanted
    for entries in demand.values():
        levels = [need.level for _, need in entries]
        assert levels == sorted(levels, reverse=True)


def test_ranking_holds_each_rating_most_stars_first(nomenclature: Nomenclature) -> None:
    for code, entries in Relations(nomenclature).ranking.items():
        assert all(profile.stars[code] == rating.stars for profile, rating in entries)
        stars = [rating.stars for _, rating in entries]
        assert stars == sorted(stars, reverse=True)


def test_moves_are_read_both_ways(nomenclature: Nomenclature) -> None:
    relations = Relations(nomenclature)
    assert "2.4" in {move.to_profile for move in relations.moves_from("2.5")}
    assert "2.5" in {move.from_profile for move in relations.moves_to("2.4")}


def test_neighbours_stay_in_the_family(nomenclature: Nomenclature) -> None:
    relations, content = Relations(nomenclature), nomenclature.content
    before, after = relations.neighbours(content.profile["6.1"])
    assert before is None
    assert after is content.profile["6.2"]
    before, after = relations.neighbours(content.profile["6.3"])
    assert before is content.profile["6.2"]
    assert after is None
