"""Whether a file may be opened as a workbook: its sizes are looked at before it is unpacked."""

import io
import zipfile
from pathlib import Path

from cigref_kg.records import RecordError

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 150_000_000
MAX_PARTS = 500
_MAX_RATIO = 400
"""Sheets pack 10 to 50 to one. Zip's own method cannot pass some 1,000 to one."""
_SMALL_BYTES = 1_000_000
"""A part up to this size does no harm, however well it packs."""


def read_archive(file: Path) -> bytes:
    """Read a file, unless it is no workbook or would unpack to more than a workbook needs.

    Python reads no more of a part than the size that the archive declares for it, so the declared
    sizes are what counts.

    Raises:
        RecordError: if it must not be opened; the message names the file and the part.
        OSError: if there is no such file.
    """
    size = file.stat().st_size
    if size > MAX_FILE_BYTES:
        raise RecordError.at(
            file, "", f"has {size:,} bytes, {MAX_FILE_BYTES:,} at most are read: split it"
        )
    content = file.read_bytes()
    problem = archive_problem(content)
    if problem:
        raise RecordError.at(file, *problem)
    return content


def archive_problem(
    content: bytes, most_unpacked: int = MAX_UNPACKED_BYTES
) -> tuple[str, str] | None:
    """Return why bytes must not be opened as a workbook: the part, and what to do; or ``None``.

    Args:
        content: of the file.
        most_unpacked: how many bytes its parts may have in all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        return "", "is no XLSX workbook: save it as Excel workbook (.xlsx) without a password"
    if len(parts) > MAX_PARTS:
        return "", f"has {len(parts):,} parts, {MAX_PARTS} at most: start from the template"
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _SMALL_BYTES and ratio > _MAX_RATIO:
            return (
                part.filename,
                f"would unpack to {part.file_size:,} bytes, {ratio:,.0f} times its size, as no"
                " sheet does: it was not opened; start from the template",
            )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > most_unpacked:
        return (
            "",
            f"would unpack to {unpacked:,} bytes, {most_unpacked:,} at most are read: it was"
            " not opened; split it",
        )
    return None
