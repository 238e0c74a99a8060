"""The pages of profiles and families."""

from functools import partial

from cigref_kg.base.model import Competence, CompetenceArea, JobProfile, Requirement
from cigref_kg.insight.comparison import nearest
from cigref_kg.records.mappings import Vocabulary
from cigref_kg.vocabularies.esco.terms import ATTRIBUTION
from cigref_kg.web.site import Site
from cigref_kg.web.things.counterparts import counterparts
from cigref_kg.web.things.page_query import page_query


def profile(site: Site, year: str, code: str) -> dict[str, object]:
    """Return what the page of a profile shows."""
    shown = site.dataset.nomenclature.content.profile[code]
    relations = site.relations
    before, after = relations.neighbours(shown)
    iri = site.dataset.iris.profile(int(year), code)
    return {
        "year": int(year),
        "profile": shown,
        "family": site.dataset.nomenclature.content.family[shown.family],
        "competences": by_area(site, shown),
        "aspects": [
            (aspect, shown.stars.get(aspect.code))
            for aspect in site.dataset.nomenclature.framework.aspects
        ],
        "moves_out": relations.moves_from(code),
        "moves_in": relations.moves_to(code),
        "change": relations.change.get(code),
        "before": before,
        "after": after,
        "counterparts": counterparts(site, iri),
        "training": site.trainings.of(code),
        "attribution": ATTRIBUTION,
        "isco_groups": counterparts(site, iri, Vocabulary.ISCO),
        "own_profiles": [own.profile for own in site.own_profiles if own.root == shown],
        "nearest": nearest(site.dataset.nomenclature.content, shown, limit=4),
        "query": partial(page_query, iri, shown),
    }


def family(site: Site, year: str, code: str) -> dict[str, object]:
    """Return what the page of a family shows."""
    content = site.dataset.nomenclature.content
    members = site.relations.members[code]
    used = {need.competence for member in members for need in member.requirements}
    families = list(content.families)
    place = [family.code for family in families].index(code)
    return {
        "year": int(year),
        "family": content.family[code],
        "members": members,
        "own_profiles": [p.profile for p in site.own_profiles if p.profile.family == code],
        "competences": [
            competence
            for competence in site.dataset.nomenclature.framework.competences
            if competence.code in used
        ],
        "before": families[place - 1] if place else None,
        "after": families[place + 1] if place + 1 < len(families) else None,
    }


def by_area(
    site: Site, profile: JobProfile
) -> list[tuple[CompetenceArea, list[tuple[Competence, Requirement]]]]:
    """Return the competences of a profile in the order of the framework, area by area."""
    framework = site.dataset.nomenclature.framework
    levels = {need.competence: need for need in profile.requirements}
    return [
        (area, needed)
        for area in framework.areas
        if (
            needed := [
                (competence, levels[competence.code])
                for competence in framework.competences
                if competence.area == area.code and competence.code in levels
            ]
        )
    ]
