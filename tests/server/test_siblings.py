"""Whether the web processes stay up."""

import os
import signal
from collections.abc import Callable

import pytest

from cigref_kg.server.metrics import Metrics
from cigref_kg.server.siblings import Siblings


def steady(_: int) -> set[int]:
    return {1, 2}


def one_was_killed(second: int) -> set[int]:
    return {1, 2} if second < 30 else {1, 3}


def slow_to_begin(second: int) -> set[int]:
    return {1} if second < 8 else {1, 2}


def dies_each_second(second: int) -> set[int]:
    return {1, 100 + second}


def never_comes(_: int) -> set[int]:
    return {1}


@pytest.mark.parametrize(
    ("who", "stay_up"),
    [
        (steady, True),
        (one_was_killed, True),
        (slow_to_begin, True),
        (dies_each_second, False),
        (never_comes, False),
    ],
)
def test_processes_that_come_and_go(who: Callable[[int], set[int]], stay_up: bool) -> None:
    now = 0
    siblings = Siblings(2, 0.0, lambda: frozenset(who(now)))
    seen = []
    for now in range(60):
        siblings.look(now)
        seen.append(siblings.stay_up(now))
    assert seen[-1] is stay_up
    assert all(seen) is stay_up


def test_they_are_ready_again_when_they_stay() -> None:
    now = 0
    siblings = Siblings(2, 0.0, lambda: frozenset({1, min(now, 30)}))
    for now in range(40):
        siblings.look(now)
    assert not siblings.stay_up(31)
    assert siblings.stay_up(60)


def test_processes_that_count_are_known_by_their_parent_while_they_live() -> None:
    metrics = Metrics(2)
    assert metrics.owners(os.getpid()) == frozenset()
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        metrics.claim()
        os.write(tell, b".")
        signal.pause()
    try:
        os.read(told, 1)
        assert metrics.owners(os.getpid()) == {child}
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert metrics.owners(os.getpid()) == frozenset()
