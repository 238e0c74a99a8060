"""Jobs as Word documents: descriptions and adverts, in a company's own template."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.people.conftest import ROOT, VERGER, Run

LOGO = ROOT / "docs" / "images" / "start.png"


def texts(file: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def fiche(run: Run, out: Path, *arguments: str | Path) -> Path:
    result = run("fiche", "VRG-CISO", "--company", VERGER, "--lang", "fr", "--out", out, *arguments)
    assert result.exit_code == 0, result.output
    return out


def test_a_description_says_all_of_the_job(run: Run, tmp_path: Path) -> None:
    file = fiche(run, tmp_path / "job.docx")
    said = texts(file)
    assert said[0] == "RSSI des stations"
    for heading in ("Mission", "Activités", "Livrables", "Compétences requises"):
        assert heading in said
    assert "Sépare le réseau des automates de celui des bureaux." in said
    assert "Tendances et évolutions" not in said
    table, stars = docx.Document(str(file)).tables
    levels = {row.cells[0].text: row.cells[2].text for row in table.rows[1:]}
    assert levels["VRG-C2"] == "4"
    assert "A.7" not in levels
    assert stars.rows[0].cells[0].text == "Code"


def test_an_advert_tells_of_the_company_and_has_no_codes(run: Run, tmp_path: Path) -> None:
    file = fiche(run, tmp_path / "advert.docx", "--kind", "advert")
    said = "\n".join(texts(file))
    assert "Qui nous sommes" in said
    assert "Automates de tri : " in said
    assert "VRG-C2" not in said
    assert not docx.Document(str(file)).tables


def test_sections_are_chosen_in_their_order(run: Run, tmp_path: Path) -> None:
    chosen = ("--section", "trends", "--section", "mission")
    said = texts(fiche(run, tmp_path / "job.docx", *chosen))
    assert said.index("Tendances et évolutions") < said.index("Mission")
    assert "Activités" not in said
    wrong = run("fiche", "6.3", "--section", "x", "--out", tmp_path / "x.docx")
    assert wrong.exit_code == 2
    assert "there is no section x: choose company, mission" in wrong.output


def test_a_template_keeps_its_text_and_gives_the_place(run: Run, tmp_path: Path) -> None:
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "{{entreprise}} : {{titre}} ({{code}})"
    template.add_paragraph("Avant")
    template.add_paragraph("{{contenu}}")
    template.add_paragraph("Après")
    template.save(str(tmp_path / "template.docx"))
    arguments = ("--template", tmp_path / "template.docx", "--logo", LOGO)
    file = fiche(run, tmp_path / "job.docx", *arguments)
    said = texts(file)
    assert said[0] == "Avant"
    assert said[-1] == "Après"
    assert "Mission" in said
    written = docx.Document(str(file))
    header = written.sections[0].header
    assert header.paragraphs[-1].text.endswith(": RSSI des stations (VRG-CISO)")
    assert header.part.package.image_parts
    # The table stands in the place too.
    body: Any = written.element.body
    assert body.index(written.tables[0]._element) < body.index(written.paragraphs[-1]._element)


def test_a_template_without_styles_does(run: Run, tmp_path: Path) -> None:
    template = docx.Document()
    for name in ("Heading 1", "Heading 2", "List Bullet", "Table Grid", "Title", "Subtitle"):
        template.styles[name].delete()
    template.save(str(tmp_path / "bare.docx"))
    said = texts(fiche(run, tmp_path / "job.docx", "--template", tmp_path / "bare.docx"))
    assert any(text.startswith("• ") for text in said)


def _zip_of(name: str) -> bytes:
    import zipfile

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("option", "content", "expected"),
    [
        ("--template", b"text", "is no Word document: save it as .docx"),
        ("--template", _zip_of("x.xml"), "no Word document"),
        ("--logo", b"text", "no PNG or JPEG"),
    ],
)
def test_what_cannot_be_used(
    run: Run, tmp_path: Path, option: str, content: bytes, expected: str
) -> None:
    (tmp_path / "given").write_bytes(content)
    result = run("fiche", "6.3", option, tmp_path / "given", "--out", tmp_path / "job.docx")
    assert result.exit_code == 2
    assert expected in result.output
    assert not (tmp_path / "job.docx").exists()


@pytest.mark.parametrize(
    "picture", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"GIF89a" + b"\0" * 20]
)
def test_a_logo_that_is_damaged_or_empty_is_refused(
    run: Run, tmp_path: Path, picture: bytes
) -> None:
    (tmp_path / "logo.png").write_bytes(picture)
    out = tmp_path / "job.docx"
    result = run("fiche", "6.3", "--logo", str(tmp_path / "logo.png"), "--out", str(out))
    assert result.exit_code == 2
    assert "the logo is no PNG or JPEG picture" in result.output
    assert not out.exists()


def test_a_word_document_is_not_written_under_the_name_of_another_kind(run: Run) -> None:
    result = run("fiche", "6.3", "--out", "job.pdf")
    assert result.exit_code == 2
    assert "job.pdf: the name of a Word document ends with .docx" in result.output


def test_a_job_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("fiche", "VRG-CISO", "--out", tmp_path / "job.docx")
    assert result.exit_code == 2
    assert "there is no job VRG-CISO: write a name or a code (1.1…9.4)" in result.output
