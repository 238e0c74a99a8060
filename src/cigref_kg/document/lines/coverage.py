"""The coverage: for every line of the document, what it became.

Nothing is lost and nothing is used twice as long as each line that is not blank has one entry. The
readers of the parts cover the lines they use; what nobody covers is a failure of the program.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cigref_kg.document.lines.text import Line, Passage


class Role(StrEnum):
    """What a line became."""

    # Words and facts
    FAMILY_TITLE = "family title"
    FAMILY_DESCRIPTION = "family description"
    CONTENTS = "contents"
    PROFILE_TITLE = "profile title"
    MISSION = "mission"
    INTRODUCTION = "introduction"
    GROUP = "group"
    GROUP_INTRODUCTION = "group introduction"
    ACTIVITY = "activity"
    DELIVERABLES_HEADING = "deliverables heading"
    DELIVERABLE = "deliverable"
    INDICATORS_HEADING = "indicators heading"
    INDICATOR = "indicator"
    INDICATOR_NOTE = "indicator note"
    CAREER_PATH = "career path"
    TRENDS = "trends"
    SUMMARY = "summary table"
    ASPECT = "aspect label"
    STARS = "stars"
    COMPETENCE_TITLE = "competence title"
    DESCRIPTION = "description"
    DESCRIPTOR = "descriptor"
    # Noise
    SECTION_HEADING = "section heading"
    HEADING_ECHO = "repeated heading"
    RUNNING_HEADER = "running header"
    FOOTNOTE = "footnote"
    SIDE_LABEL = "side label"
    STRAY_MARK = "stray mark"
    LEAD_IN = "lead-in of the contents"
    END_MATTER = "end matter"


@dataclass(frozen=True, slots=True)
class Entry:
    """One use of some lines: ``subject`` says of what, ``text`` what was made of them.

    Subjects are written ``"6.3 2/3/1"`` (a profile and the position of a statement in it),
    ``"6.3"``, ``"family 6"``, ``"6.3 E.8/4"`` (a copy of a descriptor in a profile).
    """

    role: Role
    subject: str
    lines: tuple[int, ...]
    text: str = ""


class Coverage:
    """Collects the entries of a document."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._count: Counter[int] = Counter()

    def cover(self, role: Role, subject: str, passage: Passage) -> None:
        """Enter a passage under a role.

        Args:
            role: what the lines are.
            subject: what they are about.
            passage: the lines.
        """
        self._enter(Entry(role, subject, passage.lines, passage.text))

    def discard(self, role: Role, subject: str, lines: Iterable[Line]) -> None:
        """Enter lines that carry nothing of their own.

        Args:
            role: what the lines are.
            subject: what they are about.
            lines: of the section, in order.
        """
        numbers = tuple(line.number for line in lines if not line.blank)
        if numbers:
            self._enter(Entry(role, subject, numbers))

    def _enter(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._count.update(entry.lines)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def uncovered(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines that are not blank and have no entry."""
        return [line for line in lines if not line.blank and line.number not in self._count]

    def covered_twice(self) -> list[int]:
        """Return the numbers of lines with more than one entry."""
        return sorted(number for number, count in self._count.items() if count > 1)
