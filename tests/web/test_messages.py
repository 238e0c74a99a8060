"""The messages of the interface: both languages whole, every key used, every used key there."""

import re
from pathlib import Path

import pytest
import yaml

from cigref_kg.base.model import LANGUAGES, ProfilePart, RatingCompleteness
from cigref_kg.insight.search import NameKind
from cigref_kg.insight.things import Kind
from cigref_kg.web.ui import messages as module
from cigref_kg.web.ui.messages import messages_by_language, messages_in

WEB = Path(module.__file__).parent.parent
KEY = re.compile(r"""\bt\(\s*"([a-z_.]+)"(?P<more>\s*~)?""")
PLURALS = (".one", ".other")


def _sources() -> str:
    files = [*(WEB / "templates").glob("*.html"), *WEB.rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _said_keys() -> set[str]:
    """The keys of the messages, those of a plural as one."""
    keys = messages_in("fr").words
    plurals = {key.removesuffix(".one") for key in keys if key.endswith(".one")}
    forms = {f"{plural}.{form}" for plural in plurals for form in ("one", "other")}
    return (keys.keys() - forms) | plurals


def test_both_languages_have_the_same_keys_and_places() -> None:
    french, english = (messages_in(language).words for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, words in french.items():
        assert set(re.findall(r"{(\w+)}", words)) == set(re.findall(r"{(\w+)}", english[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_written_twice(language: str) -> None:
    """YAML's own reader keeps the last of two and says nothing."""

    def keys_twice(node: yaml.Node | None) -> list[str]:
        if not isinstance(node, yaml.MappingNode):
            return []
        keys = [key.value for key, _ in node.value]
        below = [key for _, value in node.value for key in keys_twice(value)]
        return [key for key in set(keys) if keys.count(key) > 1] + below

    text = (module.FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    assert keys_twice(yaml.compose(text)) == []


def test_no_message_is_empty_or_has_margins() -> None:
    for messages in messages_by_language().values():
        assert all(words and words == words.strip() for words in messages.words.values())


def test_every_key_used_exists() -> None:
    keys = _said_keys()
    for key, more in KEY.findall(_sources()):
        if more:
            assert any(known.startswith(key) for known in keys), key
        else:
            assert key in keys, key


def test_every_key_is_used() -> None:
    text = _sources()
    whole = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)+)"', text))
    beginnings = tuple(set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*\.)"', text)))
    made = (
        "property.",
        "problem.",
        "sparql_problem.",
        "term.",
    )  # from the names of terms and from statuses
    unused = {
        key for key in _said_keys() if key not in whole and not key.startswith((*beginnings, *made))
    }
    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_words(language: str) -> None:
    words = messages_in("fr" if language == "fr" else "en").words
    for prefix, values in {
        "part": [part.value.replace(" ", "_") for part in ProfilePart],
        "completeness": [item.value for item in RatingCompleteness],
        "kind": [kind.value for kind in Kind],
        "search.why": [kind.value.replace(" ", "_") for kind in NameKind],
    }.items():
        assert {f"{prefix}.{value}" for value in values} <= words.keys()


def test_plural_follows_the_language() -> None:
    french, english = messages_in("fr"), messages_in("en")
    assert [french("count.profiles", count=n) for n in (0, 1, 2)] == [
        "0 métier",
        "1 métier",
        "2 métiers",
    ]
    assert [english("count.profiles", count=n) for n in (0, 1, 2)] == ["0 jobs", "1 job", "2 jobs"]


def test_numbers_dates_and_sizes_are_written_as_the_language_does() -> None:
    french, english = messages_in("fr"), messages_in("en")
    assert (french.number(16925), english.number(16925)) == ("16\u202f925", "16,925")
    assert french.date(2026, 11, 1) == "1er novembre 2026"
    assert english.date(2026, 11, 24) == "24 November 2026"
    assert (french.size(943_235), english.size(1_778_202)) == ("943\u00a0ko", "1.8\u00a0MB")


def test_missing_message_is_an_error() -> None:
    with pytest.raises(KeyError):
        messages_in("fr")("no.such.key")
