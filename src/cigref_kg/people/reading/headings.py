"""Which column of a table holds what: found by names, or as ``columns.yaml`` says."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from cigref_kg.base.messages import message
from cigref_kg.base.reading.tables import Row, TableError
from cigref_kg.base.text import Text
from cigref_kg.people.reading.columns import NOT_HELD, ROLES, Columns
from cigref_kg.people.reading.values import plain

_LINES_SEARCHED = 30
"""Exports begin with a title and a date, self-assessment forms with who fills them in."""
_MOST_SHOWN = 40  # headings that an error lists
_LONG = ("person", "competence", "level")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


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
    for at, (number, cells) in enumerate(rows[:_LINES_SEARCHED]):
        headings = [plain(cell) for cell in cells]
        places = _places(headings, columns)
        groups = rows[at - 1][1] if at else []
        below = rows[at + 1] if at + 1 < len(rows) else (number, [])
        parts = _parts(cells, below[1], places)
        if not parts and places.keys() >= {*_LONG} and _is_heading(below[1], places["person"]):
            continue  # what stands over several headings
        if parts and places.keys() >= {*_LONG[1:]}:
            number, _ = below
            cells = [part or cell for cell, part in zip(cells, parts, strict=False)]
            places, parts = _places([plain(cell) for cell in cells], columns), ()
        coded = _held(cells, groups, parts, resolve)
        has_person = "person" in places or "person" in constants
        is_long = has_person and columns.layout != "wide" and places.keys() >= {*_LONG[1:]}
        if is_long or (has_person and columns.layout != "long" and coded):
            if parts and not is_long:
                number = below[0]
                cells = [f"{cell} {part}".strip() for cell, part in zip(cells, parts, strict=False)]
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
    bare = [_bare(heading) for heading in headings]
    for role in ROLES:
        named = columns.heading(role)
        if named is not None and plain(named) in headings:
            places[role] = [headings.index(plain(named))]
            taken.add(places[role][0])
    for role, names in ROLES.items():
        if columns.heading(role) is not None:
            continue
        free = [
            bare.index(name) for name in names if name in bare and bare.index(name) not in taken
        ]
        if free:
            places[role] = free if role == "competence" else free[:1]
            taken.update(places[role])
    return places


def _bare(heading: str) -> str:
    """A heading without what is in brackets: ``niveau (1 a 5)``, but not ``niveau (requis)``."""
    return heading if _is_not_held(heading) else plain(_BRACKETS.sub(" ", heading))


def _is_not_held(heading: str) -> bool:
    return not NOT_HELD.isdisjoint(_WORD.findall(plain(heading)))


def _parts(
    cells: Sequence[str], below: Sequence[str], places: Mapping[str, Sequence[int]]
) -> Sequence[str]:
    """The line below the headings if it parts them, as in *requis* and *acquis*; else nothing."""
    people = places.get("person", ())
    if not people or any(below[at : at + 1] not in ([""], [cells[at]]) for at in people):
        return ()
    if not any(_is_not_held(cell) or plain(cell) in ROLES["level"] for cell in below):
        return ()
    pairs = zip_longest(cells, below, fillvalue="")
    return ["" if part == cell else part for cell, part in pairs]


def _is_heading(cells: Sequence[str], places: Sequence[int]) -> bool:
    known = {name for names in ROLES.values() for name in names}
    return any(plain(cell) in known for at in places for cell in cells[at : at + 1])


def _held(
    cells: Sequence[str],
    groups: Sequence[str],
    parts: Sequence[str],
    resolve: Callable[[str], str | None],
) -> dict[int, str]:
    """The code of each column with levels that people have, in a table with a row a person.

    Args:
        cells: the headings.
        groups: the line above: a cell may stand over several headings.
        parts: the line below, if it parts headings.
        resolve: gives the code of a competence.
    """
    found: dict[str, list[tuple[int, str, str]]] = {}
    group, code = "", None
    for place, cell in enumerate(cells):
        group = "".join(groups[place : place + 1]) or group
        code = resolve(cell) if cell or not parts else code
        if code and not _is_of_required(cell, code, resolve):
            part = "".join(parts[place : place + 1])
            found.setdefault(code, []).append((place, part, f"{group} {part}"))
    chosen: dict[int, str] = {}
    for code, each in found.items():
        held = [column for column in each if not _is_not_held(column[2])]
        levels = [column for column in held if plain(column[1]) in ROLES["level"]]
        chosen |= {place: code for place, *_ in levels or held or each}
    return dict(sorted(chosen.items()))


def _is_of_required(heading: str, code: str, resolve: Callable[[str], str | None]) -> bool:
    """Whether a word says that levels are not held, and is no part of the competence's name."""
    name = plain(heading).replace(plain(code), " ").strip(" .:–—-()[]")
    is_named = resolve(name) == code != resolve(_unmarked(name))
    return _is_not_held(heading) and resolve(_unmarked(heading)) == code and not is_named


def _unmarked(heading: str) -> str:
    return _WORD.sub(lambda word: "" if word[0] in NOT_HELD else word[0], plain(heading))


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
    cells = [" ".join(cell.split()) for cell in cells]
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
