"""Tables of people as tools export them: encodings, separators, workbooks, headings, choices."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import Nomenclature
from cigref_kg.base.reading.tables import TableError, read_table
from cigref_kg.insight.served import Served
from cigref_kg.people.reading.assessments import Assessments, Why
from cigref_kg.people.reading.columns import Columns, read_columns
from cigref_kg.people.reading.report import Report, people_csv
from cigref_kg.people.reading.values import person_key
from cigref_kg.people.staff import staff_of
from tests.people.conftest import VERGER, Run
from tests.people.inventing import COLUMNS, Invented

LONG = "person,competence,level\n012,E.8,3\n007,D.1,5\n012,D.10,2.5\n"
LEVELS = {("012", "E.8"): 3, ("007", "D.1"): 5, ("012", "D.10"): 2.5}


def levels(found: Assessments) -> dict[tuple[str, str], float | None]:
    return {(one.person, one.competence): one.level for one in found.assessments()}


def _read(content: bytes, columns: Columns, whole: Nomenclature) -> Assessments:
    found = Assessments(columns, whole)
    found.read(content)
    return found


def read(table: str | bytes, served: Served, **columns: object) -> Assessments:
    content = table if isinstance(table, bytes) else table.encode()
    return _read(content, Columns.model_validate(columns), served.nomenclature)


# --- Files --------------------------------------------------------------------------------------


def _xlsx(rows: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _ods(rows: list[list[object]], after: str = "") -> bytes:
    def cell(value: object) -> str:
        if isinstance(value, float):
            kind = f'office:value-type="float" office:value="{value}"'
        else:
            kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces}><table:table table:name="S">{body}{after}'
            "</table:table></office:document-content>",
        )
    return written.getvalue()


ROWS: list[list[object]] = [
    ["Matricule", "Compétence", "Niveau"],
    ["012", "E.8", 3.0],
    ["007", "D.1", 5.0],
    ["012", "D.10", 2.5],
]
_EMPTY = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
    ' table:number-columns-repeated="16384"/></table:table-row>'
)


@pytest.mark.parametrize(
    "table",
    [
        LONG.encode(),
        LONG.replace(",", ";").replace("2.5", "2,5").encode("utf-8-sig"),
        LONG.replace(",", "\t").encode("utf-16"),
        LONG.replace(",", "|").encode("utf-16-le"),
        "Matricule;Compétence;Niveau évalué\r\n012;e8;3\r\n007;D1;5\r\n012;d.10;2,5".encode(
            "cp1252"
        ),
        b"Export;12/11/2026\n\n" + LONG.replace(",", ";").encode(),
        _xlsx(ROWS),
        _ods(ROWS, _EMPTY),
    ],
)
def test_any_usual_file(table: bytes, served: Served) -> None:
    assert levels(read(table, served)) == LEVELS


def test_a_row_a_person(served: Served) -> None:
    found = levels(read("personne;Équipe;e8;d1;d10\n012;Nord;3;;2,5\n007;Sud;NE;5;\n", served))
    assert {cell: level for cell, level in found.items() if level is not None} == LEVELS
    assert found["007", "E.8"] is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"person,competence,level\n", "line 1: there is nobody below the headings"),
        (b"who,what\nA,E.8\n", "there is no column for person"),
        (b"person,competence\nA,E.8\n", "there is no column for level"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or a protected workbook"),
        (b"\x00\xd8\x00\x00\x9c\n\xff", "is neither text nor a workbook"),
        (b"PK\x03\x04nonsense", "is no XLSX workbook"),
        (b"person,competence,level\nA,E.8,\x81\n", "say its encoding"),
        (
            _ods(
                [["a"]],
                '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
                ' table:number-columns-repeated="9000"><text:p>x</text:p></table:table-cell>'
                "</table:table-row>",
            ),
            "too many cells",
        ),
    ],
)
def test_a_table_that_cannot_be_used(table: bytes, expected: str, served: Served) -> None:
    with pytest.raises(InputError) as caught:
        read(table, served)
    assert expected in str(caught.value)


def test_a_far_off_cell_is_refused_before_it_fills_the_memory() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "x"  # type: ignore[index]
    written = io.BytesIO()
    workbook.save(written)
    with pytest.raises(TableError, match="takes 16,384 columns and 1,048,576 rows"):
        read_table(written.getvalue())


def _workbook(part: str, content: str | bytes) -> bytes:
    """A workbook whose only sheet has the rows ``content``, or that has another part beside."""
    written, packed = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(written)
    with zipfile.ZipFile(written) as whole, zipfile.ZipFile(packed, "w") as archive:
        for name in whole.namelist():
            if name != part:
                archive.writestr(name, whole.read(name))
        archive.writestr(part, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c t="n"r = "xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c r="AAA1"><v>1</v></c></row><row r="9999999"><c><v>1</v></c></row>',
        f'<row>{"<c><v>1</v></c>" * 99}</row><row r="9999999"/>',
    ],
)
def test_a_far_off_cell_is_refused_however_it_is_spelt(rows: str) -> None:
    sheet = f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(TableError, match="delete the far-off cells"):
        read_table(_workbook("xl/worksheets/sheet1.xml", sheet))


def test_a_workbook_in_another_form_is_refused() -> None:
    with pytest.raises(TableError, match="is no XLSX workbook"):
        read_table(_workbook("xl/workbook.bin", b""))


@pytest.mark.parametrize("place", [b"<worksheet", b"PK\x03\x04\x14\x00\x00\x00\x00\x00"])
def test_a_damaged_part_is_refused(place: bytes) -> None:
    workbook = _workbook("xl/worksheets/sheet1.xml", "<worksheet/>")
    at = workbook.rindex(place)
    with pytest.raises(TableError, match="is no XLSX workbook"):
        read_table(workbook[:at] + b"X" + workbook[at + 1 :])


def test_what_is_repeated_less_than_never_makes_no_room() -> None:
    def cell(times: int, text: str) -> str:
        return (
            f'<table:table-cell table:number-columns-repeated="{times}">{text}</table:table-cell>'
        )

    cells = cell(-(10**9), "") + cell(10**9, "<text:p>x</text:p>")
    with pytest.raises(TableError, match="cannot be read as a workbook"):
        read_table(_ods([["a"]], f"<table:table-row>{cells}</table:table-row>"))


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_break_it(served: Served, content: bytes) -> None:
    for table in (content, b"person;competence;level\n" + content, b"PK\x03\x04" + content):
        try:
            found = read(table, served)
        except InputError:
            continue
        assert list(Report(found, "fr").lines())
        assert people_csv(found)


# --- What counts --------------------------------------------------------------------------------


def keyed(found: dict[tuple[str, str], float | None]) -> dict[tuple[str, str], float | None]:
    """Levels by person and competence, whatever the spelling of the person."""
    return {(person_key(person), code): level for (person, code), level in found.items()}


def test_the_invented_export_becomes_the_true_levels(
    invented: Invented, company: Served, tmp_path: Path
) -> None:
    (tmp_path / "columns.yaml").write_text(COLUMNS, encoding="utf-8")
    columns = read_columns(tmp_path / "columns.yaml")
    found = _read(invented.export, columns, company.nomenclature)
    assert keyed(levels(found)) == keyed(invented.levels)
    jobs = {person_key(one.person): one.job for one in found.assessments()}
    assert jobs == {person_key(person): job for person, job in invented.jobs.items()}
    assert found.spellings > 5 * len(jobs)
    assert len(list(found.outcomes())) == sum(any(row) for row in invented.rows) - 1


def test_what_resembles_two_competences_is_neither(served: Served) -> None:
    found = read(
        "matricule;compétence;niveau\n1;Gestoin des risques;2\n1;Gestion des risks;1\n", served
    )
    assert levels(found) == {("1", "E.3"): 2}
    report = "\n".join(Report(found, "en").lines())
    assert "“Gestoin des risques” is read as E.3, whose name is almost the same" in report
    assert "there is no competence “Gestion des risks”" in report


def test_an_assessor_whom_nobody_is_gets_told(served: Served) -> None:
    found = read(
        "matricule;compétence;niveau;source\n1;E.8;2;Auto\n", served, prefer=["Auto", "Maneger"]
    )
    assert "prefer: nobody assessed as Maneger" in list(Report(found, "en").summary())


def test_the_table_that_is_written_reads_as_the_same(invented: Invented, company: Served) -> None:
    import yaml

    columns = Columns.model_validate(yaml.load(COLUMNS, yaml.BaseLoader))
    found = _read(invented.export, columns, company.nomenclature)
    again = read(people_csv(found), company)
    assert levels(again) == levels(found)
    assert people_csv(again) == people_csv(found).replace(b",Campagne\n", b"\n").replace(
        b",2026\n", b"\n"
    )


@pytest.mark.parametrize(
    ("columns", "level", "why"),
    [
        ({}, 4, Why.EARLIER),
        ({"prefer": "latest"}, 4, Why.EARLIER),
        ({"prefer": ["Manager", "Auto"]}, 2, Why.LESS_PREFERRED),
        ({"prefer": ["auto"]}, 4, Why.LESS_PREFERRED),
    ],
)
def test_one_of_several_assessments_counts(
    columns: dict[str, object], level: float, why: Why, served: Served
) -> None:
    table = (
        "matricule;compétence;niveau;date;évaluateur\n"
        "1;E.8;2;01/02/2026;Manager\n1;E.8;4;03/02/2026;Auto\n1;E.8;NE;09/09/2026;Manager\n"
    )
    found = read(table, served, **columns)
    assert levels(found) == {("1", "E.8"): level}
    whys = [note[0] for outcome in found.outcomes() for note in outcome.notes]
    assert why in whys
    assert Why.NOT_ASSESSED in whys


def test_zeros_make_no_other_person_unless_a_width_says_so(served: Served) -> None:
    table = "matricule;compétence;niveau\n7;E.8;3\n0007;D.1;2\n'07;A.1;1\n"
    assert {person for person, _ in levels(read(table, served))} == {"0007"}
    assert {p for p, _ in levels(read(table, served, person_width=6))} == {"000007"}


def test_spellings_are_counted_of_those_who_count(served: Served) -> None:
    found = read("matricule;compétence;niveau\n7;E.8;3\n07;D.1;2\n8;Poterie;3\n9;E.8;Z\n", served)
    assert "People: 1 (spellings: 2)" in "\n".join(Report(found, "en").summary())


def test_a_wide_layout_without_competences_says_so(served: Served) -> None:
    with pytest.raises(InputError, match="no column for any competence by its code"):
        read("person,competence,level\n1,E.8,3\n", served, layout="wide")


def test_not_assessed_is_not_zero_and_zero_is_a_level(served: Served) -> None:
    table = "person,competence,level\n1,E.8,0\n1,D.1,\n1,A.1,n/a\n"
    assert levels(read(table, served)) == {
        ("1", "E.8"): 0,
        ("1", "D.1"): None,
        ("1", "A.1"): None,
    }


def test_headings_that_come_again_are_nobody(served: Served) -> None:
    table = "matricule;compétence;niveau\n1;E.8;3\nmatricule;compétence;niveau\n2;E.8;1\n"
    found = read(table, served)
    assert [person.label for person in staff_of(found).people] == ["1", "2"]
    assert "People: 2 " in "\n".join(Report(found, "en").summary())


def test_the_present_job_is_the_latest_said(company: Served) -> None:
    table = (
        "matricule;compétence;niveau;date;emploi\n"
        "1;E.8;2;01/02/2026;RSSI DES STATIONS\n1;D.1;4;03/02/2024;6.1\n1;A.1;4;03/02/2025;\n"
    )
    assert {one.job for one in read(table, company).assessments()} == {"VRG-CISO"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("levels: {A: 6}", "levels.A: is '6': levels go from 0 to 5"),
        ("niveaux: {A: 1}", "niveaux: there is no such key"),
        ("[", "is no YAML"),
        ("person_width: x", "person_width"),
        ("a;b", "columns.yaml: is no mapping: write one pair a line"),
        ("aliases: [A.7]", "aliases: is no mapping"),
        ("levels: {A: 1, a: 2}", "levels: A and a are read as one: give them one level"),
        ("prefer: soon", "prefer: is 'soon': write latest, or assessors in order"),
        ("layout: broad", "layout: is 'broad': choose long, wide"),
        ("separator: tab", "separator: is 'tab': write one character"),
        ("keep: {a: b}", "keep: is {'a': 'b'}: write a text, or a list"),
        ('date_format: "%Q"', "date_format: '%Q' writes no day"),
        ("date_format: d/m/Y", "date_format: 'd/m/Y' writes no day"),
    ],
)
def test_a_columns_file_that_is_wrong(written: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "columns.yaml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_columns(file)
    assert expected in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_columns_file_is_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "columns.yaml"
    file.write_text("levels: {NO: 1, 007: 2, '2,5': 3}\nnot_assessed: [NE, ~]", encoding="utf-8")
    columns = read_columns(file)
    assert [columns.read_level(text) for text in ("no", "7", "2.5", "ne", "~")] == [
        *(1, 2, 3),
        *(None, None),
    ]


# --- The command --------------------------------------------------------------------------------

EXPORT = (
    "Matricule;Nom;Compétence;Niveau\n"
    "012;Durandal;Automates de tri;B\n12;Durandal;Poterie;3\n;Nobody;E.8;3\n012;Durandal;E.8;Z\n"
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_bytes(EXPORT.encode("cp1252"))
    (tmp_path / "columns.yaml").write_text("levels: {B: 2}\nkeep: Nom\n", encoding="utf-8")
    return file


def test_a_dry_run_says_what_becomes_of_each_line_and_names_nobody(run: Run, export: Path) -> None:
    columns = export.with_name("columns.yaml")
    arguments = ("people", "import", export, "--columns", columns, "--company", VERGER, "--dry-run")
    french = run(*arguments, "--lang", "fr").output
    assert "ligne 2 : changée : VRG-C2 au niveau 2 ; « Automates de tri » est lu VRG-C2" in french
    assert "ligne 3 : laissée de côté : la compétence « Poterie » est inconnue" in french
    assert "ligne 4 : laissée de côté : il n’y a pas de matricule" in french
    assert "Évaluations lues : 4 (prises : 1, dont changées : 1 ; laissées de côté : 3)" in french
    english = run(*arguments).output
    assert "line 5: left out: E.8: there is no level “Z”" in english
    assert "Durandal" not in french + english
    assert "012" not in french + english
    assert sorted(file.name for file in export.parent.iterdir()) == ["columns.yaml", "export.csv"]


def test_an_import_writes_what_counts(run: Run, export: Path) -> None:
    out = export.with_name("people.csv")
    columns = export.with_name("columns.yaml")
    result = run(
        "people", "import", export, "--columns", columns, "--company", VERGER, "--out", out
    )
    assert result.exit_code == 0
    assert out.read_text(encoding="utf-8").splitlines() == [
        "person,competence,level,assessed_on,source,job,team,manager,site,Nom",
        "012,VRG-C2,2,,,,,,,Durandal",
    ]
    assert "there is no competence “Poterie”" in result.output


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda f: ("people", "import", f), "say where to write"),
        (
            lambda f: (
                "people",
                "import",
                f,
                "--dry-run",
                "--columns",
                _file(f, "level: Note\n"),
            ),
            "export.csv: line 1: there is no column",
        ),
        (
            lambda f: (
                "people",
                "import",
                f,
                "--dry-run",
                "--columns",
                _file(f, "aliases: {X: Q}"),
            ),
            "aliases.X: there is no competence 'Q'",
        ),
    ],
)
def test_what_cannot_be_imported(
    run: Run, export: Path, spoil: Callable[[Path], tuple[str | Path, ...]], expected: str
) -> None:
    result = run(*spoil(export))
    assert result.exit_code == 2
    assert expected in result.output


def _file(beside: Path, content: str) -> Path:
    file = beside.with_name("other.yaml")
    file.write_text(content, encoding="utf-8")
    return file


# --- Tables as spreadsheet programs leave them --------------------------------------------------


def test_a_line_that_sums_up_is_nobody(served: Served) -> None:
    table = "Matricule;Tests;Gestion des risques\n012;3;2\nMoyenne :;3;2\nTotal général;6;4\n"
    found = read(table, served)
    assert {person for person, _ in levels(found)} == {"012"}
    left = [outcome for outcome in found.outcomes() if not outcome.is_taken]
    assert [(outcome.line, outcome.notes[0][0]) for outcome in left] == [
        (3, Why.TOTAL),
        (4, Why.TOTAL),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Matricule;B.1 acquis;B.1 requis;B.3 acquis;B.3 requis\n012;2;3;1;3\n",
        "Matricule;B.1 - Écart;B.1;B.3;B.3 (cible)\n012;1;2;1;3\n",
        "Matricule;B.1;;Tests;\n;Requis;Acquis;Requis;Acquis\n012;3;2;3;1\n",
        "Matricule;B.1;;;B.3;\n;Acquis;Requis;Commentaire;Acquis;Requis\n012;2;3;bien;1;3\n",
        "Matricule;Compétence;Niveau;\n;;Requis;Acquis\n012;B.1;3;2\n012;B.3;3;1\n",
        "Salarié;Compétence;Niveau;\nMatricule;Code e-CF;Requis;Acquis\n012;B.1;3;2\n012;B.3;3;1\n",
        ";Niveau requis;;Niveau acquis;\nMatricule;B.1;B.3;B.1;B.3\n012;3;3;2;1\n",
        ";Niveau acquis;;Niveau requis;\nMatricule;B.1;B.3;B.1;B.3\n012;2;1;3;3\n",
    ],
)
def test_a_level_that_is_required_is_not_held(table: str, served: Served) -> None:
    assert levels(read(table, served)) == {("012", "B.1"): 2, ("012", "B.3"): 1}


def test_a_competence_may_have_such_a_word_in_its_name(served: Served) -> None:
    columns = {"aliases": {"Écart de stock": "E.8"}}
    assert levels(read("Matricule;Écart de stock\n012;3\n", served, **columns)) == {
        ("012", "E.8"): 3
    }
    named = read("Matricule;E.8 Écart de stock;B.1 écart;B.1\n012;3;2;4\n", served, **columns)
    assert levels(named) == {("012", "E.8"): 3, ("012", "B.1"): 4}


def test_headings_count_without_what_is_in_brackets(served: Served) -> None:
    table = '"Matricule\n(SIRH)";Compétence [e-CF];Niveau (requis);Niveau (1 à 5)\n012;E.8;4;3\n'
    assert levels(read(table, served)) == {("012", "E.8"): 3}


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (("03/04/2026", "03/25/2026"), ["2026-03-04", "2026-03-25"]),
        (("03/04/2026", "25/03/2026"), ["2026-04-03", "2026-03-25"]),
        # Some can be read in one way only, others in the other: nothing tells of the third.
        (("03/04/2026", "25/03/2026", "03/26/2026"), ["2026-04-03", "2026-03-25", ""]),
    ],
)
def test_the_month_comes_first_where_some_dates_say_so(
    dates: tuple[str, ...], read_as: list[str], served: Served
) -> None:
    lines = (f"{n:03};E.8;3;{date}\n" for n, date in enumerate(dates, 1))
    found = read(f"Matricule;Compétence;Niveau;Date\n{''.join(lines)}", served)
    assert [each.assessed_on for each in found.assessments()] == read_as


def test_a_hidden_sheet_is_not_read_and_another_is_told(served: Served) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(_xlsx(ROWS)))
    hidden = workbook.create_sheet("Réglages", 0)
    hidden.sheet_state = "hidden"
    hidden.append(["clé", "valeur"])
    workbook.create_sheet("2025").append(["Matricule", "Compétence", "Niveau"])
    written = io.BytesIO()
    workbook.save(written)
    found = read(written.getvalue(), served)
    assert levels(found) == LEVELS
    assert ("sheets", "2025") in found.notices
    assert "2025" in next(Report(found, "fr").lost())


def test_what_is_merged_downwards_holds_for_each_line(served: Served) -> None:
    workbook = openpyxl.load_workbook(
        io.BytesIO(_xlsx([ROWS[0], ["012", "E.8", 3], [None, "D.10", 2.5], ["007", "D.1", 5]]))
    )
    workbook.active.merge_cells("A2:A3")  # type: ignore[union-attr]
    workbook.active.merge_cells("F9:F90")  # type: ignore[union-attr]
    written = io.BytesIO()
    workbook.save(written)
    assert levels(read(written.getvalue(), served)) == LEVELS


def test_a_name_beside_another_code_is_told(served: Served) -> None:
    table = "Matricule;Code compétence;Libellé compétence;Niveau\n012;E.8;Tests;3\n"
    (outcome,) = read(table, served).outcomes()
    assert (outcome.code, outcome.level) == ("E.8", 3)
    assert outcome.notes == ((Why.COMPETENCE_CONTRADICTED, "Tests", "E.8"),)


@pytest.mark.parametrize("said", ["B.1 / B.3;2", "B.1;2 (auto) / 3 (manager)"])
def test_two_in_one_cell_are_none(said: str, served: Served) -> None:
    (outcome,) = read(f"Matricule;Compétence;Niveau\n012;{said}\n", served).outcomes()
    assert not outcome.is_taken


def test_what_contradicts_itself_is_told_to_whoever_works_with_it(served: Served) -> None:
    """Of two columns of one competence the last holds, and that is said."""
    found = read("Matricule;B.1 (auto);B.1 (N+1)\n012;4;2\n013;3;3\n", served)
    assert levels(found) == {("012", "B.1"): 2, ("013", "B.1"): 3}
    told = "\n".join(Report(found, "en").lost())
    assert "of the same day and with another level, comes after: line 2" in told
    assert "3" not in told
