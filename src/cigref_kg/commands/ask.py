"""``cigref-kg ask``: a worked question by name, with parameters instead of SPARQL."""

from typing import TYPE_CHECKING

import click

from cigref_kg.base.messages import message
from cigref_kg.commands.arguments.jobs import complete_questions
from cigref_kg.commands.arguments.language import environment_language
from cigref_kg.commands.options import Misused, Unusable, explains_errors
from cigref_kg.commands.query import answer_format
from cigref_kg.commands.terminal import show_lines

if TYPE_CHECKING:
    from cigref_kg.base.model import Language


@click.command(epilog="Example: cigref-kg ask competence-at-level competence=E.8 level=4")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=complete_questions)
@click.argument("values", metavar="[PARAMETER=VALUE...]", nargs=-1)
@answer_format
@click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    help="Language of names in the answer: that of the question or of the environment by default.",
)
@explains_errors
def ask(name: str | None, values: tuple[str, ...], output: str, lang: "Language | None") -> None:
    """Ask a worked question; without NAME, list the questions with their parameters.

    NAME may be a question in your own words, in French or English: "who needs E.8 at level 4".

    A parameter that is given several times has several values: competence=E.3 competence=E.8.
    """
    from cigref_kg.commands.query import personal_engine, show_answer, told, write_answer
    from cigref_kg.doors.questions import Questions
    from cigref_kg.engine import Query, QueryError
    from cigref_kg.graph.dataset import load

    dataset = load()
    questions = Questions(dataset.nomenclature)
    if name is None:
        for each in questions.all.values():
            takes = " ".join(f"{key}={','.join(known)}" for key, known in each.defaults().items())
            title = each.query.title.get(lang or environment_language())
            show_lines(f"{each.query.name}  {title}\n    {takes}")
        return
    if name not in questions.all and not any("=" in value for value in values):
        name, values = " ".join((name, *values)), ()
    found = questions.asked(name)
    question, asked = found.question, dict(found.values)
    if question.query.name != name:
        held = {**question.defaults(), **question.dated(asked)}
        said = " ".join(f"{key}={value}" for key, given in held.items() for value in given)
        click.echo(f"{question.query.name} {said}", err=True)
    if found.ignored:
        words = message("commands.ask-ignored", words=", ".join(found.ignored))
        click.echo(words.localized(lang or environment_language()), err=True)
    if "lang" in question.parameters and (lang or "lang" not in asked):
        asked["lang"] = [lang or environment_language("fr")]
    given: dict[str, list[str]] = {}
    for value in values:
        parameter, equals, said = value.partition("=")
        if not equals:
            raise Misused("no-parameter-value", value=value)
        given.setdefault(parameter, []).append(said)
    text = question.filled({**asked, **given})
    try:
        answer = write_answer(personal_engine(dataset), Query(text), output, dataset.iris.base)
    except QueryError as error:
        raise Unusable(told(text, error)) from None
    show_answer(answer, output)
