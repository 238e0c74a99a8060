"""``cigref-kg query``: one SPARQL query, answered by the engine of the service, within bounds."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cigref_kg.base.messages import message
from cigref_kg.base.text import Language, Text, joined, verbatim
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments.files import Input, InputFile, InputPath, company_option
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import complete_questions
from cigref_kg.commands.arguments.language import current_language, language_option
from cigref_kg.commands.options import (
    Misused,
    Unusable,
    dataset_options,
    explains_errors,
)
from cigref_kg.commands.terminal import show_lines, show_table

if TYPE_CHECKING:
    from cigref_kg.engine import Engine, Limits, Query, QueryError
    from cigref_kg.graph.dataset import Dataset

TABLE = "table"
RESULT_FORMATS: Mapping[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
"""What the answer to SELECT and ASK can be written as, beside a table."""
GRAPH_FORMATS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""What the answer to CONSTRUCT and DESCRIBE can be written as."""

answer_format = format_option(
    TABLE,
    *RESULT_FORMATS,
    *GRAPH_FORMATS,
    about="A table is for people; a graph has ttl, jsonld, nt or rdf.",
)

SECONDS = 60.0
"""What a query may take unless asked otherwise: more than any worked query by a hundred times."""
_MEMORY_MIB = 1024
"""What a query may take beside the loaded graph; a personal machine has twice that and more."""
_ANSWER_MIB = 512  # held in memory before it is written
_ROWS = 2_000_000
"""More than a spreadsheet takes."""
_A_YEAR = 365 * 86400.0  # seconds: a bound that only a slip of the finger passes


def _checked_seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 <= value <= _A_YEAR:  # which is false of “nan”, too
        raise Misused("no-seconds")
    return value


@click.command(epilog="Example: cigref-kg query --example training-audience")
@click.argument("file", metavar="[FILE.rq|-]", required=False, type=InputFile())
@click.option("-e", "--execute", "text", metavar="TEXT", help="The query itself.")
@click.option(
    "--example",
    metavar="NAME",
    help="A worked query; --list names them.",
    shell_complete=complete_questions,
)
@click.option("--list", "list_examples", is_flag=True, help="List the worked queries.")
@language_option("Language of the list and of notes.")
@answer_format
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=float,
    callback=_checked_seconds,
    default=SECONDS,
    show_default=True,
    help="Seconds after which the query is stopped; 0 for none.",
)
@click.option(
    "--url",
    metavar="URL",
    callback=lambda _, __, url: _web_address(url),
    help="Ask this SPARQL 1.1 endpoint, not the dataset here.",
)
@click.option(
    "--load",
    "files",
    metavar="FILE",
    multiple=True,
    type=InputPath(".trig"),
    help="RDF file to add to what is asked; may be repeated.",
)
@company_option("A company's own framework to ask beside the nomenclature.")
@dataset_options
@explains_errors
def query(
    file: Input | None,
    text: str | None,
    example: str | None,
    list_examples: bool,
    lang: Language,
    output: str,
    timeout: float,
    url: str | None,
    files: tuple[Path, ...],
    companies: tuple[Path, ...],
    official: Path | None,
    base: str,
) -> None:
    """Ask the dataset one SPARQL query, without a server.

    The query is stopped at its deadline, or when it needs more than 1 GiB of memory; an answer may
    have two million rows. Exit 2 if there is no answer.
    """
    from cigref_kg.company.dataset import load_with
    from cigref_kg.engine import Query, QueryError
    from cigref_kg.records.worked_queries import read_queries

    if list_examples:
        if file or text is not None or example is not None:
            raise Misused("list-or-query")
        for name, known in read_queries().items():
            show_lines(f"{name}  {known.title.localized(lang)}")
        return
    if url and (files or companies or official):
        raise Misused("url-with-files")
    asked = _query_text(file, text, example)
    try:
        dataset = None if url else load_with(companies, official=official, base=base)
        engine = (
            _remote_engine(url or "", timeout, base)
            if dataset is None
            else personal_engine(dataset, files, timeout)
        )
        answer = write_answer(engine, Query(asked), output, base)
    except QueryError as error:
        raise Unusable(told(asked, error)) from None
    show_answer(answer, output)
    if dataset is not None and not files:
        for note in _notes(asked, dataset):
            click.echo(note.localized(lang), err=True)


def _notes(asked: str, dataset: "Dataset") -> list[Text]:
    """Say what the linter finds in a query."""
    from cigref_kg.doors.linter import Vocabulary, lint

    return [
        message("commands.query-note", line=finding.line, found=finding.found, what=finding.message)
        for finding in lint(asked, Vocabulary.of(dataset.union))
    ]


def _query_text(file: Input | None, text: str | None, example: str | None) -> str:
    """Return the one query that the command was given."""
    from cigref_kg.records.worked_queries import read_queries

    if sum(source is not None for source in (file, text, example)) != 1:
        raise Misused("one-query")
    if text is not None:
        return text
    if file is not None:
        return read_text(file.read_bytes(), str(file))
    queries = read_queries()
    if example is None or example not in queries:
        raise Misused("no-worked-query", name=example)
    return queries[example].text


def read_text(content: bytes, name: str) -> str:
    """Decode a query file; a byte order mark before it is passed over.

    Raises:
        Unusable: if it is not UTF-8; the message names the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise Unusable(message("commands.not-utf-8", file=name, line=line, byte=byte)) from None


def personal_engine(
    dataset: "Dataset", files: tuple[Path, ...] = (), timeout: float = SECONDS
) -> "Engine":
    """Return an engine for one person's queries on their own machine, each in a process that ends.

    Args:
        dataset: what is asked.
        files: RDF to add to it.
        timeout: seconds that a query may take; 0 for no bound.
    """
    from cigref_kg.engine.embedded import load_file, memory_store
    from cigref_kg.engine.evaluation import Evaluator

    limits = _limits(timeout)
    store = memory_store(dataset.n_quads)
    for path in files:
        load_file(store, path)
    return _in_a_process(Evaluator(store, dataset.iris.base, limits), limits)


def _web_address(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
        if url is None or (parts.scheme in {"http", "https"} and parts.hostname):
            return url
    except ValueError:  # as for brackets that hold no IPv6 address
        pass
    raise Misused("no-url", url=url)


def _remote_engine(url: str, timeout: float, base: str) -> "Engine":
    from pyoxigraph import Store

    from cigref_kg.engine.evaluation import Evaluator
    from cigref_kg.engine.remote import RemoteEngine

    limits = _limits(timeout)
    check = _in_a_process(Evaluator(Store(), base, limits), limits)
    return RemoteEngine(url, check, _limits(timeout or _A_YEAR), base)


def _in_a_process(engine: "Engine", limits: "Limits") -> "Engine":
    """Let each query have a process that ends; where none can be forked (Windows), none has."""
    from cigref_kg.base.systems import CAN_FORK

    if not CAN_FORK:
        return engine
    from cigref_kg.engine.workers.forked import ForkedEngine

    return ForkedEngine(engine, limits)


def _limits(seconds: float) -> "Limits":
    from cigref_kg.engine.limits import MEBIBYTE, Limits

    return Limits(
        seconds=seconds,
        memory=_MEMORY_MIB * MEBIBYTE,
        answer_bytes=_ANSWER_MIB * MEBIBYTE,
        answer_rows=_ROWS,
    )


def show_answer(answer: bytes, output: str) -> None:
    """Print an answer; the head of a table stands out on a terminal."""
    if output == TABLE and b"\n-" in answer:
        show_table(answer.decode())
    else:
        click.echo(answer, nl=not answer.endswith(b"\n"))


def write_answer(engine: "Engine", query: "Query", output: str, base: str) -> bytes:
    """Answer a query in one of the formats.

    Args:
        engine: what answers.
        query: what is asked.
        output: the format.
        base: the IRI that terms are written short under.

    Raises:
        QueryError: if there is no answer.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    from cigref_kg.engine import AcceptedFormats
    from cigref_kg.engine.errors import NotAcceptableError
    from cigref_kg.publish.result_table import render

    if output != TABLE:
        try:
            accepted = AcceptedFormats(RESULT_FORMATS.get(output), GRAPH_FORMATS.get(output))
            return engine(query, accepted).body
        except NotAcceptableError as error:
            *others, last = GRAPH_FORMATS if error.kind == "graph" else (TABLE, *RESULT_FORMATS)
            places = {"answer": error.words, "output": output, "known": ", ".join(others)}
            raise Unusable(message("commands.other-format", last=last, **places)) from None
    result = engine(query, AcceptedFormats(RESULT_FORMATS["json"], GRAPH_FORMATS["nt"]))
    if result.kind == "graph":
        return _turtle(result.body, base)
    found = parse_query_results(BytesIO(result.body), QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return f"{str(bool(found)).lower()}\n".encode()
    names = [variable.value for variable in found.variables]
    rows = ([row[name] for name in names] for row in found)
    return render(names, rows, base, terminal.width(), current_language()).encode()


def _turtle(n_triples: bytes, base: str) -> bytes:
    """Write a graph as the dataset's own Turtle, in an order for people."""
    from rdflib import RDF, Graph

    from cigref_kg.graph.namespaces import empty_graph
    from cigref_kg.graph.serialization import natural_order, serialize

    graph = empty_graph()
    graph += sorted(
        Graph().parse(data=n_triples, format="nt"),
        key=lambda t: (natural_order(t[0].n3()), t[1] != RDF.type, t[1].n3(), t[2].n3()),
    )
    return serialize(graph, "ttl", base)


def told(text: str, error: "QueryError") -> Text:
    """Say why a query has no answer, with the line at fault and a mark below the place."""
    line, column = error.fields.get("line"), error.fields.get("column")
    if not isinstance(line, int) or not isinstance(column, int):
        return error.words
    lines = text.split("\n")
    at_fault = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    # What controls a terminal, or turns its text around, would hide the place.
    shown = "".join(each if each.isprintable() else " " for each in at_fault)
    mark = " " * (column - 1)
    place = message("commands.query-place", line=line, column=column, what=error.words)
    return joined((place, verbatim(f"  {shown}\n  {mark}^")))
