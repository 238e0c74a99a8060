"""The command that finds ways from one job to another: `cigref-kg pathways FROM TO`."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from cigref_kg.commands.options import company_option, edition_option, explains_errors, served_with
from cigref_kg.insight.paths import MAX_GAP, MAX_STEPS, Pathway, Pathways, skills_to_train
from cigref_kg.records.mappings import Target

Skills = Mapping[str, Sequence[Target]]


@click.command(epilog="Example: cigref-kg pathways 6.2 1.6")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50), help="Ways.")
@click.option(
    "--max-gap",
    default=MAX_GAP,
    show_default=True,
    type=click.IntRange(0, 50),
    help="Levels that a step may ask if the nomenclature states no such move.",
)
@click.option(
    "--max-steps", default=MAX_STEPS, show_default=True, type=click.IntRange(1, 6), help="Steps."
)
@company_option("Also go through the profiles of this framework.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table is for people.",
)
@edition_option
@explains_errors
def pathways(
    source: str,
    target: str,
    limit: int,
    max_gap: int,
    max_steps: int,
    companies: tuple[Path, ...],
    edition: int | None,
    output: str,
) -> None:
    """Find ways from one job to another, and what each step asks to learn.

    A step is a move that the nomenclature states, or a small gap. Skills of ESCO to train are
    given where a competence is mapped to some.
    """
    served = served_with(companies, edition)
    try:
        ways = Pathways(served.content, max_gap).between(source, target, limit, max_steps)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    skills = skills_to_train(served.dataset.mappings.mappings, served.framework.year)
    if output == "json":
        click.echo(_as_json(ways, skills))
    else:
        click.echo(_as_table(ways, skills))


def _as_table(ways: Sequence[Pathway], skills: Skills) -> str:
    if not ways:
        return "There is no such way: allow more steps (--max-steps) or larger ones (--max-gap)."
    return "\n\n".join("\n".join(_lines(way, skills)) for way in ways)


def _lines(way: Pathway, skills: Skills) -> list[str]:
    levels = "level" if way.effort == 1 else "levels"
    lines = [f"{' → '.join(way.codes)}: {way.effort} {levels} to gain"]
    for step in way.steps:
        title = step.to_profile.names.title
        why = "stated move" if step.move else "small gap"
        lines.append(f"  → {step.to_profile.code} {title.en or title.fr} ({why}): +{step.effort}")
        for gap in step.to_learn:
            trained = ", ".join(
                skill.labels.en or skill.uri for skill in skills.get(gap.competence, ())
            )
            esco = f"  ESCO: {trained}" if trained else ""
            lines.append(f"      {gap.competence} {gap.has or '–'} → {gap.required}{esco}")
    return lines


def _as_json(ways: Sequence[Pathway], skills: Skills) -> str:
    content: list[dict[str, Any]] = [
        {
            "profiles": list(way.codes),
            "effort": way.effort,
            "hardest": way.hardest,
            "steps": [
                {
                    "from": step.from_profile.code,
                    "to": step.to_profile.code,
                    "stated": step.move is not None,
                    "effort": step.effort,
                    "toLearn": [
                        {
                            "competence": gap.competence,
                            "has": gap.has,
                            "required": gap.required,
                            "skills": [skill.uri for skill in skills.get(gap.competence, ())],
                        }
                        for gap in step.to_learn
                    ],
                }
                for step in way.steps
            ],
        }
        for way in ways
    ]
    return json.dumps({"pathways": content}, ensure_ascii=False, indent=2)
