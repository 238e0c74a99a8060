"""Files that verbs read, or standard input in their place: ``-``, as for other programs."""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar

import click

from cigref_kg.base.errors import InputError
from cigref_kg.base.files import beside
from cigref_kg.base.messages import message
from cigref_kg.commands.arguments import Option
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import SPOOLED, Misused

T = TypeVar("T")

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


class _Files(click.ParamType[T]):
    _path: click.ParamType[Path]

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[Any]":
        """Let the shell complete the names of files."""
        return self._path.shell_complete(ctx, param, incomplete)


class InputFile(_Files[Input]):
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
        _read_once(ctx)
        return Input(None)


class InputPath(_Files[Path]):
    """A file that exists, or ``-`` once: then a file with standard input, until the verb ends.

    Args:
        suffix: of such a file, by which readers know its format.
        dir_okay: whether a folder will do.
        must_exist: whether it is refused here if there is none, or by the verb.
        starts: first bytes that tell another format, with its suffix.
    """

    name = "path"

    def __init__(
        self,
        suffix: str,
        *,
        dir_okay: bool = False,
        must_exist: bool = True,
        starts: Mapping[bytes, str] | None = None,
    ) -> None:
        self._suffix = suffix
        self._starts = starts or {}
        self._path = click.Path(exists=must_exist, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return where to read."""
        if str(value) != _STANDARD_INPUT or ctx is None or ctx.resilient_parsing:
            return self._path.convert(value, param, ctx)
        _read_once(ctx)
        content = Input(None).read_bytes()
        known = (ending for start, ending in self._starts.items() if content.startswith(start))
        folder = ctx.with_resource(beside(Path(gettempdir()) / "cigref-kg"))
        folder.mkdir(mode=0o700)
        file = folder / f"standard-input{next(known, self._suffix)}"
        file.write_bytes(content)
        ctx.meta[SPOOLED] = file
        return file


def _read_once(ctx: click.Context | None) -> None:
    if ctx is not None:
        if ctx.meta.get(_READ):
            raise Misused("standard-input-twice")
        ctx.meta[_READ] = True


FRAMEWORK = InputPath(".ttl", dir_okay=True, starts={b"PK": ".xlsx"})
"""A company's framework: a folder, a workbook or RDF."""


def folder_option(name: str, about: str, default: str | None = None) -> Option:
    """Return an option that names a folder to write.

    Args:
        name: such as ``--out``.
        about: the help: what goes there.
        default: where it goes otherwise; nothing is written unless there is one.
    """
    return click.option(
        name,
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        default=default,
        show_default=default is not None,
        help=about,
    )


def company_option(what: str) -> Option:
    """Return the option ``--company``, as ``companies``: where frameworks lie, or nothing."""
    return click.option(
        "--company", "companies", metavar="SOURCE", multiple=True, type=FRAMEWORK, help=what
    )


columns_option = click.option(
    "--columns",
    metavar="columns.yaml",
    type=InputPath(".yaml"),
    help="What the table does not say itself: columns, levels, aliases.",
)
