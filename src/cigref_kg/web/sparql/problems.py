"""What people and machines are told when a query has no answer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cigref_kg.base.model import Text
from cigref_kg.engine import QueryError
from cigref_kg.engine.errors import (
    AnswerSizeError,
    ComplexityError,
    DeadlineError,
    EngineLostError,
    EvaluationError,
    MalformedQueryError,
    MemoryLimitError,
    NotAcceptableError,
    OverloadError,
    ServiceRefusedError,
    UpdateRefusedError,
)
from cigref_kg.web.sparql.endpoint import formats_of
from cigref_kg.web.sparql.request import RequestError, update_refused
from cigref_kg.web.ui.messages import catalogue

_MEBIBYTE = 1024 * 1024


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
    return _PROBLEMS[type(failure)](failure)


def _malformed(error: MalformedQueryError) -> ProblemDetails:
    title = Text(fr="Requête SPARQL mal formée", en="Malformed SPARQL query")
    french = error.french or error.message
    if error.line is None:
        return ProblemDetails(400, title, Text(fr=french, en=error.message))
    return ProblemDetails(
        400,
        title,
        Text(
            fr=f"Ligne {error.line}, colonne {error.column} : {french}.",
            en=f"Line {error.line}, column {error.column}: {error.message}.",
        ),
        extensions={"line": error.line, "column": error.column},
    )


def _update(_: UpdateRefusedError) -> ProblemDetails:
    refusal = update_refused()
    return ProblemDetails(refusal.status, None, refusal.detail)


def _service(_: ServiceRefusedError) -> ProblemDetails:
    return ProblemDetails(
        403,
        Text(fr="SERVICE est refusé", en="SERVICE is refused"),
        Text(
            fr="Ce service n’appelle aucun autre serveur : sinon n’importe qui pourrait s’en "
            "servir pour en atteindre d’autres. Faites la jointure chez vous : interrogez les "
            "deux services séparément, ou appelez celui-ci par SERVICE depuis votre moteur.",
            en="This service calls no other server: else anyone could use it to reach others. "
            "Join on your side: ask both services, or call this one by SERVICE from your engine.",
        ),
    )


def _not_acceptable(error: NotAcceptableError) -> ProblemDetails:
    formats = list(formats_of(error.kind))
    listed = ", ".join(formats)
    return ProblemDetails(
        406,
        None,
        Text(
            fr=f"La réponse existe dans ces formats, dont aucun n’est accepté par votre en-tête "
            f"Accept : {listed}.",
            en=f"The answer exists in these formats, none of which your Accept header allows: "
            f"{listed}.",
        ),
        extensions={"formats": formats},
    )


def _failed(error: EvaluationError) -> ProblemDetails:
    return ProblemDetails(
        400,
        Text(fr="Requête impossible à exécuter", en="The query cannot be carried out"),
        Text(fr=error.message, en=error.message),
    )


def _complex(error: ComplexityError) -> ProblemDetails:
    return ProblemDetails(
        400,
        Text(fr="Requête trop complexe", en="The query is too complex"),
        Text(
            fr=f"La requête dépasse ce que ce service analyse ({error.message}). Coupez-la en "
            "plusieurs.",
            en=f"The query goes beyond what this service analyses ({error.message}). Cut it into "
            "several.",
        ),
    )


def _deadline(error: DeadlineError) -> ProblemDetails:
    return ProblemDetails(
        504,
        Text(fr="Délai dépassé", en="Deadline exceeded"),
        Text(
            fr=f"La requête a été arrêtée au bout de {error.seconds:g} s. Restreignez-la : plus "
            "de motifs liés entre eux, un LIMIT sans ORDER BY, ou les fichiers de /download/.",
            en=f"The query was stopped after {error.seconds:g} s. Narrow it: patterns that share "
            "variables, a LIMIT without ORDER BY, or take the files of /download/.",
        ),
        extensions={"seconds": error.seconds},
    )


def _large(error: AnswerSizeError) -> ProblemDetails:
    if error.unit == "bytes":
        mebibytes = error.limit // _MEBIBYTE
        most = Text(fr=f"{mebibytes} Mio", en=f"{mebibytes} MiB")
    else:
        most = Text(
            fr=f"{catalogue('fr').number(error.limit)} lignes",
            en=f"{catalogue('en').number(error.limit)} rows",
        )
    return ProblemDetails(
        413,
        Text(fr="Réponse trop volumineuse", en="The answer is too large"),
        Text(
            fr=f"La réponse dépasse {most.fr}. Demandez-la par morceaux avec ORDER BY, "
            "LIMIT et OFFSET, ou prenez les fichiers de /download/.",
            en=f"The answer has more than {most.en}. Ask for parts with "
            "ORDER BY, LIMIT and OFFSET, or take the files of /download/.",
        ),
        extensions={"limit": error.limit, "unit": error.unit},
    )


def _memory(error: MemoryLimitError) -> ProblemDetails:
    limit = error.limit // _MEBIBYTE
    return ProblemDetails(
        413,
        Text(fr="Trop de mémoire demandée", en="The query needs too much memory"),
        Text(
            fr=f"La requête a été arrêtée : elle demandait plus de {limit} Mio de mémoire. Évitez "
            "les produits de motifs sans variable commune, surtout triés ou groupés.",
            en=f"The query was stopped: it needed more than {limit} MiB of memory. Avoid products "
            "of patterns that share no variable, above all sorted or grouped ones.",
        ),
        extensions={"limit": error.limit},
    )


def _overload(error: OverloadError) -> ProblemDetails:
    return ProblemDetails(
        503,
        None,
        Text(
            fr="Trop de requêtes attendent déjà. Réessayez dans quelques secondes.",
            en="Too many queries are already waiting. Try again in a few seconds.",
        ),
        headers={"Retry-After": str(error.retry_after)},
    )


def _lost(_: EngineLostError) -> ProblemDetails:
    return ProblemDetails(
        503,
        None,
        Text(
            fr="Le moteur s’est arrêté pendant cette requête. Réessayez.",
            en="The engine stopped during this query. Try again.",
        ),
        headers={"Retry-After": "1"},
    )


_PROBLEMS: dict[type[QueryError], Callable[..., ProblemDetails]] = {
    MalformedQueryError: _malformed,
    UpdateRefusedError: _update,
    ServiceRefusedError: _service,
    NotAcceptableError: _not_acceptable,
    EvaluationError: _failed,
    ComplexityError: _complex,
    DeadlineError: _deadline,
    AnswerSizeError: _large,
    MemoryLimitError: _memory,
    OverloadError: _overload,
    EngineLostError: _lost,
}
