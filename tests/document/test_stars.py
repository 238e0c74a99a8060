"""The stars: every chart is read back, damaged ones are never read wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.document.lines.text import STAR
from cigref_kg.document.parts.star_chart import chart
from cigref_kg.document.parts.stars import Stars, read_stars
from cigref_kg.document.source import split_lines
from tests.document.invented import stars_lines

ratings_strategy = st.tuples(*[st.integers(1, 5)] * 7)


def read(text: str, before_header: bool = False) -> Stars:
    """Read a chart written with ``*``, ``_`` and ``/``."""
    raw = text.replace("*", STAR).replace("_", " ").replace("/", "\n")
    return read_stars(split_lines(raw), before_header)


@given(ratings_strategy)
def test_every_chart_is_read_back(ratings: tuple[int, ...]) -> None:
    stars = read_stars(split_lines("\n".join(stars_lines(ratings))))
    assert (stars.ratings, stars.completeness) == (ratings, "complete")
    assert stars.printed == sum(ratings)


@given(ratings_strategy)
def test_both_writers_agree(ratings: tuple[int, ...]) -> None:
    flat = "".join(stars_lines(ratings)).replace(STAR, "*").replace(" ", "_")
    assert flat == chart(ratings)


@given(ratings_strategy, st.integers(1, 60))
def test_chart_without_its_end_gives_no_wrong_star(ratings: tuple[int, ...], lost: int) -> None:
    stars = read(chart(ratings)[:-lost])
    for found, rating in zip(stars.ratings, ratings, strict=True):
        assert found in (0, rating)


@given(ratings_strategy, st.data())
def test_chart_with_a_visible_gap_gives_no_wrong_star(
    ratings: tuple[int, ...], data: st.DataObject
) -> None:
    lines = [line for line in stars_lines(ratings) if line]
    stars = [at for at, line in enumerate(lines) if STAR in line]
    last = data.draw(st.sampled_from(stars))
    text = "".join(lines[last + 1 :]).replace(STAR, "*").replace(" ", "_")
    # The end resumes with a space before the stars of a cell, as in no whole chart.
    resumes = [at for at in range(4, len(text)) if text[at] == "_" and is_cell_after(text, at)]
    if not resumes:
        return
    rest = text[data.draw(st.sampled_from(resumes)) :]
    kept = "/".join(lines[: last + 1]).replace(STAR, "*").replace(" ", "_")
    found = read(f"{kept}/{rest[:2]}{rest[2:].replace('_*', '_/*')}")
    if found.completeness == "partial":
        for legible, rating in zip(found.ratings, ratings, strict=True):
            assert legible in (0, rating)


def is_cell_after(text: str, at: int) -> bool:
    """Tell whether the space at this place is a separator right before a cell."""
    return text[at + 1 : at + 2] == "*" and text[at - 1] == "_"


@given(st.text(alphabet="*_/", max_size=90))
def test_any_chart_is_read_or_refused(text: str) -> None:
    stars = read(text)
    if stars.completeness == "complete":
        assert chart(stars.ratings) == text.replace("/", "")
    assert (stars.completeness == "absent") == ("*" not in text)
    if stars.completeness == "uncertain":
        assert all(stars.ratings)


@pytest.mark.parametrize("slip", ["add a space", "lose a space"])
def test_one_slip_is_read_with_care(slip: str) -> None:
    ratings = (2, 3, 3, 4, 5, 3, 1)
    text = chart(ratings)
    damaged = {
        "add a space": text[:8] + "_" + text[8:],
        "lose a space": text.replace("*_**_", "***_", 1),
    }[slip]
    stars = read(damaged)
    assert (stars.ratings, stars.completeness) == (ratings, "uncertain")


def test_a_cell_counts_as_the_stars_that_it_prints() -> None:
    ratings = (2, 3, 3, 4, 5, 3, 1)
    stars = read(chart(ratings)[:-2] + "**_")
    assert (stars.ratings, stars.completeness) == ((*ratings[:-1], 2), "uncertain")
    assert sum(stars.ratings) == stars.printed


def test_spaces_lost_between_cells_are_no_lost_cells() -> None:
    ratings = (1, 1, 1, 1, 4, 5, 1)
    damaged = chart(ratings).replace("_" * 11, "_" * 7, 1).replace("_" * 26, "_" * 15)
    stars = read(damaged)
    assert (stars.ratings, stars.completeness) == (ratings, "uncertain")
    assert stars.printed == 14


def test_a_cell_that_may_be_cut_is_not_counted() -> None:
    ratings = (3, 4, 5, 4, 4, 4, 4)
    whole = chart(ratings)
    stars = read(whole[: whole.rindex("*_**") + 2])
    assert (stars.ratings, stars.completeness) == ((0, *ratings[1:]), "partial")


def test_a_gap_that_shows_is_believed() -> None:
    """Without it, the text would be the beginning of another chart."""
    stars = read(
        "________/**_/***_/____/**_/**_/_/**_/**_/_**_/**_____/**_/**______/*_/**______________"
    )
    assert (stars.ratings, stars.completeness) == ((4, 4, 0, 4, 5, 3, 4), "partial")


def test_space_of_a_page_is_not_part_of_the_chart() -> None:
    ratings = (1, 1, 3, 1, 1, 2, 1)
    assert read(f"{chart(ratings)}/_/", before_header=True).completeness == "complete"
    assert read(f"{chart(ratings)}/_/").completeness == "uncertain"


def test_nothing() -> None:
    assert read("").completeness == "absent"
    assert read("___/__").by_aspect() == {}
