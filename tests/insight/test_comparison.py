"""Profiles side by side, against pairs reckoned by hand."""

import pytest

from cigref_kg.base.errors import InputError
from cigref_kg.base.model import (
    AspectRating,
    EditionContent,
    JobProfile,
    Names,
    Nomenclature,
    RatingCompleteness,
    Requirement,
    StatementList,
    Text,
)
from cigref_kg.insight.comparison import compare, distance, gap, nearest


def profile(code: str, stars: int = 0, **levels: int) -> JobProfile:
    return JobProfile(
        code=code,
        family="1",
        edition=2022,
        names=Names(Text(en=code)),
        page=1,
        requirements=tuple(
            Requirement(f"{name[0]}.{name[1:]}", level) for name, level in levels.items()
        ),
        ratings=(AspectRating("T1", stars),) if stars else (),
        rating_completeness=RatingCompleteness.PARTIAL,
        groups=(),
        deliverables=StatementList(()),
        indicators=StatementList(()),
        mission=Text(),
        career_path=Text(),
        trends=Text(),
    )


LEFT = profile("1.1", stars=3, A1=3, B2=4)
RIGHT = profile("1.2", A1=5, C3=2)
FAR = profile("1.3", D10=3, D9=3)
CONTENT = EditionContent((), (LEFT, RIGHT, FAR), (), ())


def test_gap_counts_levels_to_gain_from_nothing_too() -> None:
    assert gap(LEFT, RIGHT) == (5 - 3) + 2
    assert gap(RIGHT, LEFT) == 4
    assert gap(LEFT, LEFT) == 0


def test_distance_is_nought_to_one_and_symmetric() -> None:
    # |3-5| + |4-0| + |0-2| = 8 of 3+4+5+2 = 14
    assert distance(LEFT, RIGHT) == distance(RIGHT, LEFT) == pytest.approx(8 / 14)
    assert distance(LEFT, LEFT) == 0
    assert distance(LEFT, FAR) == 1
    assert distance(profile("1.4"), profile("1.5")) == 0


def test_comparison_has_every_competence_that_either_requires() -> None:
    found = compare([CONTENT.profile[c] for c in ["1.1", "1.2"]])
    assert [(row.code, dict(row.levels), row.gap) for row in found.competences] == [
        ("A.1", {"1.1": 3, "1.2": 5}, 2),
        ("B.2", {"1.1": 4, "1.2": None}, 0),
        ("C.3", {"1.1": None, "1.2": 2}, 2),
    ]
    assert [row.reverse_gap for row in found.competences] == [0, 4, 0]
    assert [row.is_shared for row in found.competences] == [True, False, False]
    assert (found.gap, found.reverse_gap) == (4, 4)
    assert [(row.code, dict(row.stars)) for row in found.aspects] == [
        ("T1", {"1.1": 3, "1.2": None})
    ]


def test_gap_is_between_the_first_and_the_last() -> None:
    found = compare([CONTENT.profile[c] for c in ["1.1", "1.3", "1.2"]])
    assert found.gap == gap(LEFT, RIGHT)
    assert [row.code for row in found.competences] == ["A.1", "B.2", "C.3", "D.9", "D.10"]


def test_fewest_levels_are_acquired_first_then_the_lower_target() -> None:
    target = profile("1.6", A1=5, B2=4, C3=2, D1=1, D9=2)
    content = EditionContent((), (LEFT, target), (), ())
    acquired = compare([content.profile[c] for c in ["1.1", "1.6"]]).to_acquire
    assert [(gap.competence, gap.has, gap.required) for gap in acquired] == [
        ("D.1", 0, 1),
        ("C.3", 0, 2),
        ("D.9", 0, 2),
        ("A.1", 3, 5),
    ]
    assert compare([content.profile[c] for c in ["1.6", "1.1"]]).to_acquire == ()


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["1.1"], "2 to 4"),
        ([], "2 to 4"),
        (["1.1", "1.1"], "twice"),
        (["1.1", "1.2", "1.3", "1.4", "1.5"], "2 to 4"),
    ],
)
def test_what_cannot_be_compared_is_refused(codes: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        compare([CONTENT.profile.get(c) or profile(c) for c in codes])


def test_nearest_comes_first_with_what_separates() -> None:
    near, far = nearest(CONTENT, LEFT, limit=5)
    assert (near.profile.code, near.shared, near.missing, near.gap) == (
        "1.2",
        ("A.1",),
        ("C.3",),
        4,
    )
    assert (far.profile.code, far.distance, far.gap) == ("1.3", 1, 6)


def test_real_pair_agrees_with_the_requirements(nomenclature: Nomenclature) -> None:
    content = nomenclature.content
    found = compare([content.profile[c] for c in ["2.5", "2.4"]])
    first, last = (content.profile[code].required_levels for code in ("2.5", "2.4"))
    assert found.gap == sum(max(0, level - first.get(code, 0)) for code, level in last.items())
    assert len(found.competences) == len({*first, *last})
