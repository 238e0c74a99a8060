"""Keywords found by the engine's own parser, and what depends on the clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.engine.keywords import depth, is_volatile, misspell, stands_alone


@given(st.text())
def test_misspelling_keeps_every_place_and_leaves_no_keyword(text: str) -> None:
    mixed = f"{text}SeRvIcE{text}"
    misspelt = misspell(mixed, "SERVICE")
    assert len(misspelt) == len(mixed)
    assert misspell(misspelt, "SERVICE") == misspelt


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
def test_stands_alone(text: str, answer: bool) -> None:
    assert stands_alone(text, "SERVICE") is answer


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
        ("ASK { FILTER(RAND() > 0.5) }", True),
        ("CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", False),
        ("SELECT * { [] ?p ?o }", False),
        ("SELECT ?now { ?now ?rand ?uuid }", False),
    ],
)
def test_is_volatile(text: str, answer: bool) -> None:
    assert is_volatile(text) is answer
