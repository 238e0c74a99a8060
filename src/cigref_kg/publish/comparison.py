"""A comparison for machines: as JSON and as CSV, the same on the command line and on the site."""

from collections.abc import Sequence

from cigref_kg.base.model import Framework, Language
from cigref_kg.base.writing import csv_bytes
from cigref_kg.insight.comparison import Comparison
from cigref_kg.publish.careers import gaps_as_json


def comparison_as_json(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as what JSON can hold."""
    return {
        "profiles": list(comparison.labels),
        "editions": [profile.edition for profile in comparison.profiles],
        "competences": [
            {"code": row.code, "levels": dict(row.levels), "gap": row.gap}
            for row in comparison.competences
        ],
        "aspects": [{"code": row.code, "stars": dict(row.stars)} for row in comparison.aspects],
        "gap": comparison.gap,
        "reverseGap": comparison.reverse_gap,
        "toAcquire": gaps_as_json(comparison.to_acquire),
        "distance": round(comparison.distance, 4),
    }


def comparison_as_csv(comparison: Comparison, framework: Framework, language: Language) -> bytes:
    """Return a comparison as CSV (RFC 4180, UTF-8): a row for each competence, then each aspect.

    A column named by the label of a profile holds the level that it requires, or its stars; the
    cell is empty where it requires nothing, or where its stars are illegible. An aspect has no gap.

    Args:
        comparison: what to write.
        framework: where the names of competences and aspects are.
        language: of these names.
    """
    rows: list[Sequence[object]] = [
        ("kind", "code", "title", *comparison.labels, "gap", "reverse_gap")
    ]
    for row in comparison.competences:
        title = framework.competence[row.code].names.localized(language)
        rows.append(("competence", row.code, title, *row.levels.values(), row.gap, row.reverse_gap))
    for aspect in comparison.aspects:
        title = framework.aspect[aspect.code].names.localized(language)
        rows.append(("aspect", aspect.code, title, *aspect.stars.values(), "", ""))
    return csv_bytes(rows)
