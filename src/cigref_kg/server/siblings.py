"""Whether the web processes stay up, as one of them sees the others."""

from collections import deque
from collections.abc import Callable

_SETTLED = 10.0
"""Seconds in which all may begin, however slow the machine is."""
_RECENT = 15.0  # seconds within which restarts are counted together
_MANY = 3
"""Births in that time, in seconds, that no reload and no single accident explains."""


class Siblings:
    """Takes note of processes that come and go; look at them every second or so.

    Args:
        expected: how many there should be.
        now: when this process began, by a monotonic clock in seconds.
        read: returns who is there.
    """

    def __init__(self, expected: int, now: float, read: Callable[[], frozenset[int]]) -> None:
        self._expected = expected
        self._began = now
        self._read = read
        self._known: set[int] = set()
        self._births: deque[float] = deque(maxlen=_MANY)
        self._missing_since: float | None = None

    def look(self, now: float) -> None:
        """See who is there at ``now``."""
        there = self._read()
        new = there - self._known
        self._known |= new
        if now - self._began > _SETTLED:
            self._births.extend(now for _ in new)
        if len(there) >= self._expected:
            self._missing_since = None
        elif self._missing_since is None:
            self._missing_since = now

    def stay_up(self, now: float) -> bool:
        """Tell whether they do: none is missing for long, and no more than one or two were born."""
        if self._missing_since is not None and now - self._missing_since > _SETTLED:
            return False
        return len(self._births) < _MANY or now - self._births[0] > _RECENT
