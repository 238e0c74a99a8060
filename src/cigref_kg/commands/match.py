"""The command that matches people with profiles: `cigref-kg match FILE`."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from cigref_kg.base.model import JobProfile, Nomenclature
from cigref_kg.commands.options import Unusable, company_option, explains_errors
from cigref_kg.insight.matching import Match, Matcher, Person, Team, explained, ranked, team

MatchPairs = list[tuple[Person, Match]]


@click.command(epilog="Example: cigref-kg match people.csv --profile 6.3 --format csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--profile",
    "codes",
    metavar="CODE",
    multiple=True,
    help="Rank the people for this profile; may be repeated.",
)
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="Jobs each."
)
@click.option(
    "--team",
    "as_team",
    is_flag=True,
    help="Look at the people as a team: what nobody covers, how deep the bench is.",
)
@company_option("Also match with the profiles of this referential.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table is for people.",
)
@explains_errors
def match(
    file: Path,
    codes: tuple[str, ...],
    limit: int,
    as_team: bool,
    company: Path | None,
    output: str,
) -> None:
    """Match people with profiles: coverage, what is missing, the nearest jobs.

    FILE is a table (CSV): person,competence,level; or person and a column for each competence.
    Nothing of it is kept or logged.
    """
    from cigref_kg.company.dataset import load_with, served_edition
    from cigref_kg.people.reading import PeopleError, read_people

    nomenclature = served_edition(load_with(company)).nomenclature
    unknown = [code for code in codes if code not in nomenclature.content.profile]
    if unknown:
        raise click.UsageError(f"there is no profile {', '.join(unknown)}")
    profiles = [nomenclature.content.profile[code] for code in codes]
    try:
        people = read_people(file.read_bytes(), nomenclature.framework.competence)
    except PeopleError as error:
        lines = [f"{file}: {line}" for line in str(error).splitlines()]
        if company is None and "no competence" in str(error):
            lines.append("Competences of a company's own need --company SOURCE.")
        raise Unusable("\n".join(lines)) from error
    if as_team:
        seen = team(people, profiles or nomenclature.content.profiles)
        click.echo(_TEAM_WRITERS[output](seen), nl=False)
        return
    click.echo(_MATCH_WRITERS[output](_pairs(people, profiles, nomenclature, limit)), nl=False)


def _pairs(
    people: list[Person], profiles: list[JobProfile], nomenclature: Nomenclature, limit: int
) -> MatchPairs:
    if profiles:
        return [pair for profile in profiles for pair in ranked(people, profile)]
    matcher = Matcher(nomenclature.content.profiles)
    return [(p, found) for p in people for found in matcher.nearest(p.levels, limit)]


# --- Matches ------------------------------------------------------------------------------------


def _title(profile: JobProfile) -> str:
    title = profile.names.title
    return title.en or title.fr or ""


def match_record(found: Match) -> dict[str, Any]:
    """Return a match as what JSON can hold, with the numbers that it is reckoned from."""
    return {
        "profile": found.profile.code,
        "coverage": round(found.coverage, 4),
        "likeness": round(found.likeness, 4),
        "covered": found.covered,
        "required": found.required,
        "held": found.held,
        "gap": found.gap,
        "shared": list(found.shared),
        "gaps": [
            {"competence": g.competence, "has": g.has, "required": g.required, "effort": g.effort}
            for g in found.gaps
        ],
        "surplus": list(found.surplus),
    }


def _matches_as_table(pairs: MatchPairs) -> str:
    lines: list[str] = []
    for person, found in pairs:
        lines.append(f"{person.label}: {found.profile.code} {_title(found.profile)}")
        lines += [f"  {line}" for line in explained(found)]
    return "\n".join(lines) + "\n"


def _matches_as_json(pairs: MatchPairs) -> str:
    content = [{"person": person.label, **match_record(found)} for person, found in pairs]
    return json.dumps({"matches": content}, ensure_ascii=False, indent=2) + "\n"


def _matches_as_csv(pairs: MatchPairs) -> str:
    rows = [
        (
            person.label,
            found.profile.code,
            f"{found.coverage:.4f}",
            f"{found.likeness:.4f}",
            found.covered,
            found.required,
            found.held,
            found.gap,
            " ".join(f"{g.competence}:{g.has}>{g.required}" for g in found.gaps),
        )
        for person, found in pairs
    ]
    header = "person profile coverage likeness covered required held gap gaps".split()
    return _csv([header, *rows])


_MATCH_WRITERS: Mapping[str, Callable[[MatchPairs], str]] = {
    "table": _matches_as_table,
    "json": _matches_as_json,
    "csv": _matches_as_csv,
}


# --- Teams --------------------------------------------------------------------------------------


def _team_as_table(seen: Team) -> str:
    lines = [f"{seen.people} people", "", "Competences, the shallowest bench first:"]
    for depth in seen.depths:
        verdict = "nobody" if not depth.able else f"{depth.able} able"
        lines.append(
            f"  {depth.competence} at level {depth.required}: {verdict}, {depth.below} below it"
            f" (for {', '.join(depth.profiles)})"
        )
    lines += ["", "Profiles:"]
    for bench in seen.benches:
        lines.append(
            f"  {bench.profile.code} {_title(bench.profile)}: {bench.ready} ready,"
            f" {bench.nearly} nearly"
        )
    return "\n".join(lines) + "\n"


def _team_as_json(seen: Team) -> str:
    content = {
        "people": seen.people,
        "competences": [
            {
                "competence": depth.competence,
                "required": depth.required,
                "able": depth.able,
                "below": depth.below,
                "profiles": list(depth.profiles),
            }
            for depth in seen.depths
        ],
        "profiles": [
            {"profile": bench.profile.code, "ready": bench.ready, "nearly": bench.nearly}
            for bench in seen.benches
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _team_as_csv(seen: Team) -> str:
    rows = [(d.competence, d.required, d.able, d.below, " ".join(d.profiles)) for d in seen.depths]
    return _csv([("competence", "required", "able", "below", "profiles"), *rows])


_TEAM_WRITERS: Mapping[str, Callable[[Team], str]] = {
    "table": _team_as_table,
    "json": _team_as_json,
    "csv": _team_as_csv,
}


def _csv(rows: Any) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
