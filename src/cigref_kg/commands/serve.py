"""The command that starts the service: `cigref-kg serve`."""

from pathlib import Path

import click

from cigref_kg.commands.options import (
    Unusable,
    company_option,
    dataset_base_option,
    explains_errors,
    official_option,
)


@click.command(epilog="Example: cigref-kg serve --port 8080")
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
@company_option("A company's own framework to serve beside the nomenclature; may be repeated.")
@click.option(
    "--check",
    is_flag=True,
    help="Check the frameworks again, even if they are known to conform as they are.",
)
@official_option
@dataset_base_option
@explains_errors
def serve(
    host: str,
    port: int,
    store: str,
    files: tuple[Path, ...],
    companies: tuple[Path, ...],
    check: bool,
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
            companies=companies,
            check=check,
        )
    except ValueError as error:  # a setting or a file that is wrong
        raise Unusable(str(error)) from error
