"""The command line in French: its help, and what click says, which asks gettext for its words."""

import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from inspect import cleandoc
from pathlib import Path

import click
import yaml

_FILE = Path(__file__).with_name("french.yaml")
_EXAMPLE = "Example:"


@cache
def translations() -> Mapping[str, str]:
    """Return the French of each English text."""
    found: Mapping[str, str] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def french(english: str) -> str:
    """Return the French of a text, or the text: a name, or words that are French already."""
    return translations().get(english, english)


@contextmanager
def french_click() -> Iterator[None]:
    """Let gettext, which click asks for its sentences, answer from our translations."""
    asked = gettext.dgettext, gettext.dngettext

    def one(domain: str, said: str) -> str:
        return translations().get(said) or asked[0](domain, said)

    def counted(domain: str, single: str, several: str, count: int) -> str:
        said = single if count == 1 else several
        return translations().get(said) or asked[1](domain, single, several, count)

    gettext.dgettext, gettext.dngettext = one, counted  # type: ignore[assignment]
    try:
        yield
    finally:
        gettext.dgettext, gettext.dngettext = asked


def in_french(command: click.Command) -> click.Command:
    """Return a command whose help is French; its options keep their names."""
    said = copy(command)
    said._help_option = None  # which click makes once, in the language of the first who asks
    context = click.Context(command)
    said.help = paragraphs(command.help)
    if command.epilog:
        said.epilog = command.epilog.replace(_EXAMPLE, french(_EXAMPLE))
    said.params = [_parameter(each, context) for each in command.params]
    return said


def paragraphs(english: str | None) -> str:
    """Return a help text in French, paragraph by paragraph."""
    told = cleandoc(english or "").split("\n\n")
    return "\n\n".join(french(" ".join(each.split())) for each in told)


def _parameter(parameter: click.Parameter, context: click.Context) -> click.Parameter:
    said = copy(parameter)
    metavar = parameter.make_metavar(context)
    said.metavar = re.sub("[A-Z_]+", lambda word: french(word[0]), metavar)
    if isinstance(said, click.Option):
        said.help = paragraphs(said.help)
        if isinstance(said.show_default, str):
            said.show_default = french(said.show_default)
    return said
