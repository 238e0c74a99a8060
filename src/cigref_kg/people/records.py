"""What is told of people as JSON holds it: the shapes that other programs rely on.

Long lists are made as they are written, an item at a time.
"""

from collections.abc import Iterable
from typing import Any

from cigref_kg.insight.matching import Match
from cigref_kg.people.plan import Plan, PlanLine, Spending
from cigref_kg.people.staff import Employee
from cigref_kg.people.team import Team

Pairs = Iterable[tuple[Employee, Match]]


def match_record(person: Employee, found: Match) -> dict[str, Any]:
    """Return a match with every number that it is reckoned from.

    ``profile``, and ``competence`` and ``has`` of a gap, are older names of ``job``, ``code`` and
    ``held``; they go in the release after next.
    """
    return {
        "person": person.label,
        "job": found.profile.code,
        "coverage": None if found.coverage is None else round(found.coverage, 4),
        "assessed": round(found.assessed, 4),
        "gaps": [
            {
                "code": gap.competence,
                "required": gap.required,
                "held": gap.has,
                "effort": gap.effort,
                "competence": gap.competence,
                "has": gap.has,
                **_source(person, gap.competence),
            }
            for gap in found.gaps
        ],
        "unknown": list(found.unknown),
        "met": [
            {"code": code, "required": level, "held": person.levels[code], **_source(person, code)}
            for code, level in found.profile.required_levels.items()
            if person.levels.get(code, 0) >= level
        ],
        "likeness": round(found.likeness, 4),
        "covered": found.covered,
        "required": found.required,
        "asked": found.asked,
        "held": found.held,
        "gap": found.gap,
        "shared": list(found.shared),
        "surplus": list(found.surplus),
        "profile": found.profile.code,
    }


def _source(person: Employee, code: str) -> dict[str, Any]:
    """Where a level comes from: the line that says it, and the nearby competence if it is one's."""
    seen = person.evidence.get(code)
    if seen is None:
        return {"line": person.lines[code]} if code in person.lines else {}
    evidence = {"code": seen.competence, "relation": seen.relation}
    return {"line": person.lines[seen.competence], "evidence": evidence}


def matches_record(pairs: Pairs, without_job: int | None = None) -> dict[str, Any]:
    """Return matches, and how many people had no job to be matched with, where it was asked for."""
    apart = {} if without_job is None else {"without_job": without_job}
    return {"matches": (match_record(person, found) for person, found in pairs), **apart}


def team_record(team: Team) -> dict[str, Any]:
    """Return a team: who has what, what nobody has, what only one person has."""
    return {
        "people": len(team.people),
        "without_job": team.without_job,
        "competences": [
            {
                "code": depth.competence,
                "required": depth.required,
                "jobs": list(depth.jobs),
                "able": len(depth.able),
                "below": depth.below,
                "not_assessed": depth.unknown,
                "levels": {
                    person.label: person.levels[depth.competence]
                    for person in team.people
                    if depth.competence in person.levels
                },
            }
            for depth in team.depths
        ],
        "nobody": [depth.competence for depth in team.nobody],
        "only_one": [
            {"code": depth.competence, "required": depth.required, "person": depth.able[0]}
            for depth in team.only_one
        ],
        "matches": (match_record(person, found) for person, found in team.matches),
    }


def succession_record(
    job: str,
    incumbents: int,
    without_job: int,
    pairs: Pairs,
    training: Iterable[PlanLine] = (),
) -> dict[str, Any]:
    """Return the candidates for a job, and the courses that would help them.

    Args:
        job: its code.
        incumbents: how many hold it now.
        without_job: how many hold a job that is unknown: they may be incumbents too.
        pairs: candidates with how they match.
        training: courses for each candidate.
    """
    return {
        "job": job,
        "incumbents": incumbents,
        "without_job": without_job,
        "candidates": [
            {**match_record(person, found), "job_held": person.job} for person, found in pairs
        ],
        "training": [_line(line) for line in training],
    }


def plan_record(plan: Plan) -> dict[str, Any]:
    """Return a training plan."""
    return {
        "gaps": len(plan.lines),
        "closed": len(plan.closed),
        "partly": len(plan.partly),
        "without_course": len(plan.without_course),
        "enrolments": len(plan.enrolments),
        "days": whole(plan.spending.days),
        "cost": whole(plan.spending.cost),
        "budget": None if plan.budget is None else whole(plan.budget),
        "unknown": plan.unknown,
        "without_job": plan.without_job,
        "teams": [{"team": team, **_spending(spent)} for team, spent in plan.by_team.items()],
        "uncovered": [{"code": code, "gaps": count} for code, count in plan.uncovered.items()],
        "left_out": map(_line, plan.left_out),
        "lines": (_line(line) for line in plan.lines if line.is_paid),
        "catalogue_left_out": [
            {"line": line, "competence": named} for line, named in plan.catalogue.left_out
        ],
    }


def _spending(spent: Spending) -> dict[str, Any]:
    return {
        "people": spent.people,
        "enrolments": spent.enrolments,
        "days": whole(spent.days),
        "cost": whole(spent.cost),
    }


def _line(line: PlanLine) -> dict[str, Any]:
    teaching = line.teaching
    course = teaching.course if teaching else None
    return {
        "person": line.person.label,
        "team": line.person.team,
        "job": line.person.job,
        "competence": line.competence,
        "held": line.held,
        "required": line.required,
        "criticality": line.criticality,
        "course": course and course.code,
        "title": course and course.title,
        "aim": teaching and teaching.aim,
        "days": course and whole(course.days),
        "cost": course and whole(course.cost),
        "closes": "wholly" if line.closes else "partly" if teaching else "none",
    }


def whole(hundredths: int) -> int | float:
    """Return an amount in hundredths as a number, without decimals where there are none."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100
