"""One CSV file of the download, read row by row, its columns by name."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cigref_kg.base.messages import message
from cigref_kg.vocabularies.archives import Member
from cigref_kg.vocabularies.errors import DataError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

_LONGEST_CELL = 4 << 20
"""Characters: the list of a scheme's top concepts in release 1.1.1 takes a fifth of that."""

csv.field_size_limit(_LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its values by column, and where it stands."""

    place: str
    line: int
    """The line of the file on which the row ends."""
    values: dict[str, str]

    def get(self, column: str) -> str:
        """Return the value, or an empty string where this release has no such column."""
        return self.values.get(column, "")

    def error(self, problem: str) -> DataError:
        """Return an error that says where this row is."""
        return DataError(
            message("vocabularies.wrong-line", place=self.place, line=self.line, what=problem)
        )


def read_rows(
    member: Member, columns: Sequence[str], advance: Callable[[int], object]
) -> Iterator[Row]:
    """Yield the rows of a CSV file.

    Args:
        member: the file.
        columns: those it must have; others are read too.
        advance: told how many bytes were read since it was last called.

    Raises:
        DataError: if a column is missing, or the file is cut short, damaged or not UTF-8 CSV.
    """
    try:
        with member.open() as stream:
            counted = io.BufferedReader(_Counted(stream, advance), 1 << 16)
            text = io.TextIOWrapper(counted, encoding="utf-8-sig", newline="")
            yield from _rows(member, text, columns)
    except UnicodeDecodeError as error:
        raise DataError(message("vocabularies.no-utf-8", place=member.place)) from error
    except csv.Error as error:
        words = message("vocabularies.malformed-csv", place=member.place, problem=error)
        raise DataError(words) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        words = message("vocabularies.damaged", place=member.place, problem=error)
        raise DataError(words) from error


def _rows(member: Member, text: Iterable[str], columns: Sequence[str]) -> Iterator[Row]:
    # Strict: a quote that is never closed is a file cut short, not a very long label.
    reader = csv.reader(text, strict=True)
    header = [name.strip() for name in next(reader, [])]
    _check_header(member, header, columns)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            places = {"place": member.place, "line": reader.line_num}
            counts = {"found": len(cells), "named": len(header)}
            raise DataError(message("vocabularies.uneven-line", **places, **counts))
        yield Row(member.place, reader.line_num, dict(zip(header, cells, strict=True)))


def _check_header(member: Member, header: Sequence[str], columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in header]
    if not missing:
        return
    if not header:
        raise DataError(message("vocabularies.empty-table", place=member.place))
    names = ", ".join(header)
    names = names if len(names) <= 300 else f"{names[:300]}…"
    lacks = ", ".join(missing)
    words = message("vocabularies.lacks-columns", place=member.place, missing=lacks, names=names)
    raise DataError(words)


class _Counted(io.RawIOBase):
    """A stream that tells how many bytes went through it."""

    def __init__(self, stream: IO[bytes], advance: Callable[[int], object]) -> None:
        self._stream = stream
        self._advance = advance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        view = memoryview(buffer).cast("B")
        content = self._stream.read(len(view))
        view[: len(content)] = content
        self._advance(len(content))
        return len(content)
