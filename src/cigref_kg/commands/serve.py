"""The command that starts the service: `cigref-kg serve`."""

import errno
import socket
from collections.abc import Mapping
from pathlib import Path

import click

from cigref_kg.base.text import Text
from cigref_kg.commands.arguments.language import environment_language
from cigref_kg.commands.options import (
    Unusable,
    company_option,
    dataset_base_option,
    explains_errors,
    official_option,
)

_NO_PLACE: Mapping[int, Text] = {
    errno.EADDRINUSE: Text(
        fr="le port {port} de {host} est pris : arrêtez le programme qui l’occupe, ou choisissez-en"
        " un autre, par exemple --port {other}",
        en="port {port} of {host} is in use: stop the program that has it, or choose another one,"
        " such as --port {other}",
    ),
    errno.EADDRNOTAVAIL: Text(
        fr="{host} n’est pas une adresse de cette machine : --host 127.0.0.1, ou 0.0.0.0 pour"
        " toutes les siennes",
        en="{host} is no address of this machine: --host 127.0.0.1, or 0.0.0.0 for all of its own",
    ),
    errno.EACCES: Text(
        fr="le port {port} demande des droits que vous n’avez pas : prenez-en un au-dessus de 1023",
        en="port {port} takes rights that you do not have: choose one above 1023",
    ),
    socket.EAI_NONAME: Text(
        fr="« {host} » n’est ni une adresse ni le nom d’une machine : --host 127.0.0.1",
        en="{host!r} is neither an address nor the name of a machine: --host 127.0.0.1",
    ),
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
    except OSError as error:
        told = _NO_PLACE.get(error.errno or 0)
        if told is None:
            raise
        why = told.localized(environment_language())
        raise Unusable(why.format(host=host, port=port, other=port % 65535 + 1)) from error
