"""What verbs take: jobs by name, standard input, the language of the environment."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cigref_kg.cli import main
from cigref_kg.commands.arguments.files import InputFile, InputPath
from cigref_kg.commands.arguments.language import VARIABLES


def run(*words: str, given: str | None = None, **environment: str) -> Result:
    result = CliRunner().invoke(main, list(words), input=given, env=environment)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


PEOPLE = "person,job,competence,level\n1,6.3,E.8,3\n2,2.4,E.8,4\n"
COURSES = "code,title,competence,level,days,price\nX,X,E.8,4,1,100\n"


@pytest.mark.parametrize(
    ("by_name", "by_code"),
    [
        (("compare", "2.5", "rssi"), ("compare", "2.5", "6.3")),
        (("compare", "Scrum Master", "2024/6.3"), ("compare", "2.5", "2024/6.3")),
        (("pathways", "scrum master", "RSSI"), ("pathways", "2.5", "6.3")),
        (("show", "e.8"), ("show", "E.8")),
        (("show", "E8/4"), ("show", "E.8/4")),
        (("show", "t5"), ("show", "T5")),
        (("crosswalk", "rssi"), ("crosswalk", "cigref:6.3")),
        (("esco", "skills", "rssi"), ("esco", "skills", "6.3")),
        (("match", "-", "--job", "rssi"), ("match", "-", "--job", "6.3")),
        (("team", "-", "--job", "rssi"), ("team", "-", "--job", "6.3")),
        (("succession", "rssi", "--people", "-"), ("succession", "6.3", "--people", "-")),
    ],
    ids=lambda words: " ".join(words),
)
def test_a_name_stands_for_its_code(by_name: tuple[str, ...], by_code: tuple[str, ...]) -> None:
    named, coded = (run(*words, given=PEOPLE) for words in (by_name, by_code))
    assert named.exit_code == 0, named.output
    assert named.stdout == coded.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "2.5", "boulanger"),
        ("pathways", "2.5", "boulanger"),
        ("esco", "skills", "boulanger"),
        ("show", "boulanger"),
    ],
    ids=lambda words: words[0],
)
def test_a_name_that_is_none_is_told(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "boulanger" in result.output


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("titles", "-", "--format", "json"), "RSSI\n", '"6.3"'),
        (("classify", "-", "--format", "json"), "RSSI", '"6.3"'),
        (("crosswalk", "--file", "-", "--format", "csv"), "rome:M1812\n", "cigref:6.3"),
        (("query", "-"), "ASK { }", "true"),
        (("people", "import", "-", "--dry-run"), PEOPLE, "E.8 at level 3"),
        (("plan", "--people", "-", "--catalogue", "{courses}", "--format", "json"), PEOPLE, '"X"'),
    ],
    ids=lambda words: words[0] if isinstance(words, tuple) else None,
)
def test_a_dash_is_standard_input(
    words: tuple[str, ...], given: str, said: str, tmp_path: Path
) -> None:
    courses = tmp_path / "courses.csv"
    courses.write_text(COURSES, encoding="utf-8")
    result = run(*(word.format(courses=courses) for word in words), given=given)
    assert result.exit_code == 0, result.output
    assert said in result.stdout


def test_validate_reads_turtle_from_standard_input() -> None:
    broken = (
        "@prefix cig: <https://w3id.org/cigref-kg/ontology#> .\n"
        "<https://w3id.org/cigref-kg/id/2022/profile/1.1> a cig:JobProfile .\n"
    )
    assert run("validate", "-", given=broken).exit_code == 1
    unread = run("validate", "-", given="nothing")
    assert unread.exit_code == 2
    assert "standard input: is not valid TriG" in unread.output


_READ_AGAIN = {("serve", "files"), ("company migrate", "source")}
"""What a reload reads again, and what is written anew in its place."""


def _parameters(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Parameter]]:
    """Yield every parameter of every verb, with the verb's name."""
    yield from ((name, each) for each in command.params)
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for verb in command.list_commands(context):
                found = command.get_command(context, verb)
                assert found is not None
                yield from _parameters(found, f"{name} {verb}".strip())


def test_every_verb_takes_a_language(tmp_path: Path) -> None:
    verbs = {verb for verb, _ in _parameters(main) if verb}
    speaking = {verb for verb, parameter in _parameters(main) if "--lang" in parameter.opts}
    groups = {verb for verb in verbs if any(other.startswith(f"{verb} ") for other in verbs)}
    assert len(speaking) > 30
    assert verbs - groups == speaking
    place = tmp_path / "file"
    place.touch()
    words = ("build", "--out", str(place / "folder"), "--lang", "fr")
    assert "comme s’il était un dossier" in run(*words, CIGREF_KG_LANG="en").output


def test_every_file_may_be_standard_input() -> None:
    walked = 0
    for verb, parameter in _parameters(main):
        kind = parameter.type
        if isinstance(kind, click.Path):
            must_exist = kind.exists and kind.file_okay
            assert not must_exist or (verb, parameter.name) in _READ_AGAIN, (verb, parameter.name)
        if isinstance(kind, InputFile | InputPath):
            walked += 1
            with CliRunner().isolation(b"given"), click.Context(main) as context:
                given = kind.convert("-", parameter, context)
                assert given.read_bytes() == b"given", (verb, parameter.name)
                with pytest.raises(click.UsageError, match="once only"):
                    kind.convert("-", parameter, context)
            assert not isinstance(given, Path) or not given.parent.exists()
    assert walked > 30


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "-", "--out", "{folder}"),
        ("query", "-e", "ASK {}", "--load", "-"),
        ("crosswalk", "6.3", "--esco-rome", "-"),
        ("fiche", "6.3", "--template", "-", "--out", "{folder}.docx"),
        ("company", "check", "-"),
        ("esco", "import", "-", "--store", "{folder}"),
    ],
    ids=lambda words: words[0],
)
def test_what_is_wrong_with_standard_input_is_told_of_it(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    folder = str(tmp_path / "out")
    result = run(*(each.replace("{folder}", folder) for each in words), given="nonsense")
    assert result.exit_code == 2
    assert "standard input" in result.output.replace("-", " ")
    assert tempfile.gettempdir() + "/.cigref-kg" not in result.output


def test_standard_input_is_read_once() -> None:
    result = run("plan", "--people", "-", "--catalogue", "-", given=PEOPLE)
    assert result.exit_code == 2
    assert "once only" in result.output


@pytest.mark.parametrize(
    ("variables", "title"),
    [
        ({"CIGREF_KG_LANG": "fr"}, "niveaux à gagner"),
        ({"CIGREF_KG_LANG": "", "LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "niveaux"),
        ({"CIGREF_KG_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr"}, "niveaux"),
        ({"CIGREF_KG_LANG": "", "LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "levels to gain"),
        ({"CIGREF_KG_LANG": "en"}, "levels to gain"),
    ],
)
def test_the_environment_says_the_language(variables: dict[str, str], title: str) -> None:
    assert variables.keys() <= set(VARIABLES)
    assert title in run("compare", "2.5", "2.4", **variables).output
    assert "levels to gain" in run("compare", "2.5", "2.4", "--lang", "en", **variables).output


def test_errors_are_in_the_language_of_the_environment(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()
    words = ("build", "--out", str(place / "folder"))
    assert "comme s’il était un dossier" in run(*words, CIGREF_KG_LANG="fr").output
    assert "as if it were a directory" in run(*words, CIGREF_KG_LANG="en").output


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    out = ("titles", "-", "--format", "json", "--out", str(pipe))
    with subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run(*out, given="RSSI\n").exit_code == 0
        assert reader.stdout is not None
        assert json.load(io.BytesIO(reader.stdout.read()))
    assert pipe.is_fifo()


def completed(line: str) -> list[str]:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    environment = {**words, "_CIGREF_KG_COMPLETE": "bash_complete"}
    output = CliRunner().invoke(main, prog_name="cigref-kg", env=environment).output
    return [each.partition(",")[2] for each in output.splitlines()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cigref-kg show rss", ["RSSI"]),
        ("cigref-kg show e.", [f"E.{number}" for number in range(1, 10)]),
        ("cigref-kg compare 6.3 9.", ["9.1", "9.2", "9.3", "9.4"]),
        ("cigref-kg fiche sécurité", ["6.1", "6.2", "6.3"]),
        ("cigref-kg query --example families", ["families"]),
        ("cigref-kg ask profile-g", ["profile-gap"]),
        ("cigref-kg cros", ["crosswalk"]),
    ],
)
def test_the_shell_completes_codes_and_names(line: str, offered: list[str]) -> None:
    assert set(offered) <= set(completed(line))


@pytest.mark.parametrize(
    ("words", "code"), [("list competences", {1}), ("--help", {1}), ("query -e ASK{}", {0, 1})]
)
def test_whoever_reads_may_stop(words: str, code: set[int]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "cigref_kg", *words.split()]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode in code


@pytest.mark.parametrize("words", ["list families", "--version"])
def test_a_full_disk_is_told(words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "cigref_kg", *words.split()]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert ended.stderr == b"Error: the disk is full: make room, or write elsewhere\n"


@pytest.mark.parametrize("columns", [80, 60])
def test_a_table_keeps_to_the_terminal(
    columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cigref_kg.commands.terminal.width", lambda: columns)
    people, courses = tmp_path / "people.csv", tmp_path / "courses.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    courses.write_text(COURSES, encoding="utf-8")
    for verb in (
        "search réseau",
        "list profiles",
        "show 8",
        "compare 2.5 2.4 6.3",
        f"match {people}",
        f"team {people}",
        f"succession 2.4 --people {people}",
        f"plan --people {people} --catalogue {courses}",
        "crosswalk 6.3",
        "pathways 2.5 6.3",
        "ask",
        "ask families",
    ):
        lines = run(*verb.split()).output.splitlines()
        assert len(lines) > 3
        assert max(map(len, lines)) <= columns, verb


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("--out", "m.xlsx"), b"PK"),
        (("--out", "m.json"), b"{"),
        (("--out", "m.txt"), b"People and jobs"),
        (("--out", "m.txt", "--format", "json"), b"{"),
    ],
)
def test_the_name_of_the_file_says_the_format(
    arguments: tuple[str, ...], written: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.csv").write_text(PEOPLE)
    result = CliRunner().invoke(main, ("match", "p.csv", "--lang", "en", *arguments))
    assert result.exit_code == 0, result.output
    assert (tmp_path / arguments[1]).read_bytes().startswith(written)


@pytest.mark.parametrize("verb", [("match", "p.csv"), ("titles", "p.csv"), ("team", "p.csv")])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_name_that_says_another_format_is_refused(
    verb: tuple[str, str], is_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.csv").touch()
    options = [("--format", "csv"), ("--out", "m.xlsx")]
    given = options if is_first else options[::-1]
    result = CliRunner().invoke(main, (*verb, *given[0], *given[1]))
    assert result.exit_code == 2
    assert "m.xlsx: the name ends otherwise than --format csv says" in result.output
    assert not (tmp_path / "m.xlsx").exists()
