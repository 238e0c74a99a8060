"""From a file, text or PDF, to lines."""

import codecs
import re
import unicodedata
from pathlib import Path

from cigref_kg.base.messages import message
from cigref_kg.base.text import Original
from cigref_kg.document.errors import DocumentError
from cigref_kg.document.lines.text import Line
from cigref_kg.document.pdf import pdf_text

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LARGEST = 200_000_000
"""Bytes; the document is a hundred times smaller."""
_LONGEST_LINE = 5_000
"""Characters; the longest line of the document has less than two hundred."""


def read_lines(path: Path) -> tuple[Line, ...]:
    """Read a document, text (UTF-8, or UTF-16 with a byte order mark) or PDF, as lines.

    Line ends of every system count, a byte order mark does not, accents may be characters of their
    own (Unicode NFD), and each form feed becomes the one space by which the text of the document
    marks a new page.

    Raises:
        DocumentError: if the file is missing, empty, no text, or a PDF that cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise DocumentError(message("document.wrong-size", name=path.name, size=size))
        data = path.read_bytes()
    except OSError as error:
        words = message("document.unreadable", name=path.name, reason=Original(error.strerror))
        raise DocumentError(words) from error
    is_pdf = data[:1024].lstrip().startswith(b"%PDF-")
    text = pdf_text(path) if is_pdf else _decode(path.name, data)
    if not text.strip():
        entry = "document.no-text-layer" if is_pdf else "document.empty"
        raise DocumentError(message(entry, name=path.name))
    lines = split_lines(text)
    for line in lines:
        if len(line.raw) > _LONGEST_LINE:
            words = message(
                "document.long-line", name=path.name, size=len(line.raw), line=line.number
            )
            raise DocumentError(words)
    return lines


def split_lines(text: str) -> tuple[Line, ...]:
    """Split a text into lines; a form feed opens a line with the space that marks a page."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"(?<=[^\n\f])\f", "\n\f", text)
    text = re.sub(r"\f+", " ", text).removesuffix("\n")
    return tuple(Line(number, raw) for number, raw in enumerate(text.split("\n"), 1))


def _decode(name: str, data: bytes) -> str:
    marked = (encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark))
    try:
        text = data.decode(next(marked, "utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise DocumentError(
            message("document.no-utf-8", name=name, byte=byte, line=line)
        ) from error
    control = re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        character = ord(control[0])
        raise DocumentError(message("document.control", name=name, character=character, line=line))
    return text
