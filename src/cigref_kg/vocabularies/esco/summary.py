"""What an import of ESCO found, dropped and missed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text, joined, verbatim
from cigref_kg.vocabularies.summary import ImportSummary, counted

_LISTED = 20
"""How many concepts a finding names before it only counts."""


@dataclass
class Summary(ImportSummary):
    """Counts and findings of one import. It fills while the import runs."""

    languages: tuple[str, ...] = ()
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
    unknown_values: Counter[str] = field(default_factory=Counter)
    """Values that this program does not know, by ``column: value``; they were left out."""
    cycle: tuple[str, ...] = ()
    """Concepts that are broader than themselves, going around; empty if there are none."""
    absent: list[str] = field(default_factory=list)
    """Files that a whole download has and this one lacks."""

    def _title(self) -> Text:
        unknown = message("vocabularies.esco-unknown")
        return verbatim(f"ESCO {self.release}") if self.release else unknown

    def _told(self) -> Iterator[Text]:
        for kind, count in self.concepts.items():
            labels = (
                message("vocabularies.labels-in", count=self.labelled[kind, each], language=each)
                for each in self.languages
            )
            places = {"kind": counted(kind), "labels": joined(labels, ", ")}
            yield message("vocabularies.imported-concepts", count=count, **places)
        yield message("vocabularies.links-to-broader", count=self.broader)
        for kind, count in sorted(self.relations.items()):
            yield message("vocabularies.relations-to-skills", count=count, kind=counted(kind))
        for entry, count in (
            ("labels-like-preferred", self.repeated_labels),
            ("labels-repeated", self.repeated_when_tidy),
            ("rows-repeated", self.repeated_rows),
        ):
            if count:
                yield message(f"vocabularies.{entry}", count=count)
        for file, count in self.dangling.items():
            yield message("vocabularies.relations-dropped", count=count, file=file)
        for value, count in self.unknown_values.items():
            yield message("vocabularies.values-left-out", count=count, value=value)
        for language, uris in self.without_label.items():
            yield message("vocabularies.without-label", count=len(uris), language=language)
            yield from (verbatim(f"    {uri}") for uri in uris[:_LISTED])
            if len(uris) > _LISTED:
                yield message("vocabularies.and-more", count=len(uris) - _LISTED)
        if self.cycle:
            yield message("vocabularies.broader-cycle", cycle=" → ".join(self.cycle))
        yield from (message("vocabularies.absent-file", name=name) for name in self.absent)
