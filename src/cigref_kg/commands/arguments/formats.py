"""How a verb writes its answer, and where to."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
T = TypeVar("T")


def format_option(
    *formats: str, about: str = "A table is for people."
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return the option ``--format``, as ``output``.

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
        help=about,
    )


def out_option(
    about: str = "Write it to this file.", metavar: str = "FILE", *, required: bool = False
) -> Callable[[Callable[P, T]], Callable[P, T]]:
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
        help=about,
    )
