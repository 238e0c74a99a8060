"""The commands as a user types them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cigref_kg.cli import VERBS, main
from tests.test_docs import all_commands

COMMANDS = sorted(VERBS)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("url", ["", "localhost:7878/query", "http://[", "ftp://example.org/"])
def test_only_an_address_of_the_web_is_asked(url: str) -> None:
    result = run("query", "-e", "ASK { }", "--url", url)
    assert result.exit_code == 2
    assert "is no http(s) URL" in result.output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_goes_to_a_file_is_in_utf_8_wherever_it_runs(encoding: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "cigref_kg", "list", "families", "--lang", "fr"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )
    assert "système\n      d’information" in answer.stdout.decode("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    if isinstance(main.get_command(click.Context(main), command), click.Group):
        return
    assert "Example: cigref-kg" in " ".join(result.output.split())


@pytest.mark.parametrize(("name", "command"), all_commands(main).items())
def test_an_option_given_twice_is_refused(name: str, command: click.Command) -> None:
    for option in command.params:
        if not isinstance(option, click.Option) or option.multiple or option.is_flag:
            continue
        if option.opts[-1] == "--help":
            continue
        values = ("7", "8") if option.type.name.startswith("integer") else ("first", "second")
        words = [word for value in values for word in (option.opts[-1], value)]
        result = run(*name.split(), *words)
        assert result.exit_code == 2, option.name
        assert f"more than once: {', '.join(values)}" in result.output, option.name


def test_build_writes_every_format_and_says_so(tmp_path: Path) -> None:
    result = run("build", "--out", str(tmp_path))
    assert result.exit_code == 0
    for extension in ("ttl", "nt", "nq", "jsonld", "rdf"):
        assert (tmp_path / f"cigref-kg.{extension}").stat().st_size > 100_000
    assert re.search(r"version [0-9a-f]{12}, [\d,]+ triples", result.output)


def test_build_with_a_bad_base_says_what_is_wanted(tmp_path: Path) -> None:
    result = run("build", "--base", "https://example.org", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "the base must end with a slash: https://example.org/" in result.output
    assert not list(tmp_path.iterdir())


def test_build_with_official_words_that_are_not_whole(tmp_path: Path) -> None:
    folder = tmp_path / "official" / "2022" / "profiles"
    folder.mkdir(parents=True)
    (folder / "2.5.yaml").write_text('code: "2.5"\ntitle: X\ndeliverables: {"1": Un.}\n')
    result = run("build", "--official", str(tmp_path / "official"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "2022/profiles/2.5.yaml: mission" in result.output
    assert "2022/profiles/6.3.yaml" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.ttl", ""), ("foreign.nt", "<http://a/b> <http://a/c> <http://a/d> .\n")],
)
def test_validate_what_the_shapes_say_nothing_of(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    result = run("validate", str(file))
    assert result.exit_code == 2
    assert "nothing was checked" in result.output
    assert name in result.output


@pytest.mark.parametrize("broken", [b"<a> <b>\n<c> <d> .\n", b"\xff\xfe", b"@prefix a: <b"])
def test_validate_tells_the_line_of_a_mistake(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "broken.ttl"
    file.write_bytes(b"# one\n# two\n" + broken)
    result = run("validate", str(file))
    assert result.exit_code == 2
    assert "b'" not in result.output
    assert "broken.ttl: is not valid Turtle" in result.output


@pytest.mark.slow  # as tests/graph/test_validation.py, which needs no command, is not
def test_validate_the_shipped_dataset() -> None:
    result = run("validate")
    assert result.exit_code == 0, result.output


def test_validate_a_broken_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "@prefix cig: <https://w3id.org/cigref-kg/ontology#> .\n"
        "<https://w3id.org/cigref-kg/id/2022/profile/1.1> a cig:JobProfile .\n"
    )
    result = run("validate", str(broken))
    assert result.exit_code == 1
    assert "profile/1.1" in result.output
    report = json.loads(run("validate", str(broken), "--format", "json").output)
    assert report["conforms"] is False
    assert run("validate", str(broken), "--format", "turtle").output.count("sh:ValidationResult")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.ttl", "this is no turtle", "a.ttl: is not valid Turtle"),
        ("a.docx", "", "the extension names no RDF format"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:1/x"}', "its context is elsewhere"),
    ],
)
def test_validate_what_is_no_rdf(tmp_path: Path, name: str, content: str, expected: str) -> None:
    (tmp_path / name).write_text(content)
    result = run("validate", str(tmp_path / name))
    assert result.exit_code == 2
    assert expected in result.output


def test_query_given_as_text() -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?p a cig:JobProfile }"
    result = run("query", "-e", query, "--format", "csv")
    assert result.exit_code == 0
    assert result.output.split() == ["n", "102"]  # 50 of 2022, 52 of 2024


def test_query_from_a_file_and_an_example(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("ASK { ?s ?p ?o }")
    assert run("query", str(file)).exit_code == 0
    listed = run("query", "--list").output.splitlines()
    assert len(listed) >= 20
    assert run("query", "--example", listed[0].split()[0]).exit_code == 0
    shown = re.search(r"Example: cigref-kg (query --example \S+)", run("query", "--help").output)
    assert shown
    assert run(*shown[1].split()).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "give one query"),
        (("-e", "ASK {}", "--example", "x"), "give one query"),
        (("--example", "nothing-of-the-kind"), "there is no worked query 'nothing-of-the-kind'"),
        (("-e", "SELEC * {}"), "line 1, column 1"),
        (("nowhere.rq",), "nowhere.rq"),
    ],
)
def test_query_that_cannot_be_run(arguments: tuple[str, ...], expected: str) -> None:
    result = run("query", *arguments)
    assert result.exit_code == 2
    assert expected in result.output


def test_extract_what_is_no_such_document(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Une recette de cuisine.\n" * 50, encoding="utf-8")
    result = run("extract", str(other), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "other.txt" in result.output
    assert not (tmp_path / "out").exists()


def test_extract_must_be_told_where_to_write(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("x")
    result = run("extract", str(other))
    assert result.exit_code == 2
    assert "say where to write" in result.output


@pytest.mark.slow
def test_extract_of_the_official_document_gives_the_shipped_facts(
    official_document: Path, tmp_path: Path
) -> None:
    from cigref_kg.base import locations

    result = run(
        "extract",
        str(official_document),
        "--out",
        str(tmp_path / "official"),
        "--facts",
        str(tmp_path / "facts"),
        "--report",
        str(tmp_path / "report.json"),
    )
    assert result.exit_code == 0, result.output
    written = list((tmp_path / "facts").rglob("*.yaml"))
    assert len(written) == 53
    for path in written:
        shipped = locations.FACTS / path.relative_to(tmp_path / "facts")
        assert path.read_bytes() == shipped.read_bytes(), path.name
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    built = run("build", "--official", str(tmp_path / "official"), "--out", str(tmp_path / "out"))
    assert built.exit_code == 0, built.output


@pytest.mark.parametrize(
    ("stream", "arguments", "code", "said"),
    [
        ("0<&-", "titles -", 2, "is empty"),
        ("1>&-", "--version", 2, "a stream is closed"),
        ("2>&-", "list jobs", 2, ""),
    ],
)
def test_a_standard_stream_may_be_closed(stream: str, arguments: str, code: int, said: str) -> None:
    command = f"exec '{sys.executable}' -m cigref_kg {arguments} {stream}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_edition_of_the_year_0_is_not_the_default_one() -> None:
    result = run("list", "profiles", "--edition", "0")
    assert result.exit_code == 2
    assert "the edition of 0 is not served" in result.output
