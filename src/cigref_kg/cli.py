"""The command line: thin, one function a command; what each does lives elsewhere."""

import sys
from pathlib import Path
from typing import Any

import click

from cigref_kg import __version__
from cigref_kg.commands.company import company
from cigref_kg.commands.compare import compare
from cigref_kg.commands.esco import esco
from cigref_kg.commands.match import match
from cigref_kg.commands.options import (
    CHECK_FAILED,
    Unusable,
    base_option,
    company_option,
    explains_errors,
)
from cigref_kg.commands.paths import pathways

_base = base_option(
    "Where the IRIs of the data stand; ends with a slash. The ontology's terms never move."
)
_official = click.option(
    "--official",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Official French wording to lay over ours: what `cigref-kg extract` wrote.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cigref-kg")
def main() -> None:
    """Build, check, query and serve the Cigref nomenclature as a knowledge graph."""


@main.command(epilog="Example: cigref-kg build --out build")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder for the files.",
)
@_official
@_base
@explains_errors
def build(out: Path, official: Path | None, base: str) -> None:
    """Write the dataset: Turtle, N-Triples, N-Quads, JSON-LD, RDF/XML and CSV tables."""
    from cigref_kg.base.files import write_files
    from cigref_kg.graph.dataset import load
    from cigref_kg.publish.files import publication_files

    dataset = load(base=base, official=official)
    files = publication_files(dataset)
    write_files(out, files)
    for name, content in files.items():
        click.echo(f"{out / name}  {len(content):,} bytes")
    click.echo(f"version {dataset.version}, {len(dataset.union):,} triples")


@main.command(epilog="Example: cigref-kg validate build/cigref-kg.ttl --format json")
@click.argument(
    "files",
    metavar="[FILE...]",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="Report for people, or for machines.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "fr"]),
    default="en",
    show_default=True,
    help="Language of the report for people.",
)
@explains_errors
def validate(files: tuple[Path, ...], output: str, lang: Any) -> None:
    """Check the dataset, or RDF files of yours, against the shapes. Exit 1 on violations."""
    from cigref_kg.graph.dataset import load
    from cigref_kg.graph.reading import read_graph
    from cigref_kg.graph.validation import load_shapes
    from cigref_kg.graph.validation import validate as check

    graph = read_graph(files) if files else load().union
    report = check(graph, load_shapes())
    written = {
        "text": lambda: report.as_text(lang),
        "json": report.as_json,
        "turtle": report.as_turtle,
    }
    click.echo(written[output](), nl=False)
    if not report.conforms:
        sys.exit(CHECK_FAILED)


@main.command(epilog="Example: cigref-kg extract nomenclature-2022.txt --out official")
@click.argument("document", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the official wording, as `build --official` and `serve --official` read it.",
)
@click.option(
    "--report",
    metavar="FILE.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the completeness report as JSON.",
)
@click.option(
    "--facts",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also rewrite the facts in this folder (for maintainers: data/facts).",
)
@explains_errors
def extract(document: Path, out: Path | None, report: Path | None, facts: Path | None) -> None:
    """Read your copy of the official document (.txt or .pdf): its wording, its facts, its gaps.

    Exit 1 if something that is there could not be read, 2 if the file is not such a document.
    """
    from cigref_kg.base.files import write_files
    from cigref_kg.document import read_document
    from cigref_kg.records import facts_files, words_files

    if not (out or report or facts):
        raise click.UsageError("say where to write: --out DIR, --report FILE.json or --facts DIR")
    extraction = read_document(document)
    click.echo(extraction.report.as_text())
    if report:
        write_files(
            report.parent, {report.name: extraction.report.model_dump_json(indent=2).encode()}
        )
    if extraction.report.failures:
        click.echo("Nothing else was written: the document could not be read whole.", err=True)
        sys.exit(CHECK_FAILED)
    if out:
        comment = "Official wording, extracted from your copy: not to be published."
        write_files(out, words_files(extraction.words, comment))
    if facts:
        write_files(facts, facts_files(extraction.content, extraction.framework))


@main.command(epilog="Example: cigref-kg query --example training-audience")
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
@_official
@_base
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


@main.command(epilog="Example: cigref-kg serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--store",
    default="memory",
    show_default=True,
    metavar="memory|DIR|URL",
    help="What answers SPARQL: memory, an Oxigraph folder, or a SPARQL 1.1 endpoint.",
)
@click.option(
    "--load",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="RDF file to add to what SPARQL sees; may be repeated.",
)
@company_option("A company's own referential to serve beside the nomenclature.")
@_official
@_base
@explains_errors
def serve(
    host: str,
    port: int,
    store: str,
    files: tuple[Path, ...],
    company: Path | None,
    official: Path | None,
    base: str,
) -> None:
    """Serve the site, the linked data and the SPARQL endpoint."""
    from cigref_kg.server import serve as run_server

    try:
        run_server(
            host=host,
            port=port,
            store=store,
            load=files,
            official=official,
            base=base,
            company=company,
        )
    except ValueError as error:  # a setting or a file that is wrong
        raise Unusable(str(error)) from error


@main.command(epilog="Example: cigref-kg export copy --url https://metiers.example.org/")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--url",
    metavar="URL",
    help="Where the copy will be published; ends with a slash. The base unless given.",
)
@_official
@_base
@explains_errors
def export(folder: Path, url: str | None, official: Path | None, base: str) -> None:
    """Copy the site and all its documents into files that a plain web server publishes."""
    from cigref_kg.export import export_site
    from cigref_kg.graph.dataset import load

    dataset = load(base=base, official=official)
    with click.progressbar(length=1, label="Copying") as bar:

        def report(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        summary = export_site(dataset, folder, url or base, report)
    click.echo(
        f"{folder / 'public'}  {summary.files:,} files, {summary.pages:,} of them pages,"
        f" {summary.size:,} bytes"
    )
    click.echo(f"{folder / 'rules'}  rules for nginx and for w3id.org; Apache finds its own")
    if official:
        click.echo("It holds official wording: do not publish it without permission.", err=True)


@main.command(epilog="Example: cigref-kg push http://localhost:7878/store")
@click.argument("url")
@_official
@_base
@explains_errors
def push(url: str, official: Path | None, base: str) -> None:
    """Load the dataset into a triple store, each named graph in the place of its old one.

    URL is a Graph Store endpoint or an update endpoint; user:password@ in it is sent to the store.
    """
    from cigref_kg.graph.dataset import load
    from cigref_kg.publish.push import push as push_dataset

    try:
        pushed = push_dataset(url, load(base=base, official=official))
    except ValueError as error:  # the URL
        raise click.BadParameter(str(error), param_hint="URL") from error
    for graph, triples in pushed.graphs.items():
        click.echo(f"{graph}  {triples:,} triples")
    click.echo(f"loaded by {pushed.protocol}")


for command in (compare, company, esco, match, pathways):
    main.add_command(command)
