"""Ways between profiles: their steps, what each asks to learn, and their bounds."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import URIRef
from rdflib.namespace import SKOS

from cigref_kg import Dataset
from cigref_kg.base.errors import InputError
from cigref_kg.base.model import CareerMove, EditionContent, MoveSection, Nomenclature
from cigref_kg.commands.paths import pathways as pathways_command
from cigref_kg.insight.comparison import gap
from cigref_kg.insight.paths import Pathways, skills_to_train
from tests.insight.test_matching import profile


@pytest.fixture(scope="module")
def ways(nomenclature: Nomenclature) -> Pathways:
    return Pathways(nomenclature.content)


def content(levels: dict[str, dict[str, int]], moves: tuple[str, ...] = ()) -> EditionContent:
    return EditionContent(
        families=(),
        profiles=tuple(profile(needs, code) for code, needs in levels.items()),
        moves=tuple(
            CareerMove(source, target, (MoveSection.TRENDS,))
            for source, _, target in (move.partition("-") for move in moves)
        ),
        changes=(),
    )


def test_a_stated_move_is_a_way_whatever_its_gap() -> None:
    far = content({"1.1": {"A.1": 1}, "1.2": {"B.1": 5, "C.1": 5}}, ("1.1-1.2",))
    (way,) = Pathways(far, max_gap=1).between("1.1", "1.2")
    (step,) = way.steps
    assert step.move is not None
    assert [(g.competence, g.has, g.required) for g in step.to_learn] == [
        ("B.1", 0, 5),
        ("C.1", 0, 5),
    ]
    assert (
        Pathways(far, max_gap=1).between("1.2", "1.1") == []
        or gap(far.profile["1.2"], far.profile["1.1"]) <= 1
    )


def test_small_gaps_lead_where_no_move_is_stated() -> None:
    steps = content(
        {
            "1.1": {"A.1": 1},
            "1.2": {"A.1": 3},
            "1.3": {"A.1": 5},
            "1.4": {"B.1": 5},
        }
    )
    (way,) = Pathways(steps, max_gap=2).between("1.1", "1.3")
    assert way.codes == ("1.1", "1.2", "1.3")
    assert [step.effort for step in way.steps] == [2, 2]
    assert all(step.move is None for step in way.steps)
    assert Pathways(steps, max_gap=2).between("1.1", "1.4") == []


def test_what_was_learnt_is_not_learnt_again() -> None:
    steps = content({"1.1": {"A.1": 2}, "1.2": {"B.1": 2}, "1.3": {"A.1": 2, "B.1": 2, "C.1": 1}})
    way = Pathways(steps, max_gap=3).between("1.1", "1.3")[1]
    assert way.codes == ("1.1", "1.2", "1.3")
    assert [[g.competence for g in step.to_learn] for step in way.steps] == [["B.1"], ["C.1"]]


def test_ways_of_the_nomenclature(ways: Pathways, nomenclature: Nomenclature) -> None:
    profiles = nomenclature.content.profile
    found = ways.between("4.1", "6.3", limit=3)
    assert found
    for way in found:
        assert (way.codes[0], way.codes[-1]) == ("4.1", "6.3")
        assert len(set(way.codes)) == len(way.codes) <= 5
        assert way.effort >= gap(profiles["4.1"], profiles["6.3"])
        assert way.hardest <= way.effort
        for step in way.steps:
            assert step.move or gap(step.from_profile, step.to_profile) <= ways.max_gap
    efforts = [(way.effort, len(way.steps)) for way in found]
    assert efforts == sorted(efforts)


def test_the_best_way_is_the_best_of_all(nomenclature: Nomenclature) -> None:
    ways = Pathways(nomenclature.content, max_gap=6)
    for source, target in (("2.5", "2.4"), ("6.2", "6.3"), ("3.2", "5.1"), ("8.4", "8.1")):
        best = ways.between(source, target, limit=1, max_steps=3)
        every = ways.between(source, target, limit=10_000, max_steps=3)
        assert best[0] == min(every, key=lambda way: (way.effort, len(way.steps)))


def test_no_more_steps_than_allowed(ways: Pathways) -> None:
    assert all(len(way.steps) <= 2 for way in ways.between("2.5", "2.4", limit=9, max_steps=2))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("0.0", "1.1", "unknown profile: 0.0 (they go from 1.1 to 9.4)"),
        ("1.1", "1.1", "not from 1.1 to itself"),
    ],
)
def test_ways_that_cannot_be(ways: Pathways, source: str, target: str, expected: str) -> None:
    with pytest.raises(InputError, match=re.escape(expected)):
        ways.between(source, target)


def test_skills_to_train_are_those_of_the_graph_the_closest_first(dataset: Dataset) -> None:
    esco = "http://data.europa.eu/esco/skill/"
    relations = ("exact", "close", "narrow", "broad", "related")
    for code, skills in skills_to_train(dataset.mappings.mappings, 2019).items():
        competence = URIRef(dataset.iris.competence(2019, code))
        mapped = [
            uri
            for relation in relations
            for uri in sorted(map(str, dataset.union.objects(competence, SKOS[f"{relation}Match"])))
            if uri.startswith(esco)
        ]
        assert [skill.uri for skill in skills] == mapped


def test_what_a_step_asks_for_is_mapped_to_esco(ways: Pathways, dataset: Dataset) -> None:
    skills = skills_to_train(dataset.mappings.mappings, dataset.nomenclature.framework.year)
    if not skills:
        pytest.skip("this dataset has no mappings to ESCO")
    way = ways.between("6.2", "6.3")[0]
    assert any(skills.get(gap.competence) for step in way.steps for gap in step.to_learn)


# --- The command --------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(pathways_command, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_tells_each_step(dataset: Dataset) -> None:
    table = run("6.2", "6.3", "--limit", "1").output
    assert table.startswith("6.2 → 6.3: ")
    assert "→ 6.3 Chief Information Security Officer (stated move): +" in table
    (way,) = json.loads(run("6.2", "6.3", "--limit", "1", "--format", "json").output)["pathways"]
    assert way["profiles"] == ["6.2", "6.3"]
    assert way["effort"] == sum(step["effort"] for step in way["steps"])
    assert any(learnt["skills"] for learnt in way["steps"][0]["toLearn"]) == (
        "mappings" in dataset.graphs
    )


def test_the_command_goes_through_company_profiles() -> None:
    company = str(Path(__file__).parent.parent.parent / "examples" / "verger")
    table = run("4.4", "VRG-SITE-LEAD", "--company", company, "--limit", "1").output
    assert "VRG-SITE-LEAD" in table.splitlines()[0]


def test_the_command_says_what_is_wrong() -> None:
    assert "unknown profile: 0.0" in run("0.0", "6.3").output
    assert "There is no such way" in run("3.2", "1.6", "--max-gap", "0", "--max-steps", "1").output
