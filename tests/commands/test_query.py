"""``cigref-kg query``: formats, errors for people, bounds, and nothing that leaves the machine."""

import csv
import io
import json
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result as RdfResult

from cigref_kg.cli import main
from cigref_kg.commands.options import Unusable
from cigref_kg.commands.query import GRAPH_FORMATS, RESULT_FORMATS, told, write_answer
from cigref_kg.engine import Engine, Query, QueryError, embedded_engine
from cigref_kg.engine.workers.forked import answers_in_time
from cigref_kg.graph.dataset import Dataset
from tests.machine import is_alive

TITLES = """
SELECT ?code ?title WHERE {
  ?profile a cig:JobProfile ; skos:notation ?code ; skos:prefLabel ?title ;
    skos:inScheme/cig:year 2022 .
  FILTER(LANG(?title) = "fr")
} ORDER BY ?code
"""
Run = Callable[..., str]
DESCRIBE = "DESCRIBE <id/2022/profile/6.3>"


@pytest.fixture(scope="module")
def engine(dataset: Dataset) -> Engine:
    return embedded_engine(dataset)


@pytest.fixture(scope="module")
def run(dataset: Dataset, engine: Engine) -> Run:
    def answer(text: str, output: str = "table") -> str:
        return write_answer(engine, Query(text), output, dataset.iris.base).decode()

    return answer


@pytest.fixture
def titles(dataset: Dataset) -> list[tuple[str, str | None]]:
    profiles = dataset.nomenclature.content.profiles
    return sorted((profile.code, profile.names.title.fr) for profile in profiles)


def test_a_table_is_the_first_choice(run: Run, titles: list[tuple[str, str | None]]) -> None:
    head, rule, *lines, empty, count = run(TITLES).splitlines()
    assert (head.split(), set(rule), empty, count) == (["code", "title"], {"-", " "}, "", "50 rows")
    rows = [line for line in lines if line]
    assert [row[:3] for row in rows if row[0] != " "] == [code for code, _ in titles]


def test_rows_as_csv_and_tsv(run: Run, titles: list[tuple[str, str | None]]) -> None:
    head, *rows = csv.reader(io.StringIO(run(TITLES, "csv")))
    assert head == ["code", "title"]
    assert [tuple(row) for row in rows] == titles
    tabs = run(TITLES, "tsv")
    assert tabs.splitlines()[:2] == ["?code\t?title", f'"1.1"\t"{titles[0][1]}"@fr']


@pytest.mark.parametrize("name", ["json", "xml"])
def test_rows_as_other_programs_read_them(
    run: Run, titles: list[tuple[str, str | None]], name: str
) -> None:
    written = run(TITLES, name)
    parsed: Any = RdfResult.parse(io.BytesIO(written.encode()), format=name)
    assert [tuple(map(str, row)) for row in parsed] == titles


@pytest.mark.parametrize(
    ("text", "answer"), [("ASK { ?s a cig:Family }", True), ("ASK { ?s a cig:extends }", False)]
)
def test_true_or_false(run: Run, text: str, answer: bool) -> None:
    word = str(answer).lower()
    assert run(text) == f"{word}\n"
    assert json.loads(run(text, "json"))["boolean"] is answer
    for name in ("csv", "tsv", "xml"):
        written = run(text, name)
        assert word in written


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_a_graph_in_each_format(dataset: Dataset, run: Run, name: str) -> None:
    parser = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}[name]
    expected = Graph()
    subject = URIRef(dataset.iris.profile(2022, "6.3"))
    for triple in dataset.union.triples((subject, None, None)):
        expected.add(triple)
    written = run(DESCRIBE, name)
    assert isomorphic(Graph().parse(data=written, format=parser), expected)
    assert written == run(DESCRIBE, name)


def test_a_graph_for_people_is_turtle_with_short_iris(dataset: Dataset, run: Run) -> None:
    assert "<id/2022/profile/6.3> a " in run(DESCRIBE)
    shown = Graph().parse(data=run(DESCRIBE), format="turtle")
    assert isomorphic(shown, Graph().parse(data=run(DESCRIBE, "nt"), format="nt"))
    assert URIRef(dataset.iris.profile(2022, "6.3")) in set(shown.subjects())


@pytest.mark.parametrize(
    ("text", "formats"), [("ASK { }", GRAPH_FORMATS), (DESCRIBE, RESULT_FORMATS)]
)
def test_a_format_that_cannot_hold_the_answer(run: Run, text: str, formats: list[str]) -> None:
    for name in formats:
        with pytest.raises(Unusable, match=rf"{name} cannot hold: choose .* or "):
            run(text, name)


def test_the_default_graph_is_all_graphs_unless_the_query_says_from(
    dataset: Dataset, run: Run
) -> None:
    def count(clause: str, more: str = "") -> int:
        answer = run(f"SELECT (COUNT(*) AS ?n) {more} {clause} {{ ?s ?p ?o }}", "csv")
        return int(answer.splitlines()[1].split(",")[0])

    ontology = len(dataset.graphs["ontology"])
    everything = sum(map(len, dataset.graphs.values()))
    assert count("") == everything
    assert count("FROM <graph/ontology>") == ontology
    assert count("from <graph/ontology> # FROM\n FROM <graph/nowhere>") == ontology
    assert count("FROM NAMED <graph/ontology>") == 0
    assert count("", '("from" AS ?from) (1 AS ?frox) (2 AS ?froz)') == everything


# --- Errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", (1, 1), "end of query"),
        ("SELECT ?s {\n  ?s ?p ?o", (2, 11), "“}” is missing"),
        ("SELEC ?s { }", (1, 1), "did you mean “SELECT”?"),
        ("SELECT ?s {\n  ?s a 'b'\n  ?s ?p ?o }", (3, 3), "unexpected “?s”"),
        ("SELECT *\n{ ?s nowhere:p ?o }", (2, 6), "prefix of “nowhere:p” is not declared"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", (1, 40), "neither grouped by nor aggregated"),
        ("SELECT * {\n\t{ SERVICE <a:b> {} } }", (2, 4), "SERVICE is refused"),
    ],
)
def test_a_malformed_query_is_told_with_its_place(
    run: Run, text: str, place: tuple[int, int], said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        run(text)
    said_of_it, shown, mark = told(text, caught.value).localized("en").split("\n")
    assert said_of_it == f"line {place[0]}, column {place[1]}: {caught.value.localized('en')}"
    assert said in said_of_it
    assert shown == f"  {text.split(chr(10))[place[0] - 1]}".replace("\t", " ")
    assert mark == " " * (place[1] + 1) + "^"


@pytest.mark.parametrize(("sign", "named"), [("\0", "U+0000"), ("\u202e", "U+202E")])
def test_what_cannot_be_seen_is_named_and_not_printed(run: Run, sign: str, named: str) -> None:
    text = f"SELECT * {{ {sign} }}"
    with pytest.raises(QueryError) as caught:
        run(text)
    said = told(text, caught.value).localized("fr")
    assert named in said
    assert sign not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "queries only"),
        ("PREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }", "queries only"),
        ("SELECT (<http://example.org/f>(1) AS ?x) { }", "there is no function"),
    ],
)
def test_what_is_no_mistake_of_grammar_has_no_place(run: Run, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        run(text)
    assert told(text, caught.value) == caught.value.words


# --- The command --------------------------------------------------------------------------------


def command(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["query", *arguments], input=given)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without mark", "with BOM"])
def test_a_file_and_standard_input(tmp_path: Path, mark: bytes) -> None:
    text = mark + b"ASK { ?s a cig:Family }"
    file = tmp_path / "families.rq"
    file.write_bytes(text)
    for result in (command(str(file)), command("-", given=text)):
        assert (result.exit_code, result.output) == (0, "true\n")


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.rq"
    file.write_bytes("# un\n# métier\nASK {}".encode("latin-1"))
    result = command(str(file))
    assert result.exit_code == 2
    assert f"{file}: line 2 has the byte 0xE9, which is not UTF-8" in result.output


def test_files_are_asked_beside_the_dataset(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text("<urn:x> <urn:y> 1 .")
    text = "SELECT (COUNT(*) AS ?n) { { <urn:x> ?p 1 } UNION { <id/2022> a cig:Edition } }"
    assert "2" in command("--load", str(file), "-e", text).output.splitlines()
    file.write_text("<urn:x> <urn:y> ")
    refused = command("--load", str(file), "-e", text)
    assert refused.exit_code == 2
    assert str(file) in refused.output


@pytest.mark.parametrize("timeout", ["-1", "nan", "inf", "soon"])
def test_a_timeout_is_a_number_of_seconds(timeout: str) -> None:
    assert command("--timeout", timeout, "-e", "ASK {}").exit_code == 2


PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_runaway_is_stopped_at_its_deadline() -> None:
    result = command("--timeout", "0.5", "-e", f"SELECT (COUNT(*) AS ?n) {PRODUCT}")
    assert result.exit_code == 2
    assert "stopped at the deadline of 0.5 s" in result.output


@pytest.mark.parametrize("timeout", ["60", "0"])
def test_control_c_ends_the_command_and_what_evaluates_at_once(timeout: str) -> None:
    text = f"SELECT (COUNT(*) AS ?n) {PRODUCT}"
    started = [sys.executable, "-m", "cigref_kg", "query", "--timeout", timeout, "-e", text]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until = time.monotonic() + 60
        while not (evaluating := children.read_text().split()) and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    assert (process.returncode, *said) == (130, b"", b"")
    for child in evaluating:
        while is_alive(int(child)) and time.monotonic() < until:
            time.sleep(0.01)
        assert not is_alive(int(child))


def test_a_signal_that_comes_just_before_a_wait_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    handled: list[int] = []
    wait = select.select

    def late(*waited: Any) -> Any:
        if not handled:
            signal.raise_signal(signal.SIGUSR1)
            found = wait(*waited)  # to the end, if nothing told it of the signal
            theirs.send(b"x")
            return found
        return wait(*waited)

    before = signal.signal(signal.SIGUSR1, lambda number, _: handled.append(number))
    try:
        monkeypatch.setattr(select, "select", late)
        with ours, theirs:
            assert answers_in_time(ours, 30)
            assert not answers_in_time(theirs, 0.01)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert handled == [signal.SIGUSR1]


# --- No query reaches the network ---------------------------------------------------------------


@pytest.fixture
def listener() -> Any:
    """Listen on a port of this machine, so that a query that calls it is caught doing so."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "ASK { service <URL> { ?s ?p ?o } }",
        "SELECT * {\n  SerVice\tSILENT <URL> { ?s ?p ?o } }",
        "# SERVICE\nSELECT ('SERVICE x' AS ?service) { SERVICE<URL>{ ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE SILENT # {\n<URL> { ?s ?p ?o } } } }",
        # Until the end of its line this may look like an IRI in angle brackets.
        "SELECT * { ?s ?p ?b FILTER(?s<?b)SERVICE#>\n<URL> { ?x ?y ?z } }",
        # What is a comment for one who takes “<?a&&#>” for “less than”, and none for others.
        "SELECT * { ?s ?p ?b FILTER(?s<?a&&#> SERVICE <URL> {} \n?b) }",
        "PREFIX service: <URL>\nSELECT * { SERVICE service: { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        'SELECT * { BIND("\\u0022 AS ?a) SERVICE <URL> { ?s ?p ?o } #" AS ?z) }',
        "SELECT * { SERVICE <URL> { ?s ?p } }",
        "LOAD <URL>",
    ],
)
def test_nothing_calls_another_server(run: Run, listener: socket.socket, text: str) -> None:
    called = text.replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
    with pytest.raises(QueryError):
        run(called)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_from_calls_nobody(run: Run, listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/graph"
    assert "0 rows" in run(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}")
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("service" AS ?service) (1 AS ?servicx) { }',
        "SELECT ('''SERVICE <a:b> { }''' AS ?x) { } # SERVICE <a:b> { }",
        "PREFIX service: <http://example.org/service/> SELECT (service:SERVICE AS ?x) { }",
        "SELECT (<http://example.org/service> AS ?x) { }",
    ],
)
def test_the_word_alone_is_no_call(run: Run, text: str) -> None:
    assert "1 row" in run(text)
