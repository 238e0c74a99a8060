"""The table and the detail of a profile's competences → required levels, and how each was read.

The table's cells are written ``CODE., n = value``: title and level often changed places, a level
may stand at the end of a title, and a cell may hold a second competence. The detail names the
first competence and level of a page in the heads of its columns, the others in its rows.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.base.layers import RequirementReading

_Pairs = Iterator[tuple[str, int | None]]

_CODE = r"[A-E]\.\d{1,2}\b"
_CELL = re.compile(rf"({_CODE})[^=]*?, \d = ?(.*?)(?=\. {_CODE}[^=]*?, \d =|$)", re.MULTILINE)
_IN_VALUE = re.compile(rf"({_CODE})\.?|(?<!\d)([1-5])(?!\d)")
_EVENT = re.compile(
    rf"(?P<head>{_CODE})\.?(?: [^=.]*)? = "
    r"|\bLevel (?P<head_level>[1-5]) = "
    rf"|(?<== )(?P<code>{_CODE})"
    r"|(?<== )(?:[^=.]* )?Level (?P<level>[1-5])\b(?! = )"
)
_VALUE = re.compile(r"(?<= = )(.+?)\.(?=\. (?:[A-E]\. [A-Z]+)?, [^=]* = |$)")
_SHORTEST = 40
"""Characters: titles are shorter, descriptors longer."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """The requirements of one profile in the order of their codes, and what was wrong."""

    levels: Mapping[str, int]
    readings: Mapping[str, RequirementReading]
    codes: tuple[str, ...]
    """All codes that the profile names, legible or not."""
    disagreements: tuple[str, ...]

    @property
    def illegible(self) -> tuple[str, ...]:
        """The codes without a level."""
        return tuple(code for code in self.codes if code not in self.levels)


def read_requirements(summary: Sequence[str], detail: Sequence[str]) -> Requirements:
    """Join what the table and the detail of a profile say; the table counts where they differ.

    Args:
        summary: the lines of the table.
        detail: the lines of the detail, each a table of its own.
    """
    table = _joined(pair for line in summary for pair in _table(line))
    details = _joined(pair for line in detail for pair in _detail(line))
    levels: dict[str, int] = {}
    readings: dict[str, RequirementReading] = {}
    codes = sorted({*table, *details}, key=lambda code: (code[0], int(code[2:])))
    for code in codes:
        in_table, in_detail = table.get(code), details.get(code)
        if level := in_table or in_detail:
            levels[code] = level
            one = RequirementReading.SUMMARY if in_table else RequirementReading.DETAIL
            readings[code] = RequirementReading.BOTH if in_table and in_detail else one
    return Requirements(
        levels,
        readings,
        tuple(codes),
        tuple(c for c in codes if (details.get(c) or levels.get(c)) != levels.get(c)),
    )


def _joined(pairs: Iterable[tuple[str, int | None]]) -> dict[str, int | None]:
    """Keep the first level of each code."""
    joined: dict[str, int | None] = {}
    for code, level in pairs:
        joined[code] = joined.get(code) or level
    return joined


def _table(text: str) -> _Pairs:
    if heading := re.match(_CODE, text):
        yield heading[0], None
    code = before = ""
    for key, value in _CELL.findall(text):
        if key != before:  # otherwise the cell goes on with what the one before it ends with
            code = before = key
        yield code, None
        for other, level in _IN_VALUE.findall(value):
            code = other or code
            yield code, int(level) if level else None


def _detail(text: str) -> _Pairs:
    """Yield the codes and levels of one table of the detail, which is one line.

    A head is repeated before every cell; its level belongs to its code, the level of a row to the
    code of the row.
    """
    if heading := re.match(_CODE, text):
        yield heading[0], None
    heads: dict[str, str] = {}
    row: str | None = None
    for event in _EVENT.finditer(text):
        if head := event["head"]:
            heads.setdefault("code", head)
        elif level := event["head_level"]:
            heads.setdefault("level", level)
        elif event["code"]:
            row = event["code"]
            yield row, None
        elif row:
            yield row, int(event["level"])
    if "code" in heads:
        yield heads["code"], int(heads["level"]) if "level" in heads else None


def levels_by_descriptor(
    code: str, printed: Sequence[str], others: Sequence[tuple[Mapping[str, int], Sequence[str]]]
) -> set[int]:
    """Return the levels of ``code`` whose descriptors stand in ``printed``.

    Where neither the table nor the detail has kept a level, the words of its descriptor tell it:
    they stand in most profiles that require the competence at that level, and in no other.

    Args:
        code: of the competence.
        printed: the lines of the detail of the profile in question.
        others: the levels and the lines of the detail of profiles whose levels are all legible.
    """
    copies: Counter[str] = Counter()
    at_level: dict[str, Counter[int | None]] = defaultdict(Counter)
    wanted = Counter(levels.get(code) for levels, _ in others)
    for levels, lines in others:
        for value in _values(lines):
            copies[value] += 1
            at_level[value][levels.get(code)] += 1
    return {
        level
        for value in _values(printed)
        for level, count in at_level[value].items()
        if level and count == copies[value] and 2 * count > wanted[level] > 1
    }


def _values(lines: Sequence[str]) -> set[str]:
    return {
        " ".join(value.split())
        for line in lines
        for value in _VALUE.findall(line)
        if len(value) >= _SHORTEST
    }
