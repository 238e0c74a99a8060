"""Time of the work on a large framework: 1,000 company profiles and 10,000 people.

    python benchmarks/company.py [PROFILES] [PEOPLE]

Each figure is one run in this process, after the nomenclature was loaded (its time is shown too).
Every profile extends one of the nomenclature's, changes four requirements and has ten statements of
its own; every person has eight competences. All invented, the same at each run.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from cigref_kg import Dataset, load
from cigref_kg.base.files import write_files
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.adding import company_files
from cigref_kg.company.checking import check
from cigref_kg.company.combined import combined
from cigref_kg.company.io.folder import folder_files
from cigref_kg.company.io.sources import read_source
from cigref_kg.company.io.workbook_writing import workbook_bytes
from cigref_kg.company.records import Company
from cigref_kg.insight.matching import Matcher
from cigref_kg.people.reading.assessments import Assessments
from cigref_kg.people.reading.columns import Columns
from cigref_kg.people.staff import Employee, staff_of
from cigref_kg.people.team import make_team

T = TypeVar("T")


def _read(table: bytes, whole: Nomenclature) -> Sequence[Employee]:
    found = Assessments(Columns(), whole)
    found.read(table)
    return staff_of(found).people


def timed(what: str, work: Callable[[], T]) -> T:
    """Do the work and say how long it took."""
    begun, cpu = time.perf_counter(), time.process_time()
    result = work()
    elapsed, used = time.perf_counter() - begun, time.process_time() - cpu
    print(f"{what:<52} {elapsed:7.2f} s, of which {used:.2f} s of processor time")
    return result


def invent_company(dataset: Dataset, count: int) -> Company:
    """Return a framework of ``count`` profiles that fits."""
    draw = random.Random(2022)
    known = dataset.nomenclature.content.profiles
    content: dict[str, Any] = {
        "name": "bench",
        "base": "https://bench.example/",
        "edition": dataset.nomenclature.served.year,
        "title": {"fr": "Banc", "en": "Bench"},
        "families": {f"FAM-{n}": {"title": {"fr": f"Famille {n}"}} for n in range(20)},
        "competences": {f"OWN-C{n}": {"title": {"fr": f"Savoir {n}"}} for n in range(40)},
        "profiles": {},
    }
    for number in range(count):
        extended = draw.choice(known)
        first, second = draw.sample(sorted(extended.required_levels), 2)
        content["profiles"][f"JOB-{number}"] = {
            "title": {"fr": f"Métier {number}", "en": f"Job {number}"},
            "extends": extended.code,
            "family": f"FAM-{number % 20}",
            "requirements": {
                "add": {f"OWN-C{c}": draw.randint(1, 5) for c in draw.sample(range(40), 2)},
                "override": {first: extended.required_levels[first] % 5 + 1},
                "drop": [second],
            },
            "activities": [
                {"activities": [{"fr": f"Fait {n}.", "en": f"Does {n}."} for n in range(6)]}
            ],
            "deliverables": [{"fr": f"Livrable {n}."} for n in range(2)],
            "indicators": [{"fr": f"Mesure {n}."} for n in range(2)],
        }
    return Company.model_validate(content)


def invent_people(codes: list[str], count: int) -> bytes:
    """Return a table of ``count`` people."""
    draw = random.Random(2019)
    rows = ["person,competence,level"]
    for number in range(count):
        rows += [f"P{number},{code},{draw.randint(1, 5)}" for code in draw.sample(codes, 8)]
    return "\n".join(rows).encode()


def run(profiles: int, people: int, folder: Path) -> None:
    """Time each command's work."""
    dataset = timed("load the nomenclature", load)
    company = invent_company(dataset, profiles)
    write_files(folder / "bench", folder_files(company))
    source, _ = timed(
        f"read {profiles:,} profiles from YAML", lambda: read_source(folder / "bench")
    )
    checked = timed("check: fit, graph, shapes", lambda: check(source, dataset))
    files = timed("build: Turtle and N-Quads", lambda: company_files(checked, dataset.iris))
    book = timed("write the workbook", lambda: workbook_bytes(company, dataset.nomenclature))
    write_files(folder, {**files, "bench.xlsx": book})
    timed("read the workbook", lambda: read_source(folder / "bench.xlsx"))
    timed("read the Turtle", lambda: read_source(folder / "bench.ttl"))
    whole = timed("effective profiles", lambda: combined(dataset.nomenclature, [checked.view]))
    table = invent_people([c.code for c in whole.framework.competences], people)
    read = timed(f"read {people:,} people", lambda: _read(table, whole))
    matcher = Matcher(whole.content.profiles)
    jobs = matcher.profiles[:50]
    against = f"{len(matcher.profiles):,} profiles"
    timed(f"match them with {against}", lambda: [matcher.nearest(p.levels) for p in read])
    timed(f"look at them as a team for {len(jobs)} of them", lambda: make_team(read, {}, jobs))
    own = Matcher(dataset.nomenclature.content.profiles)
    timed("match them with the 50 of Cigref", lambda: [own.nearest(p.levels) for p in read])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(checked.graph):,} triples in the company's graph; peak memory {peak:,.0f} MiB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sizes = [int(argument) for argument in sys.argv[1:3]]
        profiles, people = sizes + [1_000, 10_000][len(sizes) :]
        run(profiles, people, Path(name))
