"""Where one can go from a job, and the step from one job to another, as JSON."""

from collections.abc import Iterable, Sequence

from cigref_kg.base.model import JobProfile
from cigref_kg.insight.matching import Gap
from cigref_kg.insight.paths import Pathway, Step
from cigref_kg.insight.reach import Mobility, Reachable

Json = dict[str, object]


def reach_as_json(
    source: JobProfile, reachable: Iterable[Reachable], mobilities: Iterable[Mobility]
) -> Json:
    """Return the jobs within reach of one, best first, and the moves that ROME gives.

    Args:
        source: where it comes from.
        reachable: jobs, best first.
        mobilities: moves that ROME gives.
    """
    return {
        "from": _named(source),
        "edition": source.edition,
        "jobs": [
            {
                **_named(each.profile),
                "stated": each.move is not None,
                "statedIn": [section.value for section in each.move.stated_in] if each.move else [],
                "rome": each.is_in_rome,
                "likeness": round(each.likeness, 4),
                "shared": list(each.shared),
                "toLearn": gaps_as_json(each.to_learn),
            }
            for each in reachable
        ],
        "rome": [
            {
                "code": mobility.fiche.code,
                "label": mobility.fiche.label,
                "jobs": [profile.code for profile in mobility.profiles],
            }
            for mobility in mobilities
        ],
    }


def move_as_json(direct: Step, stones: Sequence[Pathway]) -> Json:
    """Return the direct step between two jobs, and easier ways over others."""
    return {
        "from": _named(direct.from_profile),
        "to": _named(direct.to_profile),
        "stated": direct.move is not None,
        "toLearn": gaps_as_json(direct.to_learn),
        "steppingStones": [
            [
                {
                    **_named(step.to_profile),
                    "stated": step.move is not None,
                    "toLearn": gaps_as_json(step.to_learn),
                }
                for step in way.steps
            ]
            for way in stones
        ],
    }


def _named(profile: JobProfile) -> Json:
    return {"code": profile.code, "title": dict(profile.names.title.items())}


def gaps_as_json(gaps: Iterable[Gap]) -> list[Json]:
    """Return the competences that are missing, each with what there is and what is required."""
    return [
        {"competence": gap.competence, "has": gap.has, "required": gap.required} for gap in gaps
    ]
