"""The files of earlier versions, kept in a folder so that their addresses stay.

Each version is a folder of its own, named by its id, which appears whole or not at all.
"""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from cigref_kg.base.files import write_files

_VERSION = re.compile(r"[0-9a-f]{12}")
_NAME = re.compile(r"[\w-]+(\.[\w-]+)+")


def keep_version(folder: Path, version: str, files: Mapping[str, bytes]) -> None:
    """Keep the files of a version, unless they are kept already.

    Args:
        folder: of all versions; made as needed.
        version: the id of the dataset's version.
        files: by name.

    Raises:
        OSError: if they cannot be written; then nothing of them is there.
    """
    target = folder / version
    if target.is_dir():
        return
    beside = folder / f".{version}.{os.getpid()}.tmp"
    try:
        write_files(beside, files)
        try:
            beside.rename(target)
        except OSError:
            if not target.is_dir():  # else another service kept it meanwhile
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def kept_versions(folder: Path) -> list[str]:
    """Return the ids of the versions that are kept, the latest kept first."""
    if not folder.is_dir():
        return []
    found = [entry for entry in folder.iterdir() if _VERSION.fullmatch(entry.name)]
    found.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    return [entry.name for entry in found]


def kept_file(folder: Path, version: str, name: str) -> Path | None:
    """Return where a file of a kept version is; ``None`` if it is not kept.

    Args:
        folder: where it lies.
        version: the version id.
        name: of the file.
    """
    if not (_VERSION.fullmatch(version) and _NAME.fullmatch(name)):
        return None
    path = folder / version / name
    return path if path.is_file() else None
