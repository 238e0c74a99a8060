"""Each way in which a mapping can stop being true is found, and told in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

from cigref_kg.base.model import LANGUAGES, Text
from cigref_kg.records.mappings import Mapping, Relation, Subject, SubjectKind, Target
from cigref_kg.vocabularies.checking import CheckReport
from cigref_kg.vocabularies.esco.checking import REDEFINED, Problem, check
from cigref_kg.vocabularies.esco.classification import Classification
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.sinks import StoreFolder, open_store
from tests.vocabularies.esco.conftest import GRAPH
from tests.vocabularies.esco.downloads import BAKER, ESCO, GROUP, TEST, TESTER, files, write_folder

MAPPING = Mapping(
    subject=Subject(SubjectKind.PROFILE, 2022, "3.3"),
    position=1,
    relation=Relation.CLOSE,
    target=Target(
        TESTER, Text(fr="Testeur de logiciels / testeuse de logiciels", en="Software  tester")
    ),
    source=f"{ESCO}concept-scheme/occupations",
    version="1.2",
    confidence=Decimal("0.9"),
    justification="https://w3id.org/semapv/vocab/ManualMappingCuration",
    reason=Text(fr="Même travail.", en="Same work."),
    author="cigref-kg contributors",
    day=date(2026, 11, 24),
)
SECURITY, REDEFINITION = next(iter(REDEFINED.items()))


def mapped(uri: str, english: str, *, version: str = "1.2", french: str | None = None) -> Mapping:
    return replace(MAPPING, target=Target(uri, Text(fr=french, en=english)), version=version)


def problems(report: CheckReport) -> list[StrEnum | None]:
    return [finding.problem for finding in report.findings]


def test_a_mapping_that_stands_is_no_finding(invented: Classification) -> None:
    nothing_found = replace(MAPPING, target=None, relation=Relation.NONE)
    report = check([MAPPING, nothing_found], invented)
    assert report.findings == ()
    assert report.checked == 1
    assert report.as_text("en") == "1 mappings compared with ESCO 1.2: 0 to look at"


@pytest.mark.parametrize(
    ("mapping", "problem", "english", "french"),
    [
        (mapped(f"{ESCO}occupation/gone", "gone"), Problem.ABSENT, "replaces it", "remplace"),
        (
            mapped(f"{ESCO}occupation/new", "new", version="1.10"),
            Problem.ABSENT,
            "import that one",
            "importez-la",
        ),
        (mapped("no uri", "x"), Problem.ABSENT, "is not in this ESCO", "n’est pas dans"),
        (mapped(TESTER, "QA tester"), Problem.LABEL, "still another name", "reste un autre nom"),
        (mapped(TESTER, "debugger"), Problem.LABEL, "called “software tester” here", "s’appelle"),
        (
            mapped(TESTER, "software tester", french="débogueur"),
            Problem.LABEL,
            "testeur de logiciels",
            "testeur de logiciels",
        ),
        (mapped(GROUP, "digital work"), Problem.KIND, "a group", "un groupe"),
    ],
)
def test_what_no_longer_stands_is_told(
    invented: Classification, mapping: Mapping, problem: Problem, english: str, french: str
) -> None:
    report = check([mapping], invented)
    assert problems(report) == [problem]
    assert english in report.as_text("en")
    assert french in report.as_text("fr")
    assert all("3.3: " in report.as_text(language) for language in LANGUAGES)


def test_a_skill_is_no_occupation(invented: Classification) -> None:
    # The address of the target says that it is a skill, its place in the store what it is.
    assert problems(check([mapped(TEST, "execute software tests")], invented)) == []
    moved = mapped(TEST.replace("/skill/", "/occupation/"), "execute software tests")
    assert problems(check([moved], invented)) == [Problem.ABSENT]


def store_with(folder: Path, label: str, *, release: str, status: str = "released") -> Path:
    content = files()
    for language in ("fr", "en"):
        name = f"occupations_{language}.csv"
        content[name] = content[name].replace(BAKER, SECURITY).replace("released", status)
    content["occupations_en.csv"] = content["occupations_en.csv"].replace(",baker,", f",{label},")
    source = write_folder(folder / "download", content)
    sink = StoreFolder(folder / "store", GRAPH)
    import_esco(source, ("fr", "en"), sink, release=release)
    return folder / "store"


@pytest.mark.parametrize(
    ("release", "label", "versions", "expected"),
    [
        ("1.2", REDEFINITION.after, ("1.1.1",), [Problem.MEANING]),
        ("1.2", REDEFINITION.after, ("1.2",), []),
        ("1.2", REDEFINITION.after, ("1.1.1", "1.2"), []),
        ("1.1.1", REDEFINITION.before, ("1.1.1", "1.2"), []),
        ("1.1.1", REDEFINITION.before, ("1.2",), [Problem.MEANING]),
        ("download of May", REDEFINITION.after, ("1.1.1",), [Problem.MEANING]),
    ],
)
def test_a_concept_that_changed_its_meaning(
    tmp_path: Path, release: str, label: str, versions: tuple[str, ...], expected: list[Problem]
) -> None:
    classification = Classification(open_store(store_with(tmp_path, label, release=release)), GRAPH)
    names = {"1.1.1": REDEFINITION.before, "1.2": REDEFINITION.after}
    mappings = [mapped(SECURITY, names[version], version=version) for version in versions]
    report = check(mappings, classification)
    assert problems(report) == expected
    assert report.checked == 1


def test_a_withdrawn_concept(tmp_path: Path) -> None:
    store = store_with(tmp_path, "guard", release="1.3", status="deprecated")
    report = check([mapped(TESTER, "software tester")], Classification(open_store(store), GRAPH))
    assert problems(report) == [Problem.WITHDRAWN]
    assert "deprecated" in report.as_text("fr")
