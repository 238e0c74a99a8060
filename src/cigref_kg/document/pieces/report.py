"""What was read of the edition of 2024, and what was not: codes, counts and positions only."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from cigref_kg.base.layers import EditionContentFacts, EditionContentWords
from cigref_kg.document.pieces.competences import Requirements

WHOLE_EDITION = {
    "families": 9,
    "profiles": 52,
    "requirements": 433,
    "competences": 41,
    "competence levels": 105,
    "groups": 192,
    "activities": 664,
    "deliverables": 123,
    "indicators": 121,
}
"""The totals of the whole edition of 2024; activities with those below one, lists without."""


class PiecesReport(BaseModel):
    """The completeness report of one reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    """Name of the file."""
    totals: dict[str, int]
    readings: dict[str, int]
    """How many requirements are legible where."""
    failures: tuple[str, ...]
    """What the program did not read although it is there, or should be."""
    findings: tuple[str, ...]
    """What the file lacks, contradicts or hides; the reading is whole all the same."""

    def as_text(self) -> str:
        """Return the whole report for people."""
        lines = [f"Report on {self.document}", "", "Totals"]
        lines += [f"  {name}: {count}" for name, count in self.totals.items()]
        lines += ["", "Requirements by where the level is legible"]
        lines += [f"  {name}: {count}" for name, count in self.readings.items()]
        lines += ["", f"Not read: {len(self.failures) or 'none'}"]
        lines += [f"  {failure}" for failure in self.failures]
        lines += ["", f"Worth knowing: {len(self.findings) or 'none'}"]
        lines += [f"  {finding}" for finding in self.findings]
        return "\n".join(lines) + "\n"


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
        f"{name}: {totals[name]}, expected {expected}"
        for name, expected in WHOLE_EDITION.items()
        if totals[name] != expected
    ]
    failures += _gaps(words)
    findings = list(_findings(content))
    for profile, read in zip(content.profiles, requirements, strict=True):
        failures += [
            f"{profile.code}: {code}: no level is legible"
            for code in read.codes
            if code not in read.levels
        ]
        findings += [
            f"{profile.code}: {code}: table and detail give two levels; the table's counts"
            for code in read.disagreements
        ]
    findings.append(f"left out as no part of a profile: {len(left_out)} covers and openings")
    return PiecesReport(
        document=document,
        totals=totals,
        readings=dict(
            Counter(way.value for read in requirements for way in read.readings.values())
        ),
        failures=tuple(failures),
        findings=tuple(findings),
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
        "activities": sum(len(list(profile.activity_positions())) for profile in profiles),
        "deliverables": sum(len(profile.deliverables.items) for profile in profiles),
        "indicators": sum(len(profile.indicators.items) for profile in profiles),
    }


def _gaps(words: EditionContentWords) -> Iterator[str]:
    for code, profile in words.profiles.items():
        for part in ("mission", "activities", "deliverables", "career_path", "trends"):
            if not getattr(profile, part):
                yield f"{code}: {part.replace('_', ' ')}: nothing found"


def _findings(content: EditionContentFacts) -> Iterator[str]:
    yield "ratings of T1 to T7: the source has none"
    yield "codes: not printed, they follow from the order of the profiles in their families"
    for profile in content.profiles:
        reading = profile.reading
        if reading is None:
            continue
        if reading.title == "absent":
            yield f"{profile.code}: the title is not marked in the file"
        for part, how in reading.parts.items():
            if how == "recovered":
                yield f"{profile.code}: {part.replace('_', ' ')}: found under another mark"
