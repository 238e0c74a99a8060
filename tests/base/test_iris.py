"""Bases that are accepted, and those that are not."""

import pytest

from cigref_kg.base.iris import Iris


@pytest.mark.parametrize("base", ["https://rh.example.org/", "http://localhost:8000/kg/"])
def test_good_base(base: str) -> None:
    assert Iris(base).profile(2022, "6.3") == f"{base}id/2022/profile/6.3"


@pytest.mark.parametrize(
    "base",
    [
        "rh.example.org/",
        "ftp://rh.example.org/",
        "https://",
        "https://rh.example.org",
        "https://rh.example.org/a b/",
        "https://rh.example.org/#",
        "https://rh.example.org/?a=/",
        "https://rh.example.org/<script>/",
    ],
)
def test_bad_base(base: str) -> None:
    with pytest.raises(ValueError, match="base must"):
        Iris(base)
