"""How long it takes to read, match and plan for many people: `python -m benchmarks.people 10000`.

The people are invented (tests/people/inventing.py), with the jobs of the invented company and of
Cigref; processor time and the peak of memory are what is told.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml
from tests.people.inventing import COLUMNS, invented_staff

from cigref_kg.company.dataset import load_with, served_edition
from cigref_kg.people.catalogue import read_catalogue
from cigref_kg.people.plan import make_plan
from cigref_kg.people.reading.assessments import read_assessments
from cigref_kg.people.reading.columns import Columns
from cigref_kg.people.reading.report import people_csv
from cigref_kg.people.staff import read_staff
from cigref_kg.people.team import make_team

EXAMPLES = Path(__file__).parent.parent / "examples"
T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do the work, and say how much processor time it took and the peak of memory so far."""
    begun = time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<44} {time.process_time() - begun:6.2f} s   {peak:6.0f} MiB")
    return result


def run(people: int) -> None:
    """Time each step for so many people."""
    served = served_edition(load_with([EXAMPLES / "verger"]))
    export = invented_staff(served.nomenclature, people).export
    columns = Columns.model_validate(yaml.load(COLUMNS, yaml.BaseLoader))
    lines = export.count(b"\n")
    found = timed(
        f"import {lines:,} lines of {people:,} people",
        lambda: read_assessments([export], columns, served.nomenclature),
    )
    table = timed("write people.csv", lambda: people_csv(found))
    staff = timed("read it", lambda: read_staff([table], served))
    jobs = served.content.profiles
    timed("match with the jobs held", lambda: list(staff.held()))
    timed(f"the five nearest of {len(jobs)} jobs", lambda: list(staff.nearest(jobs, 5)))
    timed("one team", lambda: make_team(staff.people, served.content.profile))
    courses = read_catalogue((EXAMPLES / "staff" / "courses.csv").read_bytes(), served.nomenclature)
    timed("plan", lambda: make_plan(staff, courses, budget=30_000_000))


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
