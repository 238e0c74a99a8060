"""The parts of the document: front matter, families, profiles, and the sections of a profile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.pages import Flow
from cigref_kg.document.lines.text import Line, is_capitals, key
from cigref_kg.document.sections import HEADINGS, Section

_WORDING, _BEGINNINGS = HEADINGS["fr"], HEADINGS["fr-beginnings"]
_PROFILE_TITLE = re.compile(r"^([1-9]\.[1-9]\d?)\. (\S.*)$")
_FAMILY_TITLE = re.compile(r"^([1-9])\. (\S.*)$")
_LEADERS = re.compile(r"\.{4,}")
_TITLE_LINES = 3  # lines over which the longest title goes


@dataclass(frozen=True)
class FamilyPart:
    """The pages that open a family: its title, its description and its contents."""

    code: str
    title: tuple[Line, ...]
    body: tuple[Line, ...]


@dataclass(frozen=True)
class ProfilePart:
    """The pages of a profile, cut into sections."""

    code: str
    title: tuple[Line, ...]
    sections: Mapping[Section, tuple[Line, ...]]
    """The lines below each heading, with the blank ones."""

    def section(self, section: Section) -> tuple[Line, ...]:
        """Return the lines of a section, none if the profile does not have it."""
        return self.sections.get(section, ())


@dataclass(frozen=True)
class Outline:
    """The parts of the document in their order."""

    front: tuple[Line, ...]
    families: tuple[FamilyPart, ...]
    profiles: tuple[ProfilePart, ...]
    operational: tuple[Line, ...]
    """The lines of families and profiles, without running headers and footnotes."""
    orphans: tuple[int, ...]
    """Numbers of the lines with a heading MISSION that no profile's title precedes."""


def read_outline(flow: Flow, coverage: Coverage) -> Outline:
    """Cut the document into its parts.

    A profile begins with its title, which is followed by the heading MISSION; a family with its
    title in capitals. Whatever stands before the first of them is front matter.
    """
    lines = flow.lines
    starts, orphans = _profile_starts(lines)
    first = min(starts, default=len(lines))
    starts |= _family_starts(lines, set(starts), first)
    order = sorted(starts)
    families, profiles = [], []
    for number, index in enumerate(order, 1):
        end = order[number] if number < len(order) else len(lines)
        code, title_end = starts[index]
        title = tuple(line for line in lines[index:title_end] if not line.blank)
        body = lines[title_end:end]
        if "." in code:
            profiles.append(ProfilePart(code, title, _sections(code, body, coverage)))
        else:
            families.append(FamilyPart(code, title, body))
    front = lines[: order[0]] if order else lines
    operational = lines[order[0] :] if order else ()
    return Outline(front, tuple(families), tuple(profiles), operational, tuple(orphans))


def section_of(words: str) -> Section | None:
    """Return the section whose heading a line is, if it is one.

    >>> section_of("PARCOURS   PROFESSIONNEL")
    <Section.CAREER_PATH: 'career_path'>
    """
    if not is_capitals(words):
        return None
    letters = key(words)
    if letters in _WORDING:
        return _WORDING[letters]
    return next((found for start, found in _BEGINNINGS.items() if letters.startswith(start)), None)


def _profile_starts(lines: Sequence[Line]) -> tuple[dict[int, tuple[str, int]], list[int]]:
    """Return for the index of each profile's title its code and the index after the title."""
    starts: dict[int, tuple[str, int]] = {}
    orphans = []
    for index, line in enumerate(lines):
        if section_of(line.words) is not Section.MISSION:
            continue
        before = [at for at in range(max(0, index - 12), index) if not lines[at].blank]
        for at in reversed(before[-_TITLE_LINES:]):
            title = _PROFILE_TITLE.match(lines[at].words)
            if title and is_capitals(title[2]) and not _LEADERS.search(title[2]):
                starts[at] = (title[1], index)
                break
            if not is_capitals(lines[at].words):
                orphans.append(line.number)
                break
        else:
            orphans.append(line.number)
    return starts, orphans


def _family_starts(
    lines: Sequence[Line], profiles: set[int], first_profile: int
) -> dict[int, tuple[str, int]]:
    """Return the same for families: the first is the last title before the first profile."""
    found = []
    for index, line in enumerate(lines):
        title = _FAMILY_TITLE.match(line.words)
        if title is None or not is_capitals(title[2]) or index in profiles:
            continue
        if key(title[2]) and not _LEADERS.search(title[2]):
            end = index + 1
            while end < len(lines) and (lines[end].blank or _continues_title(lines[end].words)):
                end += 1
            found.append((index, title[1], end))
    before = [family for family in found if family[0] < first_profile]
    after = [family for family in found if family[0] > first_profile]
    return {index: (code, end) for index, code, end in [*before[-1:], *after]}


def _continues_title(words: str) -> bool:
    return (
        is_capitals(words)
        and not _PROFILE_TITLE.match(words)
        and not _LEADERS.search(words)
        and section_of(words) is None
    )


def _sections(
    code: str, lines: Sequence[Line], coverage: Coverage
) -> Mapping[Section, tuple[Line, ...]]:
    sections: dict[Section, list[Line]] = {}
    current: Section | None = None
    skip = 0
    for index, line in enumerate(lines):
        if index < skip:
            continue
        found, end = _heading(lines, index)
        if found is not None:
            current = found
            sections.setdefault(current, [])
            coverage.discard(Role.SECTION_HEADING, code, lines[index:end])
            skip = end
        elif _is_echo(lines, index):
            coverage.discard(Role.HEADING_ECHO, code, [line])
        elif current is not None:
            sections[current].append(line)
    return {section: tuple(found) for section, found in sections.items()}


def _heading(lines: Sequence[Line], index: int) -> tuple[Section | None, int]:
    """Return the section that a heading on one or two lines opens, and the index after it."""
    words = lines[index].words
    if not is_capitals(words):
        return None, index
    section = section_of(words)
    if section is not None and words.count("(") <= words.count(")"):
        return section, index + 1
    following = _next_full(lines, index + 1)
    if following is not None and is_capitals(lines[following].words):
        both = f"{words} {lines[following].words}"
        joined = section_of(both)
        if joined is not None and (section is None or both.count("(") == both.count(")")):
            return joined, following + 1
    return section, index + 1


def _is_echo(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line only says, in small letters, the heading that follows it."""
    words = lines[index].words
    letters = key(words)
    if letters not in _WORDING or not words[0].isalpha() or words.endswith(":"):
        return False
    following = _next_full(lines, index + 1)
    return following is not None and section_of(lines[following].words) is _WORDING[letters]


def _next_full(lines: Sequence[Line], index: int) -> int | None:
    for at in range(index, min(index + 4, len(lines))):
        if not lines[at].blank:
            return at
    return None
