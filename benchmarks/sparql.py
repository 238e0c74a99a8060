"""Answers per second of SPARQL servers on the same triples, side by side in one run.

    apt-get install wrk virtuoso-opensource-7
    pip install oxigraph
    python -m venv peers && peers/bin/pip install rdflib-endpoint oxrdflib uvicorn
    python benchmarks/sparql.py --peers-python peers/bin/python --rounds 3 --seconds 1

Rounds are interleaved: in each, every server gets every load once, so that a slow moment of the
machine hits all. Medians are told, and ratios to Oxigraph's server. What is not installed is left
out. “constant” is our HTTP server with a Python function that answers the same bytes to everything:
the most that any answer of ours could reach. With ``--esco FILE.nq`` (from ``cigref-kg esco import
DIR --out FILE.nq``) the graph is the large one, with ``--companies 4`` about ten times the
nomenclature's: an invented framework of 1,000 jobs under as many names.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

import cigref_kg
from cigref_kg.base.files import write_files
from cigref_kg.company.adding import company_files
from cigref_kg.company.checking import check
from cigref_kg.company.io.folder import folder_files
from cigref_kg.company.io.sources import read_source
from company import invent_company
from sparql_load import measure
from sparql_mix import KINDS, Kind, zipf_mix
from sparql_peers import (
    Peer,
    constant,
    find_programs,
    ours,
    oxigraph,
    rdflib_endpoint,
    settle,
    virtuoso,
)

Key = tuple[str, str, int]
"""A kind of query, cold or warm, concurrency."""
CONCURRENCIES = (1, 16)
REFERENCE = "Oxigraph"
JOBS = 1000
"""Of a company in the large graph."""


def main() -> None:
    """Run the benchmark and print its tables."""
    arguments = read_arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with peers_on_same_triples(arguments, folder) as peers:
            rates = run_rounds(peers, arguments, folder)
    print_tables(rates, [peer.name for peer in peers], arguments)


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers-python", help="a Python that has rdflib-endpoint and oxrdflib")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=1, help="of each load")
    parser.add_argument("--esco", type=Path, help="N-Quads to load beside the nomenclature")
    parser.add_argument("--companies", type=int, default=0, help="frameworks to load beside it")
    parser.add_argument("--only", nargs="*", default=[], help="names of servers, all without it")
    return parser.parse_args()


@contextmanager
def peers_on_same_triples(arguments: argparse.Namespace, folder: Path) -> Iterator[list[Peer]]:
    """Start all servers that are installed."""
    triples = folder / "all.nt"
    extra = [arguments.esco.resolve()] if arguments.esco else []
    if arguments.companies:
        extra.append(write_companies(folder, arguments.companies))
    write_triples(triples, extra)
    programs = find_programs(arguments.peers_python)
    with ExitStack() as stack:
        starts: dict[str, Callable[[], AbstractContextManager[Peer]]]
        starts = {"ours": partial(ours, folder, extra), "constant": partial(constant, folder)}
        if programs.oxigraph:
            starts[REFERENCE] = partial(oxigraph, programs.oxigraph, folder, triples)
        if programs.virtuoso:
            starts["Virtuoso"] = partial(virtuoso, programs.virtuoso, folder, triples)
        if programs.python:
            for store in ("Memory", "Oxigraph"):
                name = f"rdflib-endpoint, {store}"
                starts[name] = partial(rdflib_endpoint, programs.python, folder, triples, store)
        wanted = [name for name in starts if name in (arguments.only or starts)]
        print(f"servers: {', '.join(wanted)}", file=sys.stderr)
        yield [stack.enter_context(starts[name]()) for name in wanted]


def write_companies(folder: Path, count: int) -> Path:
    """Write the graphs of an invented framework under several names; return the file."""
    dataset = cigref_kg.load()
    company = invent_company(dataset, JOBS)
    write_files(folder / company.name, folder_files(company))
    checked = check(read_source(folder / company.name)[0], dataset)
    graphs = company_files(checked, dataset.iris)[f"{company.name}.nq"]
    path = folder / "companies.nq"
    with path.open("wb") as file:
        for number in range(count):
            file.write(graphs.replace(b"//bench.", f"//bench{number}.".encode()))
    return path


def write_triples(path: Path, extra: Sequence[Path]) -> None:
    """Write the triples of all graphs, each once."""
    sources = [cigref_kg.load().n_quads, *(file.read_bytes() for file in extra)]
    triples = {quad.triple: None for source in sources for quad in parse(source, RdfFormat.N_QUADS)}
    serialize(triples, str(path), RdfFormat.N_TRIPLES)


def measured_kinds(arguments: argparse.Namespace) -> list[Kind]:
    """Return what is asked: with thousands of jobs not all pairs of them, which fill the memory."""
    left_out = {"similarity"} if arguments.companies else set()
    return [kind for kind in KINDS if kind.name not in left_out]


def run_rounds(
    peers: Sequence[Peer], arguments: argparse.Namespace, folder: Path
) -> dict[tuple[str, Key], list[float]]:
    """Measure every load on every server, once a round."""
    rates: dict[tuple[str, Key], list[float]] = defaultdict(list)
    kinds = measured_kinds(arguments)
    mix = list(zipf_mix(seed=1, kinds=kinds))
    loads = {
        **{(kind.name, "cold"): [kind.filled("6.3", "E.8")] for kind in kinds},
        **{(kind.name, "warm"): [kind.filled("6.3", "E.8")] for kind in kinds},
        ("mix", "warm"): mix,
        ("mix", "cold"): mix,
    }
    for number in range(arguments.rounds):
        for (name, state), queries in loads.items():
            for concurrency in CONCURRENCIES:
                for peer in peers:
                    for other in peers:
                        settle(other)
                    found = measure(
                        peer.port,
                        peer.path,
                        queries,
                        cold=state == "cold",
                        concurrency=concurrency,
                        seconds=arguments.seconds,
                        salt=uuid.uuid4().hex[:8],
                        folder=folder,
                    )
                    if found.failures:
                        print(f"{peer.name}: {found.failures} failed ({name})", file=sys.stderr)
                    key = (name, state, concurrency)
                    rates[peer.name, key].append(0.0 if found.failures else found.per_second)
        print(f"round {number + 1} of {arguments.rounds} done", file=sys.stderr)
    return rates


def print_tables(
    rates: dict[tuple[str, Key], list[float]], names: Sequence[str], arguments: argparse.Namespace
) -> None:
    """Print medians, and ratios of ours to the others."""
    graph = f"nomenclature and {arguments.esco.name}" if arguments.esco else "nomenclature"
    if arguments.companies:
        graph += f" and {arguments.companies} companies of {JOBS:,} jobs"
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}; graph: {graph}; medians of {arguments.rounds} "
        f"rounds of {arguments.seconds} s; concurrency 1 / 16\n"
    )
    for state in ("cold", "warm"):
        print(f"{state}: answers per second\n")
        kinds = [*(kind.name for kind in measured_kinds(arguments)), "mix"]
        print("| server | " + " | ".join(kinds) + " |")
        print("| --- |" + " --- |" * len(kinds))
        for name in names:
            cells = [pair(rates, name, kind, state) for kind in kinds]
            print(f"| {name} | " + " | ".join(cells) + " |")
        for name in names:
            if name != "ours" and "ours" in names:
                cells = [ratios(rates, name, kind, state) for kind in kinds]
                print(f"| ours ÷ {name} | " + " | ".join(cells) + " |")
        print()


def pair(rates: dict[tuple[str, Key], list[float]], name: str, kind: str, state: str) -> str:
    """Return the medians at each concurrency."""
    medians = [statistics.median(rates[name, (kind, state, c)]) for c in CONCURRENCIES]
    return " / ".join(f"{median:,.0f}" if median >= 10 else f"{median:.1f}" for median in medians)


def ratios(rates: dict[tuple[str, Key], list[float]], name: str, kind: str, state: str) -> str:
    """Return the medians of the ratios within each round."""
    cells = []
    for concurrency in CONCURRENCIES:
        key = (kind, state, concurrency)
        pairs = zip(rates["ours", key], rates[name, key], strict=True)
        found = [mine / theirs for mine, theirs in pairs if theirs]
        cells.append(f"{statistics.median(found):.2g}" if found else "—")
    return " / ".join(cells)


if __name__ == "__main__":
    main()
