"""The official download: its files found by name, in a folder or in a zip that is never unpacked.

Each language is its own download, so a folder may hold several unpacked ones, or their zip files.
"""

import hashlib
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, cast

from cigref_kg.vocabularies.esco.errors import EscoError

MAX_UNPACKED_BYTES = 1 << 30
"""ESCO 1.2 in one language is some 60 MB: a gigabyte unpacked is no ESCO download."""
MAX_RATIO = 100
"""CSV text shrinks four to ten times; what shrinks more than this was made to burst."""
MAX_MEMBERS = 10_000
_SMALL = 1 << 20

_WHERE_TO_GET = (
    "Take the classification as CSV from the download page of the ESCO portal, once per language."
)


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


class Download:
    """The CSV files of one release of ESCO, found by name wherever they lie in the source."""

    def __init__(self, source: Path, members: Iterable[Member]) -> None:
        self.source = source
        self._members: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            self._members[member.name.casefold()].append(member)

    def find(self, stem: str, language: str) -> Member | None:
        """Return ``stem_LANGUAGE.csv``, or that of a regional variant such as ``en-us``."""
        exact = self._only(f"{stem}_{language}.csv")
        if exact is not None:
            return exact
        prefix = f"{stem}_{language}-".casefold()
        variants = sorted(name for name in self._members if name.startswith(prefix))
        return self._only(variants[0]) if variants else None

    def find_shared(self, stem: str, languages: Sequence[str]) -> Member | None:
        """Return ``stem.csv``, or the same with the suffix of one of the languages."""
        shared = self._only(f"{stem}.csv")
        if shared is not None:
            return shared
        found = (self.find(stem, language) for language in languages)
        return next((member for member in found if member is not None), None)

    def languages(self) -> list[str]:
        """Return the suffixes that the occupation files have: the languages to be had."""
        names = (re.fullmatch(r"occupations_([a-z-]+)\.csv", name) for name in self._members)
        return sorted(match[1] for match in names if match)

    def release(self) -> str | None:
        """Return the release that the names of the source tell, such as ``"1.2.0"``."""
        places = [
            str(self.source),
            *(m.place for members in self._members.values() for m in members),
        ]
        for place in places:
            match = re.search(r"(?:esco|\bv)\D{0,20}?(\d+\.\d+(?:\.\d+)?)", place, re.IGNORECASE)
            if match:
                return match[1]
        return None

    def _only(self, name: str) -> Member | None:
        members = self._members.get(name.casefold(), [])
        if len(members) > 1 and len({member.digest() for member in members}) > 1:
            places = " and ".join(member.place for member in members)
            raise EscoError(
                f"{members[0].name} is there more than once, with different content: {places}. "
                "Keep the files of one release of ESCO only."
            )
        return members[0] if members else None


@contextmanager
def open_download(source: Path) -> Iterator[Download]:
    """Open a folder or a zip file with the official CSV files.

    Args:
        source: a folder (with sub-folders or zip files in it) or a zip file.

    Raises:
        EscoError: if there is nothing there, no CSV file in it, or an archive that is corrupt or
            not safe to read.
    """
    with ExitStack() as archives:
        if source.is_dir():
            members = list(_folder_members(source, archives))
        elif source.is_file():
            members = list(_archive_members(source, archives))
        else:
            raise EscoError(f"{source}: there is no such folder or zip file")
        if not members:
            raise EscoError(
                f"{source} holds no CSV file: expected files such as occupations_fr.csv. "
                f"{_WHERE_TO_GET}"
            )
        yield Download(source, members)


def _is_wanted(path: PurePosixPath | Path) -> bool:
    junk = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.casefold() == ".csv" and not junk


def _folder_members(folder: Path, archives: ExitStack) -> Iterator[Member]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if _is_wanted(path.relative_to(folder)):
            yield Member(path.name, str(path), path.stat().st_size, _opener(path.open, "rb"))
        elif path.suffix.casefold() == ".zip":
            yield from _archive_members(path, archives)


def _archive_members(path: Path, archives: ExitStack) -> Iterator[Member]:
    try:
        archive = archives.enter_context(zipfile.ZipFile(path))
    except zipfile.BadZipFile as error:
        raise EscoError(
            f"{path} is not a zip file, or is damaged ({error}). Download it again; a folder with "
            "the unpacked CSV files does as well."
        ) from error
    infos = archive.infolist()
    _refuse_bombs(path, infos)
    for info in infos:
        _refuse_outsiders(path, info.filename)
        name = PurePosixPath(info.filename)
        if info.is_dir() or not _is_wanted(name):
            continue
        if info.flag_bits & 1:
            raise EscoError(f"{path}: {info.filename} is encrypted; unpack it and give the folder")
        place = f"{path}/{info.filename}"
        yield Member(name.name, place, info.file_size, _opener(archive.open, info))


def _opener(function: Callable[..., object], argument: object) -> Callable[[], IO[bytes]]:
    return cast("Callable[[], IO[bytes]]", partial(function, argument))


def _refuse_bombs(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to more than any ESCO download; zipfile reads no more than said."""
    if len(infos) > MAX_MEMBERS:
        raise EscoError(f"{path} holds {len(infos):,} files: that is no ESCO download")
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise EscoError(f"{path} would unpack to more than a gigabyte: that is no ESCO download")
    for info in infos:
        if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
            raise EscoError(
                f"{path}: {info.filename} would unpack to {info.file_size:,} bytes from "
                f"{info.compress_size:,}: not read"
            )


def _refuse_outsiders(path: Path, name: str) -> None:
    """Refuse names that lead out of the archive: nothing is unpacked, but it is no honest file."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    if posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        raise EscoError(f"{path} holds {name!r}, a path that leads out of the archive: not read")
