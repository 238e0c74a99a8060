"""The text of what people bring: plain text, PDF, or a Word document (DOCX)."""

import io
import re
import zipfile
from typing import IO
from xml.etree.ElementTree import ParseError, iterparse

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.reading.archive import archive_problem
from cigref_kg.base.reading.pdf_text import PdfError, pdf_text
from cigref_kg.base.reading.tables import TableError, decoded

MAX_BYTES = 10_000_000  # a CV with pictures has some megabytes
MAX_CHARACTERS = 200_000  # an advert has 3,000, a long CV 15,000
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_WORD}p": "\n", f"{_WORD}br": "\n", f"{_WORD}tab": "\t"}
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")


class UnreadableTextError(InputError):
    """A document whose text cannot be read; says what to do."""


def read_document(content: bytes) -> str:
    """Return the text of a document.

    Args:
        content: the bytes of a text in any usual encoding, of a PDF or of a DOCX file.

    Raises:
        UnreadableTextError: if it is empty, too large, damaged, or no text.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableTextError(message("base.large-document", most=MAX_BYTES))
    if content.startswith(b"%PDF-"):
        try:
            text = pdf_text(content)
        except PdfError as error:
            raise UnreadableTextError(error.words) from error
    elif content.startswith(b"PK\x03\x04"):
        text = _docx_text(content)
    else:
        text = _plain_text(content)
    if not text.strip():
        raise UnreadableTextError(message("base.empty-document"))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableTextError(
            message("base.long-document", size=len(text), most=MAX_CHARACTERS)
        )
    return text


def _plain_text(content: bytes) -> str:
    try:
        text = decoded(content)
    except TableError as error:
        raise UnreadableTextError(message("base.no-text")) from error
    sample = text[:100_000]
    controls = sum(char < " " and char not in "\t\r\n\f" for char in sample)
    if controls > len(sample) // 200:
        raise UnreadableTextError(message("base.no-text"))
    return text


def _docx_text(content: bytes) -> str:
    problem = archive_problem(content)
    if problem:
        raise UnreadableTextError(message("base.burst-docx"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_BODY) as body:
            return _paragraphs(body)
    except KeyError as error:
        raise UnreadableTextError(message("base.no-docx")) from error
    except (zipfile.BadZipFile, ParseError, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableTextError(message("base.damaged-docx")) from error


def _paragraphs(body: IO[bytes]) -> str:
    parts: list[str] = []
    size = 0
    # The parser refuses entities that grow, and fetches nothing.
    for _, element in iterparse(body):  # noqa: S314
        part = element.text or "" if element.tag == f"{_WORD}t" else _BREAKS.get(element.tag, "")
        parts.append(part)
        size += len(part)
        if size > MAX_CHARACTERS:
            break
        element.clear()
    return _SPACES.sub(" ", "".join(parts))
