"""A remote store is asked at the start whether it can answer for this service."""

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

import cigref_kg
from cigref_kg.engine.answers import AcceptedFormats, Query, Result
from cigref_kg.engine.errors import EngineLostError, EvaluationError
from cigref_kg.engine.evaluation import Evaluator
from cigref_kg.engine.limits import Limits
from cigref_kg.graph.serialization import serialize
from cigref_kg.server.probe import UnfitStoreError, refuse_unfit

SHOWN = "http://store.example/query"


@pytest.fixture(scope="module")
def quads(dataset: cigref_kg.Dataset) -> bytes:
    return dataset.n_quads


def store_of(content: bytes) -> Store:
    store = Store()
    store.bulk_load(content, format=RdfFormat.N_QUADS)
    return store


class Unioned:
    """An engine whose default graph is the union of all graphs, as this service needs it."""

    def __init__(self, store: Store, dataset: cigref_kg.Dataset) -> None:
        self.evaluator = Evaluator(store, dataset.iris.base, Limits(seconds=5))

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        return self.evaluator(query, accepted)


class Plain:
    """One whose default graph holds nothing but what is in no named graph."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        assert accepted.results
        found = self.store.query(query.text)
        assert not isinstance(found, QueryTriples)
        body = found.serialize(format=QueryResultsFormat.JSON)
        assert body is not None
        return Result(body, "application/sparql-results+json", "bindings")


def test_a_fit_store_is_taken(dataset: cigref_kg.Dataset, quads: bytes) -> None:
    refuse_unfit(Unioned(store_of(quads), dataset), dataset, SHOWN)


def test_an_empty_store_is_refused_with_what_to_do(dataset: cigref_kg.Dataset) -> None:
    with pytest.raises(UnfitStoreError, match=f"{SHOWN}.*does not hold.*cigref-kg push"):
        refuse_unfit(Unioned(Store(), dataset), dataset, SHOWN)


def test_another_version_is_refused_and_named(dataset: cigref_kg.Dataset, quads: bytes) -> None:
    old = quads.replace(dataset.version.encode(), b"0123456789ab")
    with pytest.raises(UnfitStoreError, match=f"0123456789ab.*{dataset.version}"):
        refuse_unfit(Unioned(store_of(old), dataset), dataset, SHOWN)


def test_a_default_graph_that_is_no_union_is_refused(
    dataset: cigref_kg.Dataset, quads: bytes
) -> None:
    with pytest.raises(UnfitStoreError, match="union-default-graph"):
        refuse_unfit(Plain(store_of(quads)), dataset, SHOWN)


def test_a_store_without_named_graphs_is_taken(dataset: cigref_kg.Dataset) -> None:
    """Some index the triples of the one file that has no graphs."""
    store = Store()
    triples = serialize(dataset.union, "nt", dataset.iris.base)
    store.bulk_load(triples, format=RdfFormat.N_TRIPLES)
    refuse_unfit(Plain(store), dataset, SHOWN)


def test_a_store_without_paths_is_refused(dataset: cigref_kg.Dataset, quads: bytes) -> None:
    fit = Unioned(store_of(quads), dataset)

    def engine(query: Query, accepted: AcceptedFormats) -> Result:
        if ">/<" in query.text:
            raise EvaluationError("no paths here")
        return fit(query, accepted)

    with pytest.raises(UnfitStoreError, match="property paths"):
        refuse_unfit(engine, dataset, SHOWN)


def test_a_silent_store_is_waited_for(dataset: cigref_kg.Dataset) -> None:
    def engine(query: Query, accepted: AcceptedFormats) -> Result:
        raise EngineLostError("refused")

    refuse_unfit(engine, dataset, SHOWN)


def test_one_that_answers_with_errors_is_refused(dataset: cigref_kg.Dataset) -> None:
    def engine(query: Query, accepted: AcceptedFormats) -> Result:
        raise EvaluationError("403 Forbidden")

    with pytest.raises(UnfitStoreError, match="403 Forbidden"):
        refuse_unfit(engine, dataset, SHOWN)
