"""Keywords found by the engine's own parser, and what depends on the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from cigref_kg.engine import Query
from cigref_kg.engine.keywords import (
    depth,
    expand_code_points,
    is_volatile,
    misread_iri,
    misspell,
    offset_of,
)


@given(st.text())
def test_misspelling_keeps_every_place_and_leaves_no_keyword(text: str) -> None:
    mixed = f"{text}SeRvIcE{text}"
    misspelt = misspell(mixed, "SERVICE")
    assert len(misspelt) == len(mixed)
    assert misspell(misspelt, "SERVICE") == misspelt


@given(st.lists(st.from_regex(r"[?$]?(fro|FRO|servic)[a-zE]", fullmatch=True), max_size=40))
def test_misspelling_makes_a_word_that_the_query_does_not_have(words: list[str]) -> None:
    text = " ".join(words)
    for keyword in ("FROM", "SERVICE"):
        before, after = text.lower().split(), misspell(text, keyword).lower().split()
        new = {word for word in after if word not in before}
        assert not new & set(before)
        assert len(set(after)) == len(set(before))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{ SERVICE <x:y> {} }", True),
        ('"SERVICE"', False),
        ("'''a\nSERVICE'''", False),
        ("<http://x/SERVICE>", False),
        ("?service $service :service service:x", False),
        ("# SERVICE", False),
    ],
)
def test_word_outside_strings_iris_and_comments(text: str, answer: bool) -> None:
    assert (offset_of(text, "SERVICE") is not None) is answer


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        (r"\u0053ERVICE", "SERVICE"),
        (r'"\u0022 \U0001F600"', '"" 😀"'),
        (r'"\\u0022"', r'"\\u0022"'),
        (r'"\\\u0022"', r'"\\""'),
        (r"\uD83D \U00110000 \u0000 \u12", r"\uD83D \U00110000 \u0000 \u12"),
    ],
)
def test_code_points_are_expanded(text: str, expanded: str) -> None:
    assert expand_code_points(text) == expanded
    assert Query(text).text == expanded


@given(st.text(alphabet='\\\\uU0025dD"', max_size=30))
def test_expanding_never_leaves_what_cannot_be_sent(text: str) -> None:
    expand_code_points(text).encode()


@pytest.mark.parametrize(
    ("expression", "is_misread"),
    [
        ("?x<?a&&?b>?y", True),
        ("?x < ?a&&?b>?y", False),
        ("?x<1&&?b>?y", True),
        ("?x = <?a&&?b>", False),
        ("?x = <http://a/?b=(c)>", False),
    ],
)
def test_longest_token_is_an_iri(expression: str, is_misread: bool) -> None:
    def parses(text: str) -> bool:
        try:
            Store().query(text, base_iri="http://b/")
        except SyntaxError:
            return False
        return True

    text = f"SELECT * {{ ?x ?y ?a FILTER({expression}) }}"
    assert parses(text)
    assert (misread_iri(text, parses) == text.index("<")) is is_misread


@pytest.mark.parametrize(
    ("text", "levels"),
    [("", 0), ("{([])}", 3), ('{ "((((" }', 1), ("{ # {{{\n }", 1), ("}}}}{", 0)],
)
def test_depth(text: str, levels: int) -> None:
    assert max(depth(text), 0) == levels


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("SELECT (now() AS ?x) {}", True),
        ("SELECT * { BIND(STRUUID ( ) AS ?x) }", True),
        ("SELECT (NOW #\n() AS ?x) {}", True),
        ("ASK { FILTER(RAND() > 0.5) }", True),
        ("CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", False),
        ("SELECT * { [] ?p ?o }", False),
        ("SELECT ?now { ?now ?rand ?uuid }", False),
    ],
)
def test_is_volatile(text: str, answer: bool) -> None:
    assert is_volatile(text) is answer
