"""What changed between two versions of a framework, in words, as JSON and as a workbook."""

import json
from pathlib import Path

import openpyxl

from tests.company.conftest import EXAMPLES, VERGER, replace, run_company


def changed(folder: Path) -> Path:
    """The invented company a year later: two levels, a title, a text, a job less and one more."""
    ciso = folder / "profiles" / "VRG-CISO.yaml"
    replace(ciso, "D.1: 4, E.9: 3", "D.1: 3")
    replace(ciso, "en: Stations CISO", "en: Chief of security")
    replace(ciso, "Carte des automates et de leurs accès.", "Carte tenue à jour.")
    gone = folder / "profiles" / "VRG-SITE-TECH.yaml"
    gone.rename(gone.with_name("VRG-SITE-HELP.yaml"))
    replace(folder / "competences.yaml", "within: C.4", "within: C.3")
    return folder


def test_differences_in_words(folder: Path) -> None:
    said = run_company("diff", VERGER, changed(folder), "--lang", "fr").output
    assert "métier VRG-CISO RSSI des stations\n" in said
    for line in (
        "niveau demandé en D.1, changé : 4 → 3",
        "niveau demandé en E.9, changé : 3 → 4",
        "titre en, changé : « Stations CISO » → « Chief of security »",
        "livrable fr, changé : « Carte des automates et de leurs accès. »"
        " → « Carte tenue à jour. »",
        "compétence plus large, changé : « C.4 » → « C.3 »",
    ):
        assert f"  {line}\n" in said
    assert "métier VRG-SITE-HELP Dépannage de station\n  ajouté\n" in said
    assert "métier VRG-SITE-TECH Dépannage de station\n  retiré\n" in said


def test_differences_for_machines_and_the_other_way(folder: Path) -> None:
    changed(folder)
    forth = json.loads(run_company("diff", VERGER, folder, "--format", "json").output)["changes"]
    back = json.loads(run_company("diff", folder, VERGER, "--format", "json").output)["changes"]
    assert len(forth) == len(back) == 7
    assert {
        "kind": "profile",
        "code": "VRG-CISO",
        "title": {"fr": "RSSI des stations", "en": "Chief of security"},
        "change": "changed",
        "part": "requirement",
        "of": "D.1",
        "before": 4,
        "after": 3,
    } in forth
    assert {(one["part"], one["before"], one["after"]) for one in forth} == {
        (one["part"], one["after"], one["before"]) for one in back
    }


def test_differences_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "diff.xlsx"
    arguments = ("diff", VERGER, changed(folder), "--format", "xlsx")
    assert run_company(*arguments, "--lang", "fr", "--out", out).exit_code == 0
    rows = list(openpyxl.load_workbook(out)["Changements"].iter_rows(values_only=True))
    assert len(rows) == 8
    assert rows[2][:4] == ("métier", "VRG-CISO", "RSSI des stations", "changé")
    assert run_company(*arguments).exit_code == 2


def test_the_same_in_another_form_has_not_changed() -> None:
    assert run_company("diff", VERGER, EXAMPLES / "verger.xlsx").output == "Nothing has changed.\n"
