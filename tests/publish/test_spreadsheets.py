"""Workbooks read back with openpyxl say what the model says, and LibreOffice opens them."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import URIRef
from rdflib.namespace import SKOS

from cigref_kg.base.model import LANGUAGES, Language
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import CIG
from cigref_kg.insight.comparison import compare
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets import (
    comparison_workbook,
    dataset_workbook,
    excel_csv,
    family_workbook,
    matrix_workbook,
)
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet
from cigref_kg.publish.spreadsheets.writing import workbook_bytes

SHEETS: dict[Language, list[str]] = {
    "fr": [
        "Métiers",
        "Matrice",
        "Compétences requises",
        "Aspects transverses",
        "Compétences",
        "Niveaux",
        "Activités et livrables",
        "Mobilités",
        "Changements",
        "Noms",
        "ESCO, CITP, ROME",
        "À propos",
    ],
    "en": [
        "Jobs",
        "Matrix",
        "Requirements",
        "Transversal aspects",
        "Competences",
        "Levels",
        "Activities and deliverables",
        "Career moves",
        "Changes",
        "Names",
        "ESCO, ISCO, ROME",
        "About",
    ],
}

Row = dict[str, object]


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows_of(sheet: Worksheet) -> list[Row]:
    """The rows of a sheet below its head, by heading."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def rows_in(workbook: Workbook, name: str) -> list[Row]:
    return rows_of(workbook[name])


@pytest.fixture(scope="module")
def whole(served: Served) -> dict[Language, bytes]:
    """The workbook of the dataset in each language."""
    return {language: dataset_workbook(served, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def english(whole: dict[Language, bytes]) -> Workbook:
    return opened(whole["en"])


def test_workbook_tells_the_codes_of_other_vocabularies(english: Workbook) -> None:
    of_tester = [
        (row["Vocabulary"], row["The concept is"], row["Code of the concept"])
        for row in rows_in(english, "ESCO, ISCO, ROME")
        if row["Code"] == "3.3"
    ]
    assert ("ISCO-08", "broader", "2519") in of_tester
    assert ("ROME 4.0, fiche", "equivalent", "M1815") in of_tester
    assert ("ROME 4.0, name of a job", "equivalent", "20314") in of_tester


@pytest.mark.parametrize("language", LANGUAGES)
def test_dataset_workbook_has_its_sheets_in_the_language(
    whole: dict[Language, bytes], language: Language
) -> None:
    assert opened(whole[language]).sheetnames == SHEETS[language]


def test_every_table_has_frozen_head_filter_and_widths(english: Workbook) -> None:
    for sheet in english.worksheets[:-1]:
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes.endswith("2"), sheet.title
        assert sheet.auto_filter.ref == sheet.dimensions, sheet.title
        letters = [get_column_letter(cell.column) for cell in sheet[1] if cell.column]
        assert all(sheet.column_dimensions[letter].width > 4 for letter in letters)
        assert sheet.print_title_rows == "$1:$1"


def test_no_cell_is_a_formula(whole: dict[Language, bytes]) -> None:
    for content in whole.values():
        for sheet in opened(content):
            assert all(cell.data_type in {"s", "n"} for row in sheet for cell in row)


def test_requirements_are_those_of_the_graph(dataset: Dataset, english: Workbook) -> None:
    told = {
        (row["IRI"], row["Job code"], row["Competence code"], row["Level"])
        for row in rows_in(english, "Requirements")
    }
    graph = dataset.graphs["nomenclature"]
    expected = set()
    for profile, requirement in graph.subject_objects(CIG.hasRequirement):
        if not str(profile).startswith(dataset.iris.edition(2022)):
            continue
        competence = graph.value(requirement, CIG.competence)
        level = graph.value(requirement, CIG.levelValue)
        codes = [str(graph.value(node, SKOS.notation)) for node in (profile, competence)]
        expected.add((str(requirement), *codes, int(str(level))))
    assert told == expected
    assert len(told) == 418


@pytest.mark.parametrize("language", LANGUAGES)
def test_profiles_have_the_labels_of_the_graph(
    dataset: Dataset, whole: dict[Language, bytes], language: Language
) -> None:
    code, title = {"fr": ("Code", "Titre"), "en": ("Code", "Title")}[language]
    rows = rows_in(opened(whole[language]), SHEETS[language][0])
    assert len(rows) == 50
    for row in rows:
        labels = dataset.union.objects(URIRef(str(row["IRI"])), SKOS.prefLabel)
        assert row[title] in {str(label) for label in labels if label.language == language}  # type: ignore[attr-defined]
        assert str(row["IRI"]).endswith(f"/{row[code]}")
    assert isinstance(rows[0]["Page"], int)


def test_matrix_has_the_levels_of_the_model(dataset: Dataset, english: Workbook) -> None:
    for row in rows_in(english, "Matrix"):
        levels = {
            head.split()[0]: value
            for head, value in row.items()
            if head not in {"Job", "Job code"} and value is not None
        }
        profile = dataset.nomenclature.content.profile[str(row["Job code"])]
        assert levels == profile.required_levels


def test_stars_that_are_lost_are_said_to_be_and_are_not_zero(
    dataset: Dataset, english: Workbook
) -> None:
    rows = rows_in(english, "Transversal aspects")
    assert len(rows) == 50 * 7
    for row in rows:
        profile = dataset.nomenclature.content.profile[str(row["Job code"])]
        stars = profile.stars.get(str(row["Aspect code"]))
        assert row["Stars (1 to 5)"] == stars
        assert ("not a zero" in str(row["What the stars mean"])) == (stars is None)


def test_every_statement_of_the_graph_is_told_once(dataset: Dataset, english: Workbook) -> None:
    told = [str(row["IRI"]) for row in rows_in(english, "Activities and deliverables")]
    graph = dataset.union
    kinds = (CIG.hasActivityGroup, CIG.hasActivity, CIG.hasDeliverable, CIG.hasIndicator)
    nodes = {str(node) for kind in kinds for node in graph.objects(None, kind)}
    expected = {node for node in nodes if node.startswith(dataset.iris.edition(2022))}
    assert set(told) == expected
    assert len(told) == len(set(told))


def test_levels_changes_moves_and_names_are_complete(dataset: Dataset, english: Workbook) -> None:
    content, framework = dataset.nomenclature.content, dataset.nomenclature.framework
    levels = {(row["Competence code"], row["Level"]) for row in rows_in(english, "Levels")}
    assert levels == set(framework.at_level)
    moves = [(row["From (code)"], row["To (code)"]) for row in rows_in(english, "Career moves")]
    assert moves == [(move.from_profile, move.to_profile) for move in content.moves]
    changes = {row["Job code"]: row for row in rows_in(english, "Changes")}
    for change in content.changes:
        removed = changes[change.profile]["Competences removed (older codes)"] or ""
        assert removed == ", ".join(change.removed)
    preferred = [row for row in rows_in(english, "Names") if row["Use"] == "main name"]
    assert len(preferred) == 2 * (9 + 50 + 41 + 7)


def test_codes_are_text(english: Workbook) -> None:
    sheet = english["Jobs"]
    assert [sheet["A2"].value, sheet["A2"].number_format] == ["1.1", "@"]


def test_family_workbook_holds_its_profiles_only(served: Served) -> None:
    workbook = opened(family_workbook(served, "6", "fr"))
    assert [row["Code"] for row in rows_in(workbook, "Métiers")] == ["6.1", "6.2", "6.3"]
    needed = {
        code
        for profile in served.nomenclature.content.profiles
        if profile.family == "6"
        for code in profile.required_levels
    }
    assert {row["Code"] for row in rows_in(workbook, "Compétences")} == needed
    with pytest.raises(KeyError):
        family_workbook(served, "12", "fr")


def test_matrix_workbook_has_levels_and_stars(served: Served) -> None:
    workbook = opened(matrix_workbook(served, "fr"))
    assert workbook.sheetnames == ["Matrice", "Matrice des aspects", "Compétences", "À propos"]
    assert len(rows_in(workbook, "Matrice")) == 50
    row = rows_in(workbook, "Matrice des aspects")[0]
    profile = served.nomenclature.content.profile[str(row["Code métier"])]
    stars = {head.split()[0]: value for head, value in row.items() if head.startswith("T")}
    assert {code: value for code, value in stars.items() if value} == profile.stars
    content, framework = served.nomenclature.content, served.nomenclature.framework
    members = [profile for profile in content.profiles if profile.family == "6"]
    area = [competence for competence in framework.competences if competence.area == "E"]
    rows = rows_in(opened(matrix_workbook(served, "fr", members, area)), "Matrice")
    assert [row["Code métier"] for row in rows] == ["6.1", "6.2", "6.3"]
    assert {head.split(".")[0] for head in list(rows[0])[2:]} == {"E"}


def test_comparison_workbook_has_levels_and_gap(served: Served) -> None:
    comparison = compare([served.nomenclature.content.profile[c] for c in ["2.5", "2.4"]])
    workbook = opened(comparison_workbook(served, comparison, "en"))
    rows = {row["Competence code"]: row for row in rows_in(workbook, "Comparison")}
    assert list(rows) == [row.code for row in comparison.competences]
    # By hand: 2.5 does not require D.3, 2.4 requires it at level 3.
    levels = [value for head, value in rows["D.3"].items() if head.startswith(("2.5 ", "2.4 "))]
    assert levels == [None, 3]
    assert rows["D.3"]["Gap 2.5 → 2.4"] == 3
    assert sum(int(str(row["Gap 2.5 → 2.4"])) for row in rows.values()) == comparison.gap


def test_same_dataset_gives_same_bytes_without_time(served: Served) -> None:
    first, second = (matrix_workbook(served, "fr") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        times = re.findall(r"W3CDTF\">([^<]*)<", archive.read("docProps/core.xml").decode())
        assert set(times) == {"1980-01-01T00:00:00Z"}


def test_text_that_looks_like_a_formula_or_has_control_characters_is_text() -> None:
    sheet = Sheet("Risky", [Column("Text", 20)], [("=1+1",), ("a\x07b",)])
    workbook = opened(workbook_bytes(About("About", "Risky", "en"), [sheet]))
    assert [cell.value for cell in workbook["Risky"]["A"]] == ["Text", "=1+1", "ab"]
    assert workbook["Risky"]["A2"].data_type == "s"


@pytest.mark.parametrize(("language", "separator"), [("fr", ";"), ("en", ",")])
def test_csv_for_excel_has_byte_order_mark_and_separator(
    language: Language, separator: str
) -> None:
    content = 'code,text\r\n6.3,"Sécurité, ""RSSI""; œuvre"\r\n'.encode()
    written = excel_csv(content, language).decode()
    assert written.startswith("\ufeffcode")
    rows = list(csv.reader(io.StringIO(written[1:], newline=""), delimiter=separator))
    assert rows == [["code", "text"], ["6.3", 'Sécurité, "RSSI"; œuvre']]


@pytest.mark.slow
def test_libreoffice_reads_what_was_written(served: Served, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    (tmp_path / "family.xlsx").write_bytes(family_workbook(served, "6", "fr"))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/home", "--headless"]
    # Comma, double quote, UTF-8, from line 1, every sheet into a file of its own.
    csv_filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command += ["--convert-to", csv_filter, "--outdir", str(tmp_path), "family.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with (tmp_path / "family-Compétences requises.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {(row["Code métier"], row["Code compétence"]): int(row["Niveau"]) for row in rows}
    assert read == {
        (profile.code, need.competence): need.level
        for profile in served.nomenclature.content.profiles
        if profile.family == "6"
        for need in profile.requirements
    }
    assert rows[0]["Métier"] == served.nomenclature.content.profile["6.1"].names.title.fr
