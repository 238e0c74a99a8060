"""A column of job titles with what each means: JSON, CSV or a workbook.

A cell that begins like a formula is written as text: behind an apostrophe in CSV, as a string in a
workbook.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cigref_kg.base.columns import Table
from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile, Language
from cigref_kg.base.text import as_text
from cigref_kg.base.writing import csv_bytes, json_bytes
from cigref_kg.insight.names.finding import Status
from cigref_kg.insight.names.telling import MOST_CANDIDATES, ToldCandidate, ToldTitle
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet
from cigref_kg.publish.spreadsheets.writing import workbook_bytes

_COLUMNS = {"status": 14, "code": 8, "profile": 34, "score": 8, "reason": 46}
"""What stands behind the table's own columns, and how wide it is, in characters."""


@dataclass(frozen=True, slots=True)
class TitleTable:
    """The table that titles came in: its headings and rows, each with the title's cell."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def titles_json(told: Sequence[ToldTitle], edition: int) -> bytes:
    """Return the titles as JSON, in their order."""
    content = [
        {
            "title": each.title,
            "status": each.status.value,
            "reason": each.reason,
            "candidates": [{**asdict(found), "edition": edition} for found in each.candidates],
        }
        for each in told
    ]
    return json_bytes(content)


def titles_csv(table: TitleTable, told: Sequence[ToldTitle], language: Language) -> bytes:
    """Return the table with what each title means behind its columns, as CSV in UTF-8.

    Args:
        table: as it was read.
        told: what each title means.
        language: of the words.
    """
    rows: list[Sequence[object]] = [_headings(table, language), *_rows(table, told, language)]
    return csv_bytes([as_text(str(cell)) for cell in row] for row in rows)


def titles_workbook(table: TitleTable, told: Sequence[ToldTitle], language: Language) -> bytes:
    """Return the table with what each title means behind its columns, as a workbook.

    Args:
        table: as it was read.
        told: what each title means.
        language: of the words.
    """
    headings = _headings(table, language)
    widths = [24] * len(table.headings) + list(_COLUMNS.values()) + [34] * (MOST_CANDIDATES - 1)
    columns = [Column(name, width) for name, width in zip(headings, widths, strict=True)]
    rows = [[str(cell) for cell in row] for row in _rows(table, told, language)]
    title = message("publish.titles").localized(language)
    return workbook_bytes(About("Info", title, language), [Sheet(title[:31], columns, rows)])


def titles_table(
    table: TitleTable, told: Sequence[ToldTitle], language: Language, width: int
) -> str:
    """Return the table with what each title means, for people on a terminal.

    Args:
        table: as it was read.
        told: what each title means.
        language: of the words.
        width: columns of the terminal.
    """
    headings = _headings(table, language)
    cells = [[str(cell) for cell in row] for row in _rows(table, told, language)]
    used = [at for at, heading in enumerate(headings) if any(row[at] for row in cells)]
    shown = Table(
        [headings[at] for at in used],
        [[row[at] for at in used] for row in cells],
        [False] * len(used),
        has_rule=True,
    )
    return "\n".join(shown.lines(width)) + "\n"


def confirmed(title: str, profile: JobProfile | None, language: Language) -> ToldTitle:
    """Return a title with the profile that a person confirmed, or none.

    Args:
        title: as people write it.
        profile: that was confirmed, or none.
        language: of the words.
    """
    why = message("publish.title-confirmed").localized(language)
    if profile is None:
        return ToldTitle(title, Status.NONE, (), why)
    label = profile.names.localized(language)
    candidate = ToldCandidate(profile.code, label, 100.0, why)
    return ToldTitle(title, Status.AUTOMATIC, (candidate,), why)


def _headings(table: TitleTable, language: Language) -> list[str]:
    told = [message(f"publish.title-heading-{name}") for name in _COLUMNS]
    told += [message("publish.title-candidate", place=n) for n in range(2, MOST_CANDIDATES + 1)]
    own = table.headings
    if own == ("",):  # of a text with one title a line
        own = (message("publish.title-heading-title").localized(language),)
    return [*own, *(each.localized(language) for each in told)]


def _rows(
    table: TitleTable, told: Sequence[ToldTitle], language: Language
) -> list[list[str | float]]:
    rows: list[list[str | float]] = []
    for row, each in zip(table.rows, told, strict=True):
        best = each.candidates[0] if each.candidates else None
        others = [f"{other.code} {other.label}" for other in each.candidates[1:MOST_CANDIDATES]]
        status = message(f"publish.title-{each.status.value}").localized(language)
        rows.append(
            [
                *row,
                status,
                best.code if best else "",
                best.label if best else "",
                best.score if best else "",
                each.reason,
                *others,
                *[""] * (MOST_CANDIDATES - 1 - len(others)),
            ]
        )
    return rows
