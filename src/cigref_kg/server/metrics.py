"""Counts of what the service does, kept in memory that all its processes share.

Each process writes to a row of its own, so that none waits for another; who reads adds them up. A
process that takes the place of one that ended goes on with its row: counters never fall.
"""

import fcntl
import mmap
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from cigref_kg.base.systems import system
from cigref_kg.engine.errors import QueryError

ROWS = 16
"""Processes that count at once, unless it is said otherwise."""

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Upper bounds of the histogram of evaluation times, in seconds."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the metrics: a name, its labels, what it means."""

    name: str
    labels: str
    kind: str
    help: str


def _counter(name: str, help_: str, label: str = "", values: Sequence[str] = ("",)) -> list[Series]:
    return [
        Series(name, f'{{{label}="{value}"}}' if label else "", "counter", help_)
        for value in values
    ]


_OUTCOMES = ("answered", *(error.code for error in QueryError.__subclasses__()))
_ALL: list[Series] = [
    *_counter("cigref_kg_requests_total", "Requests by class of status.", "status", "2345"),
    *_counter("cigref_kg_queries_total", "Queries evaluated, by outcome.", "outcome", _OUTCOMES),
    *_counter(
        "cigref_kg_prepared_total",
        "Requests by whether their answer was prepared.",
        "found",
        ("hit", "miss", "shared"),
    ),
    Series("cigref_kg_prepared_bytes", "", "gauge", "Bytes of prepared answers."),
    Series("cigref_kg_queries_running", "", "gauge", "Queries that run now."),
    Series("cigref_kg_queries_waiting", "", "gauge", "Queries that wait now."),
    *_counter(
        "cigref_kg_workers_ended_total",
        "Workers of the engine that ended, by the signal that ended them (0 for none).",
        "signal",
        ("0", "6", "9", "11", "14", "other"),
    ),
    *_counter("cigref_kg_web_starts_total", "Web processes that began to serve."),
    *_counter("cigref_kg_web_restarts_total", "Times that the web processes were started again."),
    *_counter(
        "cigref_kg_query_seconds_bucket",
        "Time that the engine worked on a query, in seconds.",
        "le",
        (*(f"{bound:g}" for bound in BUCKETS), "+Inf"),
    ),
    Series("cigref_kg_query_seconds_sum", "", "counter", ""),
]
_INDEX = {series.name + series.labels: number for number, series in enumerate(_ALL)}
_OWNER, _OWNERS_PARENT = len(_ALL), len(_ALL) + 1
_CELLS = len(_ALL) + 2
"""Of a row: the series, then which process counts in it, and that one's parent."""
_NANO = 1e9  # nanoseconds in a second


def index_of(name: str, label: str = "", value: str = "") -> int:
    """Return the place of a series in a row.

    Args:
        name: of the metric.
        label: of the series.
        value: of the label.

    Raises:
        KeyError: if there is no such series.
    """
    labels = f'{{{label}="{value}"}}' if label else ""
    return _INDEX[f"cigref_kg_{name}{labels}"]


class Metrics:
    """A table of numbers that processes forked later share.

    Args:
        rows: how many of them may count at once.
    """

    def __init__(self, rows: int = ROWS) -> None:
        self._n_rows = rows
        self._memory = memoryview(mmap.mmap(-1, rows * _CELLS * 8)).cast("Q")
        self._rows = system.anonymous_file()

    def claim(self) -> "Row":
        """Take a row for this process; it is free again when the process ends.

        A process for which there is none counts for itself: nothing else depends on its counts.
        """
        for number in range(self._n_rows):
            try:
                fcntl.lockf(self._rows, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
            except OSError:
                continue
            start = number * _CELLS
            row = Row(self._memory[start : start + _CELLS])
            row.set(_OWNER, os.getpid())
            row.set(_OWNERS_PARENT, os.getppid())
            return row
        return Row(memoryview(bytearray(_CELLS * 8)).cast("Q"))

    def owners(self, parent: int) -> frozenset[int]:
        """Return the processes that count here, live, and have this parent."""
        pids, parents = self._memory[_OWNER::_CELLS], self._memory[_OWNERS_PARENT::_CELLS]
        theirs = (pid for pid, its in zip(pids, parents, strict=True) if its == parent)
        return frozenset(filter(_lives, theirs))

    def total(self, index: int) -> int:
        """Return the sum of a series over all processes."""
        return sum(self._memory[index::_CELLS])

    def exposition(self) -> bytes:
        """Return the totals in the text format of Prometheus."""
        return "".join(self._lines()).encode()

    def _lines(self) -> Iterator[str]:
        told: set[str] = set()
        bucket, cumulated = index_of("query_seconds_bucket", "le", "+Inf"), 0
        for number, series in enumerate(_ALL):
            family = series.name.removesuffix("_bucket").removesuffix("_sum")
            if family not in told:
                told.add(family)
                kind = "histogram" if family != series.name else series.kind
                yield f"# HELP {family} {series.help}\n# TYPE {family} {kind}\n"
            total = self.total(number)
            value = str(total)
            if series.name.endswith("_bucket"):
                cumulated += total
                value = str(cumulated)
            elif series.name.endswith("_sum"):
                value = f"{total / _NANO:.6f}"
            yield f"{series.name}{series.labels} {value}\n"
            if number == bucket:
                yield f"cigref_kg_query_seconds_count {cumulated}\n"


class Row:
    """The numbers of one process."""

    def __init__(self, cells: memoryview) -> None:
        self._cells = cells
        self._lock = Lock()

    def add(self, index: int, amount: int = 1) -> None:
        """Add to a series."""
        with self._lock:
            self._cells[index] += amount

    def set(self, index: int, value: int) -> None:
        """Set a gauge."""
        self._cells[index] = value

    def observe(self, seconds: float) -> None:
        """Count a query that took ``seconds``."""
        self.add(_BUCKETS[bisect_left(BUCKETS, seconds)])
        self.add(_SUM, int(seconds * _NANO))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:  # nobody, or its id has passed to somebody else's process
        return False
    return True


_BUCKETS = [
    index_of("query_seconds_bucket", "le", label)
    for label in (*(f"{b:g}" for b in BUCKETS), "+Inf")
]
_SUM = index_of("query_seconds_sum")
