"""The verbs that read: `cigref-kg search WORDS`, `show CODE`, `list KIND`."""

from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.model import Language
from cigref_kg.base.writing import csv_bytes, json_text
from cigref_kg.commands import terminal
from cigref_kg.commands.arguments import together
from cigref_kg.commands.arguments.files import company_option
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import Coded
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import explains_errors
from cigref_kg.commands.terminal import say, show_lines, show_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cigref_kg.doors.reader import Reader

_KINDS = ("profiles", "families", "competences", "aspects")
_MOST_ROWS = 50  # more is a list, not a search


_asks = together(
    company_option("Also what this framework has; may be repeated."),
    click.option("--edition", type=int, metavar="YEAR", help="Edition of the nomenclature."),
    language_option("Language of names and texts."),
    format_option("table", "json", "csv"),
    explains_errors,
)


@click.command(epilog="Example: cigref-kg search RSSI --format json")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, _MOST_ROWS), default=10, show_default=True)
@_asks
def search(
    words: tuple[str, ...],
    limit: int,
    companies: "tuple[Path, ...]",
    edition: int | None,
    lang: Language,
    output: str,
) -> None:
    """Find jobs and competences by any of their names, acronyms and codes."""
    found = _reader(companies, edition, lang).search(" ".join(words)[:200], limit)
    if not found:
        say("no-such-name", err=True)
    _write(found, output, lang, ("kind", "code", "title", "score", "iri"))


@click.command(epilog="Example: cigref-kg show 6.3 --lang fr")
@click.argument(
    "code",
    metavar="CODE_OR_TITLE",
    type=Coded("profiles", "families", "competences", "aspects"),
)
@_asks
def show(
    code: str,
    companies: "tuple[Path, ...]",
    edition: int | None,
    lang: Language,
    output: str,
) -> None:
    """Show a profile, family, competence (E.8, E.8/4) or aspect (T5): all that its page says."""
    found = _reader(companies, edition, lang).show(code)
    if output == "json":
        click.echo(json_text(found))
        return
    if output == "csv":
        rows = [{"what": key, "says": said} for key, said in _lines(found, lang)]
        _write(rows, output, lang, ("what", "says"))
        return
    from cigref_kg.doors.outline import outline

    for line in outline(found, lang):
        show_lines(line)


@click.command("list", epilog="Example: cigref-kg list profiles --format csv")
@click.argument("kind", type=click.Choice(_KINDS))
@_asks
def list_(
    kind: str,
    companies: "tuple[Path, ...]",
    edition: int | None,
    lang: Language,
    output: str,
) -> None:
    """List all profiles, families, competences or aspects."""
    _write(_reader(companies, edition, lang).things(kind), output, lang, ("code", "title"))


def _reader(companies: "tuple[Path, ...]", edition: int | None, lang: Language) -> "Reader":
    from cigref_kg.company.dataset import load_with
    from cigref_kg.doors.reader import Reader

    return Reader(load_with(companies), edition, lang)


def _write(
    rows: list[dict[str, Any]], output: str, lang: Language, columns: tuple[str, ...]
) -> None:
    """Write rows: for people under headings in their language, for programs under the keys."""
    if output == "json":
        click.echo(json_text(rows))
        return
    if output == "csv":
        told_rows = ([row.get(name, "") for name in columns] for row in rows)
        click.echo(csv_bytes([columns, *told_rows]), nl=False)
        return
    from pyoxigraph import Literal

    from cigref_kg.doors.outline import heading, shown
    from cigref_kg.publish.result_table import render

    told = [name for name in columns if name != "iri"]  # which programs want, not people
    terms = [[Literal(shown(name, row.get(name, ""), lang)) for name in told] for row in rows]
    heads = [heading(name, lang) for name in told]
    show_table(render(heads, terms, "", terminal.width(), lang))


def _lines(value: Any, lang: Language, key: str = "") -> "Iterator[tuple[str, str]]":
    """Yield a nested value as lines: where each piece stands, and what it says."""
    if isinstance(value, dict) and value and value.keys() <= {"fr", "en"}:
        said = value.get(lang) or next(iter(value.values()))
        yield key, said if isinstance(said, str) else ", ".join(map(str, said))
    elif isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for name, part in parts:
            yield from _lines(part, lang, f"{key}.{name}" if key else str(name))
    else:
        yield key, str(value)
