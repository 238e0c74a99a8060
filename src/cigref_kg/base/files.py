"""Writing files so that a reader sees the old ones or the new ones, never half of one."""

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write several files into ``folder``: all beside their places first, then renamed.

    Args:
        folder: where they go; it and the folders below it are made as needed.
        contents: the bytes of each file, by its path relative to ``folder``, with slashes.

    Raises:
        OSError: if a file cannot be written; then none has been replaced.
    """
    beside: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            beside.append((temporary, target))
            temporary.write_bytes(content)
        for temporary, target in beside:
            temporary.replace(target)
    finally:
        for temporary, _ in beside:
            temporary.unlink(missing_ok=True)
