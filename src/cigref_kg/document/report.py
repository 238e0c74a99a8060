"""What was read, what the document lacks, where it contradicts itself, and what went wrong.

A report quotes codes, titles, counts, positions, pages and lines, never sentences.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, computed_field

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import entries, message
from cigref_kg.base.model import RatingCompleteness
from cigref_kg.base.text import Language, Text, joined, verbatim


class FindingKind(StrEnum):
    """What a finding is about."""

    FAILURE = "failure"
    """Something that is in the document and was not read, or a document that is cut short."""
    LACKING = "lacking"
    """Something that the document itself does not have."""
    CONTRADICTION = "contradiction"
    """Two places of the document that cannot both be right."""
    DISAGREEMENT = "disagreement"
    """Copies of one thing that are not the same."""
    UNCERTAIN = "uncertain"
    """A reading that could have been another."""
    NOISE = "noise"
    """Something out of place that was left out of the words."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Part):
    """One thing worth telling."""

    kind: FindingKind
    subject: str
    """A code (``"6.3"``, ``"E.8/4"``), or the name of a part of the document."""
    words: Text = Field(exclude=True)
    line: int | None = None
    page: int | None = None
    """First page of the profile concerned, as the contents give it."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def message(self) -> str:
        """What is told, in English."""
        return self.words.localized("en")

    def as_text(self, language: Language = "en") -> str:
        """Return the finding as one line for people."""
        place = [
            message(f"document.place-{name}", number=number)
            for name, number in (("page", self.page), ("line", self.line))
            if number is not None
        ]
        told = {
            "subject": part_named(self.subject),
            "words": self.words,
            "place": joined(place, ", "),
        }
        entry = "finding-at" if place else "finding"
        return message(f"document.{entry}", **told).localized(language)


def part_named(subject: str) -> Text:
    """Return the name of a part of the document in each language; a code stays as it is."""
    name, _, code = subject.partition(" ")
    if name == "family":
        return message("document.family", code=code)
    entry = f"subject-{subject.replace(' ', '-')}"
    return message(f"document.{entry}") if entry in entries("document") else verbatim(subject)


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
    reading: Text = Field(exclude=True)
    """How the stars were read, in a few words."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rating_reading(self) -> str:
        """How the stars were read, in English."""
        return self.reading.localized("en")

    def as_text(self, language: Language = "en") -> str:
        """Return the report as one line for people."""
        counts = self.model_dump()
        told = counts | {
            f"{name}_more": f" (+ {count})" if count else ""
            for name, count in counts.items()
            if name.endswith("_below")
        }
        told |= {
            "page": self.page or "?",
            "completeness": message(f"document.ratings-{self.rating_completeness.value}"),
            "how": self.reading,
        }
        return message("document.profile", **told).localized(language)


TOTALS: Mapping[int, Mapping[str, int]] = data_beside(__file__)
"""The totals of each whole edition, by its year."""


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
    totals: dict[str, int]
    """Counts over the whole document."""
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

    def as_text(self, language: Language = "en") -> str:
        """Return the whole report for people."""
        return "\n".join(self._text_lines(language)) + "\n"

    def _text_lines(self, language: Language) -> Iterator[str]:
        def said(entry: str, /, **places: object) -> str:
            return message(f"document.report-{entry}", **places).localized(language)

        def named(name: str) -> str:
            return part_named(name.replace("_", " ")).localized(language)

        yield said("title", document=self.document, lines=self.lines)
        yield ""
        yield said("totals")
        for name, count in self.totals.items():
            yield "  " + said("total", name=named(name), count=count)
        missed = [check for check in self.checks if not check.passed]
        if missed:
            yield ""
            yield said("missed")
            for check in missed:
                places = {"found": check.found, "expected": check.expected}
                yield "  " + said("check", name=named(check.name), **places)
        for kind in FindingKind:
            findings = self.of_kind(kind)
            if findings or kind is FindingKind.FAILURE:
                yield ""
                yield said(f"{kind.value}", count=len(findings))
                for finding in findings:
                    yield f"  {finding.as_text(language)}"
        yield ""
        yield said("profiles")
        for profile in self.profiles:
            yield f"  {profile.as_text(language)}"


class Notes:
    """Collects findings while the document is read."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(
        self,
        kind: FindingKind,
        subject: str,
        entry: str,
        line: int | None = None,
        **places: object,
    ) -> None:
        """Add a finding.

        Args:
            kind: of the finding.
            subject: the code of what it is about.
            entry: of the catalogue ``document``: what is told, after ``found-``.
            line: its number, from 1.
            places: the values of the entry's places.
        """
        words = message(f"document.found-{entry}", **places)
        self._findings.append(Finding(kind=kind, subject=subject, words=words, line=line))

    def failure(self, subject: str, entry: str, line: int | None = None, **places: object) -> None:
        """Add a finding of the kind that must not be, as :meth:`add` does.

        Args:
            subject: the code that it is about.
            entry: as there.
            line: likewise.
            places: likewise.
        """
        self.add(FindingKind.FAILURE, subject, entry, line, **places)

    @property
    def failed(self) -> bool:
        """Whether there is a finding of that kind."""
        return any(finding.kind is FindingKind.FAILURE for finding in self._findings)

    def findings(self, pages: Mapping[str, int]) -> tuple[Finding, ...]:
        """Return the findings in the order of the document; ``pages`` are those of profiles."""
        ordered = sorted(self._findings, key=lambda finding: finding.line or 0)
        return tuple(
            finding.model_copy(update={"page": pages.get(finding.subject.partition(" ")[0])})
            for finding in ordered
        )
