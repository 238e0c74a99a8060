"""The bounded pool: queries that go too far end, others do not notice, workers come back."""

import os
import select
import signal
import threading
from collections.abc import Iterator

import pytest

from cigref_kg.engine import AcceptedFormats, Limits, Query
from cigref_kg.engine.errors import (
    ComplexityError,
    DeadlineError,
    EngineLostError,
    MalformedQueryError,
    MemoryLimitError,
    OverloadError,
    QueryError,
)
from cigref_kg.engine.limits import MEBIBYTE
from cigref_kg.engine.workers.pool import Pool, Worker
from tests.engine.pools import running_pool

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { VALUES ?a { # } VALUES ?b { # } VALUES ?c { # } "
    "VALUES ?d { # } VALUES ?e { # } }"
).replace("#", " ".join(map(str, range(200))))
SORTED_PRODUCT = (
    "SELECT * { VALUES ?a { # } VALUES ?b { # } VALUES ?c { # } } ORDER BY ?c ?b"
).replace("#", " ".join(f'"{number:050}"' for number in range(300)))
LIMITS = Limits(
    seconds=2,
    short_seconds=0.1,
    memory=96 * MEBIBYTE,
    short_memory=48 * MEBIBYTE,
    short_places=2,
    long_places=1,
    waiting=2,
)
WANTED = AcceptedFormats("application/sparql-results+json", "text/turtle")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with running_pool(LIMITS) as pool:
        yield pool


def test_answers_are_those_of_the_engine(pool: Pool) -> None:
    assert pool(Query("ASK {}"), WANTED).body == b'{"head":{},"boolean":true}'
    described = pool(Query("DESCRIBE <a>"), WANTED)
    assert (described.kind, described.media_type) == ("graph", "text/turtle")
    with pytest.raises(MalformedQueryError) as raised:
        pool(Query("ASK {\n  ?s ?p"), WANTED)
    assert raised.value.line == 2


def test_endless_query_ends_at_the_deadline(pool: Pool) -> None:
    with pytest.raises(DeadlineError):
        pool(Query(ENDLESS), WANTED)
    assert pool(Query("ASK {}"), WANTED).kind == "boolean"


def test_query_that_sorts_too_much_ends_for_lack_of_memory(pool: Pool) -> None:
    with pytest.raises((MemoryLimitError, DeadlineError)):
        pool(Query(SORTED_PRODUCT), WANTED)
    assert pool(Query("ASK {}"), WANTED).kind == "boolean"


def test_query_that_breaks_the_engine_costs_one_answer(pool: Pool) -> None:
    with pytest.raises(ComplexityError):
        pool(Query("ASK { FILTER(" + "!" * 100_000 + "true) }"), WANTED)
    assert pool(Query("ASK {}"), WANTED).kind == "boolean"


def test_short_queries_are_answered_beside_endless_ones_and_the_queue_is_bounded(
    pool: Pool,
) -> None:
    outcomes: list[type[QueryError]] = []

    def run_endless() -> None:
        try:
            pool(Query(ENDLESS), WANTED)
        except QueryError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=run_endless) for _ in range(8)]
    for thread in threads:
        thread.start()
    answered = 0
    while any(thread.is_alive() for thread in threads):
        try:
            answered += pool(Query("ASK {}"), WANTED).kind == "boolean"
        except OverloadError:
            continue
    for thread in threads:
        thread.join()
    assert answered > 0
    assert set(outcomes) <= {DeadlineError, OverloadError}
    assert outcomes.count(OverloadError) >= 3
    assert (pool.running, pool.waiting) == (0, 0)


def test_killed_idle_worker_is_not_noticed(pool: Pool) -> None:
    pool(Query("ASK {}"), WANTED)
    for worker in list(pool._idle):
        os.kill(worker.pid, signal.SIGKILL)
        assert select.select([worker._connection], [], [], 10)[0], "it does not die"
    assert pool(Query("ASK {}"), WANTED).kind == "boolean"


def test_worker_killed_at_work_costs_its_answer(pool: Pool) -> None:
    def kill(worker: Worker) -> None:
        os.kill(worker.pid, signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "allow_more", kill)  # what is asked for when a query takes long
        with pytest.raises(EngineLostError):
            pool(Query(ENDLESS), WANTED)
    assert pool(Query("ASK {}"), WANTED).kind == "boolean"


def test_worker_ends_when_its_client_goes(pool: Pool) -> None:
    worker = pool._ask(Query(ENDLESS), WANTED, deadline=float("inf"))
    handle = os.pidfd_open(worker.pid)
    worker.end()
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        assert poll.poll(60_000), "the worker goes on for nobody"
    finally:
        os.close(handle)
