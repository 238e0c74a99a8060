"""Whether an archive may be opened: its sizes are looked at before it is unpacked."""

import io
import zipfile

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text

MAX_UNPACKED_BYTES = 150_000_000  # some seven times the largest file that is taken
MAX_PARTS = 500  # a workbook has a part a sheet, and a dozen besides
_MAX_RATIO = 400
"""Sheets pack 10 to 50 to one. Zip's own method cannot pass some 1,000 to one."""
_SMALL_BYTES = 1_000_000
"""A part up to this size does no harm, however well it packs."""


def archive_problem(content: bytes, most_unpacked: int = MAX_UNPACKED_BYTES) -> Text | None:
    """Return why bytes must not be opened as a workbook, and what to do; or ``None``.

    Args:
        content: of the file.
        most_unpacked: how many bytes its parts may have in all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        return message("base.no-workbook")
    if len(parts) > MAX_PARTS:
        return message("base.many-parts", parts=len(parts), most=MAX_PARTS)
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _SMALL_BYTES and ratio > _MAX_RATIO:
            return message(
                "base.packed-part", part=part.filename, size=part.file_size, ratio=round(ratio)
            )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > most_unpacked:
        return message("base.unpacks-to", size=unpacked, most=most_unpacked)
    return None
