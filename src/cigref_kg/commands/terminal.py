"""What a terminal shows: its width, colours, how far work is, why the system refused something."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from cigref_kg.base.columns import fitted
from cigref_kg.base.messages import entries, message
from cigref_kg.base.text import Text
from cigref_kg.commands.arguments.language import current_language

T = TypeVar("T")

ROWS = 20_000
"""Rows whose reading, or writing into a workbook, takes a second or more."""
PEOPLE = 2_000
"""People whose comparison with all jobs takes as long."""


def told(error: OSError) -> Text:
    """Say what the system refused, of which file, and what to do.

    >>> told(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv")).en
    'a.csv: does not exist'
    """
    if error.errno == errno.ENOENT and not error.filename:  # which only asking where one is gives
        return message("commands.no-current-directory")
    name = errno.errorcode.get(error.errno or 0)
    if f"system-{name}" in entries("commands"):  # said better there than the system says it
        why = message(f"commands.system-{name}")
    else:
        why = message("commands.system-says", said=error.strerror or str(error))
    return why.after_each(f"{error.filename}: ") if error.filename else why


def say(entry: str, /, *, err: bool = False, **places: object) -> None:
    """Print a message of the messages of ``commands``, in the language of the run.

    Args:
        entry: its name.
        err: to standard error.
        places: the values of its places.
    """
    click.echo(said(entry, **places), err=err)


def said(entry: str, /, **places: object) -> str:
    """Return a message of the messages of ``commands`` in the language of the run."""
    return message(f"commands.{entry}", **places).localized(current_language())


def width() -> int | None:
    """Return how many columns the terminal has; ``None`` where output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def has_colour() -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def show_table(table: str) -> None:
    """Print a table: the head above its rule, if it has one, stands out on a terminal."""
    lines = table.split("\n")
    rule = next((at for at, line in enumerate(lines) if line and not line.strip("- ")), 0)
    if has_colour() and rule:
        head = [click.style(line, bold=True) for line in lines[:rule]]
        lines = [*head, click.style(lines[rule], dim=True), *lines[rule + 1 :]]
    click.echo("\n".join(lines), nl=False, color=has_colour())


def show_lines(text: str) -> None:
    """Print lines of prose, those that are too long for the terminal continued below."""
    click.echo(fitted(text, width()))


def watched(entry: str, least: int = ROWS) -> Callable[[Sequence[T]], Iterable[T]]:
    """Return what passes items on, with a bar if there are many.

    Args:
        entry: of the messages of ``commands``: what is done.
        least: how many items show a bar.
    """

    def watch(items: Sequence[T]) -> Iterator[T]:
        if len(items) < least or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(
            items, label=said(entry), file=sys.stderr, update_min_steps=max(1, len(items) // 50)
        ) as bar:
            yield from bar

    return watch


def write_out(content: bytes, out: Path | None, *, is_named: bool = True) -> None:
    """Write an answer to a file, whole or not at all, or to standard output.

    Args:
        content: of the answer.
        out: the file; ``None`` or ``-`` for standard output.
        is_named: whether to print the file's name, as whoever waits for it looks for.
    """
    from cigref_kg.base.files import write_files

    if out in {None, Path("-")}:
        click.echo(content, nl=False)
        return
    write_files(out.parent, {out.name: content})
    if is_named:
        click.echo(out)
