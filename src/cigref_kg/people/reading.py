"""People and their levels, read from a table of comma- or semicolon-separated values.

Two forms are read, told apart by the first row. Long: a row a competence::

    person,competence,level
    A,E.8,3

Wide: a row a person, a column a competence, empty cells for what a person does not have::

    person,E.8,D.1
    A,3,2

The names of the columns may be French (``personne``, ``compétence``, ``niveau``), and codes written
as people do (``e8``).

Nothing of it is kept or logged; messages name lines and columns, never people.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from cigref_kg.base.errors import InputError
from cigref_kg.insight.matching import Person
from cigref_kg.insight.names.spelling import normal_code

_LONG = ["person", "competence", "level"]
_IN_FRENCH = {"personne": "person", "compétence": "competence", "niveau": "level"}
_MOST_SHOWN = 20
_SEPARATORS = ";\t,"


class PeopleError(InputError):
    """A table of people that cannot be used; ``problems`` has a line for each thing wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        shown = problems[:_MOST_SHOWN]
        if len(problems) > _MOST_SHOWN:
            shown.append(f"… and {len(problems) - _MOST_SHOWN} more")
        super().__init__("\n".join(shown))


def read_people(content: bytes, competences: Collection[str]) -> list[Person]:
    """Read a table of people, in the order in which they first appear.

    Args:
        content: the table, in UTF-8, with or without a byte order mark.
        competences: the codes that are known.

    Raises:
        PeopleError: if it cannot be used; names every line and column that is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PeopleError([f"line {line}: is not UTF-8: save the table as CSV UTF-8"]) from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True))
    except csv.Error as error:
        raise PeopleError([f"is no table of separated values: {error}"]) from error
    table = _Table(competences)
    table.read(rows)
    if not table.people and not table.problems:
        table.problems.append("line 1: there is nobody in this table: write a row for each person")
    if table.problems:
        raise PeopleError(table.problems)
    return [Person(label, levels) for label, levels in table.people.items()]


@dataclass
class _Table:
    """The people of a table in the making, and what is wrong in it."""

    competences: Collection[str]
    people: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def read(self, rows: list[list[str]]) -> None:
        numbered = [(n, [cell.strip() for cell in row]) for n, row in enumerate(rows, 1)]
        numbered = [(n, row) for n, row in numbered if any(row)]
        if not numbered:
            return
        number, header = numbered[0]
        names = [_IN_FRENCH.get(name.casefold(), name.casefold()) for name in header]
        if names == _LONG:
            for line, row in numbered[1:]:
                self.long_row(line, row)
        elif names[0] == "person" and len(header) > 1:
            columns = list(self.columns(number, header))
            for line, row in numbered[1:]:
                self.wide_row(line, row, columns)
        else:
            self.problems.append(
                f"line {number}: the first row must be person,competence,level, or person and a"
                f" code of competence in each further column, not {','.join(header)[:80]!r}"
            )

    def columns(self, line: int, header: list[str]) -> Iterator[str]:
        codes = [self.code(written) for written in header[1:]]
        for place, code in enumerate(codes, 2):
            if code not in self.competences:
                self.problems.append(
                    f"line {line}, column {place}: there is no competence {code[:40]!r}"
                )
            elif code in codes[: place - 2]:
                self.problems.append(f"line {line}, column {place}: {code} has two columns")
            yield code

    def long_row(self, line: int, row: list[str]) -> None:
        if len(row) != len(_LONG):
            self.problems.append(f"line {line}: has {len(row)} values, {len(_LONG)} are needed")
            return
        label, written, level = row
        code = self.code(written)
        if code not in self.competences:
            self.problems.append(f"line {line}, column 2: there is no competence {code[:40]!r}")
            return
        levels = self.person(line, label)
        if levels is not None and code in levels:
            self.problems.append(f"line {line}, column 2: {code} stands twice for this person")
        elif levels is not None:
            self.put(levels, code, level, f"line {line}, column 3")

    def wide_row(self, line: int, row: list[str], columns: list[str]) -> None:
        if len(row) > len(columns) + 1:
            self.problems.append(
                f"line {line}: has {len(row)} values, the first row {len(columns) + 1}"
            )
            return
        if row[0] in self.people:
            self.problems.append(f"line {line}, column 1: this person stands twice")
            return
        levels = self.person(line, row[0])
        if levels is None:
            return
        for place, (code, level) in enumerate(zip(columns, row[1:], strict=False), 2):
            if level:
                self.put(levels, code, level, f"line {line}, column {place}")

    def code(self, written: str) -> str:
        """The code of the competence that is meant; what was written if there is none."""
        if written in self.competences:
            return written
        meant = normal_code(written) or written
        return meant if meant in self.competences else written

    def person(self, line: int, label: str) -> dict[str, int] | None:
        if not label:
            self.problems.append(f"line {line}, column 1: the person is missing")
            return None
        return self.people.setdefault(label, {})

    def put(self, levels: dict[str, int], code: str, level: str, place: str) -> None:
        if level == "0":
            return
        if level not in {"1", "2", "3", "4", "5"}:
            self.problems.append(f"{place}: the level is {level[:20]!r}: levels go from 1 to 5")
            return
        levels[code] = int(level)
