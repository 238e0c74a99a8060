"""A job that extends several: what they say together, in every form that keeps it."""

from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import SKOS

from cigref_kg import Dataset
from cigref_kg.company.combined import CombinedIris
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.io.folder import read_folder
from cigref_kg.company.io.plain import read_document
from cigref_kg.company.iris import CompanyIris
from cigref_kg.graph.namespaces import CIG
from tests.company.conftest import run_company

JOB = "VRG-MLOPS"
OWN = """
title: {fr: Ingénieur MLOps}
extends: ["8.4", "8.1"]
deliverables: [{fr: Chaîne de déploiement des modèles.}]
"""


def written(folder: Path, text: str = OWN, code: str = JOB) -> Path:
    (folder / "profiles" / f"{code}.yaml").write_text(text, encoding="utf-8")
    return folder


def view_of(folder: Path, dataset: Dataset) -> CompanyView:
    return CompanyView(read_document(read_folder(folder)).company, dataset.nomenclature)


def test_the_highest_counts_and_all_is_told(folder: Path, dataset: Dataset) -> None:
    effective = view_of(written(folder), dataset).profiles[JOB]
    first, second = effective.roots
    assert (first.code, second.code) == ("8.1", "8.4")
    levels = [root.required_levels for root in effective.roots]
    assert effective.levels == {
        code: max(each.get(code, 0) for each in levels) for code in {**levels[0], **levels[1]}
    }
    assert not effective.changed
    profile = effective.profile
    assert profile.family == "8"
    assert profile.mission.fr == f"{first.mission.fr}\n\n{second.mission.fr}"
    assert [group.position for group in profile.groups] == [
        *range(1, len(first.groups) + len(second.groups) + 1)
    ]
    assert effective.origins["activities"][len(first.groups)] == ("8.4", 1)
    assert profile.deliverables.items[-1].text.fr == "Chaîne de déploiement des modèles."
    stars = [root.stars for root in effective.roots]
    assert profile.stars == {
        aspect: max(each.get(aspect, 0) for each in stars) for aspect in {**stars[0], **stars[1]}
    }


def test_changes_name_what_any_of_them_says(folder: Path, dataset: Dataset) -> None:
    first = dataset.nomenclature.content.profile["8.1"]
    second = dataset.nomenclature.content.profile["8.4"]
    shared = next(code for code in first.required_levels if code in second.required_levels)
    alone = next(code for code in second.required_levels if code not in first.required_levels)
    path = f"activity/{len(first.groups) + 1}/1"
    changes = (
        f"requirements: {{override: {{{shared}: 1}}, drop: [{alone}]}}\n"
        f"statements: {{replace: {{{path}: {{fr: Nos mots.}}}}, drop: [activity/1]}}\n"
    )
    view = view_of(written(folder, OWN + changes), dataset)
    effective = view.profiles[JOB]
    assert effective.levels[shared] == 1
    assert alone not in effective.levels
    assert effective.profile.groups[0].position == 2
    (replaced,) = (
        g for g in effective.profile.groups if path.startswith(f"activity/{g.position}/")
    )
    assert replaced.activities[0].text.fr == "Nos mots."

    graph = company_graph(view, dataset.iris)
    own, iris = CompanyIris.of(view.company), dataset.iris
    job = URIRef(own.profile(JOB))
    both = {URIRef(iris.profile(2022, code)) for code in ("8.1", "8.4")}
    assert set(graph.objects(job, CIG.extends)) == both == set(graph.objects(job, SKOS.broadMatch))
    overridden = graph.objects(URIRef(own.requirement(JOB, shared)), CIG.overrides)
    assert set(overridden) == {URIRef(iris.requirement(2022, c, shared)) for c in ("8.1", "8.4")}
    (reworded,) = graph.objects(URIRef(own.rewording(JOB, path)), CIG.rewords)
    assert str(reworded) == f"{iris.profile(2022, '8.4')}/activity/1/1"
    rated = [CombinedIris(iris.base, [view]).rating(2022, JOB, r.aspect) for r in first.ratings]
    assert {URIRef(each) for each in rated} <= set(dataset.union.subjects())
    assert run_company("check", folder).exit_code == 0


@pytest.mark.slow
def test_every_form_keeps_it(folder: Path, dataset: Dataset, tmp_path: Path) -> None:
    expected = view_of(written(folder), dataset).profiles[JOB]
    build, book = tmp_path / "build", tmp_path / "book.xlsx"
    assert run_company("build", folder, "--out", build).exit_code == 0
    assert run_company("template", book, "--from", folder).exit_code == 0
    for number, source in enumerate((build / "verger.ttl", book)):
        again = tmp_path / str(number)
        assert run_company("init", again, "--from", source).exit_code == 0
        assert view_of(again, dataset).profiles[JOB] == expected


def test_what_two_have_from_the_same_counts_once(folder: Path, dataset: Dataset) -> None:
    for code, change in (("VRG-A", "override: {E.8: 3}"), ("VRG-B", "drop: [E.8]")):
        words = f"statements: {{replace: {{activity/1/1: {{fr: '{code}'}}}}}}\n"
        own = f"title: {{fr: Un}}\nextends: '6.3'\nrequirements: {{{change}}}\n{words}"
        written(folder, own, code)
    both = view_of(written(folder, "title: {fr: X}\nextends: [VRG-A, VRG-B]\n"), dataset)
    effective = both.profiles[JOB]
    (root,) = effective.roots
    assert effective.lineage == (JOB, "VRG-A", "VRG-B")
    assert effective.levels == {**root.required_levels, "E.8": 3}
    assert effective.stated_by("E.8") == "VRG-A"
    assert [len(group.activities) for group in effective.profile.groups] == [
        len(group.activities) for group in root.groups
    ]
    assert effective.profile.groups[0].activities[0].text.fr == "VRG-A"
    assert effective.profile.mission == root.mission


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: ['8.1', '6.3']", "family: is missing: 6.3, 8.1 stand in different families"),
        ("extends: ['6.3', VRG-CISO]", "extends: VRG-CISO extends 6.3 already: remove 6.3"),
        ("extends: ['6.3', '6.3']", "extends: 6.3 stands twice: remove one"),
        ("extends: ['6.3', 8.1]", "extends: is 8.1, not a text: write it between quotes"),
        ("extends: ['6.3', '9.9']", "extends: there is no profile 9.9"),
        (f"extends: ['6.3', {JOB}]", f"extends: extends itself ({JOB} → {JOB})"),
        ("extends: ['6.3', '6.2']\nstatements: {drop: [indicator/99]}", "6.2, 6.3 has no"),
    ],
)
def test_what_does_not_fit(folder: Path, text: str, expected: str) -> None:
    written(folder, f"title: {{fr: X}}\n{text}\n")
    result = run_company("check", folder)
    assert result.exit_code == 2
    assert expected in result.output
