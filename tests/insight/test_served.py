"""What is served: one edition with what stands beside it, and the way to the others."""

import pytest

from cigref_kg.base.errors import InputError, UnknownEditionError
from cigref_kg.insight.served import Served


def test_another_edition_is_made_once(served: Served) -> None:
    later = served.at(2024)
    assert (served.years, served.year, later.year) == ((2022, 2024), 2022, 2024)
    assert served.at(2024) is later
    assert later.at(2022) is served
    assert (len(served.content.profiles), len(later.content.profiles)) == (50, 52)
    with pytest.raises(UnknownEditionError, match="2022, 2024"):
        served.at(2018)


@pytest.mark.parametrize(
    ("reference", "edition"),
    [
        ("2.6", 2022),
        ("2024/2.6", 2024),
        ("2024:2.6", 2024),
        ("2.6@2024", 2024),
        ("2022/2.6", 2022),
        ("2.8", 2024),
        ("2022/2.8", None),
        ("2018/2.6", None),
        ("2.6@", None),
        ("", None),
    ],
)
def test_a_profile_is_found_by_its_code_and_edition(
    reference: str, edition: int | None, served: Served
) -> None:
    found = served.find(reference)
    assert (found.edition if found else None) == edition


def test_a_profile_is_compared_with_itself_of_another_edition(served: Served) -> None:
    found = served.compare(["2.6", "2024/2.6"])
    assert found.labels == ("2022/2.6", "2024/2.6")
    assert set(found.competences[0].levels) == {"2022/2.6", "2024/2.6"}
    assert served.compare(["2.6", "2.8"]).labels == ("2.6", "2.8")
    assert served.at(2024).compare(["2.6", "2.5"]).labels == ("2.6", "2.5")


@pytest.mark.parametrize(
    ("references", "said"),
    [
        (["2.6", "7.99"], "unknown profile: 7.99"),
        (["2.6", "2022/2.6"], "twice"),
        (["2.6"], "2 to 4"),
        ([], "2 to 4"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    references: list[str], said: str, served: Served
) -> None:
    with pytest.raises(InputError, match=said):
        served.compare(references)
