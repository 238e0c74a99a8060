"""Inherited statements in the company's own words, or left out."""

from pathlib import Path

import pytest

from cigref_kg import Dataset
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.inheritance.profiles import EffectiveProfile
from cigref_kg.company.io.folder import read_folder
from cigref_kg.company.io.plain import read_document
from tests.company.conftest import replace, run_company

OWN = """
statements:
  replace:
    activity/1: {fr: Titre à nous}
    activity/1/1: {fr: Nos mots., en: Our words.}
    deliverable/1: {fr: Notre livrable.}
  drop: [activity/2/1, indicator/1]
"""


def reworded(folder: Path, dataset: Dataset, statements: str = OWN) -> EffectiveProfile:
    file = folder / "profiles" / "VRG-CISO.yaml"
    file.write_text(file.read_text(encoding="utf-8") + statements, encoding="utf-8")
    company = read_document(read_folder(folder)).company
    return CompanyView(company, dataset.nomenclature).profiles["VRG-CISO"]


def test_statements_are_replaced_and_dropped_and_keep_their_places(
    folder: Path, dataset: Dataset
) -> None:
    root = dataset.nomenclature.content.profile["6.3"]
    profile = reworded(folder, dataset).profile
    first, second = profile.groups[:2]
    assert first.heading.fr == "Titre à nous"
    assert first.activities[0].text.en == "Our words."
    assert first.activities[1] == root.groups[0].activities[1]
    assert [a.position for a in second.activities] == [
        a.position for a in root.groups[1].activities[1:]
    ]
    assert profile.groups[-1].position == len(root.groups) + 1
    assert profile.deliverables.items[0].text.fr == "Notre livrable."
    assert [i.position for i in profile.indicators.items] == [
        *range(2, len(root.indicators.items) + 2)
    ]


def test_a_job_that_extends_it_takes_its_words(folder: Path, dataset: Dataset) -> None:
    reworded(folder, dataset)
    (folder / "profiles" / "VRG-SUB.yaml").write_text(
        "title: {fr: Adjoint}\nextends: VRG-CISO\nstatements: {drop: [activity/1]}\n"
        "requirements: {drop: [D.1]}\n",
        encoding="utf-8",
    )
    company = read_document(read_folder(folder)).company
    sub = CompanyView(company, dataset.nomenclature).profiles["VRG-SUB"].profile
    assert sub.groups[0].position == 2
    assert sub.deliverables.items[0].text.fr == "Notre livrable."
    assert run_company("check", folder).exit_code == 0


@pytest.mark.slow
def test_every_form_keeps_them(folder: Path, dataset: Dataset, tmp_path: Path) -> None:
    expected = reworded(folder, dataset).profile
    build = tmp_path / "build"
    book = tmp_path / "book.xlsx"
    assert run_company("build", folder, "--out", build).exit_code == 0
    assert run_company("template", book, "--from", folder).exit_code == 0
    for number, source in enumerate((build / "verger.ttl", book)):
        again = tmp_path / str(number)
        assert run_company("init", again, "--from", source).exit_code == 0
        company = read_document(read_folder(again)).company
        found = CompanyView(company, dataset.nomenclature).profiles["VRG-CISO"].profile
        assert found == expected


def test_what_is_not_there_cannot_be_changed(folder: Path, dataset: Dataset) -> None:
    reworded(folder, dataset)
    replace(folder / "profiles" / "VRG-CISO.yaml", "activity/2/1", "activity/99")
    result = run_company("check", folder)
    assert result.exit_code == 2
    assert "statements.drop.1: 6.3 has no activity/99 to change: choose activity/1" in result.output
    replace(folder / "profiles" / "VRG-CISO.yaml", "activity/99", "activity/1")
    assert "keep one" in run_company("check", folder).output
