"""The SPARQL engine of Jena answers the worked questions as the embedded one does.

All in one start: each question inserts its answer into a graph of its own, a line as a blank node.
``describe-profile`` is left out, since a description is what each engine makes of it.
"""

import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
)

import cigref_kg
from cigref_kg.engine.embedded import memory_store
from cigref_kg.records.worked_queries import read_queries
from tests.jena import jena

pytestmark = [pytest.mark.system, pytest.mark.slow]

Cells = set[tuple[str, str]]
Answer = Counter[frozenset[tuple[str, str]]]
"""What stands under which name in a line, and how often there is such a line."""

DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
FORM = re.compile(r"^(SELECT|CONSTRUCT \{(?P<template>.*?)^\}|ASK)", re.MULTILINE | re.DOTALL)


def plain(term: object) -> str:
    """A term as text: engines write the same decimal as 3 and 3.0."""
    if isinstance(term, Literal) and term.datatype == DECIMAL:
        return f"{Decimal(term.value).normalize():f}"
    return str(term)


def embedded(found: QuerySolutions | QueryTriples | QueryBoolean) -> tuple[list[str], Answer]:
    """The variables and the answer that the embedded engine found."""
    lines: list[Cells]
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        cells = ([(name, one[name]) for name in names] for one in found)
        lines = [{(name, plain(term)) for name, term in one if term} for one in cells]
    elif isinstance(found, QueryTriples):
        names = []
        lines = [{(t.predicate.value, plain(t.object)), ("", str(t.subject))} for t in found]
    else:
        names, lines = [], [{("holds", plain(Literal(True)))}] if found else []
    return names, Counter(map(frozenset, lines))


def as_update(name: str, query: str, variables: list[str]) -> str:
    """Return a query as an update that inserts its answer into the graph ``urn:answer:NAME``."""
    form = FORM.search(query)
    assert form, name
    head, body = query[: form.start()], query[form.end() :]
    match form[0]:
        case "SELECT":
            template = "[] " + "; ".join(f"<urn:column:{each}> ?{each}" for each in variables)
            body = f"{{ {{ SELECT{body}\n}} }}"
        case "ASK":
            template = "[] <urn:column:holds> true"
        case _:
            template, body = form["template"], body.replace("WHERE", "", 1)
    return f"{head}\nINSERT {{ GRAPH <urn:answer:{name}> {{ {template} }} }} WHERE {body}"


def inserted(trig: str) -> dict[str, Answer]:
    """The answers that stand in a dataset, by the names of the questions."""
    lines: dict[str, dict[object, Cells]] = defaultdict(lambda: defaultdict(set))
    for quad in parse(trig, format=RdfFormat.TRIG):
        graph, name, value = str(quad.graph_name), quad.predicate.value, plain(quad.object)
        if not graph.startswith("<urn:answer:"):
            continue
        answer = lines[graph.removeprefix("<urn:answer:").removesuffix(">")]
        if name.startswith("urn:column:"):
            answer[quad.subject].add((name.removeprefix("urn:column:"), value))
        else:
            answer[quad.triple] = {(name, value), ("", str(quad.subject))}
    return {name: Counter(map(frozenset, each.values())) for name, each in lines.items()}


def test_jena_answers_the_worked_questions_alike(
    dataset: cigref_kg.Dataset, tmp_path: Path
) -> None:
    store, updates, expected = memory_store(dataset.n_quads), [], {}
    queries = read_queries()
    first = "dataset-graphs"  # before there are graphs of answers
    for name in sorted(queries.keys() - {"describe-profile"}, key=lambda name: name != first):
        query = queries[name].text
        found = store.query(query, use_default_graph_as_union=True)
        variables, expected[name] = embedded(found)
        updates.append(as_update(name, query, variables))
    script, triples, quads = (tmp_path / name for name in ("all.ru", "all.nt", "all.nq"))
    script.write_text(" ;\n".join(updates), "utf-8")
    quads.write_bytes(dataset.n_quads)
    whole = parse(dataset.n_quads, format=RdfFormat.N_QUADS)
    triples.write_text("".join({f"{quad.triple} .\n" for quad in whole}), "utf-8")
    data = (f"--data={triples}", f"--data={quads}")  # the default graph is the union
    done = jena("arq.update", *data, f"--update={script}", "--dump")
    assert not done.stderr
    answers = inserted(done.stdout)
    assert {name for name in expected if answers.get(name, Counter()) != expected[name]} == set()
    assert len(answers) > 40
