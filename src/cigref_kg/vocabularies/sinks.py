"""Where an import goes: a store on disk or a file, whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from cigref_kg.base.files import beside
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original
from cigref_kg.vocabularies.errors import DataError

PORTION = 100_000
"""Quads that a store takes at once: more is a little faster and needs more memory."""


class Sink(Protocol):
    """Takes the quads of an import."""

    def write(self, quads: Iterable[Quad]) -> None:
        """Write them all; if the iteration raises, leave what was there before."""


class NQuadsFile:
    """An N-Quads file, written beside its place and renamed."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def write(self, quads: Iterable[Quad]) -> None:
        """Write the file.

        Raises:
            OSError: if it cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with beside(self.path) as unfinished:
            with unfinished.open("wb") as stream:
                serialize(quads, stream, format=RdfFormat.N_QUADS)
            unfinished.replace(self.path)


class StoreFolder:
    """An Oxigraph store on disk, built beside its place and renamed.

    A store that is there already keeps its other graphs; the imported one is replaced as a whole.
    Who reads the old store meanwhile goes on reading it.
    """

    def __init__(self, path: Path, graph: str) -> None:
        self.path = path.resolve()
        self.graph = NamedNode(graph)

    def write(self, quads: Iterable[Quad]) -> None:
        """Build the store.

        Raises:
            DataError: if the place holds something that is no Oxigraph store.
            OSError: if the store cannot be written.
        """
        check_place(self.path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with beside(self.path) as unfinished:
            others = self._take_over(unfinished)
            store = Store(unfinished)
            _load(store, quads)
            _load(store, others)
            store.flush()
            del store  # closes it: a store has no other way
            with _set_aside(self.path):
                unfinished.rename(self.path)

    def _take_over(self, unfinished: Path) -> Iterable[Quad]:
        """Begin with the old store as it is; or return its other quads, if it holds the graph.

        Of a graph of many quads it is slower to remove each than to write the others anew.
        """
        if not _is_store(self.path):
            return ()
        old = open_store(self.path)
        if any(old.quads_for_pattern(None, None, None, self.graph)):
            others = {DefaultGraph(), *old.named_graphs()} - {self.graph}
            return chain.from_iterable(
                old.quads_for_pattern(None, None, None, graph) for graph in others
            )
        shutil.copytree(self.path, unfinished, copy_function=_copy_or_link)
        return ()


def open_store(path: Path) -> Store:
    """Open a store on disk for reading.

    Raises:
        DataError: if the folder is no Oxigraph store.
    """
    if not _is_store(path):
        raise DataError(message("vocabularies.no-store", path=path))
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:  # RocksDB reports some damage as the latter
        words = message("vocabularies.closed-store", path=path, problem=Original(error))
        raise DataError(words) from error


def _load(store: Store, quads: Iterable[Quad]) -> None:
    """Load in portions: the bulk loader alone holds as much as a million quads in memory."""
    remaining = iter(quads)
    while portion := list(islice(remaining, PORTION)):
        store.bulk_extend(portion)


def _is_store(path: Path) -> bool:
    # RocksDB names its current manifest in this file.
    return (path / "CURRENT").is_file()


def check_place(path: Path) -> None:
    """Refuse a place for a store that holds something else.

    Raises:
        DataError: if it does; names the place.
    """
    if path.is_dir() and any(path.iterdir()) and not _is_store(path):
        raise DataError(message("vocabularies.other-files", path=path))
    if path.exists() and not path.is_dir():
        raise DataError(message("vocabularies.store-is-file", path=path))


def _copy_or_link(source: str, target: str) -> None:
    """Copy a file of a store; link those that RocksDB never changes, where the disk can."""
    if source.endswith(".sst"):
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


@contextmanager
def _set_aside(path: Path) -> Iterator[None]:
    """Move what is at ``path`` away, and back if what shall take its place does not come."""
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    if path.exists():
        path.rename(old)
    try:
        yield
    except BaseException:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)
