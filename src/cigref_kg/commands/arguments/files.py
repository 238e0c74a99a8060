"""Files that verbs read, or standard input in their place: ``-``, as for other programs."""

import sys
from pathlib import Path
from typing import Any

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import Misused

MOST_BYTES = 256 * 1024 * 1024
"""Of standard input, which has no size that one could look at before."""
_STANDARD_INPUT = "-"
_READ = "cigref_kg.standard_input"


class Input:
    """What a verb reads: a file, or standard input.

    Args:
        path: the file; ``None`` for standard input.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def read_bytes(self, most: int = MOST_BYTES) -> bytes:
        """Return what it holds.

        Args:
            most: bytes that are read of it at most; whoever refuses what is longer gives one more.

        Raises:
            InputError: if standard input has more than :data:`MOST_BYTES`.
            OSError: if it cannot be read.
        """
        if self.path is not None:
            with self.path.open("rb") as stream:
                try:
                    return stream.read(most) if most < MOST_BYTES else stream.read()
                except OSError as error:  # which names no file that was open already
                    error.filename = str(self.path)
                    raise
        content = sys.stdin.buffer.read(min(most, MOST_BYTES + 1))
        if len(content) > MOST_BYTES:
            raise InputError(message("commands.large-standard-input", most=MOST_BYTES))
        return content

    def __str__(self) -> str:
        if self.path is not None:
            return str(self.path)
        return message("commands.standard-input").localized(current_language())


class InputFile(click.ParamType[Input]):
    """A file that exists, or ``-`` once."""

    name = "file"
    _path = click.Path(exists=True, dir_okay=False, path_type=Path)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Input:
        """Return what is to be read; nothing is read yet."""
        if isinstance(value, Input):
            return value
        if str(value) != _STANDARD_INPUT:
            return Input(self._path.convert(value, param, ctx))
        if ctx is not None:
            if ctx.meta.get(_READ):
                raise Misused("standard-input-twice")
            ctx.meta[_READ] = True
        return Input(None)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[Any]":
        """Let the shell complete the names of files."""
        return self._path.shell_complete(ctx, param, incomplete)
