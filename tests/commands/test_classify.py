"""`cigref-kg classify`: the promised JSON, PDF and DOCX, hostile input."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cigref_kg.base.reading.documents import UnreadableTextError, read_document
from cigref_kg.cli import main
from tests.document.pdfs import Page, make_pdf

ADVERT = (
    "Développeur Java. Vous concevez des microservices, écrivez des tests unitaires et du code."
)


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["classify", *map(str, arguments)], input=text)


def docx(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
    return packed.getvalue()


def test_json_has_the_promised_shape() -> None:
    result = run("-", "--format", "json", text=ADVERT)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["none"] is False
    assert found["profiles"][0]["code"] == "3.2"
    assert found["profiles"][0]["evidence"][0].keys() == {"quote", "statement"}
    assert "B.1" in [each["code"] for each in found["competences"]]
    assert all(each.keys() == {"code", "label", "level"} for each in found["missing"])


def test_table_is_for_people(tmp_path: Path) -> None:
    file = tmp_path / "advert.txt"
    file.write_text(ADVERT, encoding="cp1252")
    result = run(file, "--lang", "en")
    assert result.exit_code == 0
    assert "3.2 Programmer" in result.stdout


def test_word_document_and_pdf_are_read() -> None:
    assert "microservices" in read_document(docx(ADVERT))
    page = Page()
    page.write(60, 700, "Software developer wanted")
    page.write(60, 680, "Java and SQL")
    lines = read_document(make_pdf([page])).split("\n")
    assert [line.strip() for line in lines if line.strip()] == [
        "Software developer wanted",
        "Java and SQL",
    ]


def test_pdf_without_text_or_with_a_thousand_pages_is_refused() -> None:
    with pytest.raises(UnreadableTextError, match="scanned"):
        read_document(make_pdf([Page()]))
    with pytest.raises(UnreadableTextError, match="pages"):
        read_document(make_pdf([Page() for _ in range(1000)]))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (bytes(range(256)) * 30, "no text"),
        (b"PK\x03\x04nothing", "damaged"),
        (b"%PDF-1.4 nothing", "cannot be read"),
        (b"a " * 500_000, "characters"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    result = run(file, "--lang", "en")
    assert result.exit_code == 2
    assert says in result.stderr
    assert str(file) in result.stderr


def test_errors_are_said_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert run(file, "--lang", "fr").stderr == f"Erreur : {file} : est vide\n"


def test_document_that_was_made_to_burst_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(UnreadableTextError, match="burst"):
        read_document(packed.getvalue())


def test_entities_that_grow_are_refused() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE a [<!ENTITY e0 "x">{lines}]><a>&e11;</a>')
    with pytest.raises(UnreadableTextError):
        read_document(packed.getvalue())
