"""Why a query has no answer: a code, and what varies, from which its words are made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original, Text
from cigref_kg.engine.limits import MEBIBYTE

_NO_FUNCTION = re.compile(r"custom function (<\S+>) is not supported")
Field = str | int | float | None


@dataclass(eq=False, init=False)
class QueryError(InputError):
    """A query has no answer.

    The fields of each class are its constructor's arguments, so that an error can travel between
    processes: ``error_from(error.code, error.fields)`` makes it anew. The words are looked up when
    they are asked for: the processes that evaluate queries cannot open a file.
    """

    code: ClassVar[str]

    def __init__(self) -> None:
        Exception.__init__(self, self.code)

    @property
    def fields(self) -> Mapping[str, Field]:
        """What varies from one such error to the next, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def words(self) -> Text:
        """The message in both languages."""
        return message(f"engine.{self.code}", **self.fields)


@dataclass(eq=False)
class MalformedQueryError(QueryError):
    """The text is no SPARQL query; ``line`` and ``column`` (from 1) tell where, if known."""

    code = "malformed"
    fr: str
    en: str
    line: int | None = None
    column: int | None = None

    @property
    def words(self) -> Text:
        """What is wrong at that place."""
        return Text(fr=self.fr, en=self.en)


@dataclass(eq=False)
class UpdateRefusedError(QueryError):
    """The text is an update, and this service only reads."""

    code = "update"


@dataclass(eq=False)
class ServiceRefusedError(QueryError):
    """The query would call another server; ``line`` and ``column`` (from 1) tell where."""

    code = "service"
    line: int | None = None
    column: int | None = None


@dataclass(eq=False)
class NotAcceptableError(QueryError):
    """The client accepts no format in which this ``kind`` of answer is written."""

    code = "not-acceptable"
    kind: str
    """``"graph"``, ``"results"``, or ``"any"`` where no format is accepted at all."""

    @property
    def words(self) -> Text:
        """What the answer is."""
        return message(f"engine.not-acceptable-{self.kind}")


@dataclass(eq=False)
class EvaluationError(QueryError):
    """The engine understood the query but could not carry it out."""

    code = "failed"
    reason: str
    """What the engine says of it."""
    entry: str = "failed"
    """Of the messages: what is to be said around the reason."""

    @property
    def words(self) -> Text:
        """The reason, and who gave it."""
        if unknown := _NO_FUNCTION.search(self.reason):
            return message("engine.no-function", iri=unknown[1])
        return message(f"engine.{self.entry}", reason=Original(self.reason))


@dataclass(eq=False)
class ComplexityError(QueryError):
    """The query is longer or nested deeper than allowed, or it broke the engine."""

    code = "complex"
    entry: str = "broken"
    """``"long"``, ``"deep"`` or ``"broken"``."""
    limit: int = 0
    """How many bytes a query may have, how deep it may be."""

    @property
    def words(self) -> Text:
        """Which bound the query passes."""
        return message(f"engine.{self.entry}", limit=self.limit)


@dataclass(eq=False)
class DeadlineError(QueryError):
    """The query was stopped because it took longer than ``seconds``."""

    code = "deadline"
    seconds: float


@dataclass(eq=False)
class AnswerSizeError(QueryError):
    """The answer has more than ``limit`` of ``unit`` (``"bytes"`` or ``"rows"``)."""

    code = "large"
    limit: int
    unit: str

    @property
    def words(self) -> Text:
        """The bound."""
        return message(f"engine.large-{self.unit}", limit=self.limit)


@dataclass(eq=False)
class MemoryLimitError(QueryError):
    """The query was stopped because it needed more than ``limit`` bytes of memory."""

    code = "memory"
    limit: int

    @property
    def words(self) -> Text:
        """The bound in mebibytes."""
        return message("engine.memory", mebibytes=self.limit // MEBIBYTE)


@dataclass(eq=False)
class OverloadError(QueryError):
    """Too many queries are waiting; try again after ``retry_after`` seconds."""

    code = "overloaded"
    retry_after: int


@dataclass(eq=False)
class EngineLostError(QueryError):
    """The engine went away while it worked on this query; asking again may succeed."""

    code = "lost"
    reason: str = ""
    """Why a remote store does not answer, if it is one."""

    @property
    def words(self) -> Text:
        """Who does not answer, and why."""
        reason = Original(self.reason)
        return message("engine.lost-store" if reason else "engine.lost", reason=reason)


def error_from(code: str, fields: Mapping[str, Field]) -> QueryError:
    """Make the error again that ``code`` and ``fields`` describe.

    Raises:
        KeyError: if no error has that code.
    """
    classes: Mapping[str, Callable[..., QueryError]] = {
        each.code: each for each in QueryError.__subclasses__()
    }
    return classes[code](**fields)
