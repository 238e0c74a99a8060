"""Why a query has no answer: a code, and what varies, from which its words are made."""

import re
from collections.abc import Mapping
from typing import ClassVar

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original, Text
from cigref_kg.engine.limits import MEBIBYTE

_NO_FUNCTION = re.compile(r"custom function (<\S+>) is not supported")
Field = str | int | float | None


class QueryError(InputError):
    """A query has no answer.

    The fields of each class are its constructor's arguments, so that an error can travel between
    processes: ``error_from(error.code, error.fields)`` makes it anew. The words are looked up when
    they are asked for: the processes that evaluate queries cannot open a file.
    """

    code: ClassVar[str]

    def __init__(self, **fields: Field) -> None:
        Exception.__init__(self, self.code)
        self.fields: Mapping[str, Field] = fields

    @property
    def words(self) -> Text:
        """The message in both languages."""
        return message(f"engine.{self.code}", **self.fields)


class MalformedQueryError(QueryError):
    """The text is no SPARQL query; ``line`` and ``column`` (from 1) tell where, if known."""

    code = "malformed"

    def __init__(
        self, fr: str, en: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(fr=fr, en=en, line=line, column=column)
        self.line = line
        self.column = column
        self._words = Text(fr=fr, en=en)

    @property
    def words(self) -> Text:
        """What is wrong at that place."""
        return self._words


class UpdateRefusedError(QueryError):
    """The text is an update, and this service only reads."""

    code = "update"


class ServiceRefusedError(QueryError):
    """The query would call another server; ``line`` and ``column`` (from 1) tell where."""

    code = "service"

    def __init__(self, line: int | None = None, column: int | None = None) -> None:
        super().__init__(line=line, column=column)
        self.line = line
        self.column = column


class NotAcceptableError(QueryError):
    """The client accepts no format in which this ``kind`` of answer is written.

    Args:
        kind: ``"graph"``, ``"results"``, or ``"any"`` where no format is accepted at all.
    """

    code = "not-acceptable"

    def __init__(self, kind: str) -> None:
        super().__init__(kind=kind)
        self.kind = kind

    @property
    def words(self) -> Text:
        """What the answer is."""
        return message(f"engine.not-acceptable-{self.kind}")


class EvaluationError(QueryError):
    """The engine understood the query but could not carry it out.

    Args:
        reason: what the engine says of it.
        entry: of the messages: what is to be said around the reason.
    """

    code = "failed"

    def __init__(self, reason: str, entry: str = "failed") -> None:
        super().__init__(reason=reason, entry=entry)
        self._entry = entry

    @property
    def words(self) -> Text:
        """The reason, and who gave it."""
        said = str(self.fields["reason"])
        if unknown := _NO_FUNCTION.search(said):
            return message("engine.no-function", iri=unknown[1])
        return message(f"engine.{self._entry}", reason=Original(said))


class ComplexityError(QueryError):
    """The query is longer or nested deeper than allowed, or it broke the engine.

    Args:
        entry: ``"long"``, ``"deep"`` or ``"broken"``.
        limit: how many bytes a query may have, how deep it may be.
    """

    code = "complex"

    def __init__(self, entry: str = "broken", limit: int = 0) -> None:
        super().__init__(entry=entry, limit=limit)

    @property
    def words(self) -> Text:
        """Which bound the query passes."""
        return message(f"engine.{self.fields['entry']}", limit=self.fields["limit"])


class DeadlineError(QueryError):
    """The query was stopped because it took longer than ``seconds``."""

    code = "deadline"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class AnswerSizeError(QueryError):
    """The answer has more than ``limit`` of ``unit`` (``"bytes"`` or ``"rows"``)."""

    code = "large"

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(limit=limit, unit=unit)
        self.limit = limit
        self.unit = unit

    @property
    def words(self) -> Text:
        """The bound."""
        return message(f"engine.large-{self.unit}", limit=self.limit)


class MemoryLimitError(QueryError):
    """The query was stopped because it needed more than ``limit`` bytes of memory."""

    code = "memory"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)
        self.limit = limit

    @property
    def words(self) -> Text:
        """The bound in mebibytes."""
        return message("engine.memory", mebibytes=self.limit // MEBIBYTE)


class OverloadError(QueryError):
    """Too many queries are waiting; try again after ``retry_after`` seconds."""

    code = "overloaded"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)
        self.retry_after = retry_after


class EngineLostError(QueryError):
    """The engine went away while it worked on this query; asking again may succeed.

    Args:
        reason: why a remote store does not answer, if it is one.
    """

    code = "lost"

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason=reason)

    @property
    def words(self) -> Text:
        """Who does not answer, and why."""
        reason = Original(self.fields["reason"])
        return message("engine.lost-store" if reason else "engine.lost", reason=reason)


_CLASSES: Mapping[str, type[QueryError]] = {
    cls.code: cls
    for cls in (
        MalformedQueryError,
        UpdateRefusedError,
        ServiceRefusedError,
        NotAcceptableError,
        EvaluationError,
        ComplexityError,
        DeadlineError,
        AnswerSizeError,
        MemoryLimitError,
        OverloadError,
        EngineLostError,
    )
}


def error_from(code: str, fields: Mapping[str, Field]) -> QueryError:
    """Make the error again that ``code`` and ``fields`` describe.

    Raises:
        KeyError: if no error has that code.
    """
    return _CLASSES[code](**fields)
