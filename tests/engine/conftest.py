"""A small store, and a pool of workers over it."""

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, Store, parse, serialize

from cigref_kg.engine import AcceptedFormats, Limits, Query, Result
from cigref_kg.engine.embedded import memory_store
from cigref_kg.engine.evaluation import Evaluator

BASE = "https://example.org/"
_TRIG = """
PREFIX : <https://example.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
GRAPH :g1 { :a :p "1" }
GRAPH :g2 { :b :p "deux, \\"2\\"\\n"@fr ; skos:broader :a }
"""
N_QUADS = serialize(parse(_TRIG, RdfFormat.TRIG), format=RdfFormat.N_QUADS) or b""

Ask = Callable[..., Result]


@pytest.fixture(scope="session")
def store() -> Store:
    return memory_store(N_QUADS)


@pytest.fixture(scope="session")
def ask(store: Store) -> Ask:
    """Ask the engine in this process."""
    engine = Evaluator(store, BASE, Limits(answer_bytes=20_000, answer_rows=50))

    def answer(text: str, results: str | None = "text/csv", graph: str | None = None) -> Result:
        return engine(Query(text), AcceptedFormats(results, graph))

    return answer
