"""Files that one process makes for all: made once, whole, and anew if their maker was killed."""

import os
import signal
from collections.abc import Mapping

import pytest

from cigref_kg.base.deadline import LateError
from cigref_kg.web.http.shared_files import SharedFiles

FILES = {"empty": b"", "é.txt": "été".encode(), "large": bytes(range(256)) * 4096}


def in_child(work: object) -> int:
    """Do ``work`` in a forked process; return how it ended."""
    pid = os.fork()
    if not pid:
        try:
            work()  # type: ignore[operator]
        finally:
            os._exit(0)
    return os.waitpid(pid, 0)[1]


def test_what_a_child_made_is_read_by_its_parent_and_others() -> None:
    parent = os.getpid()

    def make() -> Mapping[str, bytes]:
        assert os.getpid() != parent, "made twice"
        return FILES

    files = SharedFiles(make)
    assert in_child(lambda: len(files)) == 0
    assert dict(files) == FILES
    assert list(files) == list(FILES)
    assert "large" in files
    assert "other" not in files
    with pytest.raises(KeyError):
        files["other"]


def test_if_the_maker_is_killed_the_next_one_makes_them() -> None:
    parent = os.getpid()

    def make() -> Mapping[str, bytes]:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return FILES

    files = SharedFiles(make)
    assert in_child(lambda: len(files)) == signal.SIGKILL
    assert dict(files) == FILES


def test_who_waits_too_long_is_told_and_may_ask_again() -> None:
    reading, writing = os.pipe()
    began, begins = os.pipe()

    def make() -> Mapping[str, bytes]:
        os.write(begins, b"!")
        os.read(reading, 1)
        return FILES

    files = SharedFiles(make, patience=0.05)
    pid = os.fork()
    if not pid:
        len(files)
        os._exit(0)
    os.read(began, 1)
    with pytest.raises(LateError):
        len(files)
    os.write(writing, b"!")
    os.waitpid(pid, 0)
    assert len(files) == len(FILES)
    for descriptor in (reading, writing, began, begins):
        os.close(descriptor)


def test_if_they_cannot_be_made_who_asks_is_told_and_the_next_one_tries_again() -> None:
    tries = iter([ValueError("no"), None])

    def make() -> Mapping[str, bytes]:
        if problem := next(tries):
            raise problem
        return FILES

    files = SharedFiles(make)
    with pytest.raises(ValueError, match="no"):
        len(files)
    assert len(files) == len(FILES)
