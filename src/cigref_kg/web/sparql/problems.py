"""What people and machines are told when a query has no answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cigref_kg.base.model import Text
from cigref_kg.engine import QueryError
from cigref_kg.engine.limits import MEBIBYTE
from cigref_kg.web.sparql.endpoint import formats_of
from cigref_kg.web.sparql.request import RequestError
from cigref_kg.web.ui.messages import bilingual

_STATUSES: Mapping[str, int] = {
    "malformed": 400,
    "update": 403,
    "service": 403,
    "not-acceptable": 406,
    "failed": 400,
    "complex": 400,
    "deadline": 504,
    "large": 413,
    "memory": 413,
    "overloaded": 503,
    "lost": 503,
}
"""By the code of an error; words for each stand under ``sparql_problem`` in `web/messages/`."""
_WITHOUT_TITLE = {"update", "not-acceptable", "overloaded", "lost"}
"""What the words of the status say well enough."""
_EXTENSIONS = ("line", "column", "seconds", "limit", "unit")
"""The fields of an error that programs are told."""
_RETRY_AFTER_LOSS = 1
"""Seconds: a worker that ended has a successor at once."""


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """A problem before it is written: the arguments of :func:`cigref_kg.web.problems.problem`."""

    status: int
    title: Text | None
    detail: Text
    headers: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, object] = field(default_factory=dict)


def problem_details(failure: QueryError | RequestError) -> ProblemDetails:
    """Return what to say of a failure."""
    if isinstance(failure, RequestError):
        return ProblemDetails(failure.status, None, failure.detail, extensions=dict(failure.fields))
    code, fields = failure.code, failure.fields
    told = {name: fields[name] for name in _EXTENSIONS if fields.get(name) is not None}
    extensions: dict[str, object] = dict(told)
    if code == "not-acceptable":
        extensions["formats"] = list(formats_of(str(fields["kind"])))
    headers = {}
    if _STATUSES[code] == 503:
        headers["Retry-After"] = str(fields.get("retry_after", _RETRY_AFTER_LOSS))
    return ProblemDetails(
        _STATUSES[code],
        None if code in _WITHOUT_TITLE else bilingual(f"sparql_problem.{code}.title"),
        _detail(failure, extensions),
        headers,
        extensions,
    )


def _detail(failure: QueryError, told: Mapping[str, object]) -> Text:
    """Return what is wrong with this very query, and what to do."""
    match failure.code:
        case "malformed" if told:
            return bilingual(
                "sparql_problem.malformed.detail",
                line=str(told["line"]),
                column=str(told["column"]),
                what=failure.words,
            )
        case "malformed" | "failed":
            return failure.words
        case "complex":
            return bilingual("sparql_problem.complex.detail", why=failure.words)
        case "deadline":
            return bilingual("sparql_problem.deadline.detail", seconds=f"{told['seconds']:g}")
        case "memory":
            return bilingual("sparql_problem.memory.detail", mebibytes=_mebibytes(told["limit"]))
        case "large" if told["unit"] == "bytes":
            return bilingual("sparql_problem.large.bytes", mebibytes=_mebibytes(told["limit"]))
        case "large":
            return bilingual("sparql_problem.large.rows", limit=told["limit"])
        case "not-acceptable":
            formats = ", ".join(formats_of(str(failure.fields["kind"])))
            return bilingual("sparql_problem.not-acceptable.detail", formats=formats)
        case code:
            return bilingual(f"sparql_problem.{code}.detail")


def _mebibytes(size: object) -> int:
    return int(str(size)) // MEBIBYTE
