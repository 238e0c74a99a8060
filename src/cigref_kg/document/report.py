"""What was read, what the document lacks, where it contradicts itself, and what went wrong.

A report quotes codes, titles, counts, positions, pages and lines, never sentences.
"""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from cigref_kg.base.model import RatingCompleteness


class FindingKind(StrEnum):
    """What a finding is about."""

    FAILURE = "failure"
    """Something that is in the document and was not read, or a document that is cut short."""
    LACKING = "lacking"
    """Something that the document itself does not have."""
    DISAGREEMENT = "disagreement"
    """Copies of one thing that are not the same."""
    UNCERTAIN = "uncertain"
    """A reading that could have been another."""
    CONTRADICTION = "contradiction"
    """Two places of the document that cannot both be right."""
    NOISE = "noise"
    """Something out of place that was left out of the words."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Part):
    """One thing worth telling."""

    kind: FindingKind
    subject: str
    """A code (``"6.3"``, ``"E.8/4"``), or the name of a part of the document."""
    message: str
    line: int | None = None
    page: int | None = None
    """First page of the profile concerned, as the contents give it."""

    def as_text(self) -> str:
        """Return the finding as one line for people."""
        place = []
        if self.page is not None:
            place.append(f"from page {self.page}")
        if self.line is not None:
            place.append(f"line {self.line}")
        suffix = f" ({', '.join(place)})" if place else ""
        return f"{self.subject}: {self.message}{suffix}"


class ProfileReport(_Part):
    """What was found of one profile."""

    code: str
    title: str
    page: int | None
    line: int
    requirements: int
    competence_copies: int
    groups: int
    groups_with_heading: int
    activities: int
    activities_below: int
    deliverables: int
    deliverables_below: int
    indicators: int
    indicators_below: int
    ratings: int
    rating_completeness: RatingCompleteness
    rating_reading: str
    """How the stars were read, in a few words."""

    def as_text(self) -> str:
        """Return the report as one line for people."""

        def counted(count: int, noun: str, below: int = 0, many: str = "") -> str:
            shown = f"{count}+{below}" if below else str(count)
            return f"{shown} {noun if count + below == 1 else many or noun + 's'}"

        return (
            f"{self.code} {self.title} (page {self.page or 'unknown'}): "
            f"{counted(self.requirements, 'competence')}, "
            f"{counted(self.activities, 'activity', self.activities_below, 'activities')} "
            f"in {counted(self.groups, 'group')}, "
            f"{counted(self.deliverables, 'deliverable', self.deliverables_below)}, "
            f"{counted(self.indicators, 'indicator', self.indicators_below)}, "
            f"{self.ratings} of 7 ratings {self.rating_completeness.value} ({self.rating_reading})"
        )


class Totals(_Part):
    """Counts over the whole document."""

    families: int = 0
    profiles: int = 0
    groups: int = 0
    groups_with_heading: int = 0
    activities: int = 0
    activities_below: int = 0
    deliverables: int = 0
    deliverables_below: int = 0
    indicators: int = 0
    indicators_below: int = 0
    requirements: int = 0
    competences: int = 0
    competence_levels: int = 0
    descriptions: int = 0
    descriptors: int = 0
    ratings: int = 0
    changes: int = 0
    change_codes: int = 0
    profiles_with_complete_ratings: int = 0
    profiles_with_uncertain_ratings: int = 0
    profiles_with_partial_ratings: int = 0
    profiles_without_ratings: int = 0


EDITION_2022 = {
    "families": 9,
    "profiles": 50,
    "groups": 190,
    "groups_with_heading": 187,
    "activities": 615,
    "activities_below": 36,
    "deliverables": 118,
    "deliverables_below": 4,
    "indicators": 114,
    "indicators_below": 3,
    "requirements": 418,
    "competences": 41,
    "competence_levels": 104,
    "descriptions": 41,
    "descriptors": 104,
    "changes": 50,
    "change_codes": 271,
}
"""The totals of the whole edition of 2022."""


class Check(_Part):
    """A total beside what the whole edition of 2022 has."""

    name: str
    expected: int
    found: int

    @property
    def passed(self) -> bool:
        """Whether both are the same."""
        return self.expected == self.found


class Report(_Part):
    """The completeness report of one reading."""

    document: str
    """Name of the file."""
    lines: int
    totals: Totals
    checks: tuple[Check, ...]
    profiles: tuple[ProfileReport, ...]
    findings: tuple[Finding, ...]

    def of_kind(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """What the program did not read although it is there, or should be."""
        return self.of_kind(FindingKind.FAILURE)

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """Where the document contradicts itself."""
        return self.of_kind(FindingKind.CONTRADICTION)

    def as_text(self) -> str:
        """Return the whole report for people."""
        return "\n".join(self._text_lines()) + "\n"

    def _text_lines(self) -> Iterator[str]:
        yield f"Report on {self.document} ({self.lines} lines)"
        yield ""
        yield "Totals"
        for name, count in self.totals.model_dump().items():
            yield f"  {name.replace('_', ' ')}: {count}"
        missed = [check for check in self.checks if not check.passed]
        if missed:
            yield ""
            yield "Not as in the whole edition of 2022"
            for check in missed:
                name = check.name.replace("_", " ")
                yield f"  {name}: {check.found}, expected {check.expected}"
        for kind, title in _TITLES.items():
            findings = self.of_kind(kind)
            if findings or kind is FindingKind.FAILURE:
                yield ""
                yield f"{title}: {len(findings) or 'none'}"
                for finding in findings:
                    yield f"  {finding.as_text()}"
        yield ""
        yield "Profiles"
        for profile in self.profiles:
            yield f"  {profile.as_text()}"


_TITLES = {
    FindingKind.FAILURE: "Not read although it is there, or cut off",
    FindingKind.LACKING: "Lacking in the document",
    FindingKind.CONTRADICTION: "Contradictions within the document",
    FindingKind.DISAGREEMENT: "Copies that disagree",
    FindingKind.UNCERTAIN: "Uncertain readings",
    FindingKind.NOISE: "Left out as out of place",
}


class Notes:
    """Collects findings while the document is read."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._pages: dict[str, int] = {}

    def know_page(self, profile: str, page: int) -> None:
        """Remember the first page of a profile, to be told with its findings."""
        self._pages[profile] = page

    def add(self, kind: FindingKind, subject: str, message: str, line: int | None = None) -> None:
        """Add a finding.

        Args:
            kind: of the finding.
            subject: the code of what it is about.
            message: for people.
            line: its number, from 1.
        """
        self._findings.append(Finding(kind=kind, subject=subject, message=message, line=line))

    def failure(self, subject: str, message: str, line: int | None = None) -> None:
        """Add a finding of the kind that must not be.

        Args:
            subject: the code of what it is about.
            message: for people.
            line: its number, from 1.
        """
        self.add(FindingKind.FAILURE, subject, message, line)

    @property
    def failed(self) -> bool:
        """Whether there is a finding of that kind."""
        return any(finding.kind is FindingKind.FAILURE for finding in self._findings)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order of the document, with pages where they are known."""
        ordered = sorted(self._findings, key=lambda finding: finding.line or 0)
        return tuple(
            finding.model_copy(update={"page": self._pages.get(finding.subject.partition(" ")[0])})
            for finding in ordered
        )
