"""A framework as a workbook (XLSX): written, with lists to choose from and the codes at hand."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cigref_kg.base.messages import message
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.inheritance.profiles import named_statements
from cigref_kg.company.io.sheets import CODES, FIELDS, HEADING, README, SHEETS, Column, Sheet
from cigref_kg.company.records import Both, Company, CompanyNamed
from cigref_kg.publish.spreadsheets.writing import new_workbook, put_text

Cell = str | int | None
Rows = Iterator[tuple[Cell, ...]]

_TEXT = {"num_format": "@"}
"""A code such as 2.10 must not become the number 2.1, also when someone types over it."""
_LONGEST_GUIDE = 255
"""Characters, by the format."""
_ROWS_TO_FILL = 300
"""Rows below the filled ones in which the spreadsheet program offers the choices, too."""


def workbook_bytes(company: Company | None, nomenclature: Nomenclature) -> bytes:
    """Return the workbook that holds a framework, or the empty template.

    The same framework gives the same bytes.

    Args:
        company: what to write; ``None`` for an empty template.
        nomenclature: the codes to choose from.
    """
    stream = io.BytesIO()
    with new_workbook(stream) as workbook:
        looks = _Looks.of(workbook)
        _write_readme(workbook.add_worksheet(README), looks)
        _write_heading(workbook.add_worksheet(HEADING), company, nomenclature, looks)
        for sheet in SHEETS:
            rows = _ROWS[sheet.name](company) if company else iter(())
            _write_sheet(workbook.add_worksheet(sheet.name), sheet, rows, looks)
        _write_codes(workbook.add_worksheet(CODES), nomenclature, looks)
    return stream.getvalue()


class _Looks(NamedTuple):
    """How cells look: plain text, text over several lines, names, and the heads of tables."""

    text: Format
    wrapped: Format
    name: Format
    head: Format

    @classmethod
    def of(cls, workbook: Workbook) -> "_Looks":
        wrapped = {**_TEXT, "text_wrap": True, "valign": "top"}
        bold = {**_TEXT, "bold": True}
        looks = (_TEXT, wrapped, bold, {**bold, "bg_color": "#DDE6F0"})
        return cls(*(workbook.add_format(look) for look in looks))


# --- Sheets -------------------------------------------------------------------------------------


def _write_readme(worksheet: Worksheet, looks: _Looks) -> None:
    for column, width in enumerate((16, 16, 70, 70)):
        worksheet.set_column(column, column, width)
    introduction = message("company.workbook")
    rows: list[tuple[Cell, ...]] = [
        (None, None, introduction.fr, introduction.en),
        *((HEADING, field.name, field.about.fr, field.about.en) for field in FIELDS),
    ]
    for sheet in SHEETS:
        rows.append((sheet.name, None, sheet.about.fr, sheet.about.en))
        rows += [(sheet.name, c.name, c.about.fr, c.about.en) for c in sheet.columns]
    _write_rows(worksheet, rows[:1], looks.wrapped)
    _write_rows(worksheet, [("sheet", "column", "français", "English")], looks.name, first=1)
    _write_rows(worksheet, rows[1:], looks.wrapped, first=2)


def _write_heading(
    worksheet: Worksheet, company: Company | None, nomenclature: Nomenclature, looks: _Looks
) -> None:
    values: dict[str, Cell] = {"edition": nomenclature.served.year}
    if company:
        about_fr, about_en = _both(company.description)
        values = {
            "name": company.name,
            "base": company.base,
            "edition": company.edition,
            "title fr": company.title.fr,
            "title en": company.title.en,
            "description fr": about_fr,
            "description en": about_en,
            "licence": company.licence,
        }
    worksheet.set_column(0, 0, 18, looks.text)
    worksheet.set_column(1, 1, 80, looks.wrapped)
    for row, field in enumerate(FIELDS):
        put_text(worksheet, row, 0, field.name, looks.name)
        _put(worksheet, row, 1, values.get(field.name), looks.wrapped)


def _write_sheet(worksheet: Worksheet, sheet: Sheet, rows: Rows, looks: _Looks) -> None:
    for place, column in enumerate(sheet.columns):
        # So that what someone types is text, too.
        worksheet.set_column(place, place, column.width, None if column.is_number else looks.text)
    _write_rows(worksheet, [[column.name for column in sheet.columns]], looks.head)
    last = _write_rows(worksheet, rows, looks.text, first=1)
    worksheet.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        _guide(worksheet, column, place, last + _ROWS_TO_FILL)


def _guide(worksheet: Worksheet, column: Column, place: int, last: int) -> None:
    """Let the spreadsheet program explain a column, and offer its choices."""
    guide: dict[str, object] = {
        "validate": "any",
        "input_title": column.name,
        "input_message": f"{column.about.fr}\n{column.about.en}"[:_LONGEST_GUIDE],
    }
    if column.choices:
        guide |= {
            "validate": "list",
            "source": list(column.choices),
            "error_message": f"Choisissez / choose: {', '.join(column.choices)}",
        }
    worksheet.data_validation(1, place, last, place, guide)


def _write_codes(worksheet: Worksheet, nomenclature: Nomenclature, looks: _Looks) -> None:
    """The codes of the nomenclature and of the e-CF, to look up."""
    for column, width in enumerate((12, 10, 60, 60, 30)):
        worksheet.set_column(column, column, width)
    _write_rows(worksheet, [("kind", "code", "français", "English", "levels")], looks.head)
    _write_rows(worksheet, _codes(nomenclature), looks.text, first=1)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, worksheet.dim_rowmax or 0, 4)


def _codes(nomenclature: Nomenclature) -> Rows:
    for family in nomenclature.content.families:
        yield "family", family.code, family.names.title.fr, family.names.title.en
    for profile in nomenclature.content.profiles:
        title = profile.names.title
        needs = ", ".join(f"{need.competence}: {need.level}" for need in profile.requirements)
        yield "profile", profile.code, title.fr, title.en, needs
    for competence in nomenclature.framework.competences:
        title = competence.names.title
        levels = (str(at_level.level) for at_level in competence.levels)
        yield "competence", competence.code, title.fr, title.en, ", ".join(levels)
    for profile in nomenclature.content.profiles:
        for name, words in named_statements(profile):
            yield f"statement {profile.code}", name, words.fr, words.en


def _write_rows(
    worksheet: Worksheet, rows: Iterable[Iterable[Cell]], look: Format, first: int = 0
) -> int:
    """Write rows from row ``first`` on, counted from 0, and return the number of the last."""
    number = first - 1
    for number, values in enumerate(rows, first):
        for place, value in enumerate(values):
            _put(worksheet, number, place, value, look)
    return number


def _put(worksheet: Worksheet, row: int, place: int, value: Cell, look: Format) -> None:
    if isinstance(value, str):
        put_text(worksheet, row, place, value, look)
    elif value is not None:
        worksheet.write_number(row, place, value)


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
            ", ".join(profile.extends) or None,
            profile.match if profile.extends else None,
            profile.family,
            profile.criticality,
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


def _rewordings(company: Company) -> Rows:
    for code, profile in company.profiles.items():
        for path, words in profile.statements.replace.items():
            yield code, "replace", path, *_both(words)
        for path in profile.statements.drop:
            yield code, "drop", path, None, None


def _other_names(company: Company) -> Rows:
    parts: tuple[Mapping[str, CompanyNamed], ...]
    parts = company.families, company.competences, company.profiles
    for code, record in chain.from_iterable(part.items() for part in parts):
        for language, names in record.alternative_labels.by_language().items():
            for name in names:
                yield code, language, name


_ROWS = {
    "Families": _families,
    "Competences": _competences,
    "Levels": _levels,
    "Profiles": _profiles,
    "Requirements": _requirements,
    "Statements": _statements,
    "Rewordings": _rewordings,
    "OtherNames": _other_names,
}
