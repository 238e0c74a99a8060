"""A small invented ESCO in the layout of the official download, and ways to change it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ESCO = "http://data.europa.eu/esco/"
TESTER = f"{ESCO}occupation/tester"
LEAD = f"{ESCO}occupation/lead"
BAKER = f"{ESCO}occupation/baker"
TEST = f"{ESCO}skill/test"
CODE = f"{ESCO}skill/code"
DOUGH = f"{ESCO}skill/dough"
GROUP = f"{ESCO}skill/S1"

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
Files = dict[str, str]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as the download does."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def files() -> Files:
    """Return the files of a whole download in French and English, by name.

    The columns are those of release 1.2, in another order than there: they are read by name.
    """
    occupations = (
        "conceptUri", "code", "preferredLabel", "conceptType", "iscoGroup", "altLabels",
        "hiddenLabels", "status", "inScheme", "description",
    )  # fmt: skip
    digital = f"{ESCO}concept-scheme/digital, {ESCO}concept-scheme/occupations"
    skills = (
        "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels",
        "description",
    )  # fmt: skip
    groups = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "description")
    isco = ("conceptType", "conceptUri", "code", "preferredLabel", "description")
    broader = ("conceptType", "conceptUri", "broaderType", "broaderUri")
    o, k = "Occupation", "KnowledgeSkillCompetence"
    return {
        "occupations_en.csv": as_csv(occupations, [
            (TESTER, "2519.7", "software tester", o, "2519", "software tester\nQA  tester\ntester",
             "testr", "released", digital, "Software testers test software before delivery."),
            (LEAD, "2519.7.1", "test lead", o, "2519", "", "", "released", "", "Leads testers."),
            (BAKER, "7512.1", "baker", o, "7512", "bread maker", "", "released", "",
             "Bakers make bread from dough."),
        ]),
        "occupations_fr.csv": as_csv(occupations, [
            (TESTER, "2519.7", "testeur de logiciels/testeuse de logiciels", o, "2519",
             "testeuse de logiciels\ntesteur de logiciels", "", "released", digital, ""),
            (LEAD, "2519.7.1", "chef testeur", o, "2519", "", "", "released", "", ""),
            (BAKER, "7512.1", "boulanger/boulangère", o, "7512", "", "", "released", "", ""),
        ]),
        "skills_en.csv": as_csv(skills, [
            (k, TEST, "skill/competence", "cross-sector", "execute software tests",
             "run software tests", "Perform tests of software."),
            (k, CODE, "skill/competence knowledge", "sector-specific", "program computers", "", ""),
            (k, DOUGH, "skill/competence", "occupation-specific", "prepare dough", "", "Knead."),
        ]),
        "skills_fr.csv": as_csv(skills, [
            (k, TEST, "skill/competence", "cross-sector", "exécuter des tests logiciels", "", ""),
            (k, CODE, "skill/competence knowledge", "sector-specific", "programmer", "", ""),
            (k, DOUGH, "skill/competence", "occupation-specific", "pétrir la pâte", "", ""),
        ]),
        "skillGroups_en.csv": as_csv(groups, [("SkillGroup", GROUP, "digital work", "", "")]),
        "skillGroups_fr.csv": as_csv(groups, [("SkillGroup", GROUP, "travail numérique", "", "")]),
        "ISCOGroups_en.csv": as_csv(isco, [
            ("ISCOGroup", f"{ESCO}isco/C2", "2", "Professionals", "They know."),
            ("ISCOGroup", f"{ESCO}isco/C2519", "2519", "Other developers", ""),
            ("ISCOGroup", f"{ESCO}isco/C7512", "7512", "Bakers", ""),
        ]),
        "ISCOGroups_fr.csv": as_csv(isco, [
            ("ISCOGroup", f"{ESCO}isco/C2", "2", "Professions intellectuelles", ""),
            ("ISCOGroup", f"{ESCO}isco/C2519", "2519", "Autres concepteurs", ""),
            ("ISCOGroup", f"{ESCO}isco/C7512", "7512", "Boulangers", ""),
        ]),
        "broaderRelationsOccPillar.csv": as_csv(broader, [
            ("ISCOGroup", f"{ESCO}isco/C2519", "ISCOGroup", f"{ESCO}isco/C2"),
            (o, TESTER, "ISCOGroup", f"{ESCO}isco/C2519"),
            (o, LEAD, o, TESTER),
            (o, LEAD, o, TESTER),
        ]),
        "broaderRelationsSkillPillar.csv": as_csv(broader, [(k, TEST, "SkillGroup", GROUP)]),
        "occupationSkillRelations.csv": as_csv(
            ("occupationUri", "relationType", "skillType", "skillUri"),
            [(TESTER, "essential", "skill/competence", TEST),
             (TESTER, "optional", "knowledge", CODE)],
        ),
        "skillSkillRelations.csv": as_csv(
            ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType",
             "relatedSkillUri"),
            [(TEST, "skill/competence", "optional", "knowledge", CODE)],
        ),
        "conceptSchemes_en.csv": as_csv(
            ("conceptType", "conceptSchemeUri", "preferredLabel", "hasTopConcept"),
            [("ConceptScheme", f"{ESCO}concept-scheme/digital", "Digital", TESTER)],
        ),
    }  # fmt: skip


def write_folder(folder: Path, content: Mapping[str, str]) -> Path:
    """Write the files into a folder, made as needed, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def write_zip(path: Path, content: Mapping[str, str], prefix: str = "") -> Path:
    """Write the files into a zip file and return it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(prefix + name, text)
    return path
