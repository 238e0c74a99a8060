"""How a verb writes its answer, and where to."""

from pathlib import Path

import click
from click.core import ParameterSource

from cigref_kg.commands.arguments import Option
from cigref_kg.commands.options import Misused

_KINDS = ("xlsx", "csv", "json")
"""Endings of files that say what is in them to the programs that open them."""


def format_option(*formats: str, about: str = "A table is for people.") -> Option:
    """Return the option ``--format``, as ``output``: by default what ``--out`` ends with.

    Args:
        formats: to choose from; the first is the default.
        about: the help: what each is for.
    """
    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        callback=_by_ending,
        help=about,
    )


def out_option(
    about: str = "Write it to this file.", metavar: str = "FILE", *, required: bool = False
) -> Option:
    """Return the option ``--out``: the file to write, or nothing.

    Args:
        about: the help: what goes there.
        metavar: how the help names the file.
        required: whether the answer is for no terminal.
    """
    return click.option(
        "--out",
        metavar=metavar,
        required=required,
        type=click.Path(dir_okay=False, path_type=Path),
        callback=_named_after,
        help=about,
    )


def is_given(context: click.Context) -> bool:
    """Tell whether ``--format`` stands on the command line."""
    return context.get_parameter_source("output") is ParameterSource.COMMANDLINE


def _by_ending(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the format that is asked for, or the one that the name of the file says.

    Raises:
        Misused: if they are not the same.
    """
    out = context.params.get("out")
    ending = _ending(out)
    if ending is None or ending == value:
        return value
    if not is_given(context) and ending in getattr(parameter.type, "choices", ()):
        return ending
    raise Misused("other-ending", file=out, output=value)


def _named_after(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001  (click's signature)
    value: Path | None,
) -> Path | None:
    """Return the file, whose name says nothing else than a format that was given before.

    Raises:
        Misused: if it does.
    """
    output, ending = context.params.get("output"), _ending(value)
    if is_given(context) and output and ending not in {None, output}:
        raise Misused("other-ending", file=value, output=output)
    return value


def _ending(out: Path | None) -> str | None:
    ending = out.suffix.removeprefix(".").casefold() if out else ""
    return ending if ending in _KINDS else None
