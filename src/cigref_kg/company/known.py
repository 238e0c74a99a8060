"""Which frameworks were found to conform: what was checked once is not checked at every start.

A framework is known by its content and by all that its check depends on. For each there is an empty
file in the folder ``cigref-kg/conforming`` of the user's cache (``$XDG_CACHE_HOME``, or
``~/.cache``), which may be deleted at any time.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cigref_kg.base import locations
from cigref_kg.graph.dataset import Dataset

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("base", "company", "graph", "records")
"""The code that a check depends on."""


def digest(path: Path, dataset: Dataset) -> str:
    """Return what a framework, and all that its check depends on, is known by.

    Args:
        path: where it lies.
        dataset: what it builds on.

    Raises:
        OSError: if a file cannot be read.
    """
    found = hashlib.sha256(f"{dataset.iris.base} {dataset.nomenclature.official_wording}".encode())
    for root, file in _files(path):
        content = file.read_bytes()
        found.update(f"{file.relative_to(root)}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def is_known(digest: str) -> bool:
    """Tell whether a framework was found to conform."""
    return (_folder() / digest).is_file()


def remember(digest: str) -> None:
    """Note that a framework conforms; where there is no folder to write to, it is not noted."""
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).touch()
    except OSError:
        return


def _folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME")
    cache = Path(named) if named else Path("~/.cache").expanduser()
    return cache / "cigref-kg" / "conforming"


def _files(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each file that the answer of a check depends on, after the folder that names it."""
    if path.is_file():
        yield path.parent, path
    for folder, pattern in (
        (path, "*.yaml"),
        (locations.SHAPES, "*.ttl"),
        (locations.FACTS, "*.yaml"),
        *((_PACKAGE / room, "*.py") for room in _ROOMS),
    ):
        yield from ((folder, file) for file in sorted(folder.rglob(pattern)))
