"""The pages of the competence framework: areas, competences, levels and aspects."""

from cigref_kg.base.model import CompetenceAtLevel, JobProfile, Nomenclature
from cigref_kg.insight.relations import Relations, beside
from cigref_kg.insight.served import Served
from cigref_kg.web.things.counterparts import counterparts


def whole(served: Served) -> dict[str, object]:
    """Return what the page of the framework shows."""
    return by_area(served.published)


def by_area(nomenclature: Nomenclature) -> dict[str, object]:
    """Return the competences area by area, with who needs them."""
    framework = nomenclature.framework
    return {
        "year": framework.year,
        "framework": framework,
        "areas": [
            (area, [c for c in framework.competences if c.area == area.code])
            for area in framework.areas
        ],
        "demand": Relations(nomenclature).demand,
    }


def area(served: Served, code: str) -> dict[str, object]:
    """Return what the page of an area shows."""
    framework = served.published.framework
    return {
        "year": framework.year,
        "framework": framework,
        "area": framework.area[code],
        "competences": [c for c in framework.competences if c.area == code],
        "demand": served.relations.demand,
    }


def competence(served: Served, code: str) -> dict[str, object]:
    """Return what the page of a competence shows."""
    framework = served.published.framework
    shown = framework.competence[code]
    before, after = beside(framework.competences, shown)
    return {
        "year": framework.year,
        "framework": framework,
        "competence": shown,
        "area": framework.area[shown.area],
        "levels": [(at_level, _who_needs(served, at_level)) for at_level in reversed(shown.levels)],
        "demand": served.relations.demand[code],
        "own_profiles": served.own_profiles(lambda own: code in own.required_levels),
        "counterparts": counterparts(served, served.iris.competence(framework.year, code)),
        "before": before,
        "after": after,
    }


def at_level(served: Served, code: str, level: str) -> dict[str, object]:
    """Return what the page of a competence at a level shows.

    Args:
        served: the edition, with companies' frameworks beside it.
        code: as the sources write it.
        level: from 1 to 5.
    """
    framework = served.published.framework
    shown = framework.at_level[code, int(level)]
    return {
        "year": framework.year,
        "framework": framework,
        "competence": framework.competence[code],
        "area": framework.area[framework.competence[code].area],
        "at_level": shown,
        "profiles": _who_needs(served, shown),
    }


def aspect(served: Served, code: str) -> dict[str, object]:
    """Return what the page of a transversal aspect shows."""
    framework, ranking = served.published.framework, served.relations.ranking[code]
    rated = {profile.code for profile, _ in ranking}
    return {
        "year": framework.year,
        "framework": framework,
        "aspect": framework.aspect[code],
        "ranking": [
            (stars, [profile for profile, rating in ranking if rating.stars == stars])
            for stars in range(5, 0, -1)
        ],
        "count": len(ranking),
        "counterparts": counterparts(served, served.iris.aspect(framework.year, code)),
        "unrated": [p for p in served.published.content.profiles if p.code not in rated],
    }


def levels(served: Served) -> dict[str, object]:
    """Return what the page of the scale of levels shows."""
    framework = served.published.framework
    return {
        "framework": framework,
        "year": framework.year,
        "counts": {
            level.rank: sum(
                1
                for entries in served.relations.demand.values()
                for _, need in entries
                if need.level == level.rank
            )
            for level in framework.levels
        },
    }


def level(served: Served, rank: str) -> dict[str, object]:
    """Return what the page of a proficiency level shows."""
    framework = served.published.framework
    place = int(rank)
    return {
        "framework": framework,
        "year": framework.year,
        "level": next(level for level in framework.levels if level.rank == place),
        "competences": [
            (framework.competence[code], at_level, _who_needs(served, at_level))
            for (code, at), at_level in framework.at_level.items()
            if at == place
        ],
    }


def _who_needs(served: Served, at_level: CompetenceAtLevel) -> list[JobProfile]:
    return [
        profile
        for profile, need in served.relations.demand[at_level.competence]
        if need.level == at_level.level
    ]
