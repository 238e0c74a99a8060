"""What a client prefers among what there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.web.http.negotiation import negotiate, negotiate_language, prefers_html

OFFERS = ["text/html", "text/turtle", "application/ld+json", "application/rdf+xml"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("  ", "text/html"),
        ("*/*", "text/html"),
        ("*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle", "text/turtle"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("text/*", "text/html"),
        ("text/*, text/html;q=0", "text/turtle"),
        ("*/*, text/html;q=0", "text/turtle"),
        ("*/*;q=0", None),
        ("text/turtle;q=0", None),
        ("image/png", None),
        ("nonsense", None),
        ("text/html;q=0.1, text/turtle;q=0.9", "text/turtle"),
        ("text/turtle;q=1.0, text/html;q=0.9", "text/turtle"),
        ("text/turtle; q=0.2, application/rdf+xml; q=0.7", "application/rdf+xml"),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml"),
        ("text/turtle, */*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle, *; q=.2, */*; q=.2", "text/turtle"),
        ('application/ld+json;profile="a,b;q=0.1";q=0.9, text/html;q=0.1', "application/ld+json"),
        ('application/ld+json;q=0.9;profile="x", text/html;q=0.1', "application/ld+json"),
        ("application/ld+json;profile=x;q=0, application/ld+json;q=0.5", "application/ld+json"),
    ],
)
def test_negotiate_chooses_by_quality_then_specificity(accept: str | None, chosen: str) -> None:
    assert negotiate(accept, OFFERS, "text/html") == chosen


def test_negotiate_without_preference_gives_the_default_wherever_it_stands() -> None:
    assert negotiate("*/*", OFFERS, "application/rdf+xml") == "application/rdf+xml"


@given(st.text())
def test_negotiate_never_fails_on_hostile_headers(accept: str) -> None:
    assert negotiate(accept, OFFERS, "text/html") in {*OFFERS, None}


@pytest.mark.parametrize(
    ("asked", "header", "chosen"),
    [
        (None, None, "fr"),
        (None, "", "fr"),
        (None, "en", "en"),
        (None, "en-GB,en;q=0.9,fr;q=0.8", "en"),
        (None, "fr-CA, en;q=0.9", "fr"),
        (None, "de, en;q=0.5", "en"),
        (None, "de", "fr"),
        (None, "*", "fr"),
        (None, "fr;q=0, en;q=0.1", "en"),
        ("en", "fr", "en"),
        ("fr", "en", "fr"),
        ("de", "en", "en"),
    ],
)
def test_language_is_the_asked_one_then_the_preferred_one(
    asked: str | None, header: str | None, chosen: str
) -> None:
    assert negotiate_language(asked, header) == chosen


def test_prefers_html_only_if_html_comes_first() -> None:
    problem = ["application/problem+json", "application/json"]
    assert prefers_html("text/html,*/*;q=0.8", problem)
    assert not prefers_html("*/*", problem)
    assert not prefers_html(None, problem)
    assert not prefers_html("application/json, text/html;q=0.5", problem)
    assert not prefers_html("text/turtle", problem)
