"""The statements of the English edition of 2024, whose wording our English may not copy.

The document is at hand as others parsed it: pieces of text in lists by family. Their order is
that of their numbers, and a profile begins at each mission; the profile that a piece names is
often wrong. docs/words.md tells which file, and where it is looked for.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from .likeness import words

PROFILES = (7, 8, 5, 9, 3, 3, 7, 6, 4)
"""How many profiles each family has in 2024."""
SHORTEST = 3
"""Shorter lines are codes, levels and headings of one word."""

_PART_END = re.compile(r"\n| = |\. [A-E]\. [A-Z]+, \d = ")
_BULLET = re.compile(r"^[\s•-]*(?:o )?")


def statements_by_profile(file: Path) -> dict[str, list[str]]:
    """Return the headings and statements of each profile, competences included, by its code."""
    found: dict[str, list[str]] = {}
    codes = (
        f"{family}.{n}" for family, count in enumerate(PROFILES, 1) for n in range(1, count + 1)
    )
    for section, content in _pieces(file):
        if section == "MISSION":
            current = found.setdefault(next(codes), [])
        current += _statements(f"{section}\n{content}")
    assert len(found) == sum(PROFILES)
    return found


def _pieces(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the section and the text of each piece, in the order of the document."""
    domains = json.loads(file.read_text(encoding="utf-8"))["domains"].values()
    pieces = [piece for domain in domains for piece in domain]
    for piece in sorted(pieces, key=lambda piece: int(piece["chunk_id"].removeprefix("chunk_"))):
        yield piece["metadata"]["section"], piece["content"]


def _statements(text: str) -> Iterator[str]:
    for part in _PART_END.split(text):
        line = " ".join(_BULLET.sub("", part).split())
        if len(words(line)) >= SHORTEST:
            yield line
