"""What is kept in the cache is what would be made anew, and nothing else is ever made of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cigref_kg.base import cache
from cigref_kg.base.cache import digest, folder, kept
from cigref_kg.base.text import Text
from cigref_kg.company import known

WORDS = Text(fr="oui", en="yes")


class Hostile:
    """What would make a folder when it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[..., None], tuple[str]]:
        return os.mkdir, (str(self.folder),)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that records are made of; nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "data" / "names.yaml"
    file.parent.mkdir()
    file.write_text("yes")
    return file


def _read(source: Path, made: list[str]) -> Text:
    def make() -> Text:
        made.append("made")
        return WORDS

    return kept("test", [(source.parent, ".yaml")], make)


def test_what_was_made_once_is_kept_until_its_source_changes(source: Path) -> None:
    made: list[str] = []
    assert [_read(source, made), _read(source, made)] == [WORDS, WORDS]
    assert len(made) == 1
    source.write_text("no")
    assert _read(source, made) == WORDS
    assert len(made) == 2


def test_files_that_change_places_are_told_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("1")
    before = digest([(tmp_path, ".yaml")])
    one.rename(other)
    assert digest([(tmp_path, ".yaml")]) != before
    (tmp_path / "notes.txt").write_text("not a source")
    other.rename(one)
    assert digest([(tmp_path, ".yaml")]) == before


@pytest.mark.parametrize("name", ["reading.py", "mappings/schemes.yaml"])
def test_code_is_known_by_its_modules_and_by_the_tables_beside_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    file = tmp_path / "records" / name
    file.parent.mkdir(parents=True)
    file.write_text("1")
    before = cache.code.__wrapped__("records")
    file.write_text("2")
    assert cache.code.__wrapped__("records") != before


def test_what_is_broken_is_made_anew(source: Path) -> None:
    made: list[str] = []
    _read(source, made)
    [file] = folder("test").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert _read(source, made) == WORDS
    assert len(made) == 2


def test_nothing_but_records_comes_out_of_a_file(source: Path) -> None:
    hostile = Hostile(source.parent / "made")
    for _ in range(2):
        assert kept("test", [(source, "")], lambda: hostile) is hostile
    assert list(folder("test").iterdir())
    assert not hostile.folder.exists()


def test_a_few_are_kept_of_each_kind(source: Path) -> None:
    for number in range(6):
        source.write_text(str(number))
        _read(source, [])
    assert len(list(folder("test").iterdir())) == 4


@pytest.mark.parametrize("has_home", [True, False])
def test_the_cache_may_be_out_of_reach(
    has_home: bool, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file, in which there can be no folder; or a user of a container, who has no home.
    monkeypatch.setenv("XDG_CACHE_HOME", str(source) if has_home else "")
    monkeypatch.setattr(Path, "home", lambda: Path("~nobody-of-this-name").expanduser())
    made: list[str] = []
    assert [_read(source, made), _read(source, made)] == [WORDS, WORDS]
    assert len(made) == 2


def test_whoever_runs_this_may_have_no_home(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")  # as of a user without a name

    monkeypatch.setattr(Path, "home", home)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")  # which is no absolute path, so it does not count
    made: list[str] = []
    assert [_read(source, made), _read(source, made)] == [WORDS, WORDS]
    assert len(made) == 2
    assert not known.is_known("digest")
    known.remember("digest")
