"""Where the time of cheap queries goes, layer by layer, in microseconds.

    python benchmarks/sparql_costs.py [--esco FILE.nq]

Each layer is called as the one around it calls it, with a query that was not asked before, in turns
with all others, so that a slow moment of the machine hits all; a quarter of the calls were quicker
than what is told. “After a pause” is the whole way again when the processor had nothing to do
before: so it is for a client that waits for each answer before it asks again. In the end the query
is told that took longest of all that are answered in place: the worked ones, and those of the
benchmarks about every profile and competence.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph

import cigref_kg
from cigref_kg.engine import AcceptedFormats, Engine, Limits, Query
from cigref_kg.engine.cardinality import InPlace, read_degrees
from cigref_kg.engine.embedded import load_file, memory_store
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.lookups import Shortcut, is_lookup
from cigref_kg.engine.workers.pool import Pool
from cigref_kg.engine.workers.prefork import PreforkParent
from cigref_kg.records.worked_queries import read_queries
from cigref_kg.server.metrics import Metrics
from cigref_kg.server.prepared import PreparedAnswers
from cigref_kg.server.settings import Settings
from cigref_kg.web.app import create_app
from cigref_kg.web.sparql.endpoint import SparqlEndpoint
from cigref_kg.web.sparql.routes import respond_to
from sparql_mix import KINDS

ROUNDS = 60
CALLS = 40  # of a layer in each round
TRIES = 5  # of a query that might be the longest, of which the quickest counts
PAUSES = (0.000_05, 0.001)  # seconds
WANTED = AcceptedFormats("application/sparql-results+json", "text/turtle")
TEXTS = {kind.name: kind.filled("6.3", "E.8") for kind in KINDS}
MEASURED = ("point", "path", "join", "list")

Environ = dict[str, Any]
Asked = tuple[str, Environ]
"""A query, and the request that asks it."""
Call = Callable[[Asked], object]


def main() -> None:
    """Measure each layer of the way that a query goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--esco", type=Path, help="N-Quads to load beside the nomenclature")
    beside: Path | None = parser.parse_args().esco
    dataset = cigref_kg.load()
    base = dataset.iris.base
    store = memory_store(dataset.n_quads)
    if beside:
        load_file(store, beside)
    evaluator = Evaluator(store, base)
    workers = PreforkParent(lambda: evaluator, Limits(), 1)
    gc.freeze()
    workers.fill()
    pool = Pool(workers.entrance, workers.exit_statuses, Limits())
    in_place = InPlace(store, read_degrees(evaluator))
    shortcut = Shortcut(lambda _: evaluator, pool, Limits(), in_place.allows)
    endpoint = SparqlEndpoint(shortcut, "1", dataset)
    whole = application(dataset, endpoint)

    def raw(asked: Asked) -> object:
        found = store.query(asked[0], base_iri=base, use_default_graph_as_union=True)
        if isinstance(found, pyoxigraph.QuerySolutions):
            return found.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return found

    layers: dict[str, Call] = {
        "Oxigraph itself": raw,
        "+ our evaluator: checks, bounds": asking(evaluator),
        "+ knowing that it is cheap": asking(shortcut),
        "+ the protocol: parameters, formats, tag": lambda asked: respond_to(endpoint, asked[1]),
        "+ cache, sharing, headers, counts": lambda asked: whole(asked[1]),
    }
    for name in MEASURED:
        print(f"{name}:")
        previous = 0.0
        for layer, seconds in in_turns(layers, TEXTS[name]).items():
            print(f"  {layer:<44} {seconds * 1e6:7.1f}  +{(seconds - previous) * 1e6:.1f}")
            previous = seconds
        handed = in_turns({"": asking(pool)}, TEXTS[name])[""]
        print(f"  {'handed to a process that can be stopped':<44} {handed * 1e6:7.1f}")
        for pause in PAUSES:
            seconds = in_turns({"": lambda asked: whole(asked[1])}, TEXTS[name], pause)[""]
            told = f"the whole after a pause of {pause * 1000:g} ms"
            print(f"  {told:<44} {seconds * 1e6:7.1f}")
    took = {
        text: min(timed(asking(evaluator), text) for _ in range(TRIES))
        for text in queries(dataset)
        if is_lookup(text) or in_place.allows(text)
    }
    longest = max(took, key=lambda text: took[text])
    print(
        f"longest of {len(took)} in place, of {len(store):,} triples: {took[longest] * 1e3:.2f} ms"
    )
    print(longest)
    workers.close()


def queries(dataset: cigref_kg.Dataset) -> Iterator[str]:
    """Yield what is asked to find the longest: worked queries, and the mix about everything."""
    for worked in read_queries().values():
        yield worked.text
    content = dataset.nomenclature.content
    for kind in KINDS:
        for profile in content.profiles:
            yield kind.filled(profile.code, "E.8")
        for competence in dataset.nomenclature.framework.competences:
            yield kind.filled("6.3", competence.code)


def timed(call: Call, text: str) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    call((text, {}))
    return time.perf_counter() - started


def asking(engine: Engine) -> Call:
    """Return what asks an engine."""
    return lambda asked: engine(Query(asked[0]), WANTED)


def application(
    dataset: cigref_kg.Dataset, endpoint: SparqlEndpoint
) -> Callable[[Environ], object]:
    """Return what the service does with a request, without the HTTP server."""
    site = create_app(dataset, endpoint=endpoint)
    settings = Settings(log="nothing")
    layer = PreparedAnswers(site, endpoint, "/cigref-kg", settings, Metrics().claim())
    return lambda environ: layer(environ, lambda *_: lambda __: None)


def request(text: str) -> Environ:
    """Return a request as granian hands it over."""
    return {
        "REQUEST_METHOD": "GET",
        "wsgi.url_scheme": "http",
        "PATH_INFO": "/sparql",
        "HTTP_HOST": "localhost",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": BytesIO(),
        "QUERY_STRING": f"query={quote(text)}",
    }


def in_turns(layers: dict[str, Call], text: str, pause: float = 0.0) -> dict[str, float]:
    """Return the seconds of a call of each layer: a quarter of all calls was quicker.

    Args:
        layers: what is called, by name.
        text: a query; each call gets it with another comment.
        pause: seconds to do nothing before each call.
    """
    measured: dict[str, list[float]] = {name: [] for name in layers}
    for _ in range(ROUNDS):
        for name, call in layers.items():
            for _ in range(CALLS):
                query = f"{text} #{time.monotonic_ns()}"
                asked = (query, request(query))
                if pause:
                    time.sleep(pause)
                started = time.perf_counter()
                call(asked)
                measured[name].append(time.perf_counter() - started)
    return {name: sorted(seconds)[len(seconds) // 4] for name, seconds in measured.items()}


if __name__ == "__main__":
    main()
