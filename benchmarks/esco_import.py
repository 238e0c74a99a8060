"""Time and memory of `cigref-kg esco import`, in a process of its own.

    python benchmarks/esco_import.py [DOWNLOAD]

Without a download it invents one of the size of ESCO 1.2 in two languages (3,039 occupations,
13,939 skills, 129,004 relations to skills, as many labels and lines of description), so that the
figure can be had by anyone. Invented words: only the counts and lengths are those of ESCO.
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

OCCUPATIONS, SKILLS, SKILL_GROUPS = 3_039, 13_939, 640
RELATIONS, BROADER = 129_004, 20_822
ESCO = "http://data.europa.eu/esco/"
UNIT_GROUPS = [str(number) for number in range(1000, 1436)]
ISCO_GROUPS = sorted({code[:length] for code in UNIT_GROUPS for length in (1, 2, 3, 4)})
SYLLABLES = "ba co di fu ga ho ji ka lo mi ne po ra si tu vé".split()


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


class _Inventor:
    def __init__(self) -> None:
        self.random = random.Random(2022)

    def words(self, count: int) -> str:
        pick = self.random.choice
        return " ".join("".join(pick(SYLLABLES) for _ in range(3)) for _ in range(count))

    def labels(self, count: int) -> str:
        return "\n".join(self.words(4) for _ in range(count))


def invent(folder: Path) -> None:
    """Write a download of the size of ESCO 1.2 in French and English."""
    inventor = _Inventor()
    occupations = [f"{ESCO}occupation/{n:036d}" for n in range(OCCUPATIONS)]
    skills = [f"{ESCO}skill/{n:036d}" for n in range(SKILLS)]
    groups = [f"{ESCO}skill/S{n}" for n in range(SKILL_GROUPS)]
    for language in ("fr", "en"):
        _write_occupations(folder, language, inventor, occupations)
        _write_skills(folder, language, inventor, skills, groups)
    _write_hierarchies(folder, inventor.random, occupations, skills, groups)
    pick = inventor.random.choice
    _write(
        folder / "occupationSkillRelations.csv",
        ("occupationUri", "relationType", "skillType", "skillUri"),
        (
            (pick(occupations), pick(("essential", "optional")), "knowledge", pick(skills))
            for _ in range(RELATIONS)
        ),
    )


def _write_occupations(
    folder: Path, language: str, inventor: _Inventor, occupations: Sequence[str]
) -> None:
    words, scheme = inventor.words, f"{ESCO}concept-scheme/occupations"
    _write(
        folder / f"ISCOGroups_{language}.csv",
        ("conceptType", "conceptUri", "code", "preferredLabel", "description"),
        (("ISCOGroup", f"{ESCO}isco/C{code}", code, words(4), words(150)) for code in ISCO_GROUPS),
    )
    header = (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,"
        "hiddenLabels,status,inScheme,description,code"
    )
    _write(
        folder / f"occupations_{language}.csv",
        header.split(","),
        (
            (
                "Occupation",
                uri,
                _unit_group(n),
                words(3),
                inventor.labels(10),
                "",
                "released",
                scheme,
                words(60),
                f"{n}.1",
            )
            for n, uri in enumerate(occupations)
        ),
    )


def _write_skills(
    folder: Path, language: str, inventor: _Inventor, skills: Sequence[str], groups: Sequence[str]
) -> None:
    words = inventor.words
    schemes = f"{ESCO}concept-scheme/skills, {ESCO}concept-scheme/member-skills"
    _write(
        folder / f"skillGroups_{language}.csv",
        ("conceptType", "conceptUri", "preferredLabel", "description", "code"),
        (("SkillGroup", uri, words(3), words(40), f"S{n}") for n, uri in enumerate(groups)),
    )
    header = (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,"
        "hiddenLabels,status,inScheme,description"
    )
    _write(
        folder / f"skills_{language}.csv",
        header.split(","),
        (
            (
                "KnowledgeSkillCompetence",
                uri,
                "skill/competence",
                "cross-sector",
                words(4),
                inventor.labels(7),
                "",
                "released",
                schemes,
                words(35),
            )
            for uri in skills
        ),
    )


def _write_hierarchies(
    folder: Path,
    chance: random.Random,
    occupations: Sequence[str],
    skills: Sequence[str],
    groups: Sequence[str],
) -> None:
    header = ("conceptType", "conceptUri", "broaderType", "broaderUri")
    isco = f"{ESCO}isco/C"
    occupation_pillar = [
        ("ISCOGroup", isco + code, "ISCOGroup", isco + code[:-1])
        for code in ISCO_GROUPS
        if len(code) > 1
    ]
    occupation_pillar += [
        ("Occupation", uri, "ISCOGroup", isco + _unit_group(n)) for n, uri in enumerate(occupations)
    ]
    _write(folder / "broaderRelationsOccPillar.csv", header, occupation_pillar)
    _write(
        folder / "broaderRelationsSkillPillar.csv",
        header,
        (
            ("KnowledgeSkillCompetence", skills[n % SKILLS], "SkillGroup", chance.choice(groups))
            for n in range(BROADER)
        ),
    )


def _unit_group(number: int) -> str:
    return UNIT_GROUPS[number % len(UNIT_GROUPS)]


def measure(download: Path, sink: Sequence[str]) -> None:
    """Run the command and print its wall time and the largest memory of any run so far."""
    command = [
        sys.executable,
        "-c",
        "from cigref_kg.commands.vocabularies.esco import esco; esco()",
        "import",
        str(download),
        *sink,
    ]
    started = time.perf_counter()
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{sink[0]:8} {seconds:6.1f} s, at most {peak} MB   {result.stdout.splitlines()[0]}")


def main() -> None:
    """Measure both sinks; the file first, since its memory is the smaller."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if len(sys.argv) > 1:
            download = Path(sys.argv[1])
        else:
            download = work / "esco-1.2-invented"
            download.mkdir()
            invent(download)
        size = sum(path.stat().st_size for path in download.rglob("*.csv"))
        print(f"{download}: {size / 1e6:.0f} MB of CSV")
        measure(download, ("--out", str(work / "esco.nq")))
        measure(download, ("--store", str(work / "store")))


if __name__ == "__main__":
    main()
