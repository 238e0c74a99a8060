"""Self-assessment workbooks go round; LibreOffice opens all that is written about people."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.people.conftest import EXAMPLES, VERGER, Run

STAFF = EXAMPLES / "staff"


def filled(form: bytes, person: str, levels: list[Any]) -> bytes:
    """Fill a form in, as a person would."""
    workbook = openpyxl.load_workbook(io.BytesIO(form))
    sheet = workbook.active
    assert sheet is not None
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    rows["Matricule"][1].value = person
    rows["Date"][1].value = "03/02/2026"
    (head,) = [row for name, row in rows.items() if name == "Compétence"]
    for level, cells in zip(
        levels, sheet.iter_rows(min_row=int(head[0].row or 0) + 1), strict=False
    ):
        cells[-1].value = level
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


@pytest.fixture
def form(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "form.xlsx"
    arguments = ("VRG-SITE-TECH", "--company", VERGER, "--lang", "fr", "--out", file)
    assert run("people", "form", *arguments).exit_code == 0
    return file


def test_a_form_is_protected_save_where_one_writes(form: Path) -> None:
    sheet = openpyxl.load_workbook(form).active
    assert sheet is not None
    assert sheet.protection.sheet
    open_cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    asked = [row for row in sheet.iter_rows(values_only=True) if row[3] and row[0]]
    assert len(open_cells) == 3 + len(asked) - 1
    assert sheet.data_validations.dataValidation


def test_three_people_fill_forms_in_and_they_are_read_back(run: Run, form: Path) -> None:
    files = []
    for person, levels in (("007", [3, "2,5", 0]), ("012", ["NE", 1]), ("100", [5, 5, 5])):
        file = form.with_name(f"{person}.xlsx")
        file.write_bytes(filled(form.read_bytes(), person, list(levels)))
        files.append(file)
    out = form.with_name("people.csv")
    result = run("people", "import", *files, "--company", VERGER, "--out", out)
    assert result.exit_code == 0, result.output
    lines = [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    assert {line[0] for line in lines} == {"007", "012", "100"}
    assert [line[2] for line in lines if line[0] == "007"][:4] == ["3", "2.5", "0", ""]
    assert {tuple(line[3:6]) for line in lines} == {("2026-02-03", "Auto", "VRG-SITE-TECH")}


def test_a_form_without_a_number_is_told(run: Run, form: Path) -> None:
    result = run("people", "import", form, "--company", VERGER, "--dry-run")
    assert result.exit_code == 2
    assert "there is no column for person" in result.output


def converted(file: Path, extension: str) -> Path:
    """Let LibreOffice open a file and save it as another."""
    profile = file.with_name("profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", extension, "--outdir", file.parent / "out", file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return file.parent / "out" / file.with_suffix(f".{extension}").name


@pytest.mark.system
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_opens_all_that_is_written(run: Run, form: Path) -> None:
    people = form.with_name("people.csv")
    columns = ("--columns", STAFF / "columns.yaml", "--company", VERGER)
    assert run("people", "import", STAFF / "export.csv", *columns, "--out", people).exit_code == 0
    of_people = ("--people", people, "--catalogue", STAFF / "courses.csv")
    for number, arguments in enumerate(
        (
            ("match", people, "--job", "held"),
            ("match", people, "--person", "14"),
            ("team", people),
            ("succession", "VRG-CISO", *of_people),
            ("plan", *of_people, "--budget", "20000"),
        )
    ):
        file = form.with_name(f"answer-{number}.xlsx")
        shape = ("--company", VERGER, "--format", "xlsx", "--lang", "fr", "--out", file)
        assert run(*arguments, *shape).exit_code == 0
        assert converted(file, "ods").stat().st_size > 1_000
    document = form.with_name("job.docx")
    assert run("fiche", "VRG-CISO", "--company", VERGER, "--out", document).exit_code == 0
    assert converted(document, "pdf").read_bytes().startswith(b"%PDF")
    # What is filled in with LibreOffice reads back.
    form.write_bytes(filled(form.read_bytes(), "007", [3, 2.5, 0]))
    again = form.with_name("again.csv")
    form_as_ods = converted(form, "ods")
    assert run("people", "import", form_as_ods, "--company", VERGER, "--out", again).exit_code == 0
    assert again.read_text(encoding="utf-8").splitlines()[1].startswith("007,")
