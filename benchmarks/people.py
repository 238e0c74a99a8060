"""How long it takes to read, match and plan for many people: `python -m benchmarks.people 10000`.

A company of a hundred jobs is invented, with its people (tests/people/inventing.py) and forty
courses; then the commands are run as a user runs them. Processor time of each, and its peak of
memory, are what is told.
"""

import os
import random
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

from tests.people.inventing import COLUMNS, invented_staff

from cigref_kg.base.files import write_files
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.dataset import load_with, served_edition
from cigref_kg.company.io.folder import folder_files
from cigref_kg.company.records import Company

_JOBS, _COURSES = 100, 40
_COMMANDS = {
    "import": "people import export.csv --columns columns.yaml --company firm --out people.csv",
    "match with the jobs held": "match people.csv --company firm --job held --format csv",
    "the five nearest of the 100 own jobs": "match people.csv --company firm --own-jobs"
    " --format csv",
    "the five nearest, as a workbook": "match people.csv --company firm --own-jobs --format xlsx",
    "rank all for one job": "match people.csv --company firm --job FIRM-1 --format csv",
    "all as one team, as a workbook": "team people.csv --company firm --format xlsx",
    "training plan with a budget, as a workbook": "plan --people people.csv --catalogue courses.csv"
    " --company firm --budget 3000000 --format xlsx",
}


def invented_company(whole: Nomenclature) -> Company:
    """Invent a company: jobs that each extend one of Cigref's, or two, with another level."""
    draw = random.Random(1)
    profiles = [profile for profile in whole.content.profiles if profile.requirements]
    jobs = {}
    for number in range(1, _JOBS + 1):
        root = draw.choice(profiles)
        code, level = draw.choice(list(root.required_levels.items()))
        jobs[f"FIRM-{number}"] = {
            "title": {"fr": f"Métier inventé {number}"},
            "extends": root.code,
            "requirements": {"override": {code: level % 5 + 1}},
            "criticality": draw.randint(1, 5),
        }
    return Company.model_validate(
        {
            "name": "firm",
            "base": "https://firm.example/jobs/",
            "edition": whole.served.year,
            "title": {"fr": "Entreprise inventée"},
            "profiles": jobs,
        }
    )


def invented_courses(whole: Nomenclature) -> bytes:
    """Invent a catalogue."""
    draw = random.Random(2)
    rows = ["Code;Intitulé;Compétence;Niveau visé;Durée (jours);Coût HT (€)"]
    for number in range(1, _COURSES + 1):
        code = draw.choice(whole.framework.competences).code
        price = f"{draw.randint(2, 40) * 100},00 €"
        rows.append(f"F-{number};Formation {number};{code};{draw.randint(2, 5)};2;{price}")
    return "\n".join(rows).encode("cp1252")


def run(people: int) -> None:
    """Time each command for so many people."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        # In a process of its own: a command begun from here counts what is in memory here.
        inventing = get_context("spawn").Process(target=_invent, args=(folder, people))
        inventing.start()
        inventing.join()
        for what, arguments in _COMMANDS.items():
            out = () if "--out" in arguments else ("--out", "answer")
            _timed(what, [*arguments.split(), *out], folder)


def _invent(folder: Path, people: int) -> None:
    """Write all that the commands read."""
    whole = load_with(()).nomenclature
    company = invented_company(whole)
    files = {f"firm/{name}": content for name, content in folder_files(company).items()}
    write_files(folder, files)
    served = served_edition(load_with([folder / "firm"]))
    staff = invented_staff(served.nomenclature, people, jobs=list(company.profiles))
    write_files(folder, {"export.csv": staff.export, "courses.csv": invented_courses(whole)})
    (folder / "columns.yaml").write_text(COLUMNS, encoding="utf-8")
    print(f"{len(staff.rows):,} lines of {people:,} people, {len(served.content.profiles)} jobs")


def _timed(what: str, arguments: list[str], folder: Path) -> None:
    """Run a command in a folder, and say its processor time and its peak of memory."""
    program = Path(sys.executable).with_name("cigref-kg")
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(program, [str(program), *arguments])
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{what}: the command failed")
    seconds = used.ru_utime + used.ru_stime
    print(f"{what:<44} {seconds:6.1f} s   {used.ru_maxrss / 1024:6.0f} MiB", flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
