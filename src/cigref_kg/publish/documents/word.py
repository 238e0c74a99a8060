"""A Word document in the making, in the styles of a template and in the place that it leaves."""

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message

_UNREADABLE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ArithmeticError,
    LookupError,
    OSError,
    ValueError,
    struct.error,
)
"""What the library raises for pictures that are damaged, or none."""
_PLACES = frozenset(("{{content}}", "{{contenu}}"))
"""What a paragraph of the template holds where the content is to come."""


class WordDocument:
    """Writes paragraphs, lists and tables.

    Args:
        template: the bytes of a DOCX file, whose text and styles are kept.

    Raises:
        InputError: if the template is no Word document.
    """

    def __init__(self, template: bytes | None = None) -> None:
        self._document = _opened(template)
        paragraphs = self._document.paragraphs
        self._place = next((p for p in paragraphs if p.text.strip() in _PLACES), None)
        self._styles = {style.name for style in self._document.styles}
        self.is_filled = any(p.text.strip() not in {"", *_PLACES} for p in paragraphs)
        """Whether the template has text of its own."""

    def fill_in(self, values: Mapping[str, str]) -> None:
        """Put values in the places ``{{name}}`` of the template's own text, headers and footers."""
        for paragraph in self._own_paragraphs():
            text = paragraph.text
            for name, value in values.items():
                text = text.replace(f"{{{{{name}}}}}", value)
            if text != paragraph.text:
                paragraph.text = text

    def _own_paragraphs(self) -> Iterator[Paragraph]:
        holders: list[Any] = [self._document]
        for section in self._document.sections:
            holders += [section.header, section.footer, section.first_page_header]
        for holder in holders:
            yield from holder.paragraphs
            for table in holder.tables:
                yield from (p for row in table.rows for cell in row.cells for p in cell.paragraphs)

    def put_logo(self, picture: bytes) -> None:
        """Put a picture at the right of the header.

        Raises:
            InputError: if it is no PNG or JPEG file.
        """
        header = self._document.sections[0].header
        paragraph = header.paragraphs[0].insert_paragraph_before()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        try:
            paragraph.add_run().add_picture(io.BytesIO(picture), height=Cm(1.6))
        except _UNREADABLE as error:
            raise InputError(message("publish.no-logo")) from error

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """Write a paragraph; in bold where the template lacks the style of a heading."""
        known = style if style in self._styles else None
        if self._place is not None:
            paragraph = self._place.insert_paragraph_before(text, known)
        else:
            paragraph = self._document.add_paragraph(text, known)
        if known is None and style not in {"Normal", "List Bullet"}:
            for run in paragraph.runs:
                run.bold = True
        return paragraph

    def bullet(self, text: str, depth: int = 0) -> None:
        """Write an item of a list."""
        mark = "" if "List Bullet" in self._styles else "• "
        item = self.paragraph(f"{mark}{text}", "List Bullet")
        if depth:
            item.paragraph_format.left_indent = Cm(1.2 * (depth + 1))

    def text(self, text: str) -> None:
        """Write a text with a paragraph a line; a line that begins with ``•`` is an item."""
        for line in filter(None, map(str.strip, text.splitlines())):
            if line.startswith("•"):
                self.bullet(line.removeprefix("•").strip())
            else:
                self.paragraph(line)

    def small(self, text: str) -> None:
        """Write a paragraph in small italics."""
        for run in self.paragraph(text).runs:
            run.italic = True
            run.font.size = Pt(8)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Write a table, whose first row is repeated on every page; widths in centimetres."""
        table = self._document.add_table(len(rows), len(widths))
        table.autofit = False
        if "Table Grid" in self._styles:
            table.style = "Table Grid"
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Cm(width)
                cell.text = text
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        head: Any = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        if self._place is not None:
            self._place._element.addprevious(table._element)

    def remove(self, paragraph: Paragraph) -> None:
        """Take a paragraph back."""
        element: Any = paragraph._element
        element.getparent().remove(element)

    def finished(self, **properties: str) -> bytes:
        """Return the file.

        Args:
            properties: what it says of itself: ``title``, ``author``, ``language``.
        """
        if self._place is not None:
            self.remove(self._place)
            self._place = None
        for name, value in properties.items():
            setattr(self._document.core_properties, name, value[:255])
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()


def _opened(template: bytes | None) -> Document:
    if template is None:
        document = docx.Document()
        for section in document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2.5)
        normal: Any = document.styles["Normal"]
        normal.font.name = "Calibri"
        return document
    try:
        return docx.Document(io.BytesIO(template))
    except Exception as error:  # python-docx has no class for all that may be wrong in a file
        raise InputError(message("publish.no-template")) from error
