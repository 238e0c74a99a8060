"""``cigref-kg mcp``: the Model Context Protocol on standard input and output."""

import sys
from pathlib import Path

import click

from cigref_kg.commands.arguments.files import company_option
from cigref_kg.commands.options import explains_errors, official_option


@click.command(epilog="Example: cigref-kg mcp")
@company_option("A company's own framework to answer from beside the nomenclature.")
@official_option
@explains_errors
def mcp(companies: tuple[Path, ...], official: Path | None) -> None:
    """Serve an agent that starts this program: one message a line, one answer a line."""
    from cigref_kg.base.model import LANGUAGES
    from cigref_kg.commands.query import personal_engine
    from cigref_kg.company.dataset import load_with
    from cigref_kg.doors.mcp import McpServer
    from cigref_kg.doors.mcp.protocol import MOST_BYTES
    from cigref_kg.doors.reader import Reader

    dataset = load_with(companies, official=official)
    engine = personal_engine(dataset)

    def make(edition: int | None, language: str) -> Reader:
        return Reader(dataset, edition, next(x for x in LANGUAGES if x == language), engine)

    server = McpServer(make)
    while line := sys.stdin.buffer.readline(MOST_BYTES + 1):
        answer = server.answer(line)
        if answer is not None:
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()
