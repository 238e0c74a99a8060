"""Two editions side by side for machines: as JSON and as CSV."""

from collections.abc import Iterator

from cigref_kg.base.concordance import ProfileConcordance, Relation
from cigref_kg.base.model import JobProfile, Language, Text
from cigref_kg.base.writing import csv_bytes
from cigref_kg.insight.editions import EditionComparison, ProfileChange, sentence
from cigref_kg.insight.profile_texts import profile_texts

_Side = dict[str, str | None] | None


def editions_as_json(comparison: EditionComparison, language: Language) -> dict[str, object]:
    """Return a comparison as what JSON can hold.

    Args:
        comparison: of two editions.
        language: of the sentences and texts.
    """
    return {
        "from": comparison.before.year,
        "to": comparison.after.year,
        "language": language,
        "totals": dict(comparison.totals),
        "changed": [_profile(change, language) for change in comparison.changes],
        "reworded": [
            _texts(found, *_both(comparison, found), language) for found in comparison.reworded
        ],
        "unchanged": list(comparison.unchanged),
    }


def editions_as_csv(comparison: EditionComparison, language: Language) -> bytes:
    """Return a comparison as CSV (RFC 4180, UTF-8), a row for each text and each requirement.

    Without a concordance there are no texts, only the profiles that changed.

    Args:
        comparison: of two editions.
        language: of the texts.
    """
    header = "profile_from profile_to relation path_from path_to text_from text_to".split()
    return csv_bytes([header, *_rows(comparison, language)])


def _profile(change: ProfileChange, language: Language) -> dict[str, object]:
    told: dict[str, object] = {
        "code": change.profile.code,
        "from": change.before.code if change.before else None,
        "to": change.after.code if change.after else None,
        "kinds": [kind.value for kind in change.kinds],
        "summary": sentence(change, language),
        "levels": [
            {"competence": level.competence, "from": level.before, "to": level.after}
            for level in change.levels
        ],
    }
    if change.concordance:
        told |= _texts(change.concordance, change.before, change.after, language)
    return told


def _texts(
    found: ProfileConcordance,
    before: JobProfile | None,
    after: JobProfile | None,
    language: Language,
) -> dict[str, object]:
    old, new = (profile_texts(profile) if profile else {} for profile in (before, after))
    links = [link for link in found.links if link.relation is not Relation.SAME]
    return {
        "code": found.code,
        "relation": found.relation.value,
        "texts": [
            {
                "relation": link.relation.value,
                "from": _side(link.before, old, language),
                "to": _side(link.after, new, language),
            }
            for link in links
        ],
    }


def _side(path: str | None, texts: dict[str, Text], language: Language) -> _Side:
    return {"path": path, "text": _said(path, texts, language) or None} if path else None


def _said(path: str | None, texts: dict[str, Text], language: Language) -> str:
    return texts.get(path or "", Text()).get(language) or ""


def _both(
    comparison: EditionComparison, found: ProfileConcordance
) -> tuple[JobProfile | None, JobProfile | None]:
    before, after = comparison.before.content, comparison.after.content
    return (
        before.profile.get(found.before or "") if before else None,
        after.profile.get(found.after or "") if after else None,
    )


def _rows(comparison: EditionComparison, language: Language) -> Iterator[list[str]]:
    if comparison.concordance is None:
        for change in comparison.changes:
            codes = [side.code if side else "" for side in (change.before, change.after)]
            yield [*codes, " ".join(kind.value for kind in change.kinds), "", "", "", ""]
        return
    for found in comparison.concordance.profiles:
        old, new = (profile_texts(side) if side else {} for side in _both(comparison, found))
        for link in found.links:
            yield [
                found.before or "",
                found.after or "",
                link.relation.value,
                link.before or "",
                link.after or "",
                _said(link.before, old, language),
                _said(link.after, new, language),
            ]
