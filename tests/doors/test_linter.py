"""The linter of queries: every broken term is found, and nothing in a sound query."""

import random
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from cigref_kg.cli import main
from cigref_kg.doors.linter import Finding, Vocabulary, lint
from cigref_kg.doors.linter.checks import LONGEST, MOST, Rule
from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.web.app import create_app

TERM = re.compile(r"\b(cig|skos|dcterms):(\w+)")
CODE = re.compile(r'"(\d\.\d)"')
MUTATIONS = [30, pytest.param(250, marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def vocabulary(dataset: Dataset) -> Vocabulary:
    """The vocabulary of the shipped dataset."""
    return Vocabulary.of(dataset.union)


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> FlaskClient:
    """A client of the site."""
    return create_app(dataset).test_client()


def body(text: str) -> int:
    """Return where the pattern of a query begins: a template before it may say anything."""
    return text.index("WHERE")


def misspelt(text: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the query with a letter of a term lost, or two of them exchanged."""
    terms = [each for each in TERM.finditer(text, body(text)) if len(each[2]) > 3]
    if terms:
        term = draw.choice(terms)
        at = draw.randrange(1, len(term[2]) - 1)
        name = term[2][:at] + term[2][at + 1 :]
        if draw.random() < 0.5 and term[2][at] != term[2][at + 1]:
            name = term[2][:at] + term[2][at + 1] + term[2][at] + term[2][at + 2 :]
        yield f"{text[: term.start(2)]}{name}{text[term.end(2) :]}", f"{term[1]}:{name}"


def in_german(text: str, _: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the query for a language that no text has."""
    if "LANG(" in text and re.search(r'"(fr|en)"', text):
        yield re.sub(r'"(fr|en)"', '"de"', text), "de"


def code_as_number(text: str, _: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the query with a code that lost its quotes."""
    for code in list(CODE.finditer(text, body(text)))[:1]:
        yield f"{text[: code.start()]}{code[1]}{text[code.end() :]}", code[1]


def named_otherwise(text: str, _: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the query that looks for a concept's name under ``rdfs:label``."""
    named = re.search(r"skos:prefLabel", text[body(text) :])
    if named and "rdfs:label" not in text:
        declared = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        yield declared + text.replace("skos:prefLabel", "rdfs:label"), "rdfs:label"


def mutations() -> Iterator[tuple[str, str, str]]:
    draw = random.Random(2026)
    kinds = (misspelt, misspelt, misspelt, in_german, code_as_number, named_otherwise)
    while True:
        for name, query in read_queries().items():
            if "WHERE" not in query.text:
                continue
            for kind in kinds:
                for text, broken in kind(query.text, draw):
                    yield f"{name}, {kind.__name__}: {broken}", text, broken


def found(text: str, vocabulary: Vocabulary) -> list[Finding]:
    return list(lint(text, vocabulary))


@pytest.mark.parametrize("name", list(read_queries()))
def test_nothing_is_said_of_a_sound_query(name: str, vocabulary: Vocabulary) -> None:
    assert not found(read_queries()[name].text, vocabulary)


@pytest.mark.parametrize("many", MUTATIONS)
def test_every_broken_term_is_found(many: int, vocabulary: Vocabulary) -> None:
    missed = []
    for (what, text, broken), _ in zip(mutations(), range(many), strict=False):
        told = [finding for finding in found(text, vocabulary) if finding.found == broken]
        if not told:
            missed.append(what)
        else:
            assert told[0].line is not None, what
            place = text.splitlines()[told[0].line - 1][(told[0].column or 1) - 1 :]
            assert broken.rpartition(":")[2] in place, what
    assert not missed


@pytest.mark.parametrize(
    ("query", "rule", "meant"),
    [
        ("SELECT * { ?p a cig:JobProfil }", Rule.UNKNOWN_TERM, "cig:JobProfile"),
        ("SELECT * { ?p skos:preflabel ?l }", Rule.UNKNOWN_TERM, "skos:prefLabel"),
        ("SELECT * { ?o esco:relatedEssentialSkil ?s }", Rule.UNKNOWN_TERM,
         "esco:relatedEssentialSkill"),
        ("SELECT * { ?p dcterms:abstract ?l }", Rule.UNUSED_TERM, None),
        ('SELECT * { ?p skos:prefLabel "RSSI"@fr-FR }', Rule.LANGUAGE, "fr"),
        ("SELECT * { ?p skos:notation 6.3 }", Rule.NUMBER_FOR_CODE, '"6.3"'),
        ("SELECT * { ?p skos:notation ?c FILTER(?c = 6.3) }", Rule.NUMBER_FOR_CODE, '"6.3"'),
        ('SELECT * { ?r cig:levelValue "4" }', Rule.TEXT_FOR_NUMBER, "4"),
        ('SELECT * { ?p skos:prefLabel "RSSI" }', Rule.NO_LANGUAGE, '"RSSI"@fr'),
        ("SELECT * { ?p a cig:JobProfile ; rdfs:label ?l }", Rule.LABEL, "skos:prefLabel"),
        ("SELECT * { ?r cig:competence ?c . ?c rdfs:label ?l }", Rule.LABEL, "skos:prefLabel"),
        ("SELECT * { ?a a cig:Activity ; skos:prefLabel ?l }", Rule.LABEL, "rdfs:label"),
        ("SELECT * { ?p a cig:JobProfile ; cig:stars ?n }", Rule.NO_ANSWER, None),
        ("SELECT * { ?p cig:hasRequirement/cig:stars ?n }", Rule.NO_ANSWER, None),
        ("SELECT * { ?p a cig:Family OPTIONAL { ?p cig:mission ?m } }", Rule.NO_ANSWER, None),
    ],
)  # fmt: skip
def test_what_was_meant_is_said(
    query: str, rule: Rule, meant: str | None, vocabulary: Vocabulary
) -> None:
    (finding,) = found(query, vocabulary)
    assert (finding.rule, finding.meant) == (rule, meant)
    assert finding.message.fr
    assert finding.message.en


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {",
        "nothing at all",
        "SELECT * { ?s <http://example.org/own> 5 }",
        "SELECT * { ?s ?p ?o }",
        "ASK { " + "( " * 400 + "1" + " )" * 400 + " }",
        "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(600)) + " }",
        "SELECT * { ?p a cig:Nothing }" + " " * LONGEST,
        "SELECT * { ?p skos:altLabel ?l FILTER NOT EXISTS { ?p skos:hiddenLabel ?l } }",
    ],
)
def test_nothing_is_said_of_what_cannot_be_judged(query: str, vocabulary: Vocabulary) -> None:
    assert not found(query, vocabulary)


def test_the_findings_have_a_bound(vocabulary: Vocabulary) -> None:
    text = "SELECT * { " + " ".join(f"?p cig:unknown{n} ?o{n} ." for n in range(2 * MOST)) + " }"
    assert len(found(text, vocabulary)) == MOST


def test_command_says_it_below_the_answer() -> None:
    result = CliRunner().invoke(main, ["query", "-e", "SELECT * { ?p a cig:JobProfil }"])
    assert result.exit_code == 0
    assert "cig:JobProfil: There is no such term: did you mean cig:JobProfile?" in result.stderr


def test_service_says_it_as_json(client: FlaskClient) -> None:
    query = "SELECT * { ?p skos:notation 6.3 }"
    answer = client.get("/sparql/check", query_string={"query": query, "lang": "fr"})
    (finding,) = answer.get_json()["findings"]
    assert finding["rule"] == "number-for-code"
    assert (finding["found"], finding["meant"], finding["line"]) == ("6.3", '"6.3"', 1)
    assert finding["message"].startswith("skos:notation a pour valeur un texte")
    assert client.post("/sparql/check", data={"query": "SELECT {"}).get_json() == {"findings": []}
    for wrong in ("", "x" * (LONGEST + 1)):
        assert client.post("/sparql/check", data={"query": wrong}).status_code == 400
