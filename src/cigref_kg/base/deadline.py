"""How long a piece of work may take: a deadline that its loops look at.

Work ends at its deadline also when nobody waits for it any more, such as a client that has left.

>>> with deadline(seconds=60):
...     check_deadline()
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_end: ContextVar[float] = ContextVar("deadline", default=math.inf)
"""On the clock of :func:`time.monotonic`."""


class LateError(Exception):
    """The work took longer than it may."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Bound what the block does; where nothing bounds it, work may take as long as it takes."""
    before = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(before)


def check_deadline() -> None:
    """End here if the deadline has passed. Loops over what a client sent call it at each step.

    Raises:
        LateError: if it has.
    """
    if time.monotonic() > _end.get():
        raise LateError
