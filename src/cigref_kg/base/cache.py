"""What was worked out once and is kept in the user's cache, known by all that it was made of.

Everything lies in ``cigref-kg`` in the user's cache (``$XDG_CACHE_HOME``, or ``~/.cache``), a
folder for each kind; any of it may be deleted at any time. Where there is no folder to write to,
nothing is kept.
"""

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cigref_kg.base.files import beside

T = TypeVar("T")
Sources = Sequence[tuple[Path, str]]
"""Folders, each with how the names of its files end that count."""

_PACKAGE = Path(__file__).parents[1]
_MOST_KEPT = 4  # of a kind: checkouts and versions that are used by turns
_OURS = ("cigref_kg.base.", "cigref_kg.records.")
_PLAIN = {("builtins", "frozenset"), ("datetime", "date"), ("decimal", "Decimal")}


def folder(kind: str) -> Path:
    """Return where what is kept of a kind lies; it need not exist.

    Raises:
        OSError: if the user has no home, as in a container.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        # The XDG specification says to leave aside what is no absolute path.
        cache = named if named.is_absolute() else Path.home() / ".cache"
    except RuntimeError as error:
        raise OSError(str(error)) from error
    return cache / "cigref-kg" / kind


@cache
def code(*rooms: str) -> str:
    """Return what the code of some rooms, and its tables, is known by, as this program began."""
    return digest([(_PACKAGE / room, suffix) for room in rooms for suffix in (".py", ".yaml")])


def digest(sources: Sources, *, head: str = "") -> str:
    """Return what something is known by that is made of the files below some folders.

    Args:
        sources: the folders; a file stands for itself.
        head: whatever else it is made of.

    Raises:
        OSError: if a file cannot be read.
    """
    found = hashlib.sha256(head.encode())
    for root, suffix in sources:
        for file in _files(root, suffix):
            content = file.read_bytes()
            found.update(f"{file.relative_to(root)}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


def _files(root: Path, suffix: str) -> Iterator[Path]:
    if root.is_file():
        yield root
    for place, _, names in sorted(os.walk(root)):  # quicker than to ask paths
        yield from (Path(place, name) for name in sorted(names) if name.endswith(suffix))


def kept(kind: str, sources: Sources, make: Callable[[], T], *, head: str = "") -> T:
    """Return records that are made of some files, from the cache where they are there.

    Args:
        kind: a name for such records.
        sources: the files.
        make: gives the records: dataclasses of ``base`` and ``records``, and plain values.
        head: whatever else they depend on, such as the code that makes them.

    Raises:
        Exception: as ``make``.
    """
    try:
        file = folder(kind) / digest(sources, head=head)
    except OSError:  # which `make` tells in its own words
        return make()
    with suppress(OSError, pickle.UnpicklingError):
        found, _, content = file.read_bytes().partition(b"\n")
        if found == _sum(content):
            records: T = _Records(io.BytesIO(content)).load()
            return records
    made = make()
    with suppress(OSError):
        _keep(file, pickle.dumps(made, protocol=5))
    return made


class _Records(pickle.Unpickler):
    """Reads records and plain values: nothing in a file can have anything else made or called."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) in _PLAIN:
            return super().find_class(module_name, global_name)
        if module_name.startswith(_OURS):
            found = super().find_class(module_name, global_name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no record")


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with beside(file) as waiting:
        waiting.write_bytes(_sum(content) + b"\n" + content)
        waiting.replace(file)
    latest_first = sorted(file.parent.iterdir(), key=lambda each: -each.stat().st_mtime)
    for old in latest_first[_MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
