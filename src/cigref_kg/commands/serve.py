"""The command that starts the service: `cigref-kg serve`."""

import errno
import socket
from collections.abc import Mapping
from pathlib import Path

import click

from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.files import company_option
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import (
    Unusable,
    dataset_options,
    explains_errors,
)

_NO_PLACE: Mapping[int, str] = {
    errno.EADDRINUSE: "commands.port-in-use",
    errno.EADDRNOTAVAIL: "commands.no-address-here",
    errno.EACCES: "commands.port-without-rights",
    socket.EAI_NONAME: "commands.no-host",
}
"""Why the service cannot listen where it was told to, by what the system says."""


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
@dataset_options
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
    from cigref_kg.base.systems import CAN_FORK

    if not CAN_FORK:
        raise Unusable(message("commands.no-service-here"))
    from cigref_kg.server import Source
    from cigref_kg.server import serve as run_server

    try:
        source = Source(store, files, official, base, companies, check)
        run_server(host, port, source, current_language())
    except OSError as error:
        told = _NO_PLACE.get(error.errno or 0)
        if told is None:
            raise
        raise Unusable(message(told, host=host, port=port, other=port % 65535 + 1)) from error
