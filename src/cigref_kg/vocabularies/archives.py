"""CSV files found in a folder or in a zip that is never unpacked.

A folder may hold several downloads, unpacked or as their zip files.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.vocabularies.errors import DataError

MAX_UNPACKED_BYTES = 1 << 30
"""ESCO 1.2 in one language is some 60 MB, ROME 4.0 some 30: a gigabyte is no such download."""
MAX_RATIO = 100
"""CSV text shrinks four to ten times; what shrinks more than this was made to burst."""
MAX_MEMBERS = 10_000  # files: a download has far fewer
_SMALL = 1 << 20  # bytes: a part up to this size does no harm, however well it packs


@dataclass(frozen=True)
class Member:
    """One file of the download."""

    name: str
    """Its name, without folders."""
    place: str
    """Where it is, for messages."""
    size: int
    """Bytes, unpacked."""
    open: Callable[[], IO[bytes]]

    def digest(self) -> str:
        """Return a hash of the content."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while content := stream.read(1 << 16):
                digest.update(content)
        return digest.hexdigest()


@contextmanager
def open_tables(source: Path, where_to_get: Text) -> Iterator[list[Member]]:
    """Open the CSV files of a folder or a zip file.

    Args:
        source: a folder (with sub-folders or zip files in it) or a zip file.
        where_to_get: what to tell somebody whose source holds no CSV file.

    Raises:
        DataError: if there is nothing there, no CSV file in it, or an archive that is corrupt
            or not safe to read.
    """
    with ExitStack() as archives:
        if source.is_dir():
            members = list(_folder_members(source, archives))
        elif source.is_file():
            members = list(_archive_members(source, archives))
        else:
            raise DataError(message("vocabularies.no-source", source=source))
        if not members:
            raise DataError(message("vocabularies.no-csv", source=source, where=where_to_get))
        yield members


def _is_wanted(path: PurePosixPath | Path) -> bool:
    junk = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.casefold() == ".csv" and not junk


def _folder_members(folder: Path, archives: ExitStack) -> Iterator[Member]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if _is_wanted(path.relative_to(folder)):
            yield Member(path.name, str(path), path.stat().st_size, partial(_opened, path))
        elif path.suffix.casefold() == ".zip":
            yield from _archive_members(path, archives)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _archive_members(path: Path, archives: ExitStack) -> Iterator[Member]:
    try:
        archive = archives.enter_context(zipfile.ZipFile(path))
    except zipfile.BadZipFile as error:
        raise DataError(message("vocabularies.no-zip", path=path, problem=error)) from error
    infos = archive.infolist()
    _refuse_bombs(path, infos)
    for info in infos:
        _refuse_outsiders(path, info.filename)
        name = PurePosixPath(info.filename)
        if info.is_dir() or not _is_wanted(name):
            continue
        if info.flag_bits & 1:
            raise DataError(message("vocabularies.encrypted", path=path, name=info.filename))
        place = f"{path}/{info.filename}"
        yield Member(name.name, place, info.file_size, partial(archive.open, info))


def _refuse_bombs(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to more than any such download; zipfile reads no more than said."""
    if len(infos) > MAX_MEMBERS:
        raise DataError(message("vocabularies.many-files", path=path, files=len(infos)))
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise DataError(message("vocabularies.large-archive", path=path))
    for info in infos:
        if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
            sizes = {"size": info.file_size, "packed": info.compress_size}
            name = info.filename
            raise DataError(message("vocabularies.packed-file", path=path, name=name, **sizes))


def _refuse_outsiders(path: Path, name: str) -> None:
    """Refuse names that lead out of the archive: nothing is unpacked, but it is no honest file."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    if posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        raise DataError(message("vocabularies.leads-out", path=path, name=name))
