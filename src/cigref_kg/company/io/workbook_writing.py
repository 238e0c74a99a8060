"""A referential as a workbook (XLSX): written, with lists to choose from and the codes at hand."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cigref_kg.base.model import LANGUAGES, Nomenclature
from cigref_kg.company.io.sheets import CODES, FIELDS, HEADING, README, SHEETS, Column, Sheet
from cigref_kg.company.records import Both, Company, OtherNames
from cigref_kg.publish.spreadsheets.writing import without_time

Cell = str | int | None
Rows = Iterator[tuple[Cell, ...]]

_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="DDE6F0")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"
_ROWS_TO_FILL = 300
"""Rows below the filled ones in which the spreadsheet program offers the choices, too."""
_INTRODUCTION = (
    "Ce classeur décrit le référentiel de métiers d’une entreprise, au-dessus de la nomenclature"
    " du Cigref. Remplissez les feuilles (expliquées ci-dessous), puis vérifiez le fichier :"
    " cigref-kg company check FICHIER.xlsx. N’écrivez pas de formules. Une feuille dont le nom"
    " commence par _ n’est pas lue.",
    "This workbook describes a company’s referential of jobs, on top of the Cigref nomenclature."
    " Fill in the sheets (they are explained below), then check the file: cigref-kg company check"
    " FILE.xlsx. Write no formulas. A sheet whose name begins with _ is not read.",
)


def workbook_bytes(company: Company | None, nomenclature: Nomenclature) -> bytes:
    """Return the workbook that holds a referential, or the empty template.

    The same referential gives the same bytes.

    Args:
        company: what to write; ``None`` for an empty template.
        nomenclature: the codes to choose from.
    """
    workbook = Workbook()
    readme = workbook.active
    assert isinstance(readme, Worksheet)  # noqa: S101  (what a new workbook has)
    readme.title = README
    _write_readme(readme)
    _write_heading(workbook.create_sheet(HEADING), company, nomenclature)
    for sheet in SHEETS:
        rows = _ROWS[sheet.name](company) if company else iter(())
        _write_sheet(workbook.create_sheet(sheet.name), sheet, rows)
    _write_codes(workbook.create_sheet(CODES), nomenclature)
    stream = io.BytesIO()
    workbook.save(stream)
    return without_time(stream.getvalue())


# --- Sheets -------------------------------------------------------------------------------------


def _write_readme(worksheet: Worksheet) -> None:
    for column, width in zip("ABCD", (16, 16, 70, 70), strict=True):
        worksheet.column_dimensions[column].width = width
    rows: list[tuple[Cell, ...]] = [
        (None, None, *_INTRODUCTION),
        ("sheet", "column", "français", "English"),
        *((HEADING, field.name, field.about.fr, field.about.en) for field in FIELDS),
    ]
    for sheet in SHEETS:
        rows.append((sheet.name, None, sheet.about.fr, sheet.about.en))
        rows += [(sheet.name, c.name, c.about.fr, c.about.en) for c in sheet.columns]
    _write_rows(worksheet, rows)
    for cell in worksheet[2]:
        cell.font = _BOLD
    for row in worksheet.iter_rows():
        for cell in row:
            cell.alignment = _WRAPPED


def _write_heading(
    worksheet: Worksheet, company: Company | None, nomenclature: Nomenclature
) -> None:
    values: dict[str, Cell] = {"edition": nomenclature.served.year}
    if company:
        values |= {
            "name": company.name,
            "base": company.base,
            "edition": company.edition,
            "title fr": company.title.fr,
            "title en": company.title.en,
            **dict(
                zip(("description fr", "description en"), _both(company.description), strict=True)
            ),
            "licence": company.licence,
        }
    worksheet.column_dimensions["A"].width = 18
    worksheet.column_dimensions["B"].width = 80
    _write_rows(worksheet, ((field.name, values.get(field.name)) for field in FIELDS))
    for name, value in worksheet.iter_rows():
        name.font = _BOLD
        value.alignment = _WRAPPED
        if not isinstance(value.value, int):
            value.number_format = _TEXT


def _write_sheet(worksheet: Worksheet, sheet: Sheet, rows: Rows) -> None:
    last = _write_rows(worksheet, [[column.name for column in sheet.columns], *rows])
    for cell in worksheet[1]:
        cell.font, cell.fill = _BOLD, _SHADE
    worksheet.freeze_panes = "A2"
    last += _ROWS_TO_FILL
    for number, column in enumerate(sheet.columns):
        letter = chr(ord("A") + number)
        worksheet.column_dimensions[letter].width = column.width
        _guide(worksheet, column, f"{letter}2:{letter}{last}")
        if not column.is_number:
            # A code such as 2.10 must not become the number 2.1 while someone types it.
            worksheet.column_dimensions[letter].number_format = _TEXT


def _guide(worksheet: Worksheet, column: Column, cells: str) -> None:
    """Let the spreadsheet program explain a column, and offer its choices."""
    about = f"{column.about.fr}\n{column.about.en}"[:255]
    guide = DataValidation(
        type="list" if column.choices else None,
        formula1=f'"{",".join(column.choices)}"' if column.choices else None,
        allow_blank=True,
    )
    guide.promptTitle, guide.prompt, guide.showInputMessage = column.name, about, True
    if column.choices:
        guide.error = f"Choisissez / choose: {', '.join(column.choices)}"
        guide.showErrorMessage = True
    guide.add(cells)
    worksheet.add_data_validation(guide)


def _write_codes(worksheet: Worksheet, nomenclature: Nomenclature) -> None:
    """The codes of the nomenclature and of the e-CF, to look up."""
    for column, width in zip("ABCDE", (12, 10, 60, 60, 30), strict=True):
        worksheet.column_dimensions[column].width = width
    _write_rows(worksheet, _codes(nomenclature))
    for cell in worksheet[1]:
        cell.font, cell.fill = _BOLD, _SHADE
    worksheet.freeze_panes = "A2"


def _codes(nomenclature: Nomenclature) -> Rows:
    yield "kind", "code", "français", "English", "levels"
    for family in nomenclature.content.families:
        yield "family", family.code, family.names.title.fr, family.names.title.en
    for profile in nomenclature.content.profiles:
        title = profile.names.title
        needs = ", ".join(f"{need.competence}: {need.level}" for need in profile.requirements)
        yield "profile", profile.code, title.fr, title.en, needs
    for competence in nomenclature.framework.competences:
        title = competence.names.title
        levels = ", ".join(str(at_level.level) for at_level in competence.levels)
        yield "competence", competence.code, title.fr, title.en, levels


def _write_rows(worksheet: Worksheet, rows: Iterable[Iterable[Cell]], first: int = 1) -> int:
    """Write rows from row ``first`` on, and return the number of the last."""
    number = first - 1
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            if value is not None:
                cell: Any = worksheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.number_format = _TEXT  # or what someone types over it may be a number
                    cell.data_type = "s"  # or one that begins with “=” would be a formula
    return number


# --- Rows ---------------------------------------------------------------------------------------


def _both(words: Both | None) -> tuple[str | None, str | None]:
    return (words.fr, words.en) if words else (None, None)


def _families(company: Company) -> Rows:
    for code, family in company.families.items():
        yield code, *_both(family.title), *_both(family.description), family.close_to


def _competences(company: Company) -> Rows:
    for code, own in company.competences.items():
        yield code, *_both(own.title), *_both(own.description), own.within, own.close_to


def _levels(company: Company) -> Rows:
    for code, competence in company.competences.items():
        for level, words in competence.levels.items():
            yield code, int(level), *_both(words)


def _profiles(company: Company) -> Rows:
    for code, profile in company.profiles.items():
        yield (
            code,
            profile.extends,
            profile.match if profile.extends else None,
            profile.family,
            *_both(profile.title),
            *_both(profile.mission),
            *_both(profile.career_path),
            *_both(profile.trends),
        )


def _requirements(company: Company) -> Rows:
    for code, profile in company.profiles.items():
        changes = profile.requirements
        for competence, level in changes.add.items():
            yield code, "add", competence, level
        for competence, level in changes.override.items():
            yield code, "override", competence, level
        for competence in changes.drop:
            yield code, "drop", competence, None


def _statements(company: Company) -> Rows:
    for code, profile in company.profiles.items():
        for number, group in enumerate(profile.activities, 1):
            if group.heading:
                yield code, "heading", number, *_both(group.heading)
            for words in group.activities:
                yield code, "activity", number, *_both(words)
        for words in profile.deliverables:
            yield code, "deliverable", None, *_both(words)
        for words in profile.indicators:
            yield code, "indicator", None, *_both(words)


def _other_names(company: Company) -> Rows:
    named: list[tuple[str, OtherNames]] = [
        (code, record.alternative_labels)
        for part in (company.families, company.competences, company.profiles)
        for code, record in part.items()
    ]
    for code, names in named:
        for language in LANGUAGES:
            for name in names.by_language()[language]:
                yield code, language, name


_ROWS = {
    "Families": _families,
    "Competences": _competences,
    "Levels": _levels,
    "Profiles": _profiles,
    "Requirements": _requirements,
    "Statements": _statements,
    "OtherNames": _other_names,
}
