"""Tables for people."""

import pyoxigraph as ox

from cigref_kg.publish.result_table import Term, render, shorten

BASE = "https://example.org/"
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def test_columns_are_aligned_and_numbers_stand_to_the_right() -> None:
    rows: list[list[Term | None]] = [
        [ox.Literal("É"), ox.Literal("9", datatype=INTEGER), ox.NamedNode(f"{BASE}id/1")],
        [ox.Literal("long one", language="en"), ox.Literal("10", datatype=INTEGER), None],
    ]
    assert render(["name", "n", "iri"], rows, BASE).splitlines() == [
        "name       n  iri",
        "--------  --  ------",
        "É          9  <id/1>",
        "long one  10",
        "",
        "2 rows",
    ]


def test_a_column_of_mixed_terms_stands_to_the_left() -> None:
    rows = [[ox.Literal("9", datatype=INTEGER)], [ox.Literal("x9")]]
    assert render(["n"], rows, BASE).splitlines()[2:4] == ["9", "x9"]


def test_long_texts_continue_below_and_rows_are_set_apart() -> None:
    words = "mot " * 20
    table = render(["a", "b"], [[ox.Literal(words), ox.Literal("x")]] * 2, BASE).splitlines()
    assert max(map(len, table)) < 70
    assert sum(line.count("mot") for line in table) == 40
    assert sum(line.endswith("x") for line in table) == 2
    assert table[4] == ""


def test_an_empty_result_still_has_its_columns() -> None:
    assert render(["a", "b"], [], BASE) == "a  b\n-  -\n\n0 rows\n"


def test_wide_and_combining_characters_do_not_shift_columns() -> None:
    rows = [[ox.Literal("日本"), ox.Literal("x")], [ox.Literal("e\u0301"), ox.Literal("x")]]
    assert render(["a", "b"], rows, BASE).splitlines()[2:4] == ["日本  x", "e\u0301     x"]


def test_nothing_moves_the_cursor_of_a_terminal() -> None:
    table = render(["a"], [[ox.Literal("red\x1b[31m\u202e\r")]], BASE)
    assert not {"\x1b", "\u202e", "\r"} & set(table)


def test_iris_are_shortened_without_losing_what_they_are() -> None:
    assert shorten("https://w3id.org/cigref-kg/ontology#JobProfile", BASE) == "cig:JobProfile"
    assert shorten(f"{BASE}id/2022/profile/6.3", BASE) == "<id/2022/profile/6.3>"
    assert shorten(BASE, BASE) == f"<{BASE}>"
    assert shorten("http://www.w3.org/2004/02/skos/core#", BASE).startswith("<http")
    assert shorten("https://schema.org/a/b", BASE) == "<https://schema.org/a/b>"
