"""What every command shares: exit codes, the base option, errors said without a traceback."""

import errno
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from cigref_kg.base.errors import InputError, WrongValueError
from cigref_kg.base.iris import DEFAULT_BASE, Iris
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.commands.arguments import Option, together
from cigref_kg.commands.arguments.french import french_click, in_french
from cigref_kg.commands.arguments.language import (
    current_language,
    language_asked,
    speaking,
    with_language,
)
from cigref_kg.commands.terminal import told

if TYPE_CHECKING:
    from cigref_kg.insight.served import Served

P = ParamSpec("P")
T = TypeVar("T")

SPOOLED = "cigref_kg.spooled"
"""Under what a run keeps the file that standard input was put into."""
CHECK_FAILED = 1  # exit code
UNUSABLE = 2  # exit code


class Unusable(click.ClickException):
    """Input that cannot be used: the message says what and where, in the language asked for."""

    exit_code = UNUSABLE

    def __init__(self, words: Text) -> None:
        super().__init__(_as_given(words.localized(current_language())))


def _as_given(said: str) -> str:
    """Return a message that calls standard input so, not the file that it was put into."""
    context = click.get_current_context(silent=True)
    file = context and context.meta.get(SPOOLED)
    given = message("commands.standard-input").localized(current_language())
    return said.replace(str(file), given) if file else said


class Misused(click.UsageError):
    """A command line that asks for nothing that can be done; said as :class:`Unusable` is."""

    def __init__(self, entry: str, /, **places: object) -> None:
        super().__init__(message(f"commands.{entry}", **places).localized(current_language()))


def in_language(command: click.Command) -> click.Command:
    """Return a command whose help is in the language of the run."""
    return in_french(command) if current_language() == "fr" else command


class Verbs(click.Group):
    """A group of commands that speaks the language asked for.

    An option that is given twice is refused, where click keeps the last.
    """

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:
        """Run the command line ``args``, or the program's own, as click does."""
        language = language_asked(sys.argv[1:] if args is None else args)
        with speaking(language), french_click() if language == "fr" else nullcontext():
            return click.Group.main(in_language(self), args, *others, **named)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or nothing."""
        command = self.find_command(ctx, cmd_name)
        return command and in_language(with_language(command))

    def find_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command as it was written."""
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, and look at what it is called with."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not isinstance(command, click.Group):
            _refuse_repeated(command, rest)
        return name, command, rest


def _refuse_repeated(command: click.Command, args: list[str]) -> None:
    with click.Context(command) as context:
        try:
            _, _, given = command.make_parser(context).parse_args(list(args))
        except click.UsageError:
            return  # which click tells better when it reads them itself
    for option in {each.name: each for each in given if given.count(each) > 1}.values():
        if isinstance(option, click.Option) and not (option.multiple or option.count):
            values = _values(option, args)
            if not values:
                raise Misused("option-repeated", option=option.opts[-1])
            raise Misused("option-repeated-with", option=option.opts[-1], values=", ".join(values))


def _values(option: click.Option, args: list[str]) -> list[str]:
    """Return what ``--option`` was given, each time, as typed."""
    values = []
    for at, word in enumerate(args):
        name, equals, value = word.partition("=")
        if name in option.opts and not option.is_flag:
            values.append(value if equals else " ".join(args[at + 1 : at + 2]))
    return values


def explains_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn what a user can mend into a message and exit code 2, without a traceback."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except InputError as error:
            raise Unusable(error.words) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads has enough: click ends without a word
                raise
            raise Unusable(told(error)) from error

    return wrapper


@contextmanager
def naming(file: object) -> Iterator[None]:
    """Let what is wrong with a file name it."""
    try:
        yield
    except InputError as error:
        raise error.within(file) from error


def base_option(what: str) -> Option:
    """Return the option ``--base``, checked."""
    return click.option(
        "--base",
        metavar="IRI",
        callback=_checked_base,
        default=DEFAULT_BASE,
        show_default=True,
        help=what,
    )


edition_option = click.option(
    "--edition",
    metavar="YEAR",
    type=int,
    help="The edition of the nomenclature to look at, such as 2024.",
)
"""Which edition; the default one unless it is given."""


def served_with(
    companies: Sequence[Path], edition: int | None = None, official: Path | None = None
) -> "Served":
    """Load companies' frameworks and return the edition that is asked for.

    Args:
        companies: where their frameworks lie.
        edition: its year; the default one unless given.
        official: the folder of the official wording, if it is laid over ours.

    Raises:
        UnknownEditionError: if that edition is not served; the message says which are.
    """
    from cigref_kg.company.dataset import load_with, served_edition

    return served_edition(load_with(companies, official=official), edition)


official_option = click.option(
    "--official",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Official wording to lay over ours: what `cigref-kg extract --out` wrote.",
)
"""The folder of the official wording, or nothing."""


def _checked_base(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return Iris(value).base
    except WrongValueError as error:
        raise Misused("no-base", why=error.words) from error


dataset_options = together(
    official_option,
    base_option(
        "Where the IRIs of the data stand; ends with a slash. The ontology's terms never move."
    ),
)
"""Which dataset: ``--official`` and ``--base``."""
