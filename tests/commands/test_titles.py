"""`cigref-kg titles`: tables as people have them, the promised JSON, and files that are none."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from cigref_kg.base.text import as_text
from cigref_kg.commands.titles import titles
from cigref_kg.people.titles import TitlesError, read_titles

LINES = "Développeuse Java (H/F)\nUX designer\nCDO\nInfirmière\n=2+5\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(titles, [str(argument) for argument in arguments])


def test_json_has_the_promised_shape_in_the_order_of_the_input(tmp_path: Path) -> None:
    file = tmp_path / "titles.txt"
    file.write_text(LINES, encoding="utf-8")
    result = run(file, "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [each["title"] for each in found] == LINES.splitlines()
    assert [each["status"] for each in found] == ["automatic", "none", "check", "none", "none"]
    assert [each["code"] for each in found[2]["candidates"]][:2] == ["7.6", "8.3"]
    assert all(len(each["candidates"]) <= 3 for each in found)
    assert {"code", "label", "score", "reason"} <= found[0]["candidates"][0].keys()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_column_is_found_in_any_usual_table(encoding: str, separator: str) -> None:
    rows = [
        ["Matricule", "Intitulé du poste"],
        ["007", "Développeur, web"],
        ["8", "Chargé de test"],
    ]
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    read = read_titles(written.getvalue().encode(encoding))
    assert read.titles == ("Développeur, web", "Chargé de test")
    assert read.table.rows[0][0] == "007"


def test_workbook_gives_a_workbook_with_the_columns_it_had(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Nom", "Fonction"], ["=1+1", "RSSI"], ["B", "Pupitreur"]):
        book.active.append(row)  # type: ignore[union-attr]
    source, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book.save(source)
    assert run(source, "--column", "fonction", "--out", out).exit_code == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Nom", "Fonction")
    assert [row[3] for row in rows[1:]] == ["6.3", "4.7"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "titles.txt"
    file.write_text("RSSI\nPupitreur\n", encoding="utf-8")
    told = run(file, "--out", "-")
    assert told.exit_code == 0
    assert told.stdout == run(file).stdout
    assert list(tmp_path.iterdir()) == [file]


def test_cell_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    file = tmp_path / "titles.csv"
    file.write_text("titre\n=HYPERLINK(1)\n@SUM(A1)\n-1\n", encoding="utf-8")
    rows = list(csv.reader(io.StringIO(run(file).stdout)))
    assert [row[0][:2] for row in rows[1:]] == ["'=", "'@", "'-"]
    assert as_text("+33") == "'+33"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"A;B\n1;2\n", "which column"),
        (b"\x01\x02\x03\x04abc\x05\x06" * 20, "no table"),
        (b"PK\x03\x04 not a workbook", "no XLSX workbook"),
        (b"\xd0\xcf\x11\xe0 old", "old or a protected"),
    ],
)
def test_file_that_is_no_column_of_titles_is_refused(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code == 2
    assert says in result.stderr
    assert str(file) in result.stderr


def test_unknown_column_names_those_that_exist(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Poste;Site\nDSI;Lyon\n", encoding="utf-8")
    result = run(file, "--column", "Emploi")
    assert result.exit_code == 2
    assert "Poste, Site" in result.stderr


def test_unknown_edition_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_text("DSI\n", encoding="utf-8")
    assert run(file, "--edition", "1999").exit_code == 2


def test_workbook_that_was_made_to_burst_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 50_000_000)
    with pytest.raises(TitlesError, match="would unpack"):
        read_titles(packed.getvalue())


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_nothing_but_a_message_comes_of_any_bytes(content: bytes) -> None:
    with suppress(TitlesError):
        read = read_titles(content)
        assert len(read.titles) == len(read.table.rows)


@pytest.mark.parametrize(("language", "head"), [("fr", "intitulé"), ("en", "title")])
def test_a_terminal_shows_a_table_with_headings_in_the_language(
    language: str, head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "titles.txt"
    file.write_text("RSSI\n", encoding="utf-8")
    csv_head = run(file, "--lang", language).stdout.splitlines()[0]
    assert csv_head.startswith(f"{head},")
    monkeypatch.setattr("cigref_kg.commands.titles.width", lambda: 100)
    shown, rule, row, *_ = run(file, "--lang", language).stdout.splitlines()
    assert shown.split()[0] == head
    assert set(rule) == {"-", " "}
    assert row.split()[0] == "RSSI"
    # Whoever asks for a format gets it, on a terminal too.
    assert run(file, "--lang", language, "--format", "csv").stdout.splitlines()[0] == csv_head


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("column", [None, "Emploi"])
def test_a_title_above_the_headings_is_passed_over(separator: str, column: str | None) -> None:
    rows = [["Matricule", "Emploi"], ["Emploi", "RSSI"], ["2", "Testeur, confirmé"]]
    table = "\n".join(["Export du 28/11/2026", *map(separator.join, rows)])
    assert read_titles(table.encode(), column).titles == ("RSSI", "Testeur, confirmé")
    workbook = openpyxl.Workbook()
    for row in (["Export"], ["Périmètre", "", ""], *rows):
        workbook.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    workbook.save(written)
    assert read_titles(written.getvalue(), column).titles == ("RSSI", "Testeur, confirmé")


def test_a_list_of_titles_has_no_headings_further_down() -> None:
    titles = ("Directeur, études", "Poste", "Responsable, achats ; IT")
    assert read_titles("\n".join(titles).encode()).titles == titles
    titles = ("Directeur", "Testeur | Lyon", "RSSI | Paris")
    assert read_titles("\n".join(titles).encode()).titles == titles
