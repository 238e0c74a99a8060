"""The commands of `cigref-kg esco`: thin, one function a command."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.iris import Iris
from cigref_kg.base.writing import json_text
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.jobs import Coded, job_named
from cigref_kg.commands.arguments.language import current_language
from cigref_kg.commands.options import Misused, Verbs, base_option, explains_errors, served_with
from cigref_kg.commands.terminal import say, show_lines
from cigref_kg.commands.vocabularies import imports

if TYPE_CHECKING:
    from cigref_kg.vocabularies.esco.classification import Classification

_base = base_option("Where the graph of ESCO (graph/esco) stands; ends with a slash.")
_imported = imports.imported_option("esco")


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def esco() -> None:
    """Import ESCO, check the mappings to it, get suggestions for new ones."""


def _release(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d+(\.\d+){1,2}", value):
        raise Misused("no-esco-release", value=value)
    return value


@esco.command("import", epilog="Example: cigref-kg esco import ~/ESCO --lang fr,en --store esco")
@imports.source_argument
@click.option(
    "--lang",
    "languages",
    default="fr,en",
    show_default=True,
    help="Languages to read, separated by commas.",
)
@imports.store_option
@imports.out_option
@click.option(
    "--release",
    metavar="N.N",
    callback=_release,
    help="The release of ESCO, if the names of folder or zip file do not tell.",
)
@_base
@explains_errors
def import_(
    source: Path,
    languages: str,
    store: Path | None,
    out: Path | None,
    release: str | None,
    base: str,
) -> None:
    """Turn the official CSV download of ESCO into RDF in the graph graph/esco.

    The download is one per language: put the folders or zip files of all of them in one folder.
    This takes seconds to a minute. Nothing is left half-written.
    """
    from cigref_kg.vocabularies.esco.importing import import_esco

    sink = imports.sink_for(store, out, Iris(base).graph("esco"))
    chosen = [language.strip() for language in languages.split(",") if language.strip()]
    with imports.progress_bar("ESCO") as progress:
        summary = import_esco(source, chosen, sink, base=base, release=release, progress=progress)
    click.echo(summary.as_text(current_language()))


@esco.command(epilog="Example: cigref-kg esco check --store esco")
@_imported
@imports.report_language
@_base
@explains_errors
def check(store: Path | None, lang: Any, base: str) -> None:
    """Compare the mappings with an imported ESCO: its concepts, their labels and meanings.

    Exit 1 if something is to be looked at.
    """
    from cigref_kg.records.mappings import read_mappings
    from cigref_kg.vocabularies.esco.checking import check as compare

    imports.tell_check(compare(read_mappings(), _classification(store, base)), lang)


@esco.command(epilog='Example: cigref-kg esco suggest 6.3 "Développeur Java" --store esco')
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
    """Rank ESCO's concepts for a profile (6.3), a competence (E.8), an aspect (T5) or a job title.

    Scores go from 0 to 1. A help to the person who maps: read the descriptions before you decide.
    """
    from cigref_kg.vocabularies.concepts import ConceptKind
    from cigref_kg.vocabularies.suggesting import Suggester

    wanted = imports.subjects_of(subjects, base)
    classification = _classification(store, base)
    needs_skills = any(subject.kind is ConceptKind.SKILL for subject in wanted.values())
    suggester = Suggester(
        tuple(classification.concepts(ConceptKind.OCCUPATION)),
        tuple(classification.concepts(ConceptKind.SKILL)) if needs_skills else (),
        meaning=imports.meaning_of(meaning),
    )
    imports.tell_suggestions(suggester, wanted, limit, output, lang)


@esco.command(epilog="Example: cigref-kg esco skills 2.3 2.1 --lang fr")
@click.argument("codes", metavar="CODE [CODE]", nargs=-1, required=True, type=Coded("profiles"))
@format_option("text", "json", "csv", about="For people, or for machines.")
@imports.report_language
@explains_errors
def skills(codes: tuple[str, ...], output: str, lang: Any) -> None:
    """Tell what a training for a profile should teach, by ESCO; of two, what the second adds.

    The skills are those of the occupations that the profile is mapped to; they ship with this
    program, with the labels of ESCO.
    """
    from cigref_kg.publish import training as written
    from cigref_kg.vocabularies.esco.training import trainings_of

    if len(codes) > 2:
        raise Misused("one-or-two-codes")
    served = served_with(())
    dataset = served.dataset
    trainings = trainings_of(dataset.nomenclature, dataset.mappings)
    found = [trainings.of(job_named(served, each).code) for each in codes]
    gap = trainings.gap(*found) if len(found) == 2 else None
    asked = gap or found[0]
    if output == "json":
        click.echo(json_text(written.as_json(asked)))
    elif output == "csv":
        click.echo(written.as_csv(asked), nl=False)
    else:
        show_lines(written.as_text(asked, lang))


@esco.command(epilog="Example: cigref-kg esco facts data/esco --store esco-1.1.1 --labels esco-1.0")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@_imported
@click.option(
    "--labels",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Another imported ESCO, for labels in a language that the first lacks.",
)
@_base
@explains_errors
def facts(folder: Path, store: Path | None, labels: Path | None, base: str) -> None:
    """Write the skills of the occupations that profiles are mapped to, as two tables.

    They ship with this program: do this after mending the mappings, or for another release.
    """
    from cigref_kg.records.mappings import Relation, SubjectKind, Vocabulary, read_mappings
    from cigref_kg.vocabularies.esco.facts import write_facts

    occupations = {
        mapping.target.uri
        for mapping in read_mappings()
        if mapping.target is not None
        and mapping.vocabulary is Vocabulary.ESCO
        and mapping.subject.kind is SubjectKind.PROFILE
        and mapping.relation is not Relation.RELATED
    }
    others = _classification(labels, base) if labels else None
    count = write_facts(occupations, _classification(store, base), folder, others)
    say("skills-written", relations=count, occupations=len(occupations), folder=folder)


def _classification(store: Path | None, base: str) -> "Classification":
    from cigref_kg.vocabularies.esco.classification import Classification

    return Classification(imports.imported(store, "esco"), Iris(base).graph("esco"))
