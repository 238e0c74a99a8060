"""The commands that make and check the dataset: extract, build, validate, export, push."""

import sys
from pathlib import Path
from typing import Any

import click

from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.files import (
    Input,
    InputFile,
    InputPath,
    company_option,
    folder_option,
)
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.language import current_language, language_option
from cigref_kg.commands.options import (
    CHECK_FAILED,
    Misused,
    Unusable,
    dataset_options,
    explains_errors,
)
from cigref_kg.commands.terminal import said, say


@click.command(epilog="Example: cigref-kg extract nomenclature-2022.txt --out official")
@click.argument("document", type=InputPath(".txt", starts={b"%PDF": ".pdf", b"{": ".json"}))
@folder_option(
    "--out",
    "Folder for the official wording, as `build --official` and `serve --official` read it.",
)
@click.option(
    "--report",
    metavar="FILE.json",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the completeness report as JSON.",
)
@folder_option("--facts", "Also rewrite the facts in this folder (for maintainers: data/facts).")
@explains_errors
def extract(document: Path, out: Path | None, report: Path | None, facts: Path | None) -> None:
    """Read your copy of the official document: its wording, its facts, its gaps.

    The edition of 2022 is read as .txt or .pdf, the English one of 2024 from its parsed .json.
    Exit 1 if something that is there could not be read, 2 if the file is not such a document.
    """
    from cigref_kg.base.files import write_files
    from cigref_kg.document import read_document
    from cigref_kg.document.pieces import is_pieces, read_pieces_document
    from cigref_kg.records.writing import facts_files, words_files

    if not (out or report or facts):
        raise Misused("extract-without-target")
    in_pieces = is_pieces(document)
    extraction = read_pieces_document(document) if in_pieces else read_document(document)
    click.echo(extraction.report.as_text(current_language()))
    if report:
        told = extraction.report.model_dump_json(indent=2).encode()
        write_files(report.parent, {report.name: told})
    if extraction.report.failures:
        say("document-not-whole", err=True)
        sys.exit(CHECK_FAILED)
    if out:
        comment = "Official wording, extracted from your copy: not to be published."
        write_files(out / "en" if in_pieces else out, words_files(extraction.words, comment))
    if facts:
        write_files(facts, facts_files(extraction.content, extraction.framework))


@click.command(epilog="Example: cigref-kg build --out build")
@folder_option("--out", "Folder for the files.", "build")
@folder_option(
    "--keep", "Also keep them in DIR/VERSION, for CIGREF_KG_VERSIONS=DIR of the service."
)
@company_option("A company's own framework to write beside the nomenclature; may be repeated.")
@dataset_options
@explains_errors
def build(
    out: Path, keep: Path | None, companies: tuple[Path, ...], official: Path | None, base: str
) -> None:
    """Write the dataset: RDF, tables, concept schemes, mappings, shapes; kept, workbooks too."""
    from cigref_kg.base.files import write_files
    from cigref_kg.company.dataset import load_with, served_edition
    from cigref_kg.publish.files import publication_files
    from cigref_kg.publish.versions import keep_version

    dataset = load_with(companies, base=base, official=official)
    files = publication_files(dataset)
    write_files(out, files)
    if keep is not None:
        from cigref_kg.publish.spreadsheets import workbook_files

        workbooks = workbook_files(served_edition(dataset))
        keep_version(keep, dataset.version, {**files, **workbooks})
    for name, content in files.items():
        say("file-written", file=out / name, size=len(content))
    say("version-built", version=dataset.version, triples=len(dataset.union))


@click.command(epilog="Example: cigref-kg validate build/cigref-kg.ttl --format json")
@click.argument("files", metavar="[FILE...]", nargs=-1, type=InputFile())
@format_option("text", "json", "turtle", about="Report for people, or for machines.")
@language_option("Language of the report for people.")
@explains_errors
def validate(files: tuple[Input, ...], output: str, lang: Any) -> None:
    """Check the dataset, or RDF files of yours, against the shapes. Exit 1 on violations.

    - is standard input, in Turtle, TriG or N-Triples.
    """
    from cigref_kg.graph.dataset import load
    from cigref_kg.graph.reading import read_graph
    from cigref_kg.graph.validation import is_about, load_shapes
    from cigref_kg.graph.validation import validate as check

    graph = (
        read_graph([file.path or file.read_bytes() for file in files]) if files else load().union
    )
    shapes = load_shapes()
    if not is_about(graph, shapes):
        names = ", ".join(str(file) for file in files)
        raise Unusable(message("commands.nothing-checked", triples=len(graph), files=names))
    report = check(graph, shapes)
    written = {"json": report.as_json, "turtle": report.as_turtle}
    click.echo(written[output]() if output in written else report.as_text(lang), nl=False)
    if not report.conforms:
        sys.exit(CHECK_FAILED)


@click.command(epilog="Example: cigref-kg export copy --url https://metiers.example.org/")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--url",
    metavar="URL",
    help="Where the copy will be published; ends with a slash. The base unless given.",
)
@company_option("A company's own framework to copy beside the nomenclature; may be repeated.")
@dataset_options
@explains_errors
def export(
    folder: Path, url: str | None, companies: tuple[Path, ...], official: Path | None, base: str
) -> None:
    """Copy the site and all its documents into files that a plain web server publishes."""
    from cigref_kg.company.dataset import load_with
    from cigref_kg.export import export_site

    dataset = load_with(companies, base=base, official=official)
    with click.progressbar(length=1, label=said("copying")) as bar:

        def report(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        summary = export_site(dataset, folder, url or base, report)
    files, pages, size = summary.files, summary.pages, summary.size
    say("site-copied", folder=folder / "public", files=files, pages=pages, size=size)
    say("rules-written", folder=folder / "rules")
    if official:
        say("holds-official-wording", err=True)


@click.command(epilog="Example: cigref-kg push http://localhost:7878/store")
@click.argument("url")
@dataset_options
@explains_errors
def push(url: str, official: Path | None, base: str) -> None:
    """Load the dataset into a triple store, each named graph in the place of its old one.

    URL is a Graph Store endpoint or an update endpoint; user:password@ in it is sent to the store.
    """
    from cigref_kg.graph.dataset import load
    from cigref_kg.publish.push import push as push_dataset

    pushed = push_dataset(url, load(base=base, official=official))
    for graph, triples in pushed.graphs.items():
        say("graph-loaded", graph=graph, triples=triples)
    say("loaded-by", protocol=pushed.protocol)
