"""Files of earlier versions are kept whole, and found by version and name only."""

from pathlib import Path

import pytest

from cigref_kg.publish.versions import keep_version, kept_file, kept_versions

VERSION = "0123456789ab"


def test_a_version_is_kept_once_and_whole(tmp_path: Path) -> None:
    keep_version(tmp_path, VERSION, {"profiles.csv": b"old"})
    keep_version(tmp_path, VERSION, {"profiles.csv": b"new"})
    assert kept_versions(tmp_path) == [VERSION]
    found = kept_file(tmp_path, VERSION, "profiles.csv")
    assert found
    assert found.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [VERSION]


@pytest.mark.parametrize(
    ("version", "name"),
    [(VERSION, "none.csv"), ("..", "profiles.csv"), (VERSION, "../profiles.csv"), (VERSION, "..")],
)
def test_nothing_else_is_found(tmp_path: Path, version: str, name: str) -> None:
    (tmp_path / "profiles.csv").write_text("out of reach")
    keep_version(tmp_path / "versions", VERSION, {"profiles.csv": b"old"})
    assert kept_file(tmp_path / "versions", version, name) is None


def test_a_folder_that_is_not_there_keeps_nothing(tmp_path: Path) -> None:
    assert kept_versions(tmp_path / "none") == []
