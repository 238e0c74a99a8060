"""The sections of a profile, in the order in which every edition has them."""

from collections.abc import Mapping
from enum import StrEnum

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text


class Section(StrEnum):
    """A section of a profile; its value is the name that records give to what it says."""

    MISSION = "mission"
    ACTIVITIES = "activities"
    DELIVERABLES = "deliverables"
    INDICATORS = "indicators"
    CAREER_PATH = "career_path"
    TRENDS = "trends"
    SUMMARY = "summary"
    DETAIL = "detail"

    @property
    def named(self) -> Text:
        """What reports call it."""
        return message(f"document.section-{self.replace('_', '-')}")


HEADINGS: Mapping[str, Mapping[str, Section]] = {
    kind: {words: Section(name) for words, name in told.items()}
    for kind, told in data_beside(__file__).items()
}
"""The sections by their headings: ``fr`` and ``fr-beginnings`` of 2022, ``en`` of 2024."""
