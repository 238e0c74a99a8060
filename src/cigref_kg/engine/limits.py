"""How much a query may ask of the service."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one query and on all together; the defaults suit a machine of two cores."""

    seconds: float = 10.0
    """The deadline of a query, waiting included."""
    short_seconds: float = 0.25
    """How long every query may run before it needs one of the few long places."""
    memory: int = 512 * MEBIBYTE
    """Memory that a query may add to the loaded graph, in bytes."""
    short_memory: int = 128 * MEBIBYTE
    """The same, before the query has a long place."""
    answer_bytes: int = 32 * MEBIBYTE
    """The size of an answer, in bytes, before compression."""
    answer_rows: int = 200_000
    """The rows (or triples) of an answer."""
    query_bytes: int = 256 * 1024
    """The size of a query's text, in bytes."""
    depth: int = 128
    """How deep brackets may be nested in a query."""
    short_places: int = 4
    """Queries that run at once, for each web process, those in long places not counted."""
    long_places: int = 1
    """Queries that may run to the deadline at once, for each web process."""
    waiting: int = 16
    """Queries that may wait for a place, for each web process; more are refused (503)."""
