"""The pages of editions."""

from collections import Counter

from cigref_kg.insight.served import Served


def edition(served: Served, year: str) -> dict[str, object]:
    """Return what the page of an edition shows."""
    editions = served.nomenclature.editions
    place = [edition.year for edition in editions].index(int(year))
    shown = editions[place]
    return {
        "year": int(year),
        "edition": shown,
        "editions": editions,
        "members": Counter(each.family for each in shown.content.profiles) if shown.content else {},
        "before": editions[place - 1] if place else None,
        "after": editions[place + 1] if place + 1 < len(editions) else None,
    }
