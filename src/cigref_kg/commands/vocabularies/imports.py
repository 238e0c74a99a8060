"""What the commands of a vocabulary share: where an import goes, its progress, the report."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.messages import message
from cigref_kg.commands.arguments import Option, together
from cigref_kg.commands.arguments.files import InputPath
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import CHECK_FAILED, Misused
from cigref_kg.commands.terminal import say

if TYPE_CHECKING:
    from pyoxigraph import Store

    from cigref_kg.base.text import Language
    from cigref_kg.vocabularies.checking import CheckReport
    from cigref_kg.vocabularies.sinks import Sink
    from cigref_kg.vocabularies.subjects import Subject
    from cigref_kg.vocabularies.suggesting import Suggester
    from cigref_kg.vocabularies.title_matching import LabelledConcept, Meaning

report_language = language_option("Language of the report for people.")
source_argument = click.argument(
    "source", metavar="DIR_OR_ZIP", type=InputPath(".zip", dir_okay=True, must_exist=False)
)
store_option = click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="An Oxigraph store, made or updated: `serve --store DIR` opens it.",
)
out_option = click.option(
    "--out", metavar="FILE.nq", type=click.Path(path_type=Path), help="Or a file of N-Quads."
)


def imported_option(verb: str) -> Option:
    """Return the option ``--store``: where an imported vocabulary is.

    Args:
        verb: the command of the vocabulary, such as ``esco``.
    """
    return click.option(
        "--store",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=f"The store that `{verb} import --store DIR` made.",
    )


def imported(store: Path | None, verb: str) -> "Store":
    """Open the store of :func:`imported_option`.

    Raises:
        DataError: if none is named, or it is none.
    """
    from cigref_kg.vocabularies.errors import DataError
    from cigref_kg.vocabularies.sinks import open_store

    if store is None:
        raise DataError(message(f"commands.no-{verb}"))
    return open_store(store)


suggest_options = together(
    click.argument("subjects", metavar="CODE_OR_TITLE...", nargs=-1, required=True),
    click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100)),
    format_option("text", "json", about="For people, or for machines."),
    report_language,
    click.option(
        "--meaning",
        is_flag=True,
        help="Find job titles by what they mean too, by the extra `meaning`.",
    ),
)
"""What ``suggest`` is asked: what for, how many, and how they are told."""


def subjects_of(subjects: tuple[str, ...], base: str) -> "Mapping[str, Subject]":
    """Return what is to be mapped, by code or title."""
    from cigref_kg.graph.dataset import load
    from cigref_kg.vocabularies.subjects import subject_of

    nomenclature = load(base=base).nomenclature
    return {text: subject_of(text, nomenclature) for text in subjects}


def meaning_of(wanted: bool) -> "Callable[[Sequence[LabelledConcept]], Meaning] | None":
    """Return how what labels mean is read, if it is ``wanted``: minutes, the first time.

    Raises:
        DataError: if the extra ``meaning`` is not installed.
    """
    if not wanted:
        return None
    from cigref_kg.vocabularies.errors import DataError

    try:
        from cigref_kg.vocabularies.meaning import MeaningIndex, e5

        model = e5()
    except ImportError as error:
        raise DataError(message("vocabularies.no-model")) from error

    def read(concepts: "Sequence[LabelledConcept]") -> "Meaning":
        say("reads-labels", err=True)
        return MeaningIndex(concepts, model)

    return read


def tell_suggestions(
    suggester: "Suggester", wanted: "Mapping[str, Subject]", limit: int, output: str, lang: Any
) -> None:
    """Print the best candidates for each subject.

    Args:
        suggester: finds them.
        wanted: what to map.
        limit: how many for each.
        output: ``json``, or for people.
        lang: in which language, for people.
    """
    from cigref_kg.vocabularies.suggesting import as_json, as_text

    found = {text: suggester.suggest(subject, limit) for text, subject in wanted.items()}
    click.echo(as_json(found) if output == "json" else as_text(found, lang))


def tell_check(report: "CheckReport", language: "Language") -> None:
    """Print what a check found; exit 1 if something is to be looked at."""
    click.echo(report.as_text(language))
    if report.findings:
        sys.exit(CHECK_FAILED)


def sink_for(store: Path | None, out: Path | None, graph: str) -> "Sink":
    """Return where an import goes: one of the two is given.

    Args:
        store: the folder of a store.
        out: the file of N-Quads.
        graph: the IRI of the named graph.

    Raises:
        Misused: if none or both are.
    """
    from cigref_kg.vocabularies.sinks import NQuadsFile, StoreFolder

    if store is not None and out is None:
        return StoreFolder(store, graph)
    if out is not None and store is None:
        return NQuadsFile(out)
    raise Misused("import-without-target")


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, from the first byte on."""
    bars: list[Any] = []

    def advance(count: int, total: int) -> None:
        if not bars:
            # The length is known once the download is open.
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bars.append(bar.__enter__())
        bars[0].update(count)

    try:
        yield advance
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)
