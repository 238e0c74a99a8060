"""The changes of an edition that prints no table of them, by its concordance."""

from collections.abc import Iterator

from cigref_kg.base.concordance import SUBSTANTIVE, Concordance, Link, ProfileConcordance, Relation
from cigref_kg.base.model import Change, ProfilePart

_PARTS = {
    "title": ProfilePart.TITLE,
    "mission": ProfilePart.MISSION,
    "introduction": ProfilePart.ACTIVITIES,
    "activity": ProfilePart.ACTIVITIES,
    "deliverable": ProfilePart.DELIVERABLES,
    "indicator": ProfilePart.INDICATORS,
    "indicator_note": ProfilePart.INDICATORS,
    "career_path": ProfilePart.CAREER_PATH,
    "trends": ProfilePart.TRENDS,
    "requirement": ProfilePart.COMPETENCES,
}


def changes_of(concordance: Concordance) -> tuple[Change, ...]:
    """Return what changed in substance in each profile that both editions have."""
    return tuple(_changes(concordance))


def _changes(concordance: Concordance) -> Iterator[Change]:
    for profile in concordance.profiles:
        links = profile.having(*SUBSTANTIVE)
        if links and profile.before and profile.after:
            yield _change(concordance, profile, links)


def _change(
    concordance: Concordance, profile: ProfileConcordance, links: tuple[Link, ...]
) -> Change:
    touched = {_PARTS[link.path.partition("/")[0]] for link in links}
    codes = {
        link.path.partition("/")[2]: link.relation
        for link in links
        if link.path.startswith("requirement/")
    }
    return Change(
        profile=profile.code,
        from_edition=concordance.before,
        to_edition=concordance.after,
        parts=tuple(part for part in ProfilePart if part in touched),
        removed=tuple(code for code, relation in codes.items() if relation is Relation.GONE),
        added_or_relevelled=tuple(
            code for code, relation in codes.items() if relation is not Relation.GONE
        ),
    )
