"""Whatever a verb refuses is refused in French where French is asked for."""

import ast
import csv
import os
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cigref_kg.cli import main
from cigref_kg.commands.arguments.french import translations
from cigref_kg.commands.options import Verbs
from tests.conftest import ROOT
from tests.leaks import english_in

VERGER = str(ROOT / "examples" / "verger")
PEOPLE = str(ROOT / "examples" / "people.csv")
REFUSED = {
    "a profile that is unknown": ("compare", "2.5", "9.99"),
    "a profile twice": ("compare", "2.5", "2.5"),
    "an edition that is not served": ("compare", "2.5", "2.4", "--edition", "1066"),
    "a way to itself": ("pathways", "6.2", "6.2"),
    "a job that is unknown": ("pathways", "6.2", "9.99"),
    "a question that is unknown": ("ask", "none"),
    "a value that is unknown": ("ask", "competence-at-level", "competence=Z.9"),
    "no value at all": ("ask", "competence-at-level", "E.8"),
    "a query that is malformed": ("query", "-e", "SELECT * { ?s ?p }"),
    "an update": ("query", "-e", "CLEAR ALL"),
    "a worked query that is unknown": ("query", "--example", "none"),
    "a format that cannot hold the answer": ("query", "-e", "ASK {}", "--format", "ttl"),
    "a code that leads nowhere": ("crosswalk", "rome:X9999"),
    "a person who is not there": ("match", PEOPLE, "--person", "none"),
    "a team that is not there": ("team", PEOPLE, "--team", "none"),
    "a job for a form": ("people", "form", "9.99", "--out", "form.xlsx"),
    "a section that is unknown": ("fiche", "6.3", "--section", "none", "--out", "job.docx"),
    "a framework that goes nowhere": ("company", "migrate", VERGER, "--to", "1066"),
    "a workbook without a file": ("company", "diff", VERGER, VERGER, "--format", "xlsx"),
    "an ESCO that was not imported": ("esco", "check"),
    "a ROME that was not imported": ("rome", "check"),
    "an option given twice": ("titles", PEOPLE, "--column", "a", "--column", "b"),
    "a column that is not there": ("titles", PEOPLE, "--column", "none"),
    "an argument that is missing": ("pathways", "6.2"),
    "an argument too many": ("pathways", "6.2", "6.3", "6.4"),
    "an option that is missing": ("company", "migrate", VERGER),
    "an option that is misspelt": ("compare", "2.5", "2.4", "--editon", "2024"),
    "an option without its value": ("compare", "2.5", "2.4", "--edition"),
    "a flag with a value": ("query", "--list=all"),
    "a command that is unknown": ("company", "undo"),
    "a choice that is none": ("list", "jobs"),
    "a year that is none": ("compare", "2.5", "2.4", "--edition", "last"),
    "a port out of range": ("serve", "--port", "99999"),
    "a file that is not there": ("titles", "none.csv"),
    "a folder for a file": ("titles", VERGER),
    "a file for a folder": ("build", "--official", PEOPLE),
    "standard input twice": ("validate", "-", "-"),
    "an amount that is none": ("plan", "--people", PEOPLE, "--catalogue", PEOPLE, "--budget", "x"),
}


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """French is the language of the environment."""
    for name in [name for name in os.environ if name.startswith(("LC_", "LANG", "CIGREF_KG_LANG"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", REFUSED.values(), ids=[k.replace(" ", "-") for k in REFUSED])
def test_what_a_verb_refuses_is_said_in_french(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2, result.output
    [*_, said] = result.stderr.strip().split("\n\n")
    assert english_in(said) == []


BROKEN = {
    "Turtle": (("validate", "FILE"), "a.ttl", b"<urn:a> <urn:b> ."),
    "N-Triples": (("validate", "FILE"), "a.nt", b"<urn:a> <urn:b> <urn:c> .\n<x"),
    "RDF/XML": (("validate", "FILE"), "a.rdf", b"<rdf:RDF><a></rdf:RDF>"),
    "JSON-LD": (("validate", "FILE"), "a.jsonld", b'{"@id": 1,}'),
    "bytes that are no text": (("validate", "FILE"), "a.ttl", b"\xff\xfe\x00"),
    "RDF for a query": (("query", "-e", "ASK {}", "--load", "FILE"), "a.ttl", b"a b"),
    "a query": (("query", "FILE"), "a.rq", b"SELECT * { ?s ?p ?o "),
    "a query with a function of others": (
        ("query", "FILE"),
        "a.rq",
        b"SELECT * { BIND(<urn:f>(1) AS ?x) }",
    ),
    "a query that groups all": (("query", "FILE"), "a.rq", b"SELECT * { ?s ?p ?o } GROUP BY ?s"),
    "a query of bytes": (("query", "FILE"), "a.rq", b"ASK {\n# \xff\n}"),
    "YAML of a framework": (("company", "check", "a"), "a/company.yaml", b"name: [a\nb: c"),
    "a key twice": (("company", "check", "a"), "a/company.yaml", b"name: a\nname: b"),
    "bytes of a framework": (("company", "check", "a"), "a/company.yaml", b"name: \xff"),
    "a workbook": (("company", "check", "FILE"), "a.xlsx", b"PK\x03\x04 and then nothing"),
    "a workbook of titles": (("titles", "FILE"), "a.xlsx", b"PK\x03\x04 and then nothing"),
    "separated values": (("titles", "FILE"), "a.csv", b'title;other\n"a' + b"x" * 200_000),
    "a columns file": (
        ("people", "import", PEOPLE, "--columns", "FILE", "--out", "out.csv"),
        "columns.yaml",
        b"person: [a\nb: c",
    ),
    "values of a columns file": (
        ("people", "import", PEOPLE, "--columns", "FILE", "--out", "out.csv"),
        "columns.yaml",
        b"person_width: wide\nlayout: [x]\nother: 1",
    ),
    "a PDF": (("extract", "FILE", "--out", "out"), "a.pdf", b"%PDF-1.7 and then nothing"),
    "pieces": (("extract", "FILE", "--out", "out"), "a.json", b'{"a": }'),
    "pieces of another shape": (("extract", "FILE", "--out", "out"), "a.json", b'{"a": 1}'),
    "a PDF to classify": (("classify", "FILE"), "a.pdf", b"%PDF-1.7 and then nothing"),
    "a Word document": (("classify", "FILE"), "a.docx", b"PK\x03\x04 and then nothing"),
    "an archive of ESCO": (("esco", "import", "FILE", "--out", "out.nq"), "a.zip", b"PK\x03\x04"),
    "an archive of ROME": (("rome", "import", "FILE", "--out", "out.nq"), "a.zip", b"PK\x03\x04"),
}
"""What reads a file that another program's parser refuses, by what that file is."""


@pytest.mark.parametrize(
    ("command", "name", "content"), BROKEN.values(), ids=[k.replace(" ", "-") for k in BROKEN]
)
def test_what_a_parser_refuses_is_said_in_french_and_its_own_words_stand_apart(
    command: tuple[str, ...], name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    csv.field_size_limit(131_072)  # which others raise
    result = CliRunner().invoke(main, [name if word == "FILE" else word for word in command])
    assert result.exit_code in {1, 2}, result.output
    said = (result.stderr or result.output).strip()
    assert english_in(said) == []
    # A sentence of others is marked as theirs; what we quote is a word or two.
    for before, quoted in re.findall(r"([^«]*)« ([^»]*) »", said):
        assert before.endswith("texte d’origine : ") or len(quoted.split()) < 3, said
    # Where in the file, or that all of it is meant.
    assert re.search(
        r"ligne \d|:\d|[A-Z]\d|ne se lit pas|n’est pas|abîmé|attendu|\.\w+ :|<urn:f>", said
    )


OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""The modules of click that tell people something when a command line is read."""
FOR_AUTHORS = ("Could not determine", "No options defined", "Arguments take", "Name '", "Boolean")
"""How what begins that click tells whoever writes a command, or would if we had such an option."""
UNSAID = {
    "file",
    "directory",
    "path",
    "Choice({choices})",
    "Do you want to continue?",
    "Confirm the action without prompting.",
}
"""What stands in no sentence of ours."""


def _said_by_click() -> Iterator[str]:
    for module in OF_CLICK:
        file = Path(click.__file__).with_name(f"{module}.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                yield from (
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def _commands(command: click.Command) -> Iterator[click.Command]:
    """Every command as it was written, in English."""
    yield command
    if isinstance(command, Verbs):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.find_command(context, name)
            assert found is not None
            yield from _commands(found)


def _said_by_help(command: click.Command) -> Iterator[str]:
    told = [command.help]
    for parameter in command.params:
        shown = getattr(parameter, "show_default", None)
        told += [getattr(parameter, "help", None), shown if isinstance(shown, str) else None]
        metavar = parameter.make_metavar(click.Context(command))
        yield from (name for name in re.findall("[A-Z_]+", metavar) if name in translations())
    for text in filter(None, told):
        yield from (" ".join(each.split()) for each in cleandoc(text).split("\n\n"))
    yield from ["Example:"] if command.epilog else []


def test_all_that_click_and_our_help_say_has_its_french_and_nothing_else() -> None:
    click_says = {each for each in _said_by_click() if not each.startswith(FOR_AUTHORS)}
    help_says = {each for command in _commands(main) for each in _said_by_help(command)}
    assert click_says - UNSAID | help_says | {"required"} == translations().keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_is_in_the_language_asked_for(language: str) -> None:
    said = CliRunner().invoke(main, ("compare", "--lang", language, "--help")).output
    words = {"fr": ("Utilisation : ", "Commandes", "par défaut"), "en": ("Usage: ", "default")}
    assert said.startswith(words[language][0])
    assert words[language][-1] in said
    assert bool(english_in(said)) == (language == "en")
