"""The commands of `cigref-kg rome`: thin, one function a command."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.files import InputPath
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import Misused, Verbs, base_option, explains_errors
from cigref_kg.commands.vocabularies.imports import (
    imported_option,
    out_option,
    progress_bar,
    report_language,
    sink_for,
    store_option,
    suggest_options,
    tell_check,
)

if TYPE_CHECKING:
    from cigref_kg.vocabularies.rome.classification import Rome

_base = base_option("Where ROME (id/rome, graph/rome) stands; ends with a slash.")
_imported = imported_option("rome")


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def rome() -> None:
    """Import ROME 4.0, check the mappings to it, get suggestions for new ones."""


@rome.command("import", epilog="Example: cigref-kg rome import ~/ROME --store store")
@click.argument(
    "source", metavar="DIR_OR_ZIP", type=InputPath(".zip", dir_okay=True, must_exist=False)
)
@store_option
@out_option
@_base
@explains_errors
def import_(source: Path, store: Path | None, out: Path | None, base: str) -> None:
    """Turn the official tables of ROME 4.0 (CSV, UTF-8) into RDF in the graph graph/rome.

    France Travail gives its codes no IRI: those written are this project's, such as id/rome/M1812.
    This takes seconds. Nothing is left half-written.
    """
    from cigref_kg.vocabularies.rome.importing import import_rome

    sink = sink_for(store, out, Iris(base).graph("rome"))
    with progress_bar("ROME") as progress:
        summary = import_rome(source, sink, base=base, progress=progress)
    click.echo(summary.as_text(current_language()))


@rome.command(epilog="Example: cigref-kg rome check --store store")
@_imported
@report_language
@_base
@explains_errors
def check(store: Path | None, lang: Any, base: str) -> None:
    """Compare the mappings with an imported ROME: codes, labels, where appellations are filed.

    Exit 1 if something is to be looked at.
    """
    from cigref_kg.records.mappings import read_mappings
    from cigref_kg.vocabularies.rome.checking import check as compare

    report = compare(read_mappings(), _classification(store, base), Iris(base))
    tell_check(report, lang)


@rome.command(epilog='Example: cigref-kg rome suggest 6.3 "Développeur Java" --store store')
@suggest_options(_imported, _base)
@explains_errors
def suggest(
    subjects: tuple[str, ...], store: Path | None, limit: int, output: str, lang: Any, base: str
) -> None:
    """Rank ROME's fiches for a profile (6.3) or a job title.

    Scores go from 0 to 1. A help to the person who maps: read the definitions before you decide.
    """
    from cigref_kg.graph.dataset import load
    from cigref_kg.vocabularies.concepts import ConceptKind
    from cigref_kg.vocabularies.rome.classification import is_digital
    from cigref_kg.vocabularies.subjects import subject_of
    from cigref_kg.vocabularies.suggesting import Suggester, as_json, as_text

    dataset = load(base=base)
    wanted = {text: subject_of(text, dataset.nomenclature) for text in subjects}
    for text, subject in wanted.items():
        if subject.kind is not ConceptKind.OCCUPATION:
            raise Misused("no-profile", text=text)
    suggester = Suggester(tuple(_classification(store, base).fiches()), is_digital=is_digital)
    found = {text: suggester.suggest(subject, limit) for text, subject in wanted.items()}
    click.echo(as_json(found) if output == "json" else as_text(found, lang))


def _classification(store: Path | None, base: str) -> "Rome":
    from cigref_kg.vocabularies.errors import DataError
    from cigref_kg.vocabularies.rome.classification import Rome
    from cigref_kg.vocabularies.sinks import open_store

    if store is None:
        raise DataError(message("commands.no-rome"))
    return Rome(open_store(store), Iris(base))
