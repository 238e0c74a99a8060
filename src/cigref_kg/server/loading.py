"""What a service serves: the dataset, and where its SPARQL engine finds the graphs."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from cigref_kg.base import cache
from cigref_kg.base.errors import InputError
from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original, Text
from cigref_kg.company.dataset import load_with
from cigref_kg.engine.answers import Engine
from cigref_kg.engine.cardinality import Degrees, read_degrees
from cigref_kg.engine.embedded import load_file, memory_store
from cigref_kg.engine.errors import QueryError
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.limits import Limits
from cigref_kg.engine.workers.forked import ForkedEngine
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import DCAT
from cigref_kg.vocabularies.sinks import check_place

MEMORY = "memory"
_COUNTING = 30.0
"""Seconds in which the graph is counted, for queries to be answered in place."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where to take the contents from: the arguments of ``cigref-kg serve``."""

    store: str = MEMORY
    """``memory``, an Oxigraph folder, or the URL of a SPARQL 1.1 endpoint."""
    load: Sequence[Path] = ()
    official: Path | None = None
    base: str = DEFAULT_BASE
    companies: tuple[Path, ...] = ()
    """Companies' frameworks to serve beside the nomenclature."""
    check: bool = False
    """Whether to check these against the shapes even if their content is known to conform."""

    @property
    def is_remote(self) -> bool:
        """Whether another server answers the queries."""
        return self.store.startswith(("http://", "https://"))

    @property
    def shown(self) -> str:
        """Where the engine keeps its data, as may be shown: without user and password."""
        return without_credentials(self.store) if self.is_remote else self.store

    @property
    def folder(self) -> Path | None:
        """The Oxigraph folder, if that is what answers."""
        return None if self.store == MEMORY or self.is_remote else Path(self.store)


@dataclass(frozen=True)
class Loaded:
    """A dataset, and how a worker makes its engine from what this process holds."""

    dataset: Dataset
    make_engine: Callable[[Limits], Engine]
    triples: int | None
    """How many the engine holds, if it is in memory."""
    version: str | None
    """Of what the engine holds; ``None`` where another server may change it at any time."""
    store: Store | None = None
    """What the engine holds, if it is in memory."""
    degrees: Mapping[str, Degrees] | None = None
    """How often its predicates stand in ``store``; ``None`` if that takes too long to count."""


def load_source(source: Source) -> Loaded:
    """Load what ``source`` names, and prepare the engine's graphs.

    Raises:
        InputError: if a file is malformed, or files are to be loaded into a remote store.
        OSError: if a file or folder cannot be read or written.
        RecordError: if a record of the dataset is wrong.
    """
    dataset = load_with(
        source.companies, base=source.base, official=source.official, check=source.check
    )
    base = dataset.iris.base
    if source.is_remote:
        if source.load:
            raise InputError(message("server.load-into-remote", store=source.shown))
        nothing = Store()
        # Workers check what is asked before the other server sees it.
        return Loaded(dataset, lambda limits: Evaluator(nothing, base, limits), None, None)
    if source.folder is not None:
        folder = source.folder
        _run_apart(lambda: fill_folder(folder, dataset, source.load))
        return Loaded(
            dataset,
            lambda limits: Evaluator(Store.read_only(str(folder)), base, limits),
            None,
            _version(
                dataset, [*folder.glob("*.sst"), *folder.glob("MANIFEST-*")], by_content=False
            ),
        )
    store = memory_store(dataset.n_quads)
    for path in source.load:
        load_file(store, path)
    version = _version(dataset, source.load)
    return Loaded(
        dataset,
        lambda limits: Evaluator(store, base, limits),
        len(store),
        version,
        store,
        _degrees(store, base, version),
    )


def _degrees(store: Store, base: str, version: str) -> Mapping[str, Degrees] | None:
    """Return how often each predicate stands in a store, counted once for each version of it.

    In a process that ends then, whose memory this one and those that it forks need not carry.
    """
    counting = ForkedEngine(Evaluator(store, base), Limits(seconds=_COUNTING))

    def count() -> dict[str, tuple[int, int, int]]:
        return {each: astuple(degrees) for each, degrees in read_degrees(counting).items()}

    try:
        counted = cache.kept("degrees", (), count, head=f"{cache.code('engine')} {version}")
    except QueryError:
        return None
    return {predicate: Degrees(*numbers) for predicate, numbers in counted.items()}


def _version(dataset: Dataset, files: Iterable[Path], *, by_content: bool = True) -> str:
    """Return what changes when the dataset or what was loaded beside it does.

    Args:
        dataset: the dataset.
        files: what was loaded, or the files of the store on disk.
        by_content: whether the content of the files counts, or their size and time.
    """
    files = sorted(files)
    if not files:
        return dataset.version
    digest = hashlib.sha256(dataset.version.encode())
    for file in files:
        state = file.stat()
        told = (file.name, "" if by_content else (state.st_size, state.st_mtime_ns))
        digest.update(repr(told).encode())
        if by_content:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def without_credentials(url: str) -> str:
    """Return a URL without user and password.

    >>> without_credentials("https://me:secret@example.org:7878/query")
    'https://example.org:7878/query'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def fill_folder(folder: Path, dataset: Dataset, files: Sequence[Path]) -> None:
    """Load the dataset and files into an Oxigraph folder, unless this version is there.

    The folder may hold other graphs, such as ESCO: they stay.

    Args:
        folder: of the store.
        dataset: what is served.
        files: RDF to add.

    Raises:
        OSError: if the folder cannot be written.
        InputError: if a file is malformed, or the folder holds something else.
    """
    check_place(folder)
    # Nothing is written that is there: others may have the folder open to read.
    is_there = (folder / "CURRENT").exists() and _holds(Store.read_only(str(folder)), dataset)
    if is_there and not files:
        return
    store = Store(str(folder))
    if not is_there:
        for name in dataset.graphs:
            store.remove_graph(NamedNode(dataset.iris.graph(name)))
        store.bulk_load(dataset.n_quads, format=RdfFormat.N_QUADS)
    for path in files:
        load_file(store, path)
    store.flush()
    store.optimize()


def _holds(store: Store, dataset: Dataset) -> bool:
    """Tell whether a store has this version of the dataset."""
    stated = store.quads_for_pattern(
        NamedNode(dataset.iris.dataset), NamedNode(str(DCAT.version)), None, None
    )
    return any(quad.object == Literal(dataset.version) for quad in stated)


def _run_apart(work: Callable[[], None]) -> None:
    """Do ``work`` in another process, so that its threads do not stay in this one.

    Raises:
        InputError: with the message of what went wrong there.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        status = 0
        try:
            work()
        except BaseException as error:
            words = (
                error.words
                if isinstance(error, InputError)
                else message("base.parser", said=Original(error))
            )
            os.write(writing, json.dumps([words.fr, words.en]).encode())
            status = 1
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read()
    if os.waitpid(pid, 0)[1]:
        words = Text(*json.loads(said)) if said else message("server.store-not-filled")
        raise InputError(words)
