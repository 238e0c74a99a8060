"""What verbs take: files, jobs by name, a language; an option adds itself to a command."""

from collections.abc import Callable
from functools import reduce
from typing import Any

Option = Callable[[Any], Any]
"""What adds a parameter to a command, as ``click.option`` makes it."""


def together(*options: Option) -> Option:
    """Return several options as one, in their order."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)
