"""A bar on the terminal where work lasts and somebody looks; nothing is shown elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")

ROWS = 20_000
"""Rows whose reading, or writing into a workbook, takes a second or more."""
PEOPLE = 2_000
"""People whose comparison with all jobs takes as long."""


def watched(label: str, least: int = ROWS) -> Callable[[Sequence[T]], Iterable[T]]:
    """Return what passes items on, with a bar if there are many.

    Args:
        label: says what is done.
        least: how many items show a bar.
    """

    def watch(items: Sequence[T]) -> Iterator[T]:
        if len(items) < least or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(
            items, label=label, file=sys.stderr, update_min_steps=max(1, len(items) // 50)
        ) as bar:
            yield from bar

    return watch
