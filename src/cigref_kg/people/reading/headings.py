"""Which column of a table holds what: found by names, or as ``columns.yaml`` says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cigref_kg.base.messages import message
from cigref_kg.base.reading.tables import Row, TableError
from cigref_kg.base.text import Text
from cigref_kg.people.reading.columns import ROLES, Columns
from cigref_kg.people.reading.values import plain

_LINES_SEARCHED = 30
"""Exports begin with a title and a date, self-assessment forms with who fills them in."""
_MOST_SHOWN = 40  # headings that an error lists
_LONG = ("person", "competence", "level")


@dataclass(frozen=True, slots=True)
class Head:
    """Where everything stands in a table."""

    line: int
    """The number of the line with the headings."""
    places: Mapping[str, Sequence[int]]
    """The columns of each role; more than one for competences written as code and as title."""
    constants: Mapping[str, str]
    """What lines above the headings say for the whole table: ``Matricule`` beside a number."""
    kept: Mapping[str, int]
    read: Sequence[str]
    """Roles with the headings of their columns, as ``columns.yaml`` has them."""
    unread: Sequence[str]
    """Headings of columns that are not read."""
    competences: Mapping[int, str] = field(default_factory=dict)
    """The code of each column, in a table with a row a person; empty in one with a row a level."""


def find_head(rows: Sequence[Row], columns: Columns, resolve: Callable[[str], str | None]) -> Head:
    """Find the headings of a table within its first lines.

    Args:
        rows: of the table.
        columns: what it does not say by itself.
        resolve: gives the code of a competence by what is written for it.

    Raises:
        TableError: if what is needed is not there; names the columns.
    """
    constants: dict[str, str] = {}
    nearest: tuple[int, int, list[str]] = (0, rows[0][0], [])
    for number, cells in rows[:_LINES_SEARCHED]:
        headings = [plain(cell) for cell in cells]
        places = _places(headings, columns)
        coded = {n: code for n, cell in enumerate(cells) if (code := resolve(cell))}
        if _is_long(places, constants, columns) or _is_wide(places, constants, coded, columns):
            is_long = _is_long(places, constants, columns)
            return _head(number, cells, places, constants, {} if is_long else coded, columns)
        found = sum(role in places for role in ROLES)
        nearest = max(nearest, (found, number, cells), key=lambda best: best[0])
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and len(places) == 1 and len(filled) <= 3:
            role, (place, *_) = next(iter(places.items()))
            constants[role] = next((cell for cell in cells[place + 1 :] if cell), "")
    raise TableError(_missing(*nearest, columns))


def _places(headings: Sequence[str], columns: Columns) -> dict[str, list[int]]:
    """The columns of each role; what ``columns`` names is not guessed."""
    places: dict[str, list[int]] = {}
    taken: set[int] = set()
    for role in ROLES:
        named = columns.heading(role)
        if named is not None and plain(named) in headings:
            places[role] = [headings.index(plain(named))]
            taken.add(places[role][0])
    for role, names in ROLES.items():
        if columns.heading(role) is not None:
            continue
        free = [
            headings.index(name)
            for name in names
            if name in headings and headings.index(name) not in taken
        ]
        if free:
            places[role] = free if role == "competence" else free[:1]
            taken.update(places[role])
    return places


def _is_long(places: Mapping[str, object], constants: Mapping[str, str], columns: Columns) -> bool:
    has_all = all(role in places or (role == "person" and role in constants) for role in _LONG)
    return columns.layout != "wide" and has_all


def _is_wide(
    places: Mapping[str, object],
    constants: Mapping[str, str],
    coded: Mapping[int, str],
    columns: Columns,
) -> bool:
    return (
        columns.layout != "long" and bool(coded) and ("person" in places or "person" in constants)
    )


def _head(
    number: int,
    cells: Sequence[str],
    places: Mapping[str, Sequence[int]],
    constants: Mapping[str, str],
    coded: Mapping[int, str],
    columns: Columns,
) -> Head:
    if coded:
        places = {role: at for role, at in places.items() if role not in ("competence", "level")}
    headings = [plain(cell) for cell in cells]
    for role in ROLES:
        named = columns.heading(role)
        if named is not None and role not in places and not (coded and role in _LONG[1:]):
            raise TableError(_no_column(number, named, cells))
    kept: dict[str, int] = {}
    for named in columns.keep:
        if plain(named) not in headings:
            raise TableError(_no_column(number, named, cells))
        kept[named] = headings.index(plain(named))
    taken = {place for at in places.values() for place in at} | set(kept.values()) | set(coded)
    unread = [cell for place, cell in enumerate(cells) if cell and place not in taken]
    read = [f"{role}: {cells[place]}" for role, at in places.items() for place in at]
    read += [f"{code}: {cells[place]}" for place, code in coded.items()]
    apart = {role: value for role, value in constants.items() if role not in places}
    return Head(number, places, apart, kept, read, unread, coded)


def _no_column(number: int, named: str, cells: Sequence[str]) -> Text:
    there = ", ".join(filter(None, cells))[:400]
    return message("people.no-column", line=number, named=named, there=there)


def _missing(found: int, number: int, cells: Sequence[str], columns: Columns) -> Text:
    headings = [plain(cell) for cell in cells]
    places = _places(headings, columns)
    absent = [role for role in _LONG if role not in places]
    wanted = ", ".join(
        f"{role} ({columns.heading(role) or ', '.join(ROLES[role][1:3])})" for role in absent
    )
    # Headings are told only where they are surely some, for a line of the table may name a person.
    seen = ", ".join(filter(None, cells[:_MOST_SHOWN])) if found else ""
    return message(
        "people.no-column-for-seen" if seen else "people.no-column-for",
        line=number,
        wanted=wanted or message("people.wide-competence"),
        seen=seen,
    )
