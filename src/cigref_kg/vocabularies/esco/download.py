"""The official download of ESCO: its files found by name, in a folder or in a zip file.

Each language is its own download, so a folder may hold several unpacked ones, or their zip files.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cigref_kg.base.messages import message
from cigref_kg.vocabularies.archives import Member, open_tables
from cigref_kg.vocabularies.errors import DataError


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
            raise DataError(
                message("vocabularies.twice-in-esco", name=members[0].name, places=places)
            )
        return members[0] if members else None


@contextmanager
def open_download(source: Path) -> Iterator[Download]:
    """Open a folder or a zip file with the official CSV files.

    Raises:
        DataError: if there is nothing there, no CSV file in it, or an archive that is corrupt
            or not safe to read.
    """
    with open_tables(source, message("vocabularies.where-esco-is")) as members:
        yield Download(source, members)
