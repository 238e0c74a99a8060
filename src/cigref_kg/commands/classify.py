"""The command that tells which jobs a text is about: `cigref-kg classify [FILE]`."""

from pathlib import Path

import click

from cigref_kg.base.model import Language
from cigref_kg.base.writing import json_text
from cigref_kg.commands.arguments.files import Input, InputFile, company_option
from cigref_kg.commands.arguments.formats import format_option
from cigref_kg.commands.arguments.language import language_option
from cigref_kg.commands.options import edition_option, explains_errors, naming, served_with
from cigref_kg.commands.terminal import show_lines


@click.command(epilog="Example: cigref-kg classify advert.pdf --lang fr --format json")
@click.argument("file", default="-", type=InputFile())
@company_option("The text may also be about the jobs of this framework.")
@edition_option
@language_option("Language of labels and statements.", "fr", name="language")
@format_option("table", "json")
@explains_errors
def classify(
    file: Input, companies: tuple[Path, ...], edition: int | None, language: Language, output: str
) -> None:
    """Tell the nearest jobs of an advert, a CV or a syllabus, and the competences that it shows.

    FILE is plain text, PDF or DOCX, in French or English; - or nothing reads standard input.
    Nothing of it is kept. The result decides nothing about a person.
    """
    from cigref_kg.base.reading.documents import MAX_BYTES, read_document
    from cigref_kg.publish.finding.classification import classification_record, classification_text

    served = served_with(companies, edition)
    nomenclature = served.nomenclature
    with naming(file):
        text = read_document(file.read_bytes(MAX_BYTES + 1))
    found = served.classifier.classify(text, language)
    if output == "json":
        record = classification_record(found, nomenclature, language)
        click.echo(json_text(record))
    else:
        show_lines(classification_text(found, nomenclature, language).rstrip("\n"))
