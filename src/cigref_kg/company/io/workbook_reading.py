"""A framework as a workbook (XLSX): read, with errors that name sheet and cell.

Formulas are refused: what counts must stand in the file, not be worked out by a program that may
not be there.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import getitem
from pathlib import Path as FilePath
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.reading.archive import archive_problem
from cigref_kg.base.text import Text
from cigref_kg.company.io.plain import Document, Path, dotted
from cigref_kg.company.io.sheets import CHANGES, FIELDS, HEADING, IGNORED, SHEETS, Column, Sheet
from cigref_kg.records.errors import RecordError

MAX_FILE_BYTES = 20_000_000  # far more than a large framework takes
MAX_ROWS = 200_000  # 1,000 profiles of 200 statements
_PLURALS = {"deliverable": "deliverables", "indicator": "indicators"}
_NAMED = ("families", "competences", "profiles")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its values and their cells, by column."""

    values: Mapping[str, Any]
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


def read_workbook(file: FilePath) -> Document:
    """Read a workbook made from the template.

    Raises:
        InputError: if it cannot or must not be opened, or a cell cannot be used; the message names
            file, sheet and cell.
        OSError: if there is no such file.
    """
    content = _content(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that openpyxl leaves aside
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            reader = _Reader(file)
            rows = reader.rows(workbook)
            workbook.close()
    except RecordError:
        raise
    except Exception as error:  # openpyxl has no class for all that may be wrong in a file
        words = message("company.unreadable-workbook", problem=error)
        raise RecordError.at(file, "", words) from error
    document = reader.document(rows)
    if reader.problems:
        raise RecordError(reader.problems)
    return Document(document, reader.place)


def _content(file: FilePath) -> bytes:
    """Read a file, unless it is no workbook or would unpack to more than a workbook needs.

    Python reads no more of a part than the size that the archive declares for it, so the declared
    sizes are what counts.
    """
    size = file.stat().st_size
    if size > MAX_FILE_BYTES:
        words = message("company.large-file", size=size, most=MAX_FILE_BYTES)
        raise RecordError.at(file, "", words)
    content = file.read_bytes()
    problem = archive_problem(content)
    if problem:
        raise InputError(problem).within(file)
    return content


@dataclass
class _Reader:
    """The document of a workbook in the making, and where its parts stand."""

    file: FilePath
    cells: dict[Path, str] = field(default_factory=dict)
    problems: list[Text] = field(default_factory=list)
    wrong_cells: set[str] = field(default_factory=set)

    def place(self, path: Path) -> str:
        """The cell of a part, or of the nearest that has one."""
        for length in range(len(path), 0, -1):
            cell = self.cells.get(path[:length])
            if cell:
                rest = dotted(path[length:])
                return f"{self.file}: {cell}" + (f" ({rest})" if rest else "")
        sheet = str(path[0]).capitalize() if path and path[0] in _NAMED else HEADING
        return f"{self.file}: {sheet}" + (f" ({dotted(path)})" if path else "")

    def wrong(self, cell: str, what: Text) -> None:
        self.problems.append(what.after_each(f"{self.file}: {cell}: "))
        self.wrong_cells.add(cell)

    # --- Rows

    def rows(self, workbook: Any) -> Mapping[str, list[Row]]:
        known = {HEADING, *IGNORED, *(sheet.name for sheet in SHEETS)}
        for name in workbook.sheetnames:
            if name not in known and not name.startswith("_"):
                self.wrong(name, message("company.foreign-sheet"))
        if HEADING not in workbook.sheetnames:
            raise RecordError.at(self.file, HEADING, message("company.missing-sheet"))
        found = {HEADING: list(self.heading(workbook[HEADING]))}
        for sheet in SHEETS:
            present = sheet.name in workbook.sheetnames
            found[sheet.name] = list(self.listed(sheet, workbook[sheet.name])) if present else []
        return found

    def heading(self, worksheet: Any) -> Iterator[Row]:
        columns = {column.name: column for column in FIELDS}
        for number, cells in enumerate(worksheet.iter_rows(max_row=100, max_col=2), 1):
            name = self.value(cells[0], f"{HEADING}!A{number}", None)
            if name is None:
                continue
            if name not in columns:
                words = message("company.unknown-field", name=name, known=", ".join(columns))
                self.wrong(f"{HEADING}!A{number}", words)
                continue
            place = f"{HEADING}!B{number}"
            value = self.value(cells[1] if len(cells) > 1 else None, place, columns[name])
            yield Row({name: value}, {name: place})

    def listed(self, sheet: Sheet, worksheet: Any) -> Iterator[Row]:
        known = {column.name: column for column in sheet.columns}
        rows = worksheet.iter_rows(max_row=MAX_ROWS + 1, max_col=len(known) + 8)
        columns: list[Column | None] = []
        for number, cell in enumerate(next(rows, ()), 1):
            place = f"{sheet.name}!{get_column_letter(number)}1"
            name = self.value(cell, place, None)
            if name is not None and name not in known:
                words = message("company.unknown-column", name=name, known=", ".join(known))
                self.wrong(place, words)
            columns.append(known.get(str(name)))
        first = sheet.columns[0].name
        for number, cells in enumerate(rows, 2):
            if number > MAX_ROWS:
                words = message("company.many-rows", most=MAX_ROWS)
                self.wrong(f"{sheet.name}!A{number}", words)
                return
            values: dict[str, Any] = {}
            places: dict[str, str] = {}
            for at, (cell, column) in enumerate(zip(cells, columns, strict=False), 1):
                if column is not None:
                    place = f"{sheet.name}!{get_column_letter(at)}{number}"
                    places[column.name] = place
                    values[column.name] = self.value(cell, place, column)
            if any(value is not None for value in values.values()):
                if values.get(first) is None:
                    words = message("company.missing-in-row", column=first)
                    self.wrong(f"{sheet.name}!A{number}", words)
                    continue
                yield Row(values, places)

    def value(self, cell: Any, place: str, column: Column | None) -> Any:
        """The value of a cell, ``None`` if it is empty or cannot be used."""
        value = None if cell is None else cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if cell.data_type == "f":
            self.wrong(place, message("company.formula"))
            return None
        if cell.data_type == "e":
            self.wrong(place, message("company.error-value", value=value))
            return None
        if column is not None and column.is_number:
            return self.number(value, place)
        if not isinstance(value, str):
            self.wrong(place, message("company.cell-no-text", value=value))
            return None
        value = value.strip()
        if column is not None and column.choices and value not in column.choices:
            known = ", ".join(column.choices)
            self.wrong(place, message("company.no-choice", value=value, known=known))
            return None
        return value

    def number(self, value: Any, place: str) -> Any:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(place, message("company.no-number", value=value))
            return None
        return value

    # --- The document

    def document(self, rows: Mapping[str, list[Row]]) -> dict[str, Any]:
        content: dict[str, Any] = {"families": {}, "competences": {}, "profiles": {}}
        for row in rows[HEADING]:
            for name, place in row.cells.items():
                self.put(content, _field(name), row[name], place)
        for sheet, part in zip(("Families", "Competences", "Profiles"), _NAMED, strict=True):
            for row in rows[sheet]:
                self.thing(content, part, row)
        for sheet, read in (
            ("Levels", self.level),
            ("Requirements", self.requirement),
            ("Statements", self.statement),
            ("Rewordings", self.rewording),
            ("OtherNames", self.other_name),
        ):
            for row in rows[sheet]:
                read(content, row)
        for profile in content["profiles"].values():
            if "extends" in profile:
                profile["extends"] = re.findall(r"[^\s,;]+", profile["extends"])
            for group in profile.get("activities", ()):
                del group["number"]  # which served to find the group
        return content

    def put(self, content: dict[str, Any], path: Path, value: Any, place: str) -> None:
        """Set a value where it belongs, and note its cell."""
        if value is None:
            self.cells.setdefault(path, place)
            return
        if path in self.cells and _at(content, path) is not None:
            self.wrong(place, message("company.stands-already", other=self.cells[path]))
            return
        _within(content, path[:-1])[path[-1]] = value
        self.cells[path] = place

    def append(self, content: dict[str, Any], path: Path, value: Any, place: str) -> None:
        """Add a value to the list at ``path``, and note its cell."""
        listed = _within(content, path[:-1]).setdefault(path[-1], [])
        self.cells[(*path, len(listed))] = place
        listed.append(value)

    def append_words(self, content: dict[str, Any], path: Path, row: Row) -> None:
        words = self.words((*path, len(_at(content, path) or ())), row, "text")
        self.append(content, path, words, row.cells["kind"])

    def thing(self, content: dict[str, Any], part: str, row: Row) -> None:
        code = row["code"]
        if (part, code) in self.cells:
            words = message("company.code-stands", code=code, other=self.cells[part, code])
            self.wrong(row.cells["code"], words)
            return
        self.cells[part, code] = row.cells["code"]
        content[part].setdefault(code, {})
        for name, place in row.cells.items():
            if name != "code":
                self.put(content, (part, code, *_field(name)), row[name], place)

    def known(self, content: dict[str, Any], row: Row, column: str, *parts: str) -> str | None:
        """The part that has the code in a column; a code that none has is wrong."""
        code = row[column]
        for part in parts:
            if code in content[part]:
                return part
        sheets = " or ".join(part.capitalize() for part in parts)
        self.wrong(row.cells[column], message("company.not-in-sheet", code=code, sheets=sheets))
        return None

    def filled(self, row: Row, *columns: str) -> bool:
        for column in columns:
            if row[column] is None:
                place = row.cells.get(column) or next(iter(row.cells.values()))
                # What was refused in the cell itself is told there.
                if place not in self.wrong_cells:
                    self.wrong(place, message("company.missing-in-row", column=column))
                return False
        return True

    def level(self, content: dict[str, Any], row: Row) -> None:
        if not self.known(content, row, "competence", "competences"):
            return
        if not self.filled(row, "level"):
            return
        path = ("competences", row["competence"], "levels", str(row["level"]))
        self.cells.setdefault(path[:-1], row.cells["level"])
        self.put(content, path, self.words(path, row, "description"), row.cells["level"])

    def words(self, path: Path, row: Row, name: str) -> dict[str, str]:
        found = {}
        for language in ("fr", "en"):
            column = f"{name} {language}"
            if column in row.cells:
                self.cells[(*path, language)] = row.cells[column]
            if row[column] is not None:
                found[language] = row[column]
        return found

    def requirement(self, content: dict[str, Any], row: Row) -> None:
        if not self.known(content, row, "profile", "profiles"):
            return
        if not self.filled(row, "change", "competence"):
            return
        profile, change, code = row["profile"], row["change"], row["competence"]
        path: Path = ("profiles", profile, "requirements")
        for verb in CHANGES:
            other = self.cells.get((*path, verb, code))
            if other:
                words = message("company.changed-already", profile=profile, code=code, other=other)
                self.wrong(row.cells["competence"], words)
                return
        self.cells[(*path, change, code)] = row.cells["competence"]
        if change == "drop":
            if row["level"] is not None:
                self.wrong(row.cells["level"], message("company.useless-level"))
            self.append(content, (*path, "drop"), code, row.cells["competence"])
        elif self.filled(row, "level"):
            self.put(content, (*path, change, code), row["level"], row.cells["level"])

    def statement(self, content: dict[str, Any], row: Row) -> None:
        if not self.known(content, row, "profile", "profiles") or not self.filled(row, "kind"):
            return
        kind, owner = row["kind"], ("profiles", row["profile"])
        if kind in _PLURALS:
            if row["group"] is not None:
                self.wrong(row.cells["group"], message("company.useless-group", kind=kind))
            self.append_words(content, (*owner, _PLURALS[kind]), row)
            return
        if not self.filled(row, "group"):
            return
        groups = (*owner, "activities")
        key: Path = (*owner, "group", row["group"])
        if key not in self.cells:
            self.cells[key] = row.cells["group"]
            group = {"number": row["group"], "activities": []}
            self.append(content, groups, group, row.cells["group"])
        numbers = [group["number"] for group in _at(content, groups)]
        path: Path = (*groups, numbers.index(row["group"]))
        heading = (*path, "heading")
        if kind == "activity":
            self.append_words(content, (*path, "activities"), row)
        elif heading in self.cells:
            words = message("company.heading-stands", other=self.cells[heading])
            self.wrong(row.cells["kind"], words)
        else:
            self.put(content, heading, self.words(heading, row, "text"), row.cells["kind"])

    def rewording(self, content: dict[str, Any], row: Row) -> None:
        if not self.known(content, row, "profile", "profiles"):
            return
        if not self.filled(row, "change", "statement"):
            return
        profile, change, key = row["profile"], row["change"], row["statement"]
        path: Path = ("profiles", profile, "statements")
        other = self.cells.get((*path, "of", key))
        if other:
            said = message("company.code-stands", code=key, other=other)
            self.wrong(row.cells["statement"], said)
            return
        self.cells[(*path, "of", key)] = row.cells["statement"]
        if change == "drop":
            self.append(content, (*path, "drop"), key, row.cells["statement"])
        else:
            replaced = (*path, "replace", key)
            words = self.words(replaced, row, "text")
            self.put(content, replaced, words, row.cells["statement"])

    def other_name(self, content: dict[str, Any], row: Row) -> None:
        part = self.known(content, row, "code", *_NAMED)
        if part is None or not self.filled(row, "language", "name"):
            return
        path: Path = (part, row["code"], "alternative_labels", row["language"])
        self.cells.setdefault(path, row.cells["name"])
        self.append(content, path, row["name"], row.cells["name"])


def _within(content: dict[str, Any], path: Path) -> Any:
    """The map at ``path``, made as needed; lists on the way are long enough."""
    target: Any = content
    for part in path:
        target = target[part] if isinstance(part, int) else target.setdefault(part, {})
    return target


def _at(content: Any, path: Path) -> Any:
    try:
        return reduce(getitem, path, content)
    except KeyError:
        return None


def _field(column: str) -> Path:
    """The way to what a column holds: ``title fr`` is ``("title", "fr")``.

    >>> _field("career path en"), _field("close to")
    (('career_path', 'en'), ('close_to',))
    """
    name, _, language = column.rpartition(" ")
    if language in {"fr", "en"}:
        return name.replace(" ", "_"), language
    return (column.replace(" ", "_"),)
