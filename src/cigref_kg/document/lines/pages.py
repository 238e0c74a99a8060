"""Pages: running headers and footnotes taken out of the flow of lines, and where pages begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.text import Line, is_capitals

_PAGE_NUMBER = re.compile(r"\bP A G E \| (\d+)$|^PAGE \| (\d+)$")
_DOCUMENT_TITLE = re.compile(r"^NOMENCLATURE DES PROFILS\b.*?(?:VERSION (\d{4}))?$")
_RUNNING_TITLE = re.compile(r"^[1-9]\.(?:[1-9]\d?\.)? ")
_HEADER_LINES = 6
"""A running header has at most so many lines: page number, profile, a space, title, and blanks."""
_FOOTNOTE = re.compile(r"^\d{1,2} \S")
_FOOTNOTE_LINES = 6  # lines of the longest footnote


@dataclass(frozen=True)
class Flow:
    """The lines of the document without headers and footers."""

    lines: tuple[Line, ...]
    opening: frozenset[int]
    """Numbers of the lines with which a page, or what follows lost repeated text, begins."""
    after_header: frozenset[int]
    """Those of them that follow a running header that the text has kept."""
    year: int | None
    """The year of the edition, as the running headers give it."""


def read_pages(lines: Sequence[Line], coverage: Coverage) -> Flow:
    """Take running headers and footnotes out of the lines, into the coverage."""
    noise: dict[int, Role] = {}
    headers: list[int] = []
    year = None
    for index, line in enumerate(lines):
        if line.number in noise:
            continue
        words = line.words
        if _PAGE_NUMBER.search(words):
            end = _header_end(lines, index)
        elif _DOCUMENT_TITLE.match(words) and is_capitals(words):
            end = index + 1
        else:
            end = _footnote_end(lines, index)
            if end:
                noise.update((found.number, Role.FOOTNOTE) for found in lines[index + 1 : end])
            continue
        for found in lines[index:end]:
            noise[found.number] = Role.RUNNING_HEADER
            title = _DOCUMENT_TITLE.match(found.words)
            if title and title[1]:
                year = int(title[1])
        headers.append(end)
    for line in lines:
        if line.number in noise:
            coverage.discard(noise[line.number], "page", [line])
    after_header = {
        following for end in headers if (following := _next_content(lines, end, noise)) is not None
    }
    kept = tuple(line for line in lines if line.number not in noise)
    opening = {line.number for line in kept if line.opens_page}
    return Flow(kept, frozenset(opening | after_header), frozenset(after_header), year)


def _header_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after a header that begins with the line of the page number."""
    for index in range(start + 1, min(start + 1 + _HEADER_LINES, len(lines))):
        words = lines[index].words
        if not words:
            continue
        if _DOCUMENT_TITLE.match(words):
            return index + 1
        if not (_RUNNING_TITLE.match(words) and is_capitals(words)):
            break
    # The document's title is missing: only the page number is certain.
    return start + 1


def _footnote_end(lines: Sequence[Line], index: int) -> int:
    """Return the index after a footnote that begins below a line with one space, or 0.

    A footnote is the last thing on a page: what follows it opens the next one.
    """
    if lines[index].raw.strip("\r") != " " or index + 1 >= len(lines):
        return 0
    if not _FOOTNOTE.match(lines[index + 1].raw) or re.search(r"[A-E]\.\d", lines[index + 1].raw):
        return 0
    for end in range(index + 2, min(index + 2 + _FOOTNOTE_LINES, len(lines))):
        if lines[end].opens_page or _PAGE_NUMBER.search(lines[end].words):
            return end
    return 0


def _next_content(lines: Sequence[Line], index: int, noise: dict[int, Role]) -> int | None:
    for line in lines[index : index + 12]:
        if not line.blank:
            return None if line.number in noise else line.number
    return None
