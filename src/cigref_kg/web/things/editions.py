"""The pages of editions."""

from cigref_kg.web.site import Site


def edition(site: Site, year: str) -> dict[str, object]:
    """Return what the page of an edition shows."""
    editions = site.dataset.nomenclature.editions
    place = [edition.year for edition in editions].index(int(year))
    shown = editions[place]
    return {
        "year": int(year),
        "edition": shown,
        "editions": editions,
        "members": site.relations.members if shown.content else {},
        "before": editions[place - 1] if place else None,
        "after": editions[place + 1] if place + 1 < len(editions) else None,
    }
