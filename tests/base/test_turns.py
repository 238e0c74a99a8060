"""Threads take turns, and let others go on while they wait."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from cigref_kg.base.turns import Turns, waiting

PATIENCE = 30.0


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def test_one_goes_on_when_the_one_before_has_ended(others: ThreadPoolExecutor) -> None:
    turns, told = Turns(PATIENCE), []

    def follow() -> None:
        with turns.take():
            told.append("second")

    with turns.take():
        second = others.submit(follow)
        told.append("first")
    second.result(PATIENCE)
    assert told == ["first", "second"]


def test_whoever_waits_lets_another_go_on_and_waits_for_its_turn_then(
    others: ThreadPoolExecutor,
) -> None:
    turns, told = Turns(PATIENCE), []
    has_begun, may_end = Event(), Event()

    def other() -> None:
        with turns.take():
            has_begun.set()
            may_end.wait(PATIENCE)
            told.append("other")

    with turns.take():
        with waiting(), waiting():  # an engine may ask another one
            second = others.submit(other)
            assert has_begun.wait(PATIENCE)
            may_end.set()
        told.append("first")
    second.result(PATIENCE)
    assert told == ["other", "first"]


def test_nobody_waits_for_ever(others: ThreadPoolExecutor) -> None:
    turns = Turns(longest_wait=0.01)

    def other() -> str:
        with turns.take(), waiting():
            return "went on"

    with turns.take():
        assert others.submit(other).result(PATIENCE) == "went on"
    # That one had no turn to give back.
    with turns.take():
        pass


def test_waiting_without_a_turn_is_nothing() -> None:
    with waiting():
        pass
