"""The sections of a profile, in the order in which every edition has them."""

from enum import StrEnum

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
