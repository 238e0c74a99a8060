"""The engine in this very process: for tests, the command line and Python users.

It has no bounds on time and memory: a service on the open web uses the pool.
"""

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.limits import Limits
from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.reading import parser_reason


def embedded_engine(dataset: Dataset, limits: Limits | None = None) -> Evaluator:
    """Return an engine over the graphs of ``dataset``, in memory.

    >>> from cigref_kg.engine import AcceptedFormats, Query
    >>> from cigref_kg.graph.dataset import load
    >>> engine = embedded_engine(load())
    >>> question = Query("SELECT (COUNT(*) AS ?jobs) { ?job a cig:JobProfile }")
    >>> engine(question, AcceptedFormats(results="text/csv", graph=None)).body.split()
    [b'jobs', b'102']

    Args:
        dataset: what is asked.
        limits: what a query may take; those of the service unless given.
    """
    return Evaluator(memory_store(dataset.n_quads), dataset.iris.base, limits)


def memory_store(n_quads: bytes) -> Store:
    """Return a store in memory with the quads of an N-Quads document."""
    store = Store()
    store.bulk_load(n_quads, format=RdfFormat.N_QUADS)
    return store


def load_file(store: Store, path: Path) -> None:
    """Add an RDF file to ``store``: TriG and N-Quads to their own graphs, others to their name's.

    A file of triples goes into the graph ``urn:file:NAME``: it needs a name of its own for
    ``GRAPH``, and the default graph is the union of all.

    Raises:
        OSError: if it cannot be read.
        InputError: if its extension names no RDF format or it is malformed; the message names it.
    """
    from pyoxigraph import NamedNode

    format_ = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format_ is None:
        raise InputError(message("engine.no-rdf-extension", path=path, extension=path.suffix))
    graph = None if format_.supports_datasets else NamedNode(f"urn:file:{path.name}")
    try:
        store.bulk_load(path=str(path), format=format_, to_graph=graph)
    except SyntaxError as error:
        raise InputError(
            message("engine.malformed-file", path=path, reason=parser_reason(error))
        ) from error
