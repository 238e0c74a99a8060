"""Files are found by name, wherever they lie; what is not safe to read is not read."""

import zipfile
from pathlib import Path

import pytest

from cigref_kg.vocabularies import archives as module
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.download import open_download
from tests.vocabularies.esco.downloads import files, write_folder, write_zip


def test_files_are_found_in_sub_folders_whatever_the_case(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a/b/Occupations_FR.csv": "x", "skills_en-us.csv": "y"})
    with open_download(tmp_path) as download:
        assert download.find("occupations", "fr") is not None
        assert download.find("skills", "en") is not None, "a regional variant stands in"
        assert download.find("skills", "fr") is None
        assert download.languages() == ["fr"]


def test_the_exact_language_comes_before_a_variant(tmp_path: Path) -> None:
    write_folder(tmp_path, {"skills_en.csv": "x", "skills_en-us.csv": "y"})
    with open_download(tmp_path) as download:
        found = download.find("skills", "en")
    assert found is not None
    assert found.name == "skills_en.csv"


def test_a_shared_file_may_have_the_suffix_of_a_language(tmp_path: Path) -> None:
    write_folder(tmp_path, {"occupationSkillRelations_fr.csv": "x"})
    with open_download(tmp_path) as download:
        assert download.find_shared("occupationSkillRelations", ("en", "fr")) is not None


def test_zip_files_in_a_folder_are_read_without_unpacking(tmp_path: Path) -> None:
    write_zip(tmp_path / "fr.zip", {"occupations_fr.csv": "x"}, "deep/")
    write_zip(tmp_path / "en.zip", {"occupations_en.csv": "y", "__MACOSX/occupations_de.csv": "z"})
    with open_download(tmp_path) as download:
        assert download.languages() == ["en", "fr"]
        found = download.find("occupations", "fr")
        assert found is not None
        with found.open() as stream:
            assert stream.read() == b"x"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["en.zip", "fr.zip"]


def test_the_same_file_twice_is_fine_and_two_releases_are_not(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a/occupations_fr.csv": "x", "b/occupations_fr.csv": "x"})
    with open_download(tmp_path) as download:
        assert download.find("occupations", "fr") is not None
    write_folder(tmp_path, {"b/occupations_fr.csv": "other"})
    with (
        open_download(tmp_path) as download,
        pytest.raises(DataError, match="more than once"),
    ):
        download.find("occupations", "fr")


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("ESCO dataset - v1.2.0 - classification - fr - csv", "1.2.0"),
        ("esco_1.1.1", "1.1.1"),
        ("v1.0-csv", "1.0"),
        ("download", None),
    ],
)
def test_the_release_is_read_from_names(tmp_path: Path, name: str, release: str | None) -> None:
    folder = write_folder(tmp_path / name, {"occupations_fr.csv": "x"})
    with open_download(folder) as download:
        assert download.release() == release


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"), open_download(tmp_path / "absent"):
        pass
    write_folder(tmp_path / "ttl", {"esco.ttl": "x"})
    message = r"no CSV file.*once per language"
    with pytest.raises(DataError, match=message), open_download(tmp_path / "ttl"):
        pass
    (tmp_path / "not.zip").write_text("<html>")
    with (
        pytest.raises(DataError, match="not a zip file"),
        open_download(tmp_path / "not.zip"),
    ):
        pass


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\e.csv"])
def test_a_path_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    archive = write_zip(tmp_path / "x.zip", {"occupations_fr.csv": "x", name: "evil"})
    with pytest.raises(DataError, match="leads out of the archive"), open_download(archive):
        pass


def test_what_bursts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = write_zip(tmp_path / "bomb.zip", {"occupations_fr.csv": "0" * 5_000_000})
    with (
        pytest.raises(DataError, match="would unpack to 5,000,000 bytes"),
        open_download(archive),
    ):
        pass
    whole = write_zip(tmp_path / "whole.zip", files())
    monkeypatch.setattr(module, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(DataError, match="more than a gigabyte"), open_download(whole):
        pass
    monkeypatch.setattr(module, "MAX_MEMBERS", 3)
    with pytest.raises(DataError, match="holds 13 files"), open_download(whole):
        pass


def test_an_encrypted_file_is_said(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "x.zip", {"occupations_fr.csv": "x"})
    content = bytearray(archive.read_bytes())
    # The flag stands in the local header and again in the central directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(content)
    assert zipfile.is_zipfile(archive)
    with pytest.raises(DataError, match="encrypted"), open_download(archive):
        pass
