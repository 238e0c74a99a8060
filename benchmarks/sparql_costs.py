"""Where the time of cheap queries goes, in microseconds of processor time.

python benchmarks/sparql_costs.py
"""

import gc
import os
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pyoxigraph

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Engine, Limits, Query, Result
from cigref_kg.engine.embedded import memory_store
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.lookups import is_lookup
from cigref_kg.engine.workers.pool import Pool
from cigref_kg.engine.workers.prefork import PreforkParent
from cigref_kg.server.metrics import Metrics
from cigref_kg.server.prepared import PreparedAnswers
from cigref_kg.server.settings import Settings
from cigref_kg.web.app import create_app
from cigref_kg.web.sparql.routes import sparql_endpoint
from sparql_mix import KINDS

TIMES = 3000
WANTED = AcceptedFormats("application/sparql-results+json", "text/turtle")
TEXTS = {kind.name: kind.filled("6.3", "E.8") for kind in KINDS}


def main() -> None:
    """Measure each part of the way that a query goes."""
    dataset = cigref_kg.load()
    base = dataset.iris.base
    store = memory_store(dataset.n_quads)
    evaluator = Evaluator(store, base)
    workers = PreforkParent(lambda: evaluator, Limits(), 1)
    gc.freeze()
    workers.fill()
    (worker,) = workers.pids
    pool = Pool(workers.entrance, workers.exit_statuses, Limits())

    def raw(text: str, number: int) -> None:
        found = store.query(f"{text}#{number}", base_iri=base, use_default_graph_as_union=True)
        if isinstance(found, pyoxigraph.QuerySolutions):
            found.serialize(format=pyoxigraph.QueryResultsFormat.JSON)

    for name in ("point", "join"):
        text = TEXTS[name]
        print(f"{name}:")
        tell("Oxigraph itself", best(partial(raw, text)))
        tell("our evaluator (checks, bounds)", best(partial(ask, evaluator, text)))
        if is_lookup(text):
            tell("to know that it is a look-up", best(lambda _: is_lookup(TEXTS["point"])))
            continue
        before = processor_time(worker)
        tell("pool, web process's side", best(partial(ask, pool, text), 1))
        tell("pool, worker's side, all included", (processor_time(worker) - before) / TIMES)
    workers.close()
    print("any:")
    tell("protocol, negotiation, tag, cache", best(layer_before_flask(dataset)))


def ask(engine: Engine, text: str, number: int) -> Result:
    """Ask a query that was not asked before."""
    return engine(Query(f"{text}#{number}"), WANTED)


def layer_before_flask(dataset: cigref_kg.Dataset) -> Callable[[int], object]:
    """Return a request to that layer, over an engine that does nothing."""
    result = Result(b"x" * 400, "application/sparql-results+json", "bindings")
    app = create_app(dataset, lambda query, accepted: result)  # noqa: ARG005
    layer = PreparedAnswers(app, sparql_endpoint(app), "/cigref-kg", Settings(), Metrics().claim())
    query_string = f"query={quote(TEXTS['point'])}%23{os.getpid()}-{time.monotonic_ns()}"

    def ask(number: int) -> object:
        environ = {
            "REQUEST_METHOD": "GET",
            "wsgi.url_scheme": "http",
            "PATH_INFO": "/sparql",
            "HTTP_HOST": "localhost",
            "wsgi.input": BytesIO(),
            "QUERY_STRING": f"{query_string}-{number}",
        }
        return layer(environ, lambda *_: lambda __: None)

    return ask


def best(work: Callable[[int], object], rounds: int = 5) -> float:
    """Return the processor time of one call, the least of several rounds."""
    measured = []
    for number in range(rounds):
        started = time.process_time()
        for each in range(TIMES):
            work(number * TIMES + each)
        measured.append((time.process_time() - started) / TIMES)
    return min(measured)


def processor_time(pid: int) -> float:
    """Return what a process has used, in seconds."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def tell(what: str, seconds: float) -> None:
    """Print a line."""
    print(f"  {what:<40} {seconds * 1e6:6.1f} µs")


if __name__ == "__main__":
    main()
