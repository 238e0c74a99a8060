"""What an import found, dropped and missed, told to the person who ran it."""

from collections import Counter
from dataclasses import dataclass, field

_LISTED = 20
"""How many concepts a finding names before it only counts."""


@dataclass
class Summary:
    """Counts and findings of one import. It fills while the import runs."""

    languages: tuple[str, ...]
    release: str | None = None
    concepts: Counter[str] = field(default_factory=Counter)
    """How many concepts of each kind: ``"occupations"``, ``"skills"``, ..."""
    labelled: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many of each kind have a preferred label in each language."""
    without_label: dict[str, list[str]] = field(default_factory=dict)
    """By language, the URIs of concepts whose row has no preferred label."""
    broader: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    """How many relations to skills: ``"essential"``, ``"optional"``."""
    repeated_labels: int = 0
    repeated_when_tidy: int = 0
    repeated_rows: int = 0
    dangling: Counter[str] = field(default_factory=Counter)
    """By file, relations dropped since one end is no concept of the download."""
    unknown_values: Counter[str] = field(default_factory=Counter)
    """Values that this program does not know, by ``column: value``; they were left out."""
    cycle: tuple[str, ...] = ()
    """Concepts that are broader than themselves, going around; empty if there are none."""
    absent: list[str] = field(default_factory=list)
    """Files that a whole download has and this one lacks."""
    quads: int = 0
    seconds: float = 0.0

    def as_text(self) -> str:
        """Return the summary for people."""
        release = f"ESCO {self.release}" if self.release else "ESCO (release unknown)"
        lines = [f"{release}: {self.quads:,} quads in {self.seconds:.1f} s"]
        for kind, count in self.concepts.items():
            labels = ", ".join(
                f"{self.labelled[kind, language]:,} labels in {language}"
                for language in self.languages
            )
            lines.append(f"  {count:,} {kind}: {labels}")
        lines.append(f"  {self.broader:,} links to a broader concept")
        for kind, count in sorted(self.relations.items()):
            lines.append(f"  {count:,} relations to {kind} skills")
        return "\n".join([*lines, *self._findings()])

    def _findings(self) -> list[str]:
        lines = []
        if self.repeated_labels:
            lines.append(
                f"dropped: {self.repeated_labels:,} alternative labels that repeat the preferred"
                " one"
            )
        if self.repeated_when_tidy:
            lines.append(
                f"dropped: {self.repeated_when_tidy:,} labels that repeat another of their concept"
                " once spaces are tidied"
            )
        if self.repeated_rows:
            lines.append(f"dropped: {self.repeated_rows:,} rows for a concept already read")
        for file, count in self.dangling.items():
            lines.append(f"dropped: {count:,} relations of {file} to concepts not in the download")
        for value, count in self.unknown_values.items():
            lines.append(f"left out: {count:,} times the unknown value {value}")
        for language, uris in self.without_label.items():
            lines.append(f"missing: {len(uris):,} concepts have no label in {language}:")
            lines += [f"    {uri}" for uri in uris[:_LISTED]]
            if len(uris) > _LISTED:
                lines.append(f"    and {len(uris) - _LISTED:,} more")
        if self.cycle:
            lines.append("wrong in the source: broader goes around: " + " → ".join(self.cycle))
        lines += [f"missing: {name} is not in the download" for name in self.absent]
        return lines
