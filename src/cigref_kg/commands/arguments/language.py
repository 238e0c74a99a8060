"""The language of what a verb says: ``--lang``, or the environment's as for other programs."""

import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from click.core import ParameterSource

from cigref_kg.base.text import LANGUAGES, Language

P = ParamSpec("P")
T = TypeVar("T")

VARIABLES = ("CIGREF_KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set says the language, as POSIX has it for the last three."""


def environment_language(default: Language = "en") -> Language:
    """Return the language of the environment; ``default`` where it names none of ours.

    >>> environment_language() in LANGUAGES
    True
    """
    said = next((value for name in VARIABLES if (value := os.environ.get(name))), "").lower()
    return next((each for each in LANGUAGES if said.split("_")[0].split(".")[0] == each), default)


def current_language() -> Language:
    """Return the language of the verb that runs: what ``--lang`` says, or the environment's."""
    context = click.get_current_context(silent=True)
    if context is not None:
        for name in ("lang", "language"):
            if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                return next(each for each in LANGUAGES if each == context.params[name])
    return environment_language()


def language_option(
    about: str = "Language.", default: Language = "en", name: str = "lang"
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return the option ``--lang``.

    Args:
        about: the help: what is in that language.
        default: where the environment says none.
        name: of the parameter.
    """
    return click.option(
        "--lang",
        name,
        type=click.Choice(LANGUAGES),
        default=lambda: environment_language(default),
        show_default=f"of the environment, or {default}",
        help=about,
    )
