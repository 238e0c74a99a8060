"""A framework taken from 2022 to 2024: what it says keeps its effect, and nothing is lost."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import Nomenclature
from cigref_kg.cli import main
from cigref_kg.company.io.migrating import migrated_files
from cigref_kg.company.io.sources import read_source
from cigref_kg.company.migration.report import migration_as_json, migration_as_text
from cigref_kg.company.migration.rules import _rebased, migrate
from cigref_kg.company.records import Company, CompanyProfile, RequirementChanges

EXAMPLES = Path(__file__).parents[2] / "examples"
CODES = st.sampled_from(["A.1", "A.2", "B.1", "E.8"])
LEVELS = st.dictionaries(CODES, st.integers(1, 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLES / "verger", tmp_path / "verger")


@pytest.fixture
def company(folder: Path) -> Company:
    return read_source(folder)[0].company


def test_every_job_is_told_what_changes(company: Company, nomenclature: Nomenclature) -> None:
    migration = migrate(company, nomenclature, 2024)
    jobs = {job.code: job for job in migration.jobs}
    assert list(jobs) == list(company.profiles)
    assert [link.path for _, link in jobs["VRG-SHOP-PO"].inherited] == ["trends"]
    assert not any(job.levels or job.adjusted for job in migration.jobs)
    assert [profile.code for profile in migration.new] == ["2.8", "8.6"]
    assert migration.after == company.model_copy(update={"edition": 2024})
    told = migration_as_text(migration, "fr")
    assert "2.8, Product Manager" in told
    assert "Nouveau en 2024\u00a0: 8.6 Data Architect" in told
    found = migration_as_json(migration, "en")
    assert json.loads(json.dumps(found))["jobs"][0]["relation"] == "reworded"


def test_a_job_with_the_name_of_a_new_profile_is_noticed(
    company: Company, nomenclature: Nomenclature
) -> None:
    title = {"title": {"fr": "Architecte de données"}, "extends": "8.4"}
    profiles = {**company.profiles, "VRG-DATA": CompanyProfile.model_validate(title)}
    migration = migrate(company.model_copy(update={"profiles": profiles}), nomenclature, 2024)
    assert {job.code: job.resembles for job in migration.jobs if job.resembles} == {
        "VRG-DATA": ("8.6",)
    }


@given(LEVELS, LEVELS, LEVELS, st.sets(CODES))
def test_what_a_framework_says_keeps_its_effect(
    old: dict[str, int], new: dict[str, int], wanted: dict[str, int], dropped: set[str]
) -> None:
    changes = RequirementChanges(
        add={code: level for code, level in wanted.items() if code not in old},
        override={code: level for code, level in wanted.items() if code in old},
        drop=tuple(code for code in dropped if code in old and code not in wanted),
    )
    rebased = _rebased(changes, new)

    def effective(base: dict[str, int], said: RequirementChanges) -> dict[str, int]:
        levels = {**base, **said.add, **said.override}
        return {code: level for code, level in levels.items() if code not in said.drop}

    before, after = effective(old, changes), effective(new, rebased)
    for code in (*wanted, *changes.drop):
        assert after.get(code) == before.get(code)
    assert not set(rebased.add) & set(new)
    assert set(rebased.override) <= set(new)
    assert set(rebased.drop) <= set(new)


def test_comments_stay_and_one_line_changes(folder: Path) -> None:
    before = (folder / "company.yaml").read_text("utf-8")
    result = CliRunner().invoke(main, ["company", "migrate", str(folder), "--to", "2024"])
    assert result.exit_code == 0, result.output
    after = (folder / "company.yaml").read_text("utf-8")
    assert after == before.replace("edition: 2022", "edition: 2024")
    for file in (EXAMPLES / "verger").rglob("*.yaml"):
        name = file.relative_to(EXAMPLES / "verger")
        if name.name != "company.yaml":
            assert (folder / name).read_bytes() == file.read_bytes()
    again = CliRunner().invoke(main, ["company", "migrate", str(folder), "--to", "2024"])
    assert again.exit_code == 2
    assert "builds on 2024" in again.output


def test_a_workbook_keeps_sheets_of_its_own(tmp_path: Path, nomenclature: Nomenclature) -> None:
    file = tmp_path / "verger.xlsx"
    workbook = openpyxl.load_workbook(EXAMPLES / "verger.xlsx")
    workbook.create_sheet("_notes").append(["Ours"])
    workbook.save(file)
    before = read_source(file)[0].company
    ((path, content),) = migrated_files(file, migrate(before, nomenclature, 2024)).items()
    assert path == file
    file.write_bytes(content)
    assert read_source(file)[0].company == before.model_copy(update={"edition": 2024})
    assert openpyxl.load_workbook(io.BytesIO(content))["_notes"]["A1"].value == "Ours"


def test_a_dry_run_writes_nothing_but_the_report(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    asked = ["--to", "2024", "--dry-run", "--format", "xlsx", "--out", str(report)]
    result = CliRunner().invoke(main, ["company", "migrate", str(folder), *asked])
    assert result.exit_code == 0, result.output
    assert "edition: 2022" in (folder / "company.yaml").read_text("utf-8")
    codes = [row[0].value for row in openpyxl.load_workbook(report).worksheets[0].iter_rows()]
    assert "VRG-SHOP-PO" in codes


@pytest.mark.parametrize(("year", "told"), [(2018, "2022, 2024"), (2022, "nothing leads")])
def test_an_edition_that_nothing_leads_to_is_refused(
    company: Company, nomenclature: Nomenclature, year: int, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        migrate(company, nomenclature, year)


def test_own_words_stay_with_their_statements(folder: Path, nomenclature: Nomenclature) -> None:
    words = "replace: {activity/1/4: {fr: Nos mots.}, deliverable/1: {fr: Notre livrable.}}"
    (folder / "profiles" / "VRG-HELP.yaml").write_text(
        f"title: {{fr: Assistance}}\nextends: '5.1'\nstatements: {{{words}, drop: [activity/2]}}\n",
        encoding="utf-8",
    )
    migration = migrate(read_source(folder)[0].company, nomenclature, 2024)
    changes = migration.after.profiles["VRG-HELP"].statements
    # What was the fourth activity in 2022 is the third in 2024.
    assert [*changes.replace] == ["activity/1/3", "deliverable/1"]
    assert changes.drop == ("activity/2",)
