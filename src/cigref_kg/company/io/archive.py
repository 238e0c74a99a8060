"""The bytes of a workbook, unless it must not be opened."""

from pathlib import Path

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.reading.archive import archive_problem
from cigref_kg.records import RecordError

MAX_FILE_BYTES = 20_000_000  # far more than a large framework takes


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
            file, "", message("company.large-file", size=size, most=MAX_FILE_BYTES)
        )
    content = file.read_bytes()
    problem = archive_problem(content)
    if problem:
        raise InputError(problem).within(file)
    return content
