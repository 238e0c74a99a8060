"""A query evaluated by Oxigraph within this process, without bounds on time or memory."""

import time
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from cigref_kg.base.messages import entries, message
from cigref_kg.engine import keywords
from cigref_kg.engine.answers import AcceptedFormats, Query, Result
from cigref_kg.engine.errors import (
    ComplexityError,
    EvaluationError,
    NotAcceptableError,
    QueryError,
    ServiceRefusedError,
)
from cigref_kg.engine.formats import GRAPHS, RESULTS
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.parser_messages import malformed, refusal
from cigref_kg.engine.writing import write_graph, write_results
from cigref_kg.graph.namespaces import PREFIXES

Found = QuerySolutions | QueryBoolean | QueryTriples


class Evaluator:
    """Answers queries from an Oxigraph store; the default graph is the union of all graphs.

    The prefixes of the dataset's publications (``PREFIXES``) need no declaration.

    >>> evaluator = Evaluator(Store(), "https://example.org/")
    >>> accepted = AcceptedFormats("text/csv", None)
    >>> evaluator(Query("ASK { ?profile a cig:JobProfile }"), accepted).body
    b'false'

    Args:
        store: the graphs.
        base: the IRI against which the relative IRIs of a query are resolved.
        limits: bounds on the text of a query and on the size of an answer. Those on time and
            memory need a process: see :mod:`cigref_kg.engine.workers`.
    """

    def __init__(self, store: Store, base: str, limits: Limits | None = None) -> None:
        self._store = store
        self._base = base
        self._limits = limits or Limits()
        self._nothing = Store()
        for room in ("base", "engine"):  # read now: who evaluates may open no file later
            entries(room)

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        started = time.perf_counter()
        check_text(query.text, self._limits)
        self.refuse_service(query.text)
        self._refuse_misread_iri(query.text)
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
        message = self._message(text)
        offset = keywords.offset_of(text, "SERVICE")
        if offset is None:
            raise refusal(text, message, self._message)
        line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        raise ServiceRefusedError(line, column)

    def _refuse_misread_iri(self, text: str) -> None:
        offset = keywords.misread_iri(text, self._parses)
        if offset is not None:
            raise malformed(text, offset, message("engine.misread-iri"))

    def _message(self, text: str) -> str:
        """Return what the parser says of a text that it refuses, and call no server in any case."""
        try:
            self._begin(self._nothing, keywords.misspell(text, "SERVICE"))
        except SyntaxError as error:
            return str(error.msg)
        return "the query does not parse"

    def _parses(self, text: str) -> bool:
        if keywords.mentions(text, "SERVICE"):
            text = keywords.misspell(text, "SERVICE")  # to parse it might be to call it
        try:
            self._begin(self._nothing, text)
        except SyntaxError:
            return False
        return True

    def _begin(self, store: Store, text: str, **options: Any) -> Found:
        """Parse a query and begin to evaluate it.

        Raises:
            SyntaxError: if it does not parse, with the dataset's prefixes either.
        """
        try:
            return store.query(text, base_iri=self._base, **options)
        except SyntaxError:
            # To hand the prefixes over takes longer than many a query, and most declare theirs.
            return store.query(text, base_iri=self._base, prefixes=PREFIXES, **options)

    def _evaluate(self, query: Query) -> Found:
        if query.default_graphs or query.named_graphs:
            return self._begin(
                self._store,
                query.text,
                default_graph=[NamedNode(iri) for iri in query.default_graphs],
                named_graphs=[NamedNode(iri) for iri in query.named_graphs],
            )
        # Oxigraph's union takes precedence over FROM, so it must not be asked for beside it.
        union = not keywords.uses(query.text, "FROM", self._parses)
        return self._begin(self._store, query.text, use_default_graph_as_union=union)

    def _write(self, found: Found, accepted: AcceptedFormats) -> tuple[bytes, str]:
        limits = self._limits
        if isinstance(found, QueryTriples):
            if accepted.graph is None:
                raise NotAcceptableError("graph")
            return write_graph(found, GRAPHS[accepted.graph], limits), accepted.graph
        if accepted.results is None:
            raise NotAcceptableError("results")
        return write_results(found, RESULTS[accepted.results], limits), accepted.results


def check_text(text: str, limits: Limits) -> None:
    """Refuse a text that would cost too much only to parse.

    Raises:
        ComplexityError: if it is too long or nested too deeply.
    """
    if len(text) > limits.query_bytes or len(text.encode()) > limits.query_bytes:
        raise ComplexityError("long", limits.query_bytes)
    brackets = text.count("{") + text.count("(") + text.count("[")
    if brackets > limits.depth and keywords.depth(text) > limits.depth:
        raise ComplexityError("deep", limits.depth)
