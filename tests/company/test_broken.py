"""Frameworks broken on purpose: each is refused at its place, and nothing is written."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from cigref_kg import Dataset
from cigref_kg.company.conversion import company_graph
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.io.workbook_reading import MAX_FILE_BYTES
from cigref_kg.company.io.workbook_writing import workbook_bytes
from cigref_kg.company.records import Company
from cigref_kg.graph.serialization import serialize
from tests.company.conftest import replace, run_company
from tests.leaks import english_in

CISO = "profiles/VRG-CISO.yaml"
YAML_CASES = {
    "unknown profile": (
        CISO,
        'extends: "6.3"',
        'extends: "6.9"',
        f"{CISO}: extends: there is no profile 6.9",
    ),
    "number for a code": (
        CISO,
        'extends: "6.3"',
        "extends: 6.3",
        f"{CISO}: extends: is 6.3, not a text: write it between quotes",
    ),
    "unknown competence": (
        CISO,
        "VRG-C2: 4",
        "E.12: 4",
        f"{CISO}: requirements.add.E.12: there is no competence E.12",
    ),
    "level 6": (
        CISO,
        "D.1: 4",
        "D.1: 6",
        f"{CISO}: requirements.override.D.1: is 6: levels go from 1 to 5",
    ),
    "level that is no number": (CISO, "D.1: 4", "D.1: high", "is 'high': levels go from 1 to 5"),
    "two levels in one map": (
        CISO,
        "D.1: 4, E.9: 3",
        "D.1: 4, D.1: 3",
        "the key 'D.1' stands twice",
    ),
    "two levels under two verbs": (
        CISO,
        "VRG-C2: 4",
        "VRG-C2: 4, D.1: 3",
        f"{CISO}: requirements: D.1 has two levels, 3 under add and 4 under override: keep one",
    ),
    "dropped and overridden": (
        CISO,
        "drop: [A.7, E.4]",
        "drop: [A.7, D.1]",
        f"{CISO}: requirements: D.1 stands under both drop and override: keep one",
    ),
    "cycle of extension": (
        "profiles/VRG-SITE-ADMIN.yaml",
        'extends: "4.4"',
        "extends: VRG-SITE-LEAD",
        "extends itself (VRG-SITE-ADMIN → VRG-SITE-LEAD → VRG-SITE-ADMIN)",
    ),
    "override of what is not there": (
        CISO,
        "E.9: 3}",
        "C.1: 3}",
        f"{CISO}: requirements.override.C.1: 6.3 does not require C.1, so there is nothing to"
        " override",
    ),
    "drop of what is not there": (
        CISO,
        "[A.7, E.4]",
        "[A.7, C.4]",
        f"{CISO}: requirements.drop.2: 6.3 does not require C.4, so there is nothing to drop",
    ),
    "addition of what is there": (
        CISO,
        "VRG-C1: 1",
        "E.8: 3",
        f"{CISO}: requirements.add.E.8: 6.3 requires E.8 already, at level 4",
    ),
    "override that changes nothing": (
        CISO,
        "D.1: 4",
        "D.1: 5",
        f"{CISO}: requirements.override.D.1: 6.3 requires D.1 at level 5 already",
    ),
    "level that an own competence has not": (
        CISO,
        "VRG-C2: 4",
        "VRG-C2: 1",
        "your competence VRG-C2 has no level 1: choose 2, 3, 4",
    ),
    "the nomenclature's base": (
        "company.yaml",
        "https://rh.vergers.example/metiers/",
        "https://w3id.org/cigref-kg/",
        "company.yaml: base: https://w3id.org/cigref-kg/ would make statements about the"
        " nomenclature's own resources",
    ),
    "base below the nomenclature's": (
        "company.yaml",
        "https://rh.vergers.example/metiers/",
        "https://w3id.org/cigref-kg/id/",
        "about the nomenclature's own resources",
    ),
    "base without slash": (
        "company.yaml",
        "https://rh.vergers.example/metiers/",
        "https://rh.vergers.example",
        "company.yaml: base: the base must end with a slash",
    ),
    "unknown edition": (
        "company.yaml",
        "edition: 2022",
        "edition: 2018",
        "company.yaml: edition: the content of edition 2018 is not at hand: write 2022",
    ),
    "name with capitals": ("company.yaml", "name: verger", "name: Verger", "use small letters"),
    "unknown key": (CISO, "extends:", "extend:", f"{CISO}: extend: is not known here"),
    "title without language": (
        CISO,
        "title: {fr: RSSI des stations, en: Stations CISO}",
        "title: RSSI",
        f"{CISO}: title: say in which language: {{fr: …, en: …}}",
    ),
    "match of what extends none": (
        "profiles/VRG-HARVEST.yaml",
        "family: VRG-SITE",
        "family: VRG-SITE\nmatch: close",
        "profiles/VRG-HARVEST.yaml: match: is of no use",
    ),
    "unknown family": (
        "profiles/VRG-HARVEST.yaml",
        "family: VRG-SITE",
        "family: VRG-NONE",
        "profiles/VRG-HARVEST.yaml: family: there is no family VRG-NONE",
    ),
    "family missing": (
        "profiles/VRG-HARVEST.yaml",
        "family: VRG-SITE\n",
        "",
        "profiles/VRG-HARVEST.yaml: family: is missing",
    ),
    "family like none": (
        "families.yaml",
        'close_to: "4"',
        'close_to: "0"',
        "families.yaml: VRG-SITE.close_to: is '0', which is not written as it should be",
    ),
    "competence within none": (
        "competences.yaml",
        "within: C.4",
        "within: C.9",
        "competences.yaml: VRG-C2.within: the e-CF has no competence C.9",
    ),
    "code of the e-CF": (
        "competences.yaml",
        "VRG-C3:",
        "E.8:",
        "competences.yaml: E.8: 'E.8' is a code of the e-CF: choose one of your own",
    ),
    "code used twice": (
        "families.yaml",
        "VRG-SHOP:",
        "vrg-c1:",
        "competences.yaml: VRG-C1: the code is that of vrg-c1 in families too",
    ),
    "broken YAML": (CISO, "title: {", "title: {{", "is not valid YAML"),
    "title repeated": (
        CISO,
        "fr: [Responsable cybersécurité industrielle]",
        "fr: [RSSI des stations]",
        "alternative_labels.fr repeats the title",
    ),
}


def refused(source: Path, out: Path) -> str:
    """The message of a build that fails without a traceback and without a trace."""
    result = run_company("build", source, "--out", out)
    assert result.exit_code == 2, result.output
    assert not out.exists()
    assert run_company("check", source).exit_code == 2
    return " ".join(result.output.split())


@pytest.mark.parametrize("case", YAML_CASES.values(), ids=[k.replace(" ", "-") for k in YAML_CASES])
def test_broken_yaml_is_refused_at_its_place(
    case: tuple[str, str, str, str], folder: Path, tmp_path: Path
) -> None:
    file, old, new, expected = case
    replace(folder / file, old, new)
    message = refused(folder, tmp_path / "out")
    assert expected in message
    assert str(folder) in message
    said = run_company("check", folder, "--lang", "fr").output
    assert said.startswith("Erreur : ")
    assert english_in(said) == []


def test_a_stray_file_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "profile").mkdir()
    (folder / "profile" / "VRG-9.yaml").write_text("title: {fr: x}")
    assert "VRG-9.yaml: is no file of a framework" in refused(folder, tmp_path / "out")


def test_every_problem_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    replace(folder / CISO, "VRG-C2: 4", "E.12: 4")
    replace(folder / "profiles/VRG-HARVEST.yaml", "family: VRG-SITE", "family: VRG-NONE")
    message = refused(folder, tmp_path / "out")
    assert "E.12" in message
    assert "VRG-NONE" in message


def test_dropping_everything_is_refused(folder: Path, tmp_path: Path) -> None:
    replace(folder / "profiles/VRG-HARVEST.yaml", "{C.1: 2, E.6: 2, VRG-C1: 2, VRG-C3: 2}", "{}")
    assert "requires no competence in the end" in refused(folder, tmp_path / "out")


# --- RDF ----------------------------------------------------------------------------------------


@pytest.fixture
def graph(verger: Company, dataset: Dataset, tmp_path: Path) -> Path:
    """What a build writes."""
    held = company_graph(CompanyView(verger, dataset.nomenclature), dataset.iris)
    file = tmp_path / "verger.ttl"
    file.write_bytes(serialize(held, "ttl", verger.base))
    return file


@pytest.mark.parametrize(
    ("triple", "expected"),
    [
        (
            "<https://w3id.org/cigref-kg/id/2022/profile/6.3> skos:altLabel 'x'@fr .",
            "<https://w3id.org/cigref-kg/id/2022/profile/6.3>: is not the company's own",
        ),
        (
            "<id/verger/profile/VRG-CISO> cig:extends"
            " <https://w3id.org/cigref-kg/id/2022/profile/2.5> .",
            "VRG-CISO",
        ),
        ("<id/verger/profile/VRG-CISO> rdfs:comment 'x' .", "remove rdfs:comment"),
        (
            "<id/verger/profile/VRG-CISO/requirement/D.1> cig:levelValue 6 .",
            "VRG-CISO",
        ),
    ],
)
def test_a_triple_that_must_not_be_there(
    triple: str, expected: str, graph: Path, tmp_path: Path
) -> None:
    with graph.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{triple}\n")
    message = refused(graph, tmp_path / "out")
    assert expected in message
    assert "verger.ttl" in message


def test_rdf_without_a_framework(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<https://x.example/a> a <https://x.example/B> .")
    assert "must hold one skos:ConceptScheme" in refused(file, tmp_path / "out")


# --- Workbooks ----------------------------------------------------------------------------------


@pytest.fixture
def workbook(verger: Company, dataset: Dataset, tmp_path: Path) -> Path:
    file = tmp_path / "verger.xlsx"
    file.write_bytes(workbook_bytes(verger, dataset.nomenclature))
    return file


def change(file: Path, sheet: str, cell: str, value: str | float | None) -> None:
    book = openpyxl.load_workbook(file)
    book[sheet][cell] = value
    book.save(file)


WORKBOOK_CASES: dict[str, tuple[str, str, str | float | None, str | None]] = {
    "formula": ("Families", "B2", '=CONCAT("a","b")', "Families!B2: is a formula"),
    "number for a code": ("Profiles", "B2", 6.3, "Profiles!B2: is 6.3, not a text"),
    "unknown profile": ("Profiles", "B2", "6.9", "Profiles!B2: there is no profile 6.9"),
    "level 6": ("Requirements", "D2", 6, "Requirements!D2: is 6: levels go from 1 to 5"),
    "level in words": ("Requirements", "D2", "high", "Requirements!D2: is 'high'"),
    "level missing": ("Requirements", "D2", None, "Requirements!D2: the level is missing"),
    "unknown change": ("Requirements", "B2", "plus", "Requirements!B2: is 'plus': write add,"),
    "two levels": ("Requirements", "C3", "VRG-C1", "has VRG-C1 in Requirements!D2 already"),
    "unknown competence": ("Requirements", "C2", "E.12", "Requirements!D2: there is no"),
    "profile of none": ("Requirements", "A2", "VRG-X", "Requirements!A2: VRG-X is not in Profiles"),
    "code twice": ("Profiles", "A3", "VRG-CISO", "Profiles!A3: VRG-CISO stands in Profiles!A2"),
    "row without code": ("Profiles", "A2", None, "Profiles!A2: the code is missing in this row"),
    "title missing": ("Families", "B2", None, None),
    "base": ("Company", "B2", "https://w3id.org/cigref-kg/", "Company!B2: https://w3id.org"),
    "unknown field": ("Company", "A9", "colour", "Company!A9: 'colour' is not known here"),
    "unknown column": ("Families", "B1", "name", "Families!B1: 'name' is no column here"),
    "kind": ("Statements", "B2", "thing", "Statements!B2: is 'thing': write heading,"),
    "group": ("Statements", "C2", 1.5, "Statements!C2: is 1.5: write a whole number"),
    "language": ("OtherNames", "B2", "de", "OtherNames!B2: is 'de': write fr, en"),
    "error": ("Families", "B2", "#REF!", "Families!B2: is the error #REF!"),
}


@pytest.mark.parametrize(
    "case", WORKBOOK_CASES.values(), ids=[k.replace(" ", "-") for k in WORKBOOK_CASES]
)
def test_a_broken_workbook_is_refused_at_its_cell(
    case: tuple[str, str, str | float | None, str | None], workbook: Path, tmp_path: Path
) -> None:
    sheet, cell, value, expected = case
    change(workbook, sheet, cell, value)
    if expected is None:  # the English title is enough
        assert run_company("check", workbook).exit_code == 0
        return
    message = refused(workbook, tmp_path / "out")
    assert expected in message
    assert "verger.xlsx: " in message
    assert english_in(run_company("check", workbook, "--lang", "fr").output) == []


def test_a_sheet_of_no_use_is_named(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.create_sheet("_notes")["A1"] = "=1+1"
    book.save(workbook)
    assert run_company("check", workbook).exit_code == 0
    book.create_sheet("Requirement")
    book.save(workbook)
    assert "Requirement: is no sheet of the template" in refused(workbook, tmp_path / "out")


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b"0" * 1_000_000)
    message = refused(bomb, tmp_path / "out")
    assert "bomb.xlsx: xl/worksheets/sheet1.xml would unpack to 200,000,000 bytes" in message


def test_many_parts_of_a_middling_size_are_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "many.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(200):
            archive.writestr(f"xl/{number}.xml", b"0" * 999_000)
    assert "would unpack to 199,800,000 bytes" in refused(file, tmp_path / "out")


def test_too_many_parts_and_too_large_a_file(tmp_path: Path) -> None:
    file = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}.xml", b"")
    assert "has 600 parts" in refused(file, tmp_path / "out")
    large = tmp_path / "large.xlsx"
    with large.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    assert "at most are read: split it" in refused(large, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "old.xlsx"
    file.write_bytes(content)
    assert "is no XLSX workbook" in refused(file, tmp_path / "out")


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "other.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "cannot be read as a workbook" in refused(file, tmp_path / "out")


def test_entities_that_grow_are_not_expanded(workbook: Path, tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    bomb = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(bomb, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet2.xml"):
                content = f"{laughs}]><worksheet>&j;</worksheet>".encode()
            target.writestr(name, content)
    refused(bomb, tmp_path / "out")


def test_a_file_of_another_kind_is_told_what_a_framework_is(tmp_path: Path) -> None:
    (tmp_path / "staff.ods").write_bytes(b"")
    result = run_company("check", tmp_path / "staff.ods")
    assert result.exit_code == 2
    assert "a framework is a folder of YAML files, a workbook or RDF (.xlsx .ttl" in result.output
