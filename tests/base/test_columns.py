"""Tables fit the terminal: by narrower columns, then by cards."""

from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.base.columns import Table, display_width, fitted

ROWS = [["6.3", "Responsable de la sécurité", "4"], ["6.1", "Expert", "12"]]
LATIN = st.characters(codec="latin-1")
TABLE = Table(["code", "title", "levels to gain"], ROWS, [False, False, True])


def test_without_a_terminal_nothing_is_cut_or_wrapped() -> None:
    assert list(TABLE.lines()) == [
        "code  title                       levels to gain",
        "6.3   Responsable de la sécurité               4",
        "6.1   Expert                                  12",
    ]


def test_the_widest_columns_give_way_and_headings_with_them() -> None:
    assert list(TABLE.lines(30)) == [
        "code  title        levels to",
        "                        gain",
        "6.3   Responsable          4",
        "      de la",
        "      sécurité",
        "",
        "6.1   Expert              12",
    ]


def test_what_does_not_fit_becomes_cards() -> None:
    assert list(TABLE.lines(24)) == [
        "code            6.3",
        "title           Responsable de la",
        "                sécurité",
        "levels to gain  4",
        "",
        "code            6.1",
        "title           Expert",
        "levels to gain  12",
    ]


@given(
    rows=st.lists(st.lists(st.text(LATIN, max_size=60), min_size=3, max_size=3), max_size=4),
    width=st.integers(40, 200),
)
def test_no_table_is_wider_than_its_terminal(rows: list[list[str]], width: int) -> None:
    table = Table(["a", "second column", "c"], rows, [False, False, True])
    assert all(display_width(line) <= width for line in table.lines(width))


def test_prose_goes_on_below_further_to_the_right() -> None:
    assert fitted("  one two three", 10) == "  one two\n     three"
    assert fitted("  one two three", None) == "  one two three"
    assert fitted("https://example.org/long", 10) == "https://example.org/long"
