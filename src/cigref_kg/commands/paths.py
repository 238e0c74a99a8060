"""The command that finds ways from one job to another: `cigref-kg pathways FROM TO`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language
from cigref_kg.base.writing import json_text
from cigref_kg.commands.arguments.files import company_option
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import Coded, job_named
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import edition_option, explains_errors, served_with
from cigref_kg.commands.terminal import show_lines
from cigref_kg.insight.paths import MAX_GAP, MAX_STEPS, Pathway, Pathways, skills_to_train
from cigref_kg.records.mappings import Target

Skills = Mapping[str, Sequence[Target]]


@click.command(epilog="Example: cigref-kg pathways 6.2 1.6")
@click.argument("source", metavar="FROM", type=Coded("profiles"))
@click.argument("target", metavar="TO", type=Coded("profiles"))
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
@format_option("table", "json")
@edition_option
@language_option("Language of titles.")
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
    lang: Language,
) -> None:
    """Find ways from one job to another, and what each step asks to learn.

    A step is a move that the nomenclature states, or a small gap. Skills of ESCO to train are
    given where a competence is mapped to some.
    """
    served = served_with(companies, edition)
    start, end = (job_named(served, each).code for each in (source, target))
    ways = Pathways(served.content, max_gap).between(start, end, limit, max_steps)
    skills = skills_to_train(served.dataset.mappings.mappings, served.framework.year)
    if output == "json":
        click.echo(_as_json(ways, skills))
    else:
        show_lines(_as_table(ways, skills, lang))


def _as_table(ways: Sequence[Pathway], skills: Skills, lang: Language) -> str:
    if not ways:
        return message("commands.no-way").localized(lang)
    return "\n\n".join("\n".join(_lines(way, skills, lang)) for way in ways)


def _lines(way: Pathway, skills: Skills, lang: Language) -> list[str]:
    told = message("commands.way", way=" → ".join(way.codes), levels=round(way.effort))
    lines = [told.localized(lang)]
    for step in way.steps:
        code, title = step.to_profile.code, step.to_profile.names
        why = "commands.stated-step" if step.move else "commands.small-step"
        told = message(why, code=code, title=title, levels=round(step.effort))
        lines.append(f"  {told.localized(lang)}")
        for gap in step.to_learn:
            trained = ", ".join(
                skill.labels.localized(lang) or skill.uri
                for skill in skills.get(gap.competence, ())
            )
            said = message("commands.trained-by", skills=trained).localized(lang)
            esco = f"  {said}" if trained else ""
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
    return json_text({"pathways": content})
