"""Texts are found by their path; the examples in the helpers' docstrings hold."""

import doctest
from collections.abc import Mapping
from types import ModuleType

import pytest

from cigref_kg.base.layers import ProfileWords, WordsLayer
from cigref_kg.base.model import Language

from . import likeness, marks, texts
from .texts import is_name, sentences, short, statement_lists, statements, walk

LAYER = WordsLayer.model_validate(
    {
        "contents": {
            2022: {
                "profiles": {
                    "9.9": {
                        "code": "9.9",
                        "title": "Essai",
                        "alternative_labels": ["Test"],
                        "editorial_note": "Note.",
                        "mission": "Essaie.",
                        "activities": {"1/1": "A.", "1/1/1": "B.", "1/2": "C.", "2/1": "D."},
                    }
                }
            }
        },
        "frameworks": {2019: {"competences": {"A.1": {"title": "X", "levels": {"3": "E."}}}}},
    }
)


@pytest.mark.parametrize("module", [likeness, marks, texts])
def test_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.attempted > 0, result.failed) == (True, 0)


def test_every_text_is_walked_but_the_code() -> None:
    profile = ProfileWords(code="9.9", title="Essai", alternative_labels=("Test",), groups={})
    assert dict(walk(profile)) == {("title",): "Essai", ("alternative_labels", "1"): "Test"}
    assert all(is_name(path) for path, _ in walk(profile))


def test_statements_are_those_that_have_a_source() -> None:
    assert {short(path): text for path, text in statements(LAYER).items()} == {
        "9.9 mission": "Essaie.",
        "9.9 activities 1/1": "A.",
        "9.9 activities 1/1/1": "B.",
        "9.9 activities 1/2": "C.",
        "9.9 activities 2/1": "D.",
        "A.1 levels 3": "E.",
    }


def test_lists_are_of_statements_side_by_side() -> None:
    assert [list(found) for _, found in statement_lists(LAYER)] == [
        ["1/1", "1/2"],
        ["1/1/1"],
        ["2/1"],
        ["3"],
    ]


def test_the_shipped_layer_has_all_statements(shipped: Mapping[Language, WordsLayer]) -> None:
    found = [path for path, _ in walk(shipped["fr"].contents[2022]) if "activities" in path]
    assert len(found) == 615 + 36


def test_sentences_end_where_a_capital_follows() -> None:
    assert sentences("Suit 3.5. Puis… « Fin » ! Oui, etc. et non.") == [
        "Suit 3.5.",
        "Puis…",
        "« Fin » !",
        "Oui, etc. et non.",
    ]
