"""What a terminal shows: its width, colours, how far work is, why the system refused something."""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import click

from cigref_kg.base.columns import fitted
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.commands.arguments.language import current_language

T = TypeVar("T")

ROWS = 20_000
"""Rows whose reading, or writing into a workbook, takes a second or more."""
PEOPLE = 2_000
"""People whose comparison with all jobs takes as long."""
_WHAT_TO_DO: Mapping[int, Text] = {
    errno.ENOENT: Text(fr="n’existe pas", en="does not exist"),
    errno.EACCES: Text(
        fr="vous n’en avez pas le droit : changez ses droits, ou prenez un autre endroit",
        en="you may not: change its permissions, or take another place",
    ),
    errno.EISDIR: Text(fr="est un dossier : donnez un fichier", en="is a directory: give a file"),
    errno.ENOTDIR: Text(
        fr="passe par un fichier comme s’il était un dossier",
        en="goes through a file as if it were a directory",
    ),
    errno.ENOSPC: Text(
        fr="le disque est plein : faites de la place, ou écrivez ailleurs",
        en="the disk is full: make room, or write elsewhere",
    ),
    errno.EROFS: Text(
        fr="le disque est en lecture seule : écrivez ailleurs",
        en="the disk is read-only: write elsewhere",
    ),
    errno.EEXIST: Text(fr="existe déjà", en="exists already"),
    errno.EBADF: Text(
        fr="un flux est fermé : rouvrez-le, par exemple > /dev/null",
        en="a stream is closed: open it again, such as > /dev/null",
    ),
    errno.EFBIG: Text(
        fr="le fichier serait plus grand que permis (ulimit -f)",
        en="the file would be larger than is allowed (ulimit -f)",
    ),
    errno.EMFILE: Text(
        fr="trop de fichiers sont ouverts à la fois (ulimit -n)",
        en="too many files are open at once (ulimit -n)",
    ),
    errno.ENAMETOOLONG: Text(fr="le nom est trop long", en="the name is too long"),
}
"""What the system's errors mean for a person, where it can be said better than it says it."""


def told(error: OSError) -> Text:
    """Say what the system refused, of which file, and what to do.

    >>> told(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv")).en
    'a.csv: does not exist'
    """
    said = error.strerror or str(error)
    unknown = Text(fr=f"le système répond « {said} »", en=said)
    why = _WHAT_TO_DO.get(error.errno or 0, unknown)
    if error.errno == errno.ENOENT and not error.filename:  # which only asking where one is gives
        return Text(fr="le dossier courant n’existe plus", en="the current directory is gone")
    return why.after_each(f"{error.filename}: ") if error.filename else why


def say(entry: str, /, *, err: bool = False, **places: object) -> None:
    """Print a message of the catalogue ``commands``, in the language of the run.

    Args:
        entry: its name.
        err: to standard error.
        places: the values of its places.
    """
    click.echo(said(entry, **places), err=err)


def said(entry: str, /, **places: object) -> str:
    """Return a message of the catalogue ``commands`` in the language of the run."""
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
        entry: of the catalogue ``commands``: what is done.
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
