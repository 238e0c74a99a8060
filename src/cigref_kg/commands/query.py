"""The command that asks one question in SPARQL: `cigref-kg query`."""

from pathlib import Path
from typing import Any

import click

from cigref_kg.commands.options import (
    dataset_base_option,
    explains_errors,
    official_option,
)


@click.command(epilog="Example: cigref-kg query --example training-audience")
@click.argument(
    "file",
    metavar="[FILE.rq]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("-e", "--execute", "text", metavar="TEXT", help="The query itself.")
@click.option("--example", metavar="NAME", help="A worked query; --list names them.")
@click.option("--list", "list_examples", is_flag=True, help="List the worked queries.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "jsonld", "nt", "rdf"]),
    default="table",
    show_default=True,
    help="A table is for people; a graph has ttl, jsonld, nt or rdf.",
)
@official_option
@dataset_base_option
@explains_errors
def query(
    file: Path | None,
    text: str | None,
    example: str | None,
    list_examples: bool,
    output: Any,
    official: Path | None,
    base: str,
) -> None:
    """Ask the dataset one SPARQL query, without a server."""
    from cigref_kg.commands.querying import run
    from cigref_kg.graph.dataset import load
    from cigref_kg.records.worked_queries import read_queries

    if list_examples:
        for name, known in read_queries().items():
            click.echo(f"{name}  {known.title.en}")
        return
    if sum(source is not None for source in (file, text, example)) != 1:
        raise click.UsageError("give one query: FILE.rq, -e TEXT or --example NAME")
    if file is not None:
        text = file.read_text(encoding="utf-8")
    elif example is not None:
        known_queries = read_queries()
        if example not in known_queries:
            raise click.UsageError(
                f"there is no worked query {example!r}; `cigref-kg query --list` names them"
            )
        text = known_queries[example].text
    answer = run(text or "", load(base=base, official=official), output)
    click.echo(answer, nl=not answer.endswith(b"\n" if isinstance(answer, bytes) else "\n"))
