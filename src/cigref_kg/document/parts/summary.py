"""The summary table of a profile: its competences with their levels, and the aspect labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.text import STAR, Joiner, Line, Passage

_ROW = re.compile(r"([A-E]\.[1-9]\d?)\.\s+([^\d]+?)\s+([1-5])(?=\s|$)")
_ASPECT = re.compile(r"^(T[1-7])$")


@dataclass(frozen=True, slots=True)
class Required:
    """A cell of the table."""

    code: str
    title: str
    level: int


@dataclass(frozen=True)
class Summary:
    """The summary table, and below it the labels and the stars of the aspects."""

    required: tuple[Required, ...]
    passage: Passage
    rest: str
    """What is in the table and could not be read; empty if all was."""
    labels: tuple[tuple[str, Passage], ...]
    """The label of each aspect whose column is left in the text, by code."""
    grid: tuple[Line, ...]
    """The lines of the stars, with all their spaces."""


def read_summary(lines: Sequence[Line], joiner: Joiner) -> Summary:
    """Read the table of competences and find the lines of the aspects.

    The table prints ``code. title level``, twice in a row, over one or more lines. The labels
    T1 to T7 follow; all after the last line with letters belongs to the stars.
    """
    first_label = next(
        (at for at, line in enumerate(lines) if _ASPECT.match(line.words)),
        next((at for at, line in enumerate(lines) if STAR in line.raw), len(lines)),
    )
    table = [line for line in lines[:first_label] if not line.blank]
    text = joiner.join(line.raw for line in table)
    required = tuple(Required(row[1], row[2], int(row[3])) for row in _ROW.finditer(text))
    rest = _ROW.sub("", text).strip()
    below = lines[first_label:]
    last_letters = max(
        (at for at, line in enumerate(below) if re.search(r"\w", line.raw.replace(STAR, ""))),
        default=-1,
    )
    labels: list[tuple[str, list[Line]]] = []
    for line in below[: last_letters + 1]:
        code = _ASPECT.match(line.words)
        if code:
            labels.append((code[1], [line]))
        elif not line.blank and labels:
            labels[-1][1].append(line)
    return Summary(
        required,
        joiner.passage(table, text),
        rest,
        tuple(
            (code, joiner.passage(found, joiner.join(line.raw for line in found[1:])))
            for code, found in labels
        ),
        tuple(below[last_letters + 1 :]),
    )
