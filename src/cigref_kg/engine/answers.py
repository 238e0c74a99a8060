"""What is asked of an engine and what it answers."""

from dataclasses import dataclass
from typing import Literal, Protocol

from cigref_kg.engine.keywords import expand_code_points

AnswerKind = Literal["boolean", "bindings", "graph"]
"""What a query asks for: ASK, SELECT, or CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the dataset that the protocol names for it.

    The code points that ``text`` escapes are expanded, so that all who look at it see the same.
    ``default_graphs`` and ``named_graphs`` are absolute IRIs; if either is given, both together
    take the place of the query's own ``FROM`` (SPARQL 1.1 Protocol, §2.1.4).
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Expand the escapes."""
        if "\\" in self.text:
            object.__setattr__(self, "text", expand_code_points(self.text))


@dataclass(frozen=True, slots=True)
class AcceptedFormats:
    """The media types to answer in; ``None`` where the client accepts none of that kind.

    Which of the two counts is known once the query is parsed. Both are keys of
    :mod:`cigref_kg.engine.formats`.
    """

    results: str | None
    graph: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """A whole answer, never a part of one."""

    body: bytes
    media_type: str
    kind: AnswerKind
    seconds: float = 0.0
    """The time that the engine worked on it."""


class Engine(Protocol):
    """An engine: in this process, in a pool of processes, or another server."""

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``.

        Raises:
            QueryError: if there is no answer; its class tells why.
        """
        ...
