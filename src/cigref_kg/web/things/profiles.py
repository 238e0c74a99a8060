"""The pages of profiles, families and editions."""

from collections import Counter

from cigref_kg.base.concordance import ProfileConcordance, Relation
from cigref_kg.base.model import (
    Competence,
    CompetenceArea,
    JobProfile,
    Requirement,
    TransversalAspect,
)
from cigref_kg.insight.relations import beside
from cigref_kg.insight.served import Served
from cigref_kg.records.mappings import Vocabulary
from cigref_kg.vocabularies.esco.terms import ATTRIBUTION
from cigref_kg.web.site import current_site
from cigref_kg.web.things.counterparts import counterparts, nothing_found


def profile(served: Served, code: str) -> dict[str, object]:
    """Return what the page of a profile shows."""
    shown = served.content.profile[code]
    relations = served.relations
    iri = served.iris.profile(served.year, code)
    before, after = relations.neighbours(shown)
    return {
        "year": served.year,
        "profile": shown,
        "family": served.content.family[shown.family],
        "competences": by_area(served, shown),
        "aspects": rated(served, shown),
        "moves_out": relations.moves_from(code),
        "moves_in": relations.moves_to(code),
        "change": relations.change.get(code),
        "since": _since(served, code),
        "reworded": Relation.REWORDED,
        "before": before,
        "after": after,
        "counterparts": counterparts(served, iri),
        "training": current_site().trainings.of(code, served.year),
        "attribution": ATTRIBUTION,
        "isco_groups": counterparts(served, iri, Vocabulary.ISCO),
        "fiches": counterparts(served, iri, Vocabulary.ROME),
        "no_fiche": nothing_found(served, iri, Vocabulary.ROME),
        "appellations": counterparts(served, iri, Vocabulary.APPELLATION),
        "own_profiles": served.own_profiles(lambda own: code in served.roots.get(own.code, ())),
        "nearest": served.nearest(shown, limit=4),
    }


def _since(served: Served, code: str) -> tuple[int, ProfileConcordance] | None:
    """Return the edition before and what became of a profile since, if that is known."""
    concordance = served.published.content.concordance
    if concordance is None or code not in concordance.profile:
        return None
    return concordance.before, concordance.profile[code]


def family(served: Served, code: str) -> dict[str, object]:
    """Return what the page of a family shows."""
    members = served.relations.members[code]
    used = {need.competence for member in members for need in member.requirements}
    content = served.published.content
    before, after = beside(content.families, content.family[code])
    return {
        "year": served.year,
        "family": served.content.family[code],
        "members": members,
        "own_profiles": served.own_profiles(lambda own: own.family == code),
        "competences": [
            competence for competence in served.framework.competences if competence.code in used
        ],
        "before": before,
        "after": after,
    }


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


def rated(served: Served, profile: JobProfile) -> list[tuple[TransversalAspect, int | None]]:
    """Return every aspect with the stars that a profile gives to it, ``None`` if they are lost."""
    return [(aspect, profile.stars.get(aspect.code)) for aspect in served.framework.aspects]


def by_area(
    served: Served, profile: JobProfile
) -> list[tuple[CompetenceArea, list[tuple[Competence, Requirement]]]]:
    """Return the competences of a profile in the order of the framework, area by area."""
    framework = served.framework
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
