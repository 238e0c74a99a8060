"""What every command shares: exit codes, the base option, errors said without a traceback."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.iris import DEFAULT_BASE, Iris

P = ParamSpec("P")
T = TypeVar("T")

CHECK_FAILED = 1
UNUSABLE = 2


class Unusable(click.ClickException):
    """Input that cannot be used: the message says what and where."""

    exit_code = UNUSABLE


def explains_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn what a user can mend into a message and exit code 2, without a traceback."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except (InputError, OSError) as error:
            raise Unusable(str(error)) from error

    return wrapper


def base_option(what: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return the option ``--base``, checked.

    Args:
        what: the help: what stands under the base.
    """
    return click.option(
        "--base",
        metavar="IRI",
        callback=_checked_base,
        default=DEFAULT_BASE,
        show_default=True,
        help=what,
    )


def company_option(what: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return the option ``--company``: where a company's referential lies, or nothing.

    Args:
        what: the help: what is done with it.
    """
    return click.option(
        "--company", metavar="SOURCE", type=click.Path(exists=True, path_type=Path), help=what
    )


def _checked_base(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return Iris(value).base
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
