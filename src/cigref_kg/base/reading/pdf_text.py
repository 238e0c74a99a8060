"""The text of a PDF, in a process of its own: what is made to burst bursts there.

``python -m cigref_kg.base.reading.pdf_text < FILE`` writes the text; :func:`pdf_text` runs that,
with bounds on memory, time, pages and characters.
"""

import io
import subprocess
import sys
from contextlib import suppress

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message

MAX_PAGES = 40  # a CV has a few, a syllabus a dozen
MAX_CHARACTERS = 400_000  # twice what is classified: the rest may be blank
_SECONDS = 12  # for all pages, on a slow machine
_MEMORY_BYTES = 1 << 30  # address space of the process that reads
_TOO_MANY_PAGES = 3  # exit status of the process that reads
_NO_TEXT = 4  # exit status of the process that reads


class PdfError(InputError):
    """A PDF that cannot be used; says what to do."""


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF.

    Raises:
        PdfError: if it is damaged, protected, scanned, or too large.
    """
    command = [sys.executable, "-I", "-m", "cigref_kg.base.reading.pdf_text"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * _SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise PdfError(message("base.pdf-slow")) from error
    if done.returncode == _TOO_MANY_PAGES:
        raise PdfError(message("base.pdf-long", most=MAX_PAGES))
    if done.returncode == _NO_TEXT:
        raise PdfError(message("base.pdf-without-text"))
    if done.returncode:
        raise PdfError(message("base.pdf-unreadable"))
    return done.stdout.decode("utf-8", errors="replace")


def _bound_this_process() -> None:
    """Bound memory and time as far as the system does; the caller stops waiting in any case."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _main() -> int:
    _bound_this_process()
    from pdfminer.high_level import extract_text_to_fp
    from pdfminer.layout import LAParams
    from pdfminer.pdfpage import PDFPage

    content = io.BytesIO(sys.stdin.buffer.read())
    for number, _ in enumerate(PDFPage.get_pages(content), 1):
        if number > MAX_PAGES:
            return _TOO_MANY_PAGES
    content.seek(0)
    text = io.StringIO()
    extract_text_to_fp(content, text, laparams=LAParams())  # without, no line would end
    if not text.getvalue().strip():
        return _NO_TEXT
    sys.stdout.buffer.write(text.getvalue()[:MAX_CHARACTERS].encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
