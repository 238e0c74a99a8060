"""Rows by column name; errors that name file, line and column."""

from pathlib import Path

import pytest

from cigref_kg.vocabularies.archives import Member
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.download import open_download
from cigref_kg.vocabularies.tables import Row, read_rows
from tests.vocabularies.esco.downloads import write_zip


def rows_of(folder: Path, content: bytes) -> list[Row]:
    path = folder / "skills_fr.csv"
    path.write_bytes(content)
    member = Member(path.name, str(path), len(content), lambda: path.open("rb"))
    return list(read_rows(member, ("conceptUri", "preferredLabel"), lambda _: None))


def test_columns_are_read_by_name_in_any_order_with_or_without_mark(tmp_path: Path) -> None:
    content = '\ufeffpreferredLabel,other,conceptUri\r\n"a\nb",,u\r\n\r\n'.encode()
    [row] = rows_of(tmp_path, content)
    assert row.get("preferredLabel") == "a\nb"
    assert row.get("conceptUri") == "u"
    assert row.get("hiddenLabels") == "", "a column that this release lacks"
    assert row.line == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"conceptUri,label\nu,l\n", r"skills_fr\.csv lacks the column.* preferredLabel"),
        (b"conceptUri;preferredLabel\nu;l\n", "lacks the column.* conceptUri, preferredLabel"),
        (b"<html>\n", "its first line is: <html>"),
        (b"", "is empty"),
        (b"conceptUri,preferredLabel\nu\n", "line 2: 1 columns where the first line names 2"),
        (b'conceptUri,preferredLabel\nu,"cut', "no well-formed CSV"),
        ("conceptUri,preferredLabel\nu,métier\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_wrong_file_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        rows_of(tmp_path, content)


def test_a_damaged_zip_is_said(tmp_path: Path) -> None:
    text = "conceptUri,preferredLabel\n" + "".join(f"u{n},label {n}\n" for n in range(2000))
    archive = write_zip(tmp_path / "x.zip", {"skills_fr.csv": text})
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)
    with open_download(archive) as download:
        member = download.find("skills", "fr")
        assert member is not None
        with pytest.raises(DataError, match="download it again"):
            list(read_rows(member, ("conceptUri",), lambda _: None))
