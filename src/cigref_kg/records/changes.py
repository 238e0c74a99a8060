"""The changes of an edition that prints no table of them, by its concordance."""

from cigref_kg.base.concordance import SUBSTANTIVE, Concordance, ProfileConcordance, Relation
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
    changes = (
        _change(concordance, profile)
        for profile in concordance.profiles
        if profile.before and profile.after
    )
    return tuple(change for change in changes if change.parts)


def _change(concordance: Concordance, profile: ProfileConcordance) -> Change:
    links = profile.having(*SUBSTANTIVE)
    touched = {_PARTS[link.path.partition("/")[0]] for link in links}
    needs = [link for link in links if link.is_requirement]
    codes = {link.path.partition("/")[2]: link.relation is Relation.GONE for link in needs}
    return Change(
        profile=profile.code,
        from_edition=concordance.before,
        to_edition=concordance.after,
        parts=tuple(part for part in ProfilePart if part in touched),
        removed=tuple(code for code, is_gone in codes.items() if is_gone),
        added_or_relevelled=tuple(code for code, is_gone in codes.items() if not is_gone),
    )
