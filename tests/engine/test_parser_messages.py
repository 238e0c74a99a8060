"""The parser's messages, with the place of the mistake and not the one where the parser gave up."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from cigref_kg.engine.errors import MalformedQueryError, UpdateRefusedError
from cigref_kg.engine.lookups import is_lookup
from cigref_kg.engine.parser_messages import refusal

QUERY = """\
PREFIX cig: <https://w3id.org/cigref-kg/ontology#>
SELECT ?code ?title WHERE {
  ?p a cig:JobProfile ;
    cig:code ?code ;
    cig:title ?title .
  FILTER(LANG(?title) = "fr")
}
ORDER BY ?code
LIMIT 10
"""


def message(text: str) -> str:
    with pytest.raises(SyntaxError) as raised:
        Store().query(text)
    return str(raised.value.msg)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "column", "word"),
    [
        ("SELECT", "SELCT", 2, 1, "“SELCT”; did you mean “SELECT”?"),
        ("?code ;", "?code ; }", 5, 5, "“cig”"),
        ("?title .\n  FILTER(", "?title\n  ?p cig:x ?y . FILTER(", 6, 3, "“?p”"),
        ('"fr")', '"fr" &&)', 6, 32, "“)”"),
        ('"fr")', '"fr"))', 6, 30, "“)”"),
        ('"fr")', '"fr)', 6, 25, '“"'),
        ("LANG(", "LNAG(", 6, 10, "“LNAG”"),
        ("FILTER", "FITLER", 6, 3, "“FITLER”"),
        ("FILTER(LANG(?title) =", "FILTER LANG(?title) =", 6, 23, "“=”"),
        ("\n}\nORDER", "\nORDER", 7, 1, "“ORDER”; “}” is missing, to close the “{” of line 2"),
        ("\n}\nORDER", "\n}}\nORDER", 7, 2, "“}”; it closes nothing that is open"),
        ("WHERE {", "WHERE", 3, 3, "“?p”; “{” is missing"),
        ("BY ?code", "?code", 8, 7, "“?code”; “BY” is missing"),
        ("LIMIT 10", "LIMT 10", 9, 1, "“LIMT”; did you mean “LIMIT”?"),
        ("LIMIT 10", "LIMIT ten", 9, 7, "“ten”; expected a number"),
        ("PREFIX", "\ufeffPREFIX", 1, 1, "“U+FEFF ZERO WIDTH NO-BREAK SPACE”"),
        ("SELECT ", "SELECT\xa0", 2, 7, "“U+00A0 NO-BREAK SPACE”"),
        ('"fr"', "“fr”", 6, 25, "““ U+201C LEFT DOUBLE QUOTATION MARK”"),
        ("ontology#>", "ontology#", 1, 13, "“<”; what begins here has no end: “>” is missing"),
        ("cig:code ?code ;", "cig:code ;", 4, 14, "“;”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", ") }", 7, 1, "“)”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", "?s ?p }", 7, 7, "“}”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", "", 7, 1, "end of query; “}” is missing"),
    ],
)
def test_message_tells_the_place_of_the_mistake(
    right: str, wrong: str, line: int, column: int, word: str
) -> None:
    text = QUERY.replace(right, wrong, 1)
    assert text != QUERY
    error = refusal(text, message(text), message)
    assert isinstance(error, MalformedQueryError)
    assert (error.line, error.column) == (line, column)
    assert error.localized("en").startswith(f"unexpected {word}")
    for dumped in ("ENCODE_FOR_URI", "\\u{", "'..", "[_]"):
        assert dumped not in error.localized("en")
    assert error.localized("fr")
    assert not re.search("unexpected|missing|expected|mean", error.localized("fr"))


def test_comments_before_a_mistake_are_read_once() -> None:
    """Were there two ways to read a comment, this would take for ever."""
    text = "# " * 60 + "\nASK { <urn:a> <urn:b> none:c }"
    assert is_lookup(text)  # so that nothing would stop it
    error = refusal(text, message(text), message)
    assert isinstance(error, MalformedQueryError)
    assert (error.line, error.column) == (2, 23)


def test_update_is_known_behind_comments_and_prefixes() -> None:
    text = "# a # b\nPREFIX a: <urn:a>\n#\nBASE <urn:b> # c\nINSERT DATA { a:a a:b a:c }"
    assert isinstance(refusal(text, message(text), message), UpdateRefusedError)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "cigg:JobProfile",
            "the prefix of “cigg:JobProfile” is not declared; did you mean “cig:”?",
        ),
        ("nope:x", "the prefix of “nope:x” is not declared"),
    ],
)
def test_unknown_prefix_is_told_with_the_one_that_is_like_it(name: str, said: str) -> None:
    text = QUERY.replace("cig:JobProfile", name)
    error = refusal(text, message(text), message)
    assert isinstance(error, MalformedQueryError)
    assert (error.localized("en"), error.line, error.column) == (said, 3, 8)


@given(st.integers(0, len(QUERY)), st.text(alphabet="{}()[]<>\"'#\\ ?a\n“\xa0", max_size=4))
def test_every_mutation_is_told_at_a_place_that_the_text_has(at: int, inserted: str) -> None:
    text = QUERY[:at] + inserted + QUERY[at:]
    try:
        Store().query(text)
    except SyntaxError as error:
        refused = refusal(text, str(error.msg), said_of)
        assert isinstance(refused, MalformedQueryError)
        lines = text.split("\n")
        assert refused.line is not None
        assert refused.column is not None
        assert 1 <= refused.line <= len(lines)
        assert 1 <= refused.column <= len(lines[refused.line - 1]) + 1


def said_of(text: str) -> str:
    try:
        Store().query(text)
    except SyntaxError as error:
        return str(error.msg)
    return "the query does not parse"
