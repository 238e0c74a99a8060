"""The parser's messages, with the place of the mistake and not the one where the parser gave up."""

import pytest
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
        ("SELECT", "SELCT", 2, 1, "“SELCT”"),
        ("?code ;", "?code ; }", 5, 5, "“cig”"),
        ("?title .\n  FILTER(", "?title\n  ?p cig:x ?y . FILTER(", 6, 3, "“?p”"),
        ('"fr")', '"fr" &&)', 6, 32, "“)”"),
        ('"fr")', '"fr"))', 6, 30, "“)”"),
        ('"fr")', '"fr)', 6, 25, '“"'),
        ("LANG(", "LNAG(", 6, 10, "“LNAG”"),
        ("FILTER", "FITLER", 6, 3, "“FITLER”"),
        ("FILTER(LANG(?title) =", "FILTER LANG(?title) =", 6, 23, "“=”"),
        ("\n}\nORDER", "\nORDER", 7, 1, "“ORDER”"),
        ("BY ?code", "?code", 8, 7, "“?code”"),
        ("LIMIT 10", "LIMIT ten", 9, 7, "“ten”"),
        ("cig:code ?code ;", "cig:code ;", 4, 14, "“;”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", ") }", 7, 1, "“)”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", "?s ?p }", 7, 7, "“}”"),
        ("}\nORDER BY ?code\nLIMIT 10\n", "", 7, 1, "end of query"),
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
    assert error.message.startswith(f"unexpected {word}")
    assert "ENCODE_FOR_URI" not in error.message


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
