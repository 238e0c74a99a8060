"""Why a query has no answer."""

from collections.abc import Mapping
from typing import ClassVar

from cigref_kg.base.errors import InputError

Field = str | int | float | None


class QueryError(InputError):
    """A query has no answer.

    The fields of each class are its constructor's arguments, so that an error can travel between
    processes: ``error_from(error.code, error.fields)`` makes it anew.
    """

    code: ClassVar[str]

    def __init__(self, message: str, **fields: Field) -> None:
        super().__init__(message)
        self.message = message
        self.fields: Mapping[str, Field] = {"message": message, **fields}


class MalformedQueryError(QueryError):
    """The text is no SPARQL query; ``line`` and ``column`` (from 1) tell where, if known.

    ``french`` is the message in French, where there is one.
    """

    code = "malformed"

    def __init__(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        french: str | None = None,
    ) -> None:
        super().__init__(message, line=line, column=column, french=french)
        self.line = line
        self.column = column
        self.french = french


class UpdateRefusedError(QueryError):
    """The text is an update, and this service only reads."""

    code = "update"


class ServiceRefusedError(QueryError):
    """The query would call another server; ``line`` and ``column`` (from 1) tell where."""

    code = "service"

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, line=line, column=column)
        self.line = line
        self.column = column


class NotAcceptableError(QueryError):
    """The client accepts no format in which this ``kind`` of answer is written."""

    code = "not-acceptable"

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message, kind=kind)
        self.kind = kind


class EvaluationError(QueryError):
    """The engine understood the query but could not carry it out."""

    code = "failed"


class ComplexityError(QueryError):
    """The query is longer or nested deeper than allowed, or it broke the engine."""

    code = "complex"


class DeadlineError(QueryError):
    """The query was stopped because it took longer than ``seconds``."""

    code = "deadline"

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message, seconds=seconds)
        self.seconds = seconds


class AnswerSizeError(QueryError):
    """The answer has more than ``limit`` of ``unit`` (``"bytes"`` or ``"rows"``)."""

    code = "large"

    def __init__(self, message: str, limit: int, unit: str) -> None:
        super().__init__(message, limit=limit, unit=unit)
        self.limit = limit
        self.unit = unit


class MemoryLimitError(QueryError):
    """The query was stopped because it needed more than ``limit`` bytes of memory."""

    code = "memory"

    def __init__(self, message: str, limit: int) -> None:
        super().__init__(message, limit=limit)
        self.limit = limit


class OverloadError(QueryError):
    """Too many queries are waiting; try again after ``retry_after`` seconds."""

    code = "overloaded"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message, retry_after=retry_after)
        self.retry_after = retry_after


class EngineLostError(QueryError):
    """The engine went away while it worked on this query; asking again may succeed."""

    code = "lost"


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
    return _CLASSES[code](**fields)  # type: ignore[arg-type]
