"""Records for people: every key and value by its name, in the language that is asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from cigref_kg.base.messages import entries
from cigref_kg.base.text import LANGUAGES, Language
from cigref_kg.cli import main
from cigref_kg.doors.outline import heading, outline, shown
from cigref_kg.doors.reader import KINDS, Reader
from cigref_kg.graph.dataset import Dataset

CODES = ("A.1/3", "E.8/4")


def records(dataset: Dataset, language: Language) -> Iterator[dict[str, Any]]:
    for edition in (2022, 2024):
        reader = Reader(dataset, edition, language)
        yield from (reader.show(row["code"]) for kind in KINDS for row in reader.things(kind))
    yield from map(Reader(dataset, None, language).show, CODES)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from keys(each)
    elif isinstance(value, dict) and not value.keys() <= set(LANGUAGES):
        for key, each in value.items():
            yield key
            yield from keys(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_and_value_of_a_few_has_a_name(dataset: Dataset, language: Language) -> None:
    found: set[str] = set()
    for record in records(dataset, language):
        found.update(keys(record))
        kind = record["kind"]
        assert f"value-{kind}".replace(" ", "-") in entries("doors")
        told = [record.get("ratingCompleteness", "complete")]
        told += [part for move in record.get("moves", ()) for part in move["statedIn"]]
        assert all(f"value-{each}".replace(" ", "-") in entries("doors") for each in told)
    unnamed = {key for key in found if f"field-{key}" not in entries("doors")}
    # Nobody sees the first two; the others stand in lists, where they speak for themselves.
    assert unnamed == {"uri", "alignment", "text", "label", "heading", "position", "to"}


def test_lines_of_a_profile(dataset: Dataset) -> None:
    told = list(outline(Reader(dataset, 2022, "fr").show("6.3"), "fr"))
    assert "nature : métier" in told
    assert "famille : 6 Sécurité" in told
    assert "  E.8 Gestion de la sécurité de l’information, niveau 4" in told
    assert "  T5, étoiles 5" in told
    assert any(line.startswith("    1/1  ") for line in told)
    assert not any("activities" in line or "http://data.europa" in line for line in told)
    english = list(outline(Reader(dataset, 2022, "en").show("6.3"), "en"))
    assert "  E.8 Information Security Management, level 4" in english
    assert len(english) == len(told)


def test_what_nobody_named_is_told_by_its_key() -> None:
    assert heading("aKeyToCome", "fr") == "aKeyToCome"
    assert shown("kind", "a kind to come", "fr") == "a kind to come"
    assert shown("score", 0.785, "fr") == "0,785"
    assert list(outline({"aKey": [{"code": "1", "size": 2}]}, "fr")) == ["aKey :", "  1, size 2"]


@pytest.mark.parametrize(
    ("arguments", "head", "keys"),
    [
        ("search rssi", ["nature", "code", "intitulé", "score"], "kind,code,title,score,iri"),
        ("list families", ["code", "intitulé"], "code,title"),
    ],
)
def test_headings_are_words_for_people_and_keys_for_programs(
    arguments: str, head: list[str], keys: str
) -> None:
    def run(*more: str) -> list[str]:
        found = CliRunner().invoke(main, [*arguments.split(), "--lang", "fr", *more])
        assert found.exit_code == 0
        return found.stdout.splitlines()

    assert run()[0].split() == head
    assert run("--format", "csv")[0] == keys
    assert "profile" not in run()[2].split()
