"""A query evaluated by Oxigraph within this process, without bounds on time or memory."""

import time

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from cigref_kg.engine import keywords
from cigref_kg.engine.answers import AcceptedFormats, Query, Result
from cigref_kg.engine.errors import (
    AnswerSizeError,
    ComplexityError,
    EvaluationError,
    MalformedQueryError,
    NotAcceptableError,
    QueryError,
    ServiceRefusedError,
)
from cigref_kg.engine.formats import GRAPHS, RESULTS
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.parser_messages import refusal
from cigref_kg.engine.writing import count_rows, write_graph, write_results

_LEAST_ROW = 3
"""The fewest bytes that a row of a SELECT answer takes, in any format."""


class Evaluator:
    """Answers queries from an Oxigraph store; the default graph is the union of all graphs.

    Args:
        store: the graphs.
        base: the IRI against which the relative IRIs of a query are resolved.
        limits: bounds on the text of a query and on the size of an answer. Those on time and
            memory need a process: see :mod:`cigref_kg.engine.workers.worker`.
    """

    def __init__(self, store: Store, base: str, limits: Limits | None = None) -> None:
        self._store = store
        self._base = base
        self._limits = limits or Limits()
        self._nothing = Store()

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        started = time.perf_counter()
        check_text(query.text, self._limits)
        self.refuse_service(query.text)
        try:
            found = self._evaluate(query)
            body, media_type = self._write(found, accepted)
        except SyntaxError as error:
            raise refusal(query.text, str(error.msg), self._message) from None
        except QueryError:
            raise
        except (OSError, ValueError, RuntimeError) as error:
            raise EvaluationError(str(error)) from error
        seconds = time.perf_counter() - started
        if isinstance(found, QueryBoolean):
            return Result(body, media_type, "boolean", seconds)
        kind = "bindings" if isinstance(found, QuerySolutions) else "graph"
        return Result(body, media_type, kind, seconds)  # type: ignore[arg-type]

    def refuse_service(self, text: str) -> None:
        """Refuse a query that would call another server, wherever ``SERVICE`` stands in it.

        Raises:
            ServiceRefusedError: if it has ``SERVICE``.
            MalformedQueryError: if it mentions the word and does not parse.
        """
        if not keywords.uses(text, "SERVICE", self._parses):
            return
        if keywords.stands_alone(text, "SERVICE"):
            raise ServiceRefusedError("SERVICE is refused: this endpoint calls no other server")
        misspelt = keywords.misspell(text, "SERVICE")
        try:
            self._nothing.query(misspelt, base_iri=self._base)
        except SyntaxError as error:
            raise refusal(text, str(error.msg), self._message) from None
        raise MalformedQueryError("the query does not parse")

    def _message(self, text: str) -> str:
        """Return what the parser says of a text that it refuses, and call no server in any case."""
        try:
            self._nothing.query(keywords.misspell(text, "SERVICE"), base_iri=self._base)
        except SyntaxError as error:
            return str(error.msg)
        return "the query does not parse"

    def _parses(self, text: str) -> bool:
        try:
            self._nothing.query(text, base_iri=self._base)
        except SyntaxError:
            return False
        return True

    def _evaluate(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        if query.default_graphs or query.named_graphs:
            return self._store.query(
                query.text,
                base_iri=self._base,
                default_graph=[NamedNode(iri) for iri in query.default_graphs],
                named_graphs=[NamedNode(iri) for iri in query.named_graphs],
            )
        # Oxigraph's union takes precedence over FROM, so it must not be asked for beside it.
        union = not keywords.uses(query.text, "FROM", self._parses)
        return self._store.query(query.text, base_iri=self._base, use_default_graph_as_union=union)

    def _write(
        self, found: QuerySolutions | QueryBoolean | QueryTriples, accepted: AcceptedFormats
    ) -> tuple[bytes, str]:
        limits = self._limits
        if isinstance(found, QueryTriples):
            if accepted.graph is None:
                raise NotAcceptableError("the answer is a graph", "graph")
            body = write_graph(found, GRAPHS[accepted.graph], max_bytes=limits.answer_bytes)
            return body, accepted.graph
        if accepted.results is None:
            raise NotAcceptableError("the answer is a table or a boolean", "results")
        format_ = RESULTS[accepted.results]
        body = write_results(found, format_, max_bytes=limits.answer_bytes)
        if (
            isinstance(found, QuerySolutions)
            and len(body) > limits.answer_rows * _LEAST_ROW
            and count_rows(body, format_) > limits.answer_rows
        ):
            raise AnswerSizeError(
                f"the answer has more than {limits.answer_rows} rows", limits.answer_rows, "rows"
            )
        return body, accepted.results


def check_text(text: str, limits: Limits) -> None:
    """Refuse a text that would cost too much only to parse.

    Raises:
        ComplexityError: if it is too long or nested too deeply.
    """
    if len(text) > limits.query_bytes or len(text.encode()) > limits.query_bytes:
        raise ComplexityError(f"the query is longer than {limits.query_bytes} bytes")
    brackets = text.count("{") + text.count("(") + text.count("[")
    if brackets > limits.depth and keywords.depth(text) > limits.depth:
        raise ComplexityError(f"brackets are nested more than {limits.depth} deep")
