"""Writing files so that a reader sees the old ones or the new ones, never half of one."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_DEVICES = Path("/dev")
_unfinished: set[Path] = set()
_arriving: dict[Path, Path] = {}
"""Files of one set that take their places now: all of them or none."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a name beside ``path`` for what shall stand there when it is whole.

    What the block wrote under the name is gone afterwards unless the block renamed it, also when
    the program is interrupted (:func:`remove_unfinished`).

    Args:
        path: where a file or folder shall stand; its folder exists.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    _unfinished.add(temporary)
    try:
        yield temporary
    finally:
        _remove(temporary)
        _unfinished.discard(temporary)


def remove_unfinished() -> None:
    """Remove whatever is being written: for a program that ends at once.

    Where the first of several files that go together has its place, the others still take theirs.
    """
    for source, place in list(_arriving.items()):
        if source.exists():  # or it is there already
            source.replace(place)
    for temporary in list(_unfinished):
        _remove(temporary)


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write several files into ``folder``: all beside their places first, then renamed.

    What is no file but, say, a pipe or a device (``/dev/stdout``) is written to, never replaced.

    Args:
        folder: where they go; it and the folders below it are made as needed.
        contents: the bytes of each file, by its path relative to ``folder``, with slashes.

    Raises:
        OSError: if a file cannot be written; then none has been replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    streams = [name for name in contents if _is_stream(folder / name)]
    for name in streams:
        (folder / name).write_bytes(contents[name])
    contents = {name: content for name, content in contents.items() if name not in streams}
    if not contents:
        return
    with beside(folder / "files") as waiting:
        for name, content in contents.items():
            for path in (waiting / name, folder / name):
                path.parent.mkdir(parents=True, exist_ok=True)
            (waiting / name).write_bytes(content)
        places = {waiting / name: folder / name for name in contents}
        _arriving.update(places)
        try:
            for source, place in places.items():
                source.replace(place)
        finally:
            for source in places:
                del _arriving[source]


def _is_stream(path: Path) -> bool:
    """Whether there is something to write to that no file may take the place of."""
    return path.exists() and (not path.is_file() or _DEVICES in path.parents)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
