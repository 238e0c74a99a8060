"""What a check of mappings against an imported vocabulary found."""

from dataclasses import dataclass
from enum import StrEnum

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text
from cigref_kg.records.mappings import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: which mapping, what about it and what to do, in both languages."""

    mapping: Mapping
    message: Text
    problem: StrEnum | None = None
    """Of which kind it is, where a vocabulary has several."""


@dataclass(frozen=True)
class CheckReport:
    """What a check found."""

    vocabulary: str
    """Its name."""
    release: str | None
    """The release that the store holds, if it says so."""
    checked: int
    """How many mappings were compared with the store."""
    findings: tuple[Finding, ...]

    def as_text(self, language: Language = "en") -> str:
        """Return the report for people."""
        told = message(
            "vocabularies.compared",
            checked=self.checked,
            vocabulary=self.vocabulary,
            release=self.release or message("vocabularies.unknown-release"),
            found=len(self.findings),
        )
        found = (f"{f.mapping.subject.code}: {f.message.get(language)}" for f in self.findings)
        return "\n".join([told.localized(language), *found])
