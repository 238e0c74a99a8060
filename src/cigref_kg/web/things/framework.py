"""The pages of the competence framework: areas, competences, levels and aspects."""

from cigref_kg.base.model import CompetenceAtLevel, JobProfile
from cigref_kg.web.site import Site
from cigref_kg.web.things.counterparts import counterparts


def whole(site: Site, year: str) -> dict[str, object]:
    """Return what the page of the framework, and the list of competences, show."""
    framework = site.dataset.nomenclature.framework
    return {
        "year": int(year),
        "framework": framework,
        "areas": [
            (area, [c for c in framework.competences if c.area == area.code])
            for area in framework.areas
        ],
        "demand": site.relations.demand,
    }


def area(site: Site, year: str, code: str) -> dict[str, object]:
    """Return what the page of an area shows."""
    framework = site.dataset.nomenclature.framework
    return {
        "year": int(year),
        "framework": framework,
        "area": framework.area[code],
        "competences": [c for c in framework.competences if c.area == code],
        "demand": site.relations.demand,
    }


def competence(site: Site, year: str, code: str) -> dict[str, object]:
    """Return what the page of a competence shows."""
    framework = site.dataset.nomenclature.framework
    shown = framework.competence[code]
    codes = [c.code for c in framework.competences]
    place = codes.index(code)
    return {
        "year": int(year),
        "framework": framework,
        "competence": shown,
        "area": framework.area[shown.area],
        "levels": [(at_level, _who_needs(site, at_level)) for at_level in reversed(shown.levels)],
        "demand": site.relations.demand[code],
        "own_profiles": [
            own.profile for own in site.own_profiles if code in own.profile.required_levels
        ],
        "counterparts": counterparts(site, site.dataset.iris.competence(framework.year, code)),
        "before": framework.competences[place - 1] if place else None,
        "after": framework.competences[place + 1] if place + 1 < len(codes) else None,
    }


def at_level(site: Site, year: str, code: str, level: str) -> dict[str, object]:
    """Return what the page of a competence at a level shows."""
    framework = site.dataset.nomenclature.framework
    shown = framework.at_level[code, int(level)]
    return {
        "year": int(year),
        "framework": framework,
        "competence": framework.competence[code],
        "area": framework.area[framework.competence[code].area],
        "at_level": shown,
        "profiles": _who_needs(site, shown),
    }


def aspect(site: Site, year: str, code: str) -> dict[str, object]:
    """Return what the page of a transversal aspect shows."""
    nomenclature = site.dataset.nomenclature
    ranking = site.relations.ranking[code]
    rated = {profile.code for profile, _ in ranking}
    return {
        "year": int(year),
        "framework": nomenclature.framework,
        "aspect": nomenclature.framework.aspect[code],
        "ranking": [
            (stars, [profile for profile, rating in ranking if rating.stars == stars])
            for stars in range(5, 0, -1)
        ],
        "count": len(ranking),
        "counterparts": counterparts(
            site, site.dataset.iris.aspect(nomenclature.framework.year, code)
        ),
        "unrated": [p for p in nomenclature.content.profiles if p.code not in rated],
    }


def levels(site: Site) -> dict[str, object]:
    """Return what the page of the scale of levels shows."""
    framework = site.dataset.nomenclature.framework
    return {
        "framework": framework,
        "year": framework.year,
        "counts": {
            level.rank: sum(
                1
                for entries in site.relations.demand.values()
                for _, need in entries
                if need.level == level.rank
            )
            for level in framework.levels
        },
    }


def level(site: Site, rank: str) -> dict[str, object]:
    """Return what the page of a proficiency level shows."""
    framework = site.dataset.nomenclature.framework
    place = int(rank)
    return {
        "framework": framework,
        "year": framework.year,
        "level": next(level for level in framework.levels if level.rank == place),
        "competences": [
            (framework.competence[code], at_level, _who_needs(site, at_level))
            for (code, at), at_level in framework.at_level.items()
            if at == place
        ],
    }


def _who_needs(site: Site, at_level: CompetenceAtLevel) -> list[JobProfile]:
    return [
        profile
        for profile, need in site.relations.demand[at_level.competence]
        if need.level == at_level.level
    ]
