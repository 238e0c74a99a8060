"""The commands of `cigref-kg rome`: thin, one function a command."""

from pathlib import Path
from typing import Any

import click

from cigref_kg.base.iris import Iris
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import Misused, Verbs, base_option, explains_errors
from cigref_kg.commands.vocabularies import imports

_base = base_option("Where ROME (id/rome, graph/rome) stands; ends with a slash.")
_imported = imports.imported_option("rome")


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def rome() -> None:
    """Import ROME 4.0, check the mappings to it, get suggestions for new ones."""


@rome.command("import", epilog="Example: cigref-kg rome import ~/ROME --store store")
@imports.source_argument
@imports.store_option
@imports.out_option
@_base
@explains_errors
def import_(source: Path, store: Path | None, out: Path | None, base: str) -> None:
    """Turn the official tables of ROME 4.0 (CSV, UTF-8) into RDF in the graph graph/rome.

    France Travail gives its codes no IRI: those written are this project's, such as id/rome/M1812.
    This takes seconds. Nothing is left half-written.
    """
    from cigref_kg.vocabularies.rome.importing import import_rome

    sink = imports.sink_for(store, out, Iris(base).graph("rome"))
    with imports.progress_bar("ROME") as progress:
        summary = import_rome(source, sink, base=base, progress=progress)
    click.echo(summary.as_text(current_language()))


@rome.command(epilog="Example: cigref-kg rome check --store store")
@_imported
@imports.report_language
@_base
@explains_errors
def check(store: Path | None, lang: Any, base: str) -> None:
    """Compare the mappings with an imported ROME: codes, labels, where appellations are filed.

    Exit 1 if something is to be looked at.
    """
    from cigref_kg.records.mappings import read_mappings
    from cigref_kg.vocabularies.rome.checking import check as compare
    from cigref_kg.vocabularies.rome.classification import Rome

    iris = Iris(base)
    rome = Rome(imports.imported(store, "rome"), iris)
    imports.tell_check(compare(read_mappings(), rome, iris), lang)


@rome.command(epilog='Example: cigref-kg rome suggest 6.3 "Développeur Java" --store store')
@imports.suggest_options
@_imported
@_base
@explains_errors
def suggest(
    subjects: tuple[str, ...],
    store: Path | None,
    limit: int,
    output: str,
    lang: Any,
    meaning: bool,
    base: str,
) -> None:
    """Rank ROME's fiches for a profile (6.3) or a job title.

    Scores go from 0 to 1. A help to the person who maps: read the definitions before you decide.
    """
    from cigref_kg.vocabularies.concepts import ConceptKind
    from cigref_kg.vocabularies.rome.classification import Rome, is_digital
    from cigref_kg.vocabularies.suggesting import Suggester

    wanted = imports.subjects_of(subjects, base)
    for text, subject in wanted.items():
        if subject.kind is not ConceptKind.OCCUPATION:
            raise Misused("no-profile", text=text)
    rome = Rome(imports.imported(store, "rome"), Iris(base))
    suggester = Suggester(
        tuple(rome.fiches()), is_digital=is_digital, meaning=imports.meaning_of(meaning)
    )
    imports.tell_suggestions(suggester, wanted, limit, output, lang)
