"""A workbook in which people assess themselves against a job, and that ``people import`` reads."""

import io
from collections.abc import Iterator, Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile, Language, Nomenclature
from cigref_kg.publish.spreadsheets.writing import new_workbook, put_text

_RANKS = range(1, 6)
_CHOICES = ["NE", *map(str, range(6))]
_ABOUT = ("person", "date", "team")
"""What whoever fills it in writes above the competences."""
_FIRST = 2
"""The row of the first of them, counting from 0; a title and some help stand above."""
_WIDTHS = (14, 26, *(34 for _ in _RANKS), 14)
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#DCDED7"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0D4F5C", "text_wrap": True},
    "name": {"bold": True},
    "typed": {"locked": False, "bg_color": "#FFF6CC", "border": 1, "num_format": "General"},
    "date": {"locked": False, "bg_color": "#FFF6CC", "border": 1, "num_format": "dd/mm/yyyy"},
    "text": {"locked": False, "bg_color": "#FFF6CC", "border": 1, "num_format": "@"},
}


def form_workbook(nomenclature: Nomenclature, job: JobProfile, language: Language) -> bytes:
    """Return the workbook for a job: the words of each level, and a cell for one's own.

    Everything else is protected, without a password. The same job gives the same bytes.

    Args:
        nomenclature: where competences are, companies' own included.
        job: what it requires is asked.
        language: of headings and words.
    """
    stream = io.BytesIO()
    named = f"{job.code} {job.names.localized(language)}"
    titled = message("people.form-title", job=named).localized(language)
    with new_workbook(stream, title=titled) as workbook:
        looks = {
            name: workbook.add_format({"font_name": "Calibri", **look})
            for name, look in _LOOKS.items()
        }
        sheet = workbook.add_worksheet(message("people.form-sheet").localized(language))
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        put_text(sheet, 0, 0, titled, looks["title"])
        put_text(sheet, 1, 0, message("people.form-help").localized(language), looks["name"])
        row = _put_about(sheet, job, language, looks)
        for place, heading in enumerate(_headings(language)):
            put_text(sheet, row, place, heading, looks["head"])
        sheet.freeze_panes(row + 1, 2)
        rows = list(_rows(nomenclature, job, language))
        for number, cells in enumerate(rows, row + 1):
            for place, text in enumerate(cells):
                put_text(sheet, number, place, text, looks["plain"])
            sheet.write_blank(number, len(cells), None, looks["typed"])
        own = len(_WIDTHS) - 1
        # A level between two is not in the list: it is asked about, and taken.
        choice = {"validate": "list", "source": _CHOICES, "error_type": "information"}
        sheet.data_validation(row + 1, own, row + len(rows), own, choice)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _put_about(
    sheet: Worksheet, job: JobProfile, language: Language, looks: Mapping[str, Format]
) -> int:
    """Write who, when and for which job; return the row after it."""
    row = _FIRST
    for name in _ABOUT:
        put_text(sheet, row, 0, message(f"people.form-{name}").localized(language), looks["name"])
        sheet.write_blank(row, 1, None, looks["date" if name == "date" else "text"])
        row += 1
    oneself = message("people.form-self").localized(language)
    for name, value in (("job", job.code), ("assessor", oneself)):
        put_text(sheet, row, 0, message(f"people.form-{name}").localized(language), looks["name"])
        put_text(sheet, row, 1, value, looks["plain"])
        row += 1
    return row + 1


def _headings(language: Language) -> Iterator[str]:
    yield message("people.form-code").localized(language)
    yield message("people.form-name").localized(language)
    for rank in _RANKS:
        yield message("people.form-level", rank=rank).localized(language)
    yield message("people.form-own").localized(language)


def _rows(nomenclature: Nomenclature, job: JobProfile, language: Language) -> Iterator[list[str]]:
    framework = nomenclature.framework
    for need in job.requirements:
        competence = framework.competence[need.competence]
        described = {at_level.level: at_level.description for at_level in competence.levels}
        words = [
            described[rank].localized(language) if rank in described else "–" for rank in _RANKS
        ]
        yield [need.competence, competence.names.localized(language), *words]
