"""The proof that nothing is lost: each character of families and profiles is used exactly once."""

import re
from collections import Counter
from collections.abc import Iterator

from cigref_kg.base.layers import ProfileWords
from cigref_kg.document import Extraction, FindingKind
from cigref_kg.document.lines.coverage import Entry, Role
from cigref_kg.document.lines.text import squash

MARKED = {Role.ACTIVITY, Role.DELIVERABLE, Role.INDICATOR}
NOISE = frozenset(
    {
        Role.SECTION_HEADING,
        Role.HEADING_ECHO,
        Role.RUNNING_HEADER,
        Role.FOOTNOTE,
        Role.SIDE_LABEL,
        Role.STRAY_MARK,
        Role.LEAD_IN,
        Role.END_MATTER,
    }
)
"""The roles of lines that carry no fact and no words of their own."""
HEADINGS = {Role.GROUP, Role.DELIVERABLES_HEADING, Role.INDICATORS_HEADING}
PROSE = {Role.MISSION, Role.CAREER_PATH, Role.TRENDS}
VERBATIM = {
    Role.FAMILY_DESCRIPTION,
    Role.MISSION,
    Role.INTRODUCTION,
    Role.GROUP_INTRODUCTION,
    Role.INDICATOR_NOTE,
    Role.CAREER_PATH,
    Role.TRENDS,
    Role.SUMMARY,
    Role.DESCRIPTION,
    Role.DESCRIPTOR,
}


def assert_whole(extraction: Extraction) -> None:
    """Check the coverage line by line, character by character, and against the words."""
    operational = {line.number for line in extraction.operational if not line.blank}
    used = Counter(
        number
        for entry in extraction.coverage
        for number in entry.lines
        if entry.role not in (Role.RUNNING_HEADER, Role.FOOTNOTE)
    )
    assert set(used) == operational
    assert set(used.values()) == {1}
    raw = {line.number: line.raw for line in extraction.lines}
    for entry in extraction.coverage:
        if entry.role not in NOISE and entry.role is not Role.STARS:
            assert_verbatim(entry, [raw[number] for number in entry.lines])
    assert_words_are_the_entries(extraction)


def assert_verbatim(entry: Entry, lines: list[str]) -> None:
    """Check that the text of an entry is that of its lines but for its mark, spaces, and hyphens.

    Hyphens may only be missing where a line breaks.
    """
    if entry.role in PROSE:
        lines = [re.sub(r"^ ?o ", "• ", line) for line in lines]
    printed, text = characters("".join(lines)), characters(expected(entry))
    if printed != text:
        at_breaks = sum(line.rstrip().endswith("-") for line in lines[:-1])
        missing = printed.count("-") - text.count("-")
        assert printed.replace("-", "") == text.replace("-", ""), (entry.role, entry.subject)
        assert 0 < missing <= at_breaks, (entry.role, entry.subject)


def expected(entry: Entry) -> str:
    """Return what the lines of an entry should print."""
    code = entry.subject.split()[-1]
    match entry.role:
        case role if role in VERBATIM:
            return entry.text
        case role if role in MARKED:
            return f"?{entry.text}"
        case role if role in HEADINGS:
            return f"{entry.text}:"
        case Role.FAMILY_TITLE | Role.PROFILE_TITLE:
            return f"{code}.{entry.text}"
        case Role.CONTENTS:
            return f"{code}.{entry.text}$"
        case Role.ASPECT:
            return f"{code}{entry.text}"
        case Role.COMPETENCE_TITLE:
            competence, _, level = code.partition("/")
            return f"{competence}.{entry.text}Niveau{level}"
    raise AssertionError(entry.role)


def characters(text: str) -> str:
    """Return a text without spaces; marks of items as ``?``, leaders and page number as ``$``."""
    text = re.sub(r"\.{3,} ?\d+\s*$", "$", text)
    text = re.sub(r"^\s?(?:•|o )", "?", text)
    return re.sub(r"\s", "", text)


def assert_words_are_the_entries(extraction: Extraction) -> None:
    """Check that the words are the texts of the coverage, each once, and nothing else."""
    [content] = extraction.words.contents.values()
    [framework] = extraction.words.frameworks.values()
    roles = MARKED | HEADINGS | VERBATIM - {Role.SUMMARY, Role.DESCRIPTION, Role.DESCRIPTOR}
    entered = Counter(
        (entry.subject.split()[0], entry.text)
        for entry in extraction.coverage
        if entry.role in roles and entry.role is not Role.FAMILY_DESCRIPTION
    )
    written = Counter(
        (code, text) for code, words in content.profiles.items() for text in texts(words)
    )
    assert entered == written
    otherwise = 0
    for entry in extraction.coverage:
        if entry.role not in (Role.DESCRIPTION, Role.DESCRIPTOR):
            continue
        code, _, level = entry.subject.split()[1].partition("/")
        competence = framework.competences[code]
        whole = (
            competence.description if entry.role is Role.DESCRIPTION else (competence.levels[level])
        )
        assert whole is not None
        otherwise += not squash(whole).startswith(squash(entry.text))
    reported = [
        finding
        for finding in extraction.report.of_kind(FindingKind.DISAGREEMENT)
        if "reads otherwise" in finding.message
    ]
    assert otherwise == len(reported)


def texts(words: ProfileWords) -> Iterator[str]:
    """Yield every sentence of a profile."""
    for name, value in words:
        if name in ("code", "title", "alternative_labels", "hidden_labels", "editorial_note"):
            continue
        if isinstance(value, str):
            yield value
        elif value:
            yield from value.values()
