"""Whether an archive may be opened: its sizes are looked at before it is unpacked."""

import io
import zipfile

MAX_UNPACKED_BYTES = 150_000_000
MAX_PARTS = 500
_MAX_RATIO = 400
"""Sheets pack 10 to 50 to one. Zip's own method cannot pass some 1,000 to one."""
_SMALL_BYTES = 1_000_000
"""A part up to this size does no harm, however well it packs."""


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
