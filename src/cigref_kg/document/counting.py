"""What was found, counted: profile by profile and over the whole document."""

from collections import Counter
from collections.abc import Sequence

from cigref_kg.base.layers import EditionContentFacts
from cigref_kg.base.model import RatingCompleteness
from cigref_kg.document.lines.titles import clean
from cigref_kg.document.parts.profiles import ReadProfile
from cigref_kg.document.report import ProfileReport


def profile_report(profile: ReadProfile, page: int | None) -> ProfileReport:
    """Count what was found of a profile, which begins on this page by the contents."""
    groups = profile.activities.groups
    activities = list(profile.activities.items)
    deliverables = list(profile.deliverables.items)
    indicators = list(profile.indicators.items)
    return ProfileReport(
        code=profile.code,
        title=clean(profile.title.text),
        page=page,
        line=profile.title.lines[0],
        requirements=len(profile.summary.required),
        competence_copies=len(profile.detail.blocks),
        groups=len(groups),
        groups_with_heading=sum(1 for group in groups if group.heading),
        activities=len(activities),
        activities_below=sum(len(item.below) for item in activities),
        deliverables=len(deliverables),
        deliverables_below=sum(len(item.below) for item in deliverables),
        indicators=len(indicators),
        indicators_below=sum(len(item.below) for item in indicators),
        ratings=len(profile.stars.by_aspect()),
        rating_completeness=profile.stars.completeness,
        reading=profile.stars.how,
    )


def totals_of(
    content: EditionContentFacts,
    profiles: Sequence[ProfileReport],
    descriptions: int,
    descriptors: int,
) -> dict[str, int]:
    """Add up what was found: of profiles, and of the texts of competences and of their levels.

    Args:
        content: the facts.
        profiles: those that were read.
        descriptions: the texts of competences.
        descriptors: the texts of levels.

    Returns:
        The counts of the whole document.
    """
    levels = {
        (code, level)
        for profile in content.profiles
        for code, level in profile.requirements.items()
    }
    completeness = Counter(profile.rating_completeness for profile in profiles)

    def summed(*names: str) -> dict[str, int]:
        return {name: sum(getattr(profile, name) for profile in profiles) for name in names}

    return {
        "families": len(content.families),
        "profiles": len(profiles),
        **summed("groups", "groups_with_heading", "activities", "activities_below"),
        **summed("deliverables", "deliverables_below", "indicators", "indicators_below"),
        "requirements": sum(len(profile.requirements) for profile in content.profiles),
        "competences": len({code for code, _ in levels}),
        "competence_levels": len(levels),
        "descriptions": descriptions,
        "descriptors": descriptors,
        **summed("ratings"),
        "changes": len(content.changes),
        "change_codes": sum(len(change.competences) for change in content.changes),
        "profiles_with_complete_ratings": completeness[RatingCompleteness.COMPLETE],
        "profiles_with_uncertain_ratings": completeness[RatingCompleteness.UNCERTAIN],
        "profiles_with_partial_ratings": completeness[RatingCompleteness.PARTIAL],
        "profiles_without_ratings": completeness[RatingCompleteness.ABSENT],
    }
