"""Questions in SPARQL to the dataset, answered by an engine inside this process.

The default graph of a query is the union of the named graphs, unless the query says ``FROM``.
Relative IRIs in a query stand under the dataset's base, and the prefixes of the dataset's
publications need no declaration. Nothing that a query says reaches the network.
"""

import re
from collections.abc import Iterable
from typing import Literal, overload

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from cigref_kg.base.errors import InputError
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import PREFIXES, empty_graph
from cigref_kg.graph.serialization import MEDIA_TYPES, natural_order, serialize
from cigref_kg.publish.result_table import render

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

TABLE = "table"
_RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
ROW_FORMATS: tuple[str, ...] = (TABLE, *_RESULT_FORMATS)
"""What the answer to SELECT and ASK can be written as."""
GRAPH_FORMATS: tuple[str, ...] = tuple(MEDIA_TYPES)
"""What the answer to CONSTRUCT and DESCRIBE can be written as."""
FORMATS: tuple[str, ...] = (*ROW_FORMATS, *GRAPH_FORMATS)

_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_SERVICE = re.compile(r"(?<![\w:?$@.#/-])service(?![\w:/.-])", re.IGNORECASE)
_SILENT = re.compile(r"(?<=GRAPH  )(\s+)silent\b", re.IGNORECASE)


class QueryError(InputError):
    """A query that cannot be answered: malformed, refused, or asked for in the wrong format.

    ``line`` and ``column`` (from 1) say where in the query, or are ``None`` if no place in it is
    at fault; ``reason`` is the message without the place.
    """

    def __init__(
        self, reason: str, line: int | None = None, column: int | None = None, excerpt: str = ""
    ) -> None:
        self.reason = reason
        self.line = line
        self.column = column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{reason}" + (f"\n{excerpt}" if excerpt else ""))


@overload
def run(query_text: str, dataset: Dataset, format: Literal["table"] = "table") -> str: ...
@overload
def run(query_text: str, dataset: Dataset, format: str) -> str | bytes: ...
def run(query_text: str, dataset: Dataset, format: str = TABLE) -> str | bytes:  # noqa: A002
    """Answer a SPARQL 1.1 query.

    Args:
        query_text: SELECT, ASK, CONSTRUCT or DESCRIBE.
        dataset: what to ask.
        format: one of ``FORMATS``. A table is text for people: aligned columns with IRIs
            shortened, or Turtle if the answer is a graph. The others are bytes for files.

    Raises:
        QueryError: if the query is malformed (with line and column), asks for another service, or
            gives an answer that the format cannot hold.
    """
    if format not in FORMATS:
        raise QueryError(f"unknown format {format!r}: choose one of {', '.join(FORMATS)}")
    base = dataset.iris.base
    answer = evaluate(query_text, open_store(dataset), base)
    try:
        return _write(answer, format, base)
    except (RuntimeError, OSError) as error:  # the engine finds rows while they are written
        raise _unanswerable(error) from error


def open_store(dataset: Dataset) -> ox.Store:
    """Return an engine in memory that holds the dataset's named graphs."""
    store = ox.Store()
    store.bulk_load(dataset.n_quads, ox.RdfFormat.N_QUADS)
    return store


def evaluate(query_text: str, store: ox.Store, base: str) -> Answer:
    """Ask an engine.

    Args:
        query_text: a SPARQL 1.1 query.
        store: the engine.
        base: what relative IRIs in the query stand under.

    Raises:
        QueryError: if the query is malformed, asks for another service or cannot be evaluated.
    """
    _check(query_text, base)
    try:
        return store.query(
            query_text,
            base_iri=base,
            prefixes=PREFIXES,
            # The engine would pass over FROM if it were told to unite all graphs.
            use_default_graph_as_union=not _has_keyword(query_text, "from", base),
        )
    except (RuntimeError, OSError) as error:
        raise _unanswerable(error) from error


def _unanswerable(error: Exception) -> QueryError:
    return QueryError(f"the engine cannot answer this: {error}")


# --- Checks, none of which evaluates anything on the dataset or on the network ------------------


def _check(query_text: str, base: str) -> None:
    """Raise what is wrong with the query, without ever letting the engine call a SERVICE.

    The engine's own parser decides what is a keyword: text in which the word ``service`` has been
    misspelt throughout still parses if it stood only in names, IRIs, strings and comments.
    """
    misspelt = _misspell(query_text, "service")
    error = _syntax_error(misspelt, base)
    if error is None:
        return
    # GRAPH has SERVICE's grammar: what parses with it was wrong for nothing but its SERVICE.
    harmless = _SILENT.sub(r"\1      ", _SERVICE.sub("GRAPH  ", query_text))
    if _syntax_error(harmless, base) is None:
        for found in _SERVICE.finditer(query_text):
            one_misspelt = harmless[: found.start()] + "serviqe" + harmless[found.end() :]
            if _syntax_error(one_misspelt, base):
                reason = "SERVICE is refused: no query leaves this dataset"
                raise _located(reason, query_text, found.start())
    raise _malformed(query_text, error)


def _misspell(query_text: str, keyword: str) -> str:
    """Return the query with the keyword, in any case and anywhere, as a word that is none."""
    return re.sub(keyword, f"{keyword[:-2]}q{keyword[-1]}", query_text, flags=re.IGNORECASE)


def _has_keyword(query_text: str, keyword: str, base: str) -> bool:
    """Say whether a query that parses uses the keyword as one."""
    return _syntax_error(_misspell(query_text, keyword), base) is not None


def _syntax_error(query_text: str, base: str) -> SyntaxError | None:
    try:
        ox.Store().query(query_text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        return error
    except (RuntimeError, OSError):
        return None  # it parses, which is all that is asked
    return None


def _malformed(query_text: str, error: SyntaxError) -> QueryError:
    """Say where the query is malformed.

    The engine's parser reports where its last attempt ended, often words after the mistake;
    rdflib's points at the word that it cannot read, so its place is told where it has one.
    """
    said = re.match(r"error at (\d+):(\d+): (.*)", error.msg, re.DOTALL)
    line, column, reason = (int(said[1]), int(said[2]), said[3]) if said else (1, 1, error.msg)
    reason = " ".join(reason.split())  # among what it expected may be a bare line end
    engine_offset = _offset(query_text, line, column)
    try:
        translateQuery(parseQuery(query_text), initNs=PREFIXES)
    except Exception as second:  # the parser's own, or a plain Exception of rdflib's
        start = getattr(second, "loc", None)
        if start is not None:
            return _unexpected(query_text, start, reason)
        unknown = re.fullmatch(r"Unknown namespace prefix : (.*)", str(second))
        if unknown:
            use = re.search(rf"(?<![\w.-]){re.escape(unknown[1])}:", query_text)
            reason = f"the prefix {unknown[1]}: is not declared"
            return _located(reason, query_text, use.start() if use else engine_offset)
    return _located(reason, query_text, engine_offset)


def _unexpected(query_text: str, start: int, reason: str) -> QueryError:
    word = re.match(r"[^\s{}();,.]+|.", query_text[start:])
    if not word:
        return _located(f"the query ends too early ({reason})", query_text, len(query_text))
    if word[0].upper() in _UPDATES:
        reason = f"{word[0].upper()} is refused: the dataset is only read"
    else:
        reason = f"unexpected {word[0]!r} ({reason})"
    return _located(reason, query_text, start)


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(before) + 1 for before in lines[: line - 1]) + column - 1


def _located(reason: str, query_text: str, offset: int) -> QueryError:
    """Build an error that shows the line of the query and points into it."""
    before = query_text[:offset]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    lines = query_text.split("\n")
    shown = lines[line - 1].replace("\t", " ") if line <= len(lines) else ""
    return QueryError(reason, line, column, f"  {shown}\n  {' ' * (column - 1)}^")


# --- Answers written out ------------------------------------------------------------------------


def _write(answer: Answer, format: str, base: str) -> str | bytes:  # noqa: A002
    if isinstance(answer, ox.QueryTriples):
        if format == TABLE:
            return serialize(_graph(answer), "ttl", base).decode()
        if format in GRAPH_FORMATS:
            return serialize(_graph(answer), format, base)
        raise QueryError(
            f"the answer is a graph, which {format} cannot hold: choose {_either(GRAPH_FORMATS)}"
        )
    if format in GRAPH_FORMATS:
        kind = "rows" if isinstance(answer, ox.QuerySolutions) else "true or false"
        raise QueryError(
            f"the answer is {kind}, which {format} cannot hold: choose {_either(ROW_FORMATS)}"
        )
    if format == TABLE:
        return _table(answer, base)
    written = answer.serialize(format=_RESULT_FORMATS[format])
    assert written is not None  # noqa: S101  (what serialize promises without an output)
    return written


def _table(answer: ox.QuerySolutions | ox.QueryBoolean, base: str) -> str:
    if isinstance(answer, ox.QueryBoolean):
        return f"{str(bool(answer)).lower()}\n"
    variables = [variable.value for variable in answer.variables]
    return render(variables, ([row[name] for name in variables] for row in answer), base)


def _graph(triples: ox.QueryTriples) -> Graph:
    """Return the triples in an order that depends on nothing but them."""
    written = triples.serialize(format=ox.RdfFormat.N_TRIPLES)
    parsed = Graph().parse(data=written, format="nt")
    graph = empty_graph()
    for triple in sorted(
        parsed,
        key=lambda t: (natural_order(t[0].n3()), t[1] != RDF.type, t[1].n3(), t[2].n3()),
    ):
        graph.add(triple)
    return graph


def _either(formats: Iterable[str]) -> str:
    *others, last = formats
    return f"{', '.join(others)} or {last}"
