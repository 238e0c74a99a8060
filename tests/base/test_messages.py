"""What people are told when something is wrong: by code, whole in both languages, never leaking."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from cigref_kg.base import messages
from cigref_kg.base.errors import InputError, parser_says
from cigref_kg.base.messages import PACKAGE, entries, message
from cigref_kg.base.text import LANGUAGES, Original, Text, joined, verbatim
from cigref_kg.web.ui.messages import messages_in
from tests.leaks import english_in

_OF_COMMANDS = {"Misused", "say", "said", "watched"}
"""What takes an entry of the messages of commands without the name of the room."""
ROOMS = sorted(file.parent.name for file in PACKAGE.glob(f"*/{messages.FILE}"))


def _calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the package, with the file where it stands and the name that is called."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = getattr(function, "id", None) or getattr(function, "attr", None) or ""
                yield file, node, str(name)


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_is_whole_in_both_languages(room: str) -> None:
    for entry, words in entries(room).items():
        assert words.keys() == set(LANGUAGES), entry
        assert all(said and said == said.strip() for said in words.values()), entry
        # French leaves out what a library says, which is English.
        assert _places(words["fr"]) <= _places(words["en"]), entry
        assert _places(words["en"]) - _places(words["fr"]) <= {"said", "problem"}, entry


def _french() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        yield from ((f"{room}.{entry}", words["fr"]) for entry, words in entries(room).items())
    yield from messages_in("fr").words.items()


def test_no_french_message_has_english_words() -> None:
    assert {code: found for code, said in _french() if (found := english_in(said))} == {}


def test_every_message_that_is_raised_stands_among_those_of_its_room_with_its_places() -> None:
    said: set[str] = set()
    for file, call, name in _calls():
        is_of_commands = name in _OF_COMMANDS and file.is_relative_to(PACKAGE / "commands")
        if not (is_of_commands or name in {"message", "catalogued"}) or not call.args:
            continue
        given = {keyword.arg for keyword in call.keywords}
        for node in ast.walk(call.args[0]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                code = f"commands.{node.value}" if is_of_commands else node.value
                said.add(code)
                room, _, entry = code.partition(".")
                if not isinstance(call.args[0], ast.JoinedStr):
                    places = _places(entries(room)[entry]["en"])
                    assert places <= given or None in given, f"{file}: {code}"
    written = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for room in ROOMS:
        for entry in entries(room):
            code = f"{room}.{entry}"
            is_made = any(code.startswith(each) for each in said if each.endswith(("-", ".")))
            assert code in said or is_made or f'"{code}"' in written, f"nobody says {code}"


def test_no_error_for_people_has_words_in_python() -> None:
    """Words in the code would be told to whoever asks for the other language, too."""
    leaks = []
    for file, call, name in _calls():
        told = [*call.args, *(k.value for k in call.keywords if k.arg in {"title", "detail"})]
        if (
            name in {"UsageError", "BadParameter", "ClickException"}
            or (name == "Text" and _is_english_alone(call))
            or (name == "problem" and any(_has_words(each) for each in told))
            or (name == "echo" and any(english_in(words) for words in _constants(call)))
        ):
            leaks.append(f"{file}:{call.lineno}: {name}")
    assert leaks == []


def _constants(call: ast.Call) -> Iterator[str]:
    for node in ast.walk(call):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _is_english_alone(text: ast.Call) -> bool:
    said = {keyword.arg: keyword.value for keyword in text.keywords}
    return said.keys() == {"en"} and _has_words(said["en"])


def _has_words(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str)


def test_numbers_are_written_as_each_language_does() -> None:
    words = message("company.large-file", size=20_000_001, most=20_000_000)
    assert "20\u202f000\u202f001" in (words.fr or "")
    assert "20,000,001" in (words.en or "")


def test_texts_in_places_are_said_in_the_same_language() -> None:
    said = message("insight.unknown-profile", codes=Text(fr="neuf", en="nine"))
    assert (said.fr, said.en) == ("profil inconnu : neuf", "unknown profile: nine")


def test_an_error_names_its_place_before_each_line() -> None:
    error = InputError(joined([Text(fr="un", en="one"), verbatim("2")])).within("a.csv")
    assert error.localized("fr") == "a.csv : un\na.csv : 2"
    assert str(error) == "a.csv: one\na.csv: 2"


def test_what_a_program_of_others_says_is_told_apart_in_french() -> None:
    said = message("base.parser", said=Original("no  dot\nhere"))
    assert said == Text(fr="texte d’origine : « no dot here »", en="no dot here")


@pytest.mark.parametrize(
    ("read", "french"),
    [
        (lambda: yaml.safe_load("a: [\nb: c"), "ligne 2, colonne 5 (texte d’origine : « "),
        (
            lambda: json.loads('{"a": }'),
            "ligne 1, colonne 7 (texte d’origine : « Expecting value »)",
        ),
        (lambda: b"\n\xff".decode(), "ligne 2 : l’octet 0xff n’est pas du texte"),
    ],
)
def test_where_a_parser_stopped_is_said_in_our_words(
    read: Callable[[], object], french: str
) -> None:
    with pytest.raises((ValueError, yaml.YAMLError)) as raised:
        read()
    assert parser_says(raised.value).localized("fr").startswith(french)
