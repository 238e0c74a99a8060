"""What was read of the edition of 2024, and what was not: codes, counts and positions only."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, computed_field

from cigref_kg.base.layers import EditionContentFacts, EditionContentWords
from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text, joined, verbatim
from cigref_kg.document.pieces.competences import Requirements
from cigref_kg.document.report import TOTALS, part_named
from cigref_kg.document.sections import Section


class PiecesReport(BaseModel):
    """The completeness report of one reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    """Name of the file."""
    totals: dict[str, int]
    readings: dict[str, int]
    """How many requirements are legible where."""
    not_read: tuple[Text, ...] = Field(exclude=True)
    """What the program did not read although it is there, or should be."""
    worth_knowing: tuple[Text, ...] = Field(exclude=True)
    """What the file lacks, contradicts or hides; the reading is whole all the same."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def failures(self) -> tuple[str, ...]:
        """What was not read, in English."""
        return tuple(each.localized("en") for each in self.not_read)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def findings(self) -> tuple[str, ...]:
        """What is worth knowing, in English."""
        return tuple(each.localized("en") for each in self.worth_knowing)

    def as_text(self, language: Language = "en") -> str:
        """Return the whole report for people."""

        def counted(counts: Mapping[str, int]) -> Iterator[Text]:
            for name, count in counts.items():
                told = message("document.report-total", name=part_named(name), count=count)
                yield told.after_each("  ")

        def listed(entry: str, items: Sequence[Text]) -> Iterator[Text]:
            yield message(f"document.report-{entry}", count=len(items))
            yield from (each.after_each("  ") for each in items)

        blank = verbatim("")
        lines = [
            message("document.report-title-only", document=self.document),
            blank,
            message("document.report-totals"),
            *counted(self.totals),
            blank,
            message("document.report-readings"),
            *counted(self.readings),
            blank,
            *listed("not-read", self.not_read),
            blank,
            *listed("worth-knowing", self.worth_knowing),
        ]
        return joined(lines).localized(language) + "\n"


def report(
    document: str,
    content: EditionContentFacts,
    words: EditionContentWords,
    requirements: Sequence[Requirements],
    left_out: Sequence[str],
) -> PiecesReport:
    """Count what was read, and say what was not.

    Args:
        document: that was read.
        content: the facts.
        words: what is said.
        requirements: that were read.
        left_out: what was not taken.

    Returns:
        Counts, and a line for each thing that is missing.
    """
    totals = _totals(content)
    failures = [
        message(
            "document.report-check", name=part_named(name), found=totals[name], expected=expected
        )
        for name, expected in TOTALS[content.year].items()
        if totals[name] != expected
    ]
    failures += _gaps(words)
    findings = list(_findings(content))
    for profile, read in zip(content.profiles, requirements, strict=True):
        failures += [
            _found("no-level", profile.code, code=code)
            for code in read.codes
            if code not in read.levels
        ]
        findings += [_found("two-levels", profile.code, code=code) for code in read.disagreements]
    findings.append(message("document.pieces-left-out", count=len(left_out)))
    return PiecesReport(
        document=document,
        totals=totals,
        readings=dict(
            Counter(way.value for read in requirements for way in read.readings.values())
        ),
        not_read=tuple(failures),
        worth_knowing=tuple(findings),
    )


def _totals(content: EditionContentFacts) -> dict[str, int]:
    profiles = content.profiles
    pairs = {pair for profile in profiles for pair in profile.requirements.items()}
    return {
        "families": len(content.families),
        "profiles": len(profiles),
        "requirements": sum(len(profile.requirements) for profile in profiles),
        "competences": len({code for code, _ in pairs}),
        "competence levels": len(pairs),
        "groups": sum(len(profile.groups) for profile in profiles),
        "activities": sum(
            len(group.activities) + sum(group.activities)
            for profile in profiles
            for group in profile.groups
        ),
        "deliverables": sum(len(profile.deliverables.items) for profile in profiles),
        "indicators": sum(len(profile.indicators.items) for profile in profiles),
    }


def _gaps(words: EditionContentWords) -> Iterator[Text]:
    for code, profile in words.profiles.items():
        for part in ("mission", "activities", "deliverables", "career_path", "trends"):
            if not getattr(profile, part):
                yield _found("nothing", code, part=Section(part).named)


def _findings(content: EditionContentFacts) -> Iterator[Text]:
    yield message("document.pieces-no-ratings")
    yield message("document.pieces-no-codes")
    for profile in content.profiles:
        reading = profile.reading
        if reading is None:
            continue
        if reading.title == "absent":
            yield _found("no-title", profile.code)
        for part, how in reading.parts.items():
            if how == "recovered":
                yield _found("other-mark", profile.code, part=Section(part).named)


def _found(entry: str, profile: str, /, **places: object) -> Text:
    return message(f"document.pieces-{entry}", profile=profile, **places)
