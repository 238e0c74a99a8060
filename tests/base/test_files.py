"""Files written whole or not at all."""

from pathlib import Path

import pytest

from cigref_kg.base.files import beside, remove_unfinished, write_files


def test_folders_are_made_and_nothing_is_left_beside(tmp_path: Path) -> None:
    write_files(tmp_path / "out", {"a.txt": b"1", "deep/b.txt": b"2"})
    names = sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    )
    assert names == ["out/a.txt", "out/deep/b.txt"]


def test_a_failure_replaces_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": b"old"})
    (tmp_path / "blocked").write_bytes(b"a file where a folder is needed")
    with pytest.raises(OSError, match="blocked"):
        write_files(tmp_path, {"a.txt": b"new", "blocked/b.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "blocked"]


def test_what_is_unfinished_goes_with_the_program(tmp_path: Path) -> None:
    with beside(tmp_path / "copy") as unfinished:
        unfinished.mkdir()
        (unfinished / "page.html").write_bytes(b"half")
        remove_unfinished()
        assert not list(tmp_path.iterdir())


def test_what_was_not_renamed_is_removed(tmp_path: Path) -> None:
    with beside(tmp_path / "kept") as unfinished:
        unfinished.write_bytes(b"whole")
        unfinished.replace(tmp_path / "kept")
    with beside(tmp_path / "lost") as unfinished:
        unfinished.write_bytes(b"half")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_files_that_go_together_all_come_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(source: Path, place: Path) -> Path:
        monkeypatch.undo()
        replace(source, place)
        remove_unfinished()
        assert {path.name for path in tmp_path.iterdir()} == {"a", "b", "c"}
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": b"1", "b": b"2", "c": b"3"})
    assert (tmp_path / "c").read_bytes() == b"3"
