"""The pages of editions."""

from collections import Counter

from cigref_kg.insight.relations import beside
from cigref_kg.insight.served import Served


def edition(served: Served, year: str) -> dict[str, object]:
    """Return what the page of an edition shows."""
    editions = served.nomenclature.editions
    shown = next(edition for edition in editions if edition.year == int(year))
    before, after = beside(editions, shown)
    return {
        "year": int(year),
        "edition": shown,
        "editions": editions,
        "members": Counter(each.family for each in shown.content.profiles) if shown.content else {},
        "before": before,
        "after": after,
    }
