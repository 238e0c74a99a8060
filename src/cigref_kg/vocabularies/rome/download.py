"""The official tables of ROME: one CSV file each, found by name in a folder or in a zip file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.vocabularies.archives import Member, open_tables
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.tables import Row, read_rows

_FILE = re.compile(r"unix_(?P<table>\w+)_v(?P<version>\d+)_utf8\.csv", re.IGNORECASE)

TABLES: Mapping[str, Sequence[str]] = data_beside(__file__)
"""The tables that are read, and the columns that each must have."""


class Tables:
    """The tables of one version of ROME."""

    def __init__(self, version: str, members: dict[str, Member]) -> None:
        self.version = version
        """``"460"``."""
        self._members = members
        self.size = sum(member.size for member in members.values())
        """Bytes of all tables together."""

    def rows(self, table: str, advance: Callable[[int], object] = lambda _: None) -> Iterator[Row]:
        """Yield the rows of a table.

        Args:
            table: its name in :data:`TABLES`.
            advance: told how many bytes were read since it was last called.

        Raises:
            DataError: if a column is missing, or the file is cut short, damaged or not UTF-8 CSV.
        """
        return read_rows(self._members[table], TABLES[table], advance)


@contextmanager
def open_rome(source: Path) -> Iterator[Tables]:
    """Open a folder or a zip file with the official tables.

    Raises:
        DataError: if there is nothing there, a table is missing, several versions lie together, or
            an archive is corrupt or not safe to read.
    """
    with open_tables(source, message("vocabularies.where-rome-is")) as members:
        yield _chosen(source, members)


def _chosen(source: Path, members: Sequence[Member]) -> Tables:
    found: dict[str, Member] = {}
    versions: set[str] = set()
    for member in members:
        name = _FILE.fullmatch(member.name)
        if name is None or (table := name["table"].casefold()) not in TABLES:
            continue
        versions.add(name["version"])
        known = found.setdefault(table, member)
        if known is not member and known.digest() != member.digest():
            words = message(
                "vocabularies.twice-in-rome",
                source=source,
                table=table,
                places=f"{known.place}, {member.place}",
            )
            raise DataError(words)
    missing = [f"unix_{table}_vNNN_utf8.csv" for table in TABLES if table not in found]
    if missing:
        lacks = ", ".join(missing)
        where = message("vocabularies.where-rome-is")
        raise DataError(message("vocabularies.lacks", source=source, missing=lacks, where=where))
    if len(versions) > 1:
        found_versions = ", ".join(sorted(versions))
        words = message("vocabularies.mixed-rome", source=source, versions=found_versions)
        raise DataError(words)
    return Tables(versions.pop(), found)
