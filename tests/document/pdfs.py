"""Small PDFs, written by hand: text at positions, pages, and stars of a symbol font."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.document.invented import STAR

WIDTH, HEIGHT = 595, 842
LEFT, TOP, BOTTOM = 60, 790, 50
NEAR, APART = 12, 26
"""Distances of lines: within a block, and between lines that stand apart."""
_STARS = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Stars def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <2A> <F0AB> endbfchar
endcmap end end"""


@dataclass
class Page:
    """Texts with their places, from the bottom left corner in points."""

    texts: list[tuple[float, float, str]] = field(default_factory=list)

    def write(self, x: float, y: float, text: str) -> None:
        """Put a line of text on the page."""
        self.texts.append((x, y, text))


def make_pdf(pages: Sequence[Page]) -> bytes:
    """Return a PDF of these pages, in Helvetica and Wingdings."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Wingdings /ToUnicode 5 0 R "
        b"/FirstChar 42 /LastChar 42 /Widths [700] /FontDescriptor "
        b"<< /Type /FontDescriptor /FontName /Wingdings /Flags 4 /Ascent 800 /Descent -200 "
        b"/FontBBox [0 -200 800 800] >> >>",
        _stream(_STARS.encode()),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream(b"\n".join(_show(*text) for text in page.texts)))
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _show(x: float, y: float, text: str) -> bytes:
    font = "F2" if STAR in text else "F1"
    data = text.replace(STAR, "*").encode("cp1252")
    data = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{font} 9 Tf {x:.1f} {y:.1f} Td (".encode() + data + b") Tj ET"


class Layout:
    """Fills pages from the top with lines."""

    def __init__(self) -> None:
        self.pages: list[Page] = [Page()]
        self.y: float = TOP

    def new_page(self) -> None:
        """Begin a page, unless this one is empty."""
        if self.pages[-1].texts:
            self.pages.append(Page())
        self.y = TOP

    def line(self, text: str, x: float = LEFT, after: float = APART) -> None:
        """Write a line, on a new page if this one is full."""
        if self.y < BOTTOM:
            self.new_page()
        self.pages[-1].write(x, self.y, text)
        self.y -= after

    def columns(self, left: Sequence[str], right: Sequence[str], distance: float = 330) -> None:
        """Write two columns side by side; what has no room goes on with the next page."""
        while left or right:
            room = int((self.y - BOTTOM) / NEAR)
            if room < 2:
                self.new_page()
                continue
            start = self.y
            for x, lines in ((LEFT, left[:room]), (LEFT + distance, right[:room])):
                for number, text in enumerate(lines):
                    self.pages[-1].write(x, start - NEAR * number, text)
            self.y = start - NEAR * min(room, max(len(left), len(right))) - APART
            left, right = left[room:], right[room:]
