"""The command that puts profiles side by side: `cigref-kg compare A B`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from cigref_kg.base.messages import message
from cigref_kg.base.model import Framework, Language
from cigref_kg.base.writing import json_text
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments.files import company_option
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import Coded, codes_named
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import edition_option, explains_errors, served_with
from cigref_kg.commands.terminal import show_lines
from cigref_kg.insight.comparison import Comparison

_TITLE_WIDTH = 44
"""Characters that a name takes at most in the table."""
_NARROWEST = 12
"""… and at least."""
_WIDEST = 200  # columns, where there is no terminal
_CELL_WIDTH = 9
"""Characters that a column takes at least."""


@click.command(epilog="Example: cigref-kg compare 2.5 2.4")
@click.argument("codes", metavar="A B [C D]", nargs=-1, required=True, type=Coded("profiles"))
@format_option("table", "json", "csv")
@language_option("Of the names of competences and aspects, in a table or CSV.", name="language")
@company_option("Also compare the profiles of this framework.")
@edition_option
@explains_errors
def compare(
    codes: tuple[str, ...],
    output: str,
    language: Language,
    companies: tuple[Path, ...],
    edition: int | None,
) -> None:
    """Put two to four profiles side by side: their levels, the gap both ways, their stars.

    Each is a code or a name. A code may name its edition: `2022/2.6 2024/2.6` puts a job beside
    itself.

    The gap is what the last one asks beyond the first, in levels; what to acquire for it is listed
    in order of effort.
    """
    from cigref_kg.publish.comparison import comparison_as_csv, comparison_as_json

    served = served_with(companies, edition)
    comparison = served.compare(codes_named(served, codes))
    if output == "json":
        click.echo(json_text(comparison_as_json(comparison)))
    elif output == "csv":
        click.echo(comparison_as_csv(comparison, served.framework, language), nl=False)
    else:
        show_lines(_as_table(comparison, served.framework, language))


def _as_table(comparison: Comparison, framework: Framework, language: Language) -> str:
    codes = comparison.labels
    first, *_, last = codes
    there, back = f"{first}→{last}", f"{last}→{first}"
    wide = max(_CELL_WIDTH, len(there) + 2)
    room = (terminal.width() or _WIDEST) - wide * (len(codes) + 2)
    named_in = max(_NARROWEST, min(_TITLE_WIDTH, room))

    def worded(entry: str, **places: object) -> str:
        return message(f"commands.compare-{entry}", **places).localized(language)

    lines = [
        f"{label}  {profile.names.localized(language)}"
        for label, profile in zip(codes, comparison.profiles, strict=True)
    ]
    lines += ["", _line(worded("competence"), [*codes, there, back], wide, named_in)]
    for row in comparison.competences:
        named = f"{row.code} {framework.competence[row.code].names.localized(language)}"
        gaps = [f"+{gap}" if gap else "0" for gap in (row.gap, row.reverse_gap)]
        lines.append(_line(named, [*_cells(row.levels, codes, "–"), *gaps], wide, named_in))
    totals = [f"+{comparison.gap}", f"+{comparison.reverse_gap}"]
    lines.append(_line(worded("gain"), [*([""] * len(codes)), *totals], wide, named_in))
    if comparison.to_acquire:
        lines += ["", worded("acquire", target=last)]
        lines += [
            f"  {gap.competence} {gap.has or '–'} → {gap.required} (+{gap.effort})"
            for gap in comparison.to_acquire
        ]
    if comparison.aspects:
        lines += ["", _line(worded("aspect"), codes, wide, named_in)]
        for aspect in comparison.aspects:
            named = f"{aspect.code} {framework.aspect[aspect.code].names.localized(language)}"
            lines.append(_line(named, _cells(aspect.stars, codes, "?"), wide, named_in))
    shared = sum(row.is_shared for row in comparison.competences)
    lines += [
        "",
        worded("shared", shared=shared, count=len(comparison.competences)),
        worded("distance", first=first, last=last, distance=comparison.distance),
    ]
    return "\n".join(lines)


def _cells(values: Mapping[str, int | None], codes: Sequence[str], nothing: str) -> list[str]:
    found = (values[code] for code in codes)
    return [nothing if value is None else str(value) for value in found]


def _line(name: str, cells: Sequence[str], wide: int, room: int) -> str:
    cut = name if len(name) <= room else f"{name[: room - 1]}…"
    return f"{cut:<{room}}{''.join(f'{cell:>{wide}}' for cell in cells)}".rstrip()
