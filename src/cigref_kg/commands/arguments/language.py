"""The language of what a verb says: ``--lang``, or the environment's as for other programs."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise

import click

from cigref_kg.base.text import LANGUAGES, Language
from cigref_kg.commands.arguments import Option

VARIABLES = ("CIGREF_KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set says the language, as POSIX has it for the last three."""
_SPOKEN: ContextVar[Language | None] = ContextVar("spoken", default=None)


def environment_language(default: Language = "en") -> Language:
    """Return the language of the environment; ``default`` where it names none of ours.

    >>> environment_language() in LANGUAGES
    True
    """
    said = next((value for name in VARIABLES if (value := os.environ.get(name))), "").lower()
    return next((each for each in LANGUAGES if said.split("_")[0].split(".")[0] == each), default)


def language_asked(arguments: Sequence[str]) -> Language:
    """Return the language that a command line asks for by ``--lang``, or the environment's.

    >>> language_asked(["compare", "2.5", "--lang", "fr"]), language_asked(["--lang=en", "list"])
    ('fr', 'en')
    """
    said = [value for name, value in pairwise(arguments) if name == "--lang"]
    said += [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    return next((each for each in LANGUAGES if each in said), environment_language())


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let a run say what it says in one language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def current_language() -> Language:
    """Return the language of the run: what ``--lang`` says, or the environment's."""
    return _SPOKEN.get() or environment_language()


def language_option(
    about: str = "Language.", default: Language = "en", name: str = "lang"
) -> Option:
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


def with_language(command: click.Command) -> click.Command:
    """Return a verb that takes ``--lang``, at least for what it says of its work."""
    is_verb = not isinstance(command, click.Group)
    if is_verb and not any("--lang" in each.opts for each in command.params):
        about = "Language of messages."
        choice = click.Choice(LANGUAGES)
        command.params.append(click.Option(["--lang"], type=choice, expose_value=False, help=about))
    return command
