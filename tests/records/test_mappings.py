"""The mappings: what is shipped, how it is looked up, and what a wrong file is told."""

import csv
import os
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from cigref_kg.base.iris import Iris
from cigref_kg.base.locations import MAPPINGS
from cigref_kg.base.model import Nomenclature, Text
from cigref_kg.records.errors import RecordError
from cigref_kg.records.mappings import (
    Mapping,
    MappingIndex,
    Relation,
    SubjectKind,
    Vocabulary,
    accepted,
    read_mappings,
)
from tests.conftest import ROOT, SHARED

PROFILES = MAPPINGS / "profiles-esco.sssom.tsv"
RENAMED = {
    "http://data.europa.eu/esco/occupation/0ce5a9f4-e00a-4bbe-b255-3c63407167a4",
    "http://data.europa.eu/esco/occupation/7754d570-9519-48c2-b1c9-8e165f8bca0f",
    "http://data.europa.eu/esco/occupation/35553663-deab-4d9a-bf22-15c1625d28e8",
}
"""The concepts to which ESCO 1.2 gave another meaning under the same URI."""


@pytest.fixture(scope="module")
def mappings() -> tuple[Mapping, ...]:
    return read_mappings()


def codes(mappings: tuple[Mapping, ...], kind: SubjectKind) -> set[str]:
    """The codes of 2022, and of its framework."""
    subjects = {mapping.subject for mapping in mappings if mapping.subject.year != 2024}
    return {subject.code for subject in subjects if subject.kind is kind}


# --- What is shipped ------------------------------------------------------------------------------


def test_everything_is_judged(mappings: tuple[Mapping, ...], nomenclature: Nomenclature) -> None:
    assert codes(mappings, SubjectKind.PROFILE) == set(nomenclature.content.profile)
    assert codes(mappings, SubjectKind.COMPETENCE) == set(nomenclature.framework.competence)
    assert codes(mappings, SubjectKind.ASPECT) == set(nomenclature.framework.aspect)


def test_every_profile_is_placed_in_isco(mappings: tuple[Mapping, ...]) -> None:
    placed = [mapping for mapping in mappings if mapping.vocabulary is Vocabulary.ISCO]
    assert codes(tuple(placed), SubjectKind.PROFILE) == codes(mappings, SubjectKind.PROFILE)
    broader = Counter(m.subject for m in placed if m.relation is Relation.BROAD)
    # A unit group holds a profile or does not: no profile stands in two.
    assert set(broader.values()) == {1}
    for mapping in placed:
        if mapping.target is not None:
            assert mapping.target.uri.endswith(f"/C{mapping.target.notation}")


def test_a_competence_is_no_more_than_related_to_what_is_to_be_known(
    mappings: tuple[Mapping, ...],
) -> None:
    folder = SHARED / "esco"
    if not folder.is_dir():
        pytest.skip("the reference copy of ESCO is not at hand (shared/esco)")
    knowledge = {row["uri"] for row in esco(folder, "skills") if row["type"] == "knowledge"}
    found = [mapping for mapping in mappings if uri_of(mapping) in knowledge]
    assert found
    assert {mapping.relation for mapping in found} & {Relation.EXACT, Relation.CLOSE} == set()


def test_no_profile_is_broader_than_one_that_is_the_same(mappings: tuple[Mapping, ...]) -> None:
    """An exact match and a broad match to one concept would order two profiles."""
    exact = {uri_of(m) for m in mappings if m.relation is Relation.EXACT}
    ordered = {uri_of(m) for m in mappings if m.relation in {Relation.BROAD, Relation.NARROW}}
    allowed = {
        # 1.2 and 1.6 are so ordered by what both say of themselves.
        "http://data.europa.eu/esco/occupation/2bef94db-0088-4507-982a-2ca717529adb",
        "https://w3id.org/cigref-kg/id/rome/M1838",
        "https://w3id.org/cigref-kg/id/rome/appellation/20493",
    }
    assert (exact & ordered) - {None} <= allowed


def test_an_esco_concept_has_one_exact_match(mappings: tuple[Mapping, ...]) -> None:
    exact = Counter(
        mapping.target.uri
        for mapping in mappings
        if mapping.target and mapping.relation is Relation.EXACT
    )
    assert exact
    assert set(exact.values()) == {1}


def test_the_best_comes_first(mappings: tuple[Mapping, ...]) -> None:
    confidence: dict[object, Decimal] = {}
    for mapping in mappings:
        ranked = mapping.subject, mapping.vocabulary
        assert mapping.confidence <= confidence.get(ranked, Decimal(1)), mapping.path
        confidence[ranked] = mapping.confidence


def test_labels_of_subjects_are_our_titles(nomenclature: Nomenclature) -> None:
    content, framework = nomenclature.content, nomenclature.framework
    titles = {
        **{f"cigref.profile:{profile.code}": profile.names.title for profile in content.profiles},
        **{f"ecf.competence:{item.code}": item.names.title for item in framework.competences},
        **{f"ecf.aspect:{aspect.code}": aspect.names.title for aspect in framework.aspects},
        # The two profiles that the edition of 2024 adds.
        "cigref.profile.2024:2.8": Text(fr="Product Manager", en="Product Manager"),
        "cigref.profile.2024:8.6": Text(fr="Data Architect", en="Data Architect"),
    }
    for file in MAPPINGS.glob("*.sssom.tsv"):
        for row in rows(file):
            title = titles[row["subject_id"]]
            assert (row["subject_label_fr"], row["subject_label"]) == (title.fr, title.en)


def test_a_concept_that_changed_meaning_is_judged_as_it_is_now(
    mappings: tuple[Mapping, ...],
) -> None:
    renamed = [mapping for mapping in accepted(mappings) if uri_of(mapping) in RENAMED]
    assert renamed
    assert {mapping.version for mapping in renamed} == {"1.2"}
    assert {mapping.relation for mapping in renamed} == {Relation.RELATED}


def uri_of(mapping: Mapping) -> str | None:
    return mapping.target.uri if mapping.target else None


FALSE_FRIEND = re.compile(r"^\| ([\w., ]+) \| \[[^]]+\]\((http://data\.europa\.eu/esco/\S+)\) \|")


def false_friends() -> list[tuple[str, str]]:
    """The table of the documentation: our code and the ESCO concept that is none of it."""
    lines = (ROOT / "docs" / "esco.md").read_text("utf-8").splitlines()
    found = [match for line in lines if (match := FALSE_FRIEND.match(line))]
    return [(code, match[2]) for match in found for code in match[1].split(", ")]


@pytest.mark.parametrize(("code", "uri"), false_friends())
def test_a_false_friend_is_at_most_related(
    mappings: tuple[Mapping, ...], code: str, uri: str
) -> None:
    found = {
        mapping.relation
        for mapping in mappings
        if mapping.target and (mapping.subject.code, mapping.target.uri) == (code, uri)
    }
    assert found <= {Relation.RELATED}


def test_the_documentation_lists_false_friends() -> None:
    assert len(false_friends()) > 25


def test_targets_are_in_esco_with_that_label(mappings: tuple[Mapping, ...]) -> None:
    folder = SHARED / "esco"
    if not folder.is_dir():
        pytest.skip("the reference copy of ESCO is not at hand (shared/esco)")
    known = {row["uri"]: row for name in ("occupations", "skills") for row in esco(folder, name)}
    for mapping in mappings:
        if mapping.target is None or mapping.vocabulary is not Vocabulary.ESCO:
            continue
        concept = known[mapping.target.uri]
        # The copy calls the version of skills 1.1 and that of occupations 1.1.1.
        seen = {version.replace("1.1.1", "1.1") for version in concept["versions"].split("|")}
        assert mapping.version.replace("1.1.1", "1.1") in seen, mapping.path
        renamed = mapping.version == "1.2" and mapping.target.uri in RENAMED
        label = concept["preferred_en_v12"] if renamed else concept["preferred_en"]
        assert mapping.target.labels.en == label
        if mapping.target.kind == "occupation":
            assert (mapping.target.isco_group or "") == concept["isco08"]
            assert (mapping.target.notation or "") == concept["esco_code"]


def esco(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(file: Path) -> list[dict[str, str]]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


# --- Looking up -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(mappings: tuple[Mapping, ...]) -> MappingIndex:
    return MappingIndex(mappings, Iris("http://localhost/"))


def test_mappings_of_a_subject_best_first(index: MappingIndex) -> None:
    found = index.mappings_of("http://localhost/id/2022/profile/2.1")
    assert [mapping.position for mapping in found] == list(range(1, len(found) + 1))
    assert {mapping.subject.code for mapping in found} == {"2.1"}
    assert index.mappings_of("http://localhost/id/2022/profile/10.1") == ()


def best(index: MappingIndex, path: str) -> str:
    """The URI of the best target of a subject."""
    [first, *_] = index.mappings_of(f"http://localhost/id/{path}")
    assert first.target is not None
    return first.target.uri


def test_a_profile_that_a_later_edition_keeps_has_the_judgement_of_the_older_one(
    index: MappingIndex,
) -> None:
    kept = index.mappings_of("http://localhost/id/2024/profile/6.3")
    assert kept == index.mappings_of("http://localhost/id/2022/profile/6.3")
    [new, *_] = index.mappings_of("http://localhost/id/2024/profile/2.8")
    assert new.subject.year == 2024
    assert index.mappings_of("http://localhost/id/2022/profile/2.8") == ()


def test_profiles_for_an_occupation_strongest_first(index: MappingIndex) -> None:
    found = index.subjects_for(best(index, "2022/profile/2.3"))
    assert [mapping.subject.code for mapping in found][:3] == ["2.3", "2.2", "2.1"]
    strongest = list(Relation)
    order = [strongest.index(mapping.relation) for mapping in found]
    assert order == sorted(order)


def test_subjects_of_skills_are_no_profiles(index: MappingIndex) -> None:
    found = index.subjects_for(best(index, "ecf/2019/competence/D.8"))
    assert "D.8" in {mapping.subject.code for mapping in found}
    assert all(mapping.subject.kind is not SubjectKind.PROFILE for mapping in found)


def test_nothing_found_is_not_accepted(mappings: tuple[Mapping, ...]) -> None:
    holding = accepted(mappings)
    assert all(mapping.target for mapping in holding)
    pairs = [(mapping.subject, mapping.target.uri) for mapping in holding if mapping.target]
    assert len(pairs) == len(set(pairs))


# --- A wrong file ---------------------------------------------------------------------------------

HEAD = """\
#curie_map:
#  p: https://w3id.org/cigref-kg/id/2022/profile/
#  o: http://data.europa.eu/esco/occupation/
#  s: http://data.europa.eu/esco/skill/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#  sssom: https://w3id.org/sssom/
#object_source: http://data.europa.eu/esco/concept-scheme/occupations
#mapping_date: "2026-11-24"
"""
ROW = {
    "subject_id": "p:6.3",
    "predicate_id": "skos:closeMatch",
    "object_id": "o:g-1",
    "object_label": "gardener",
    "mapping_justification": "semapv:ManualMappingCuration",
    "author_label": "Someone",
    "object_source_version": "1.1.1",
    "confidence": "0.5",
    "comment": "Close.",
    "comment_fr": "Proche.",
}


def write(folder: Path, *changes: dict[str, str], head: str = HEAD) -> Path:
    """Write a file with a row for each dictionary: what differs from a right row."""
    lines = ["\t".join(ROW), *("\t".join({**ROW, **change}.values()) for change in changes)]
    file = folder / "garden.sssom.tsv"
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(RecordError) as caught:
        read_mappings(folder)
    return tuple(each.localized("en") for each in caught.value.problems)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, {}, {"object_id": "o:g-2", "confidence": "0.4"})
    first, second = read_mappings(tmp_path)
    assert (first.position, second.position) == (1, 2)
    assert first.target is not None
    assert first.target.uri == "http://data.europa.eu/esco/occupation/g-1"
    assert first.path == "mapping/2022/profile/6.3/1"
    assert first.day.isoformat() == "2026-11-24"


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("subject_id", "p:63", "is no profile, competence or aspect"),
        ("subject_id", "q:6.3", "not in the curie_map"),
        ("predicate_id", "skos:broader", "no mapping relation of SKOS"),
        ("object_id", "sssom:NoTermFound", "goes with sssom:NoTermFound"),
        ("object_id", "s:g-1", "no ESCO occupation"),
        ("object_id", "http://example.org/g-1", "no ESCO occupation"),
        ("object_label", "", "give a value"),
        ("mapping_justification", "skos:closeMatch", "no term of SEMAPV"),
        ("object_source_version", "v1", "not written like 1.1.1"),
        ("confidence", "1.5", "no number from 0 to 1"),
        ("confidence", "high", "no number from 0 to 1"),
        ("confidence", "NaN", "no number from 0 to 1"),
        ("comment", "", "give a value"),
        ("comment_fr", "", "give a value"),
        ("author_label", "", "give a value"),
    ],
)
def test_a_wrong_cell_is_told_with_file_line_and_column(
    tmp_path: Path, column: str, value: str, told: str
) -> None:
    file = write(tmp_path, {}, {"object_id": "o:g-2", column: value})
    [problem] = problems(tmp_path)
    assert problem.startswith(f"{file}: line 12, column {column}: ")
    assert told in problem


def test_every_problem_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"confidence": "2"}, {"comment": ""})
    assert len(problems(tmp_path)) == 2


def test_a_wrong_date_in_the_head(tmp_path: Path) -> None:
    write(tmp_path, {}, head=HEAD.replace("2026-11-24", "in November"))
    [problem] = problems(tmp_path)
    assert "column mapping_date: 'in November' is no date such as" in problem


def test_a_judgement_given_twice(tmp_path: Path) -> None:
    write(tmp_path, {}, {"predicate_id": "skos:broadMatch"})
    [problem] = problems(tmp_path)
    assert problem.startswith("6.3: judge http://data.europa.eu/esco/occupation/g-1 once")


def test_nothing_fits_beside_something_that_does(tmp_path: Path) -> None:
    none = {"predicate_id": "skos:mappingRelation", "object_id": "sssom:NoTermFound"}
    write(tmp_path, {}, none)
    [problem] = problems(tmp_path)
    assert problem.startswith("6.3: remove sssom:NoTermFound")


def test_a_renamed_concept_has_to_be_judged_again(tmp_path: Path) -> None:
    newer = {
        "subject_id": "p:6.1",
        "object_label": "landscaper",
        "object_source_version": "1.2",
    }
    write(tmp_path, {}, newer)
    [problem] = problems(tmp_path)
    assert problem.startswith(
        "6.3: judge http://data.europa.eu/esco/occupation/g-1 for version 1.2"
    )


def test_nothing_fits_but_something_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"predicate_id": "skos:mappingRelation"})
    [problem] = problems(tmp_path)
    assert "column object_id: skos:mappingRelation goes with sssom:NoTermFound" in problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#curie_map: [\nsubject_id\n", "the head is no YAML"),
        ("#mapping_date: today\nsubject_id\n", "give the prefixes of the CURIEs in curie_map"),
        ("subject_id\np:6.3\n", "give the prefixes of the CURIEs in curie_map"),
        (HEAD + "subject_id\tpredicate_id\n", "line 10: add the columns object_id, object_label"),
        (HEAD, "line 10: add the columns subject_id"),
        (HEAD + "\t".join(ROW) + "\np:6.3\n", "line 11: this line does not have as many columns"),
        (HEAD + "\t".join(ROW) + '\n"p:6.3\n', "unexpected end of data"),
    ],
)
def test_a_file_that_is_no_such_table(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "garden.sssom.tsv"
    file.write_text(text, encoding="utf-8")
    [problem] = problems(tmp_path)
    assert problem.startswith(f"{file}: ")
    assert told in problem


def test_a_folder_without_mappings(tmp_path: Path) -> None:
    [problem] = problems(tmp_path)
    assert problem == f"{tmp_path}: put at least one *.sssom.tsv file in this folder"


# --- The reference tool ---------------------------------------------------------------------------


@pytest.fixture
def sssom() -> str:
    """The command of sssom-py, which lives in an environment of its own."""
    command = os.environ.get("SSSOM") or shutil.which("sssom")
    if not command:
        pytest.skip("sssom-py is not at hand (put sssom on the path, or name it in SSSOM)")
    return command


def validates(sssom: str, file: Path) -> bool:
    return (
        subprocess.run([sssom, "validate", file], check=False, capture_output=True).returncode == 0
    )


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(MAPPINGS.glob("*.sssom.tsv")), ids=lambda file: file.name)
def test_sssom_py_accepts_the_file(sssom: str, file: Path) -> None:
    assert validates(sssom, file)


@pytest.mark.slow
def test_sssom_py_refuses_a_broken_copy(sssom: str, tmp_path: Path) -> None:
    broken = tmp_path / PROFILES.name
    broken.write_text(PROFILES.read_text("utf-8").replace("\t0.95\t", "\t1.95\t"), "utf-8")
    assert not validates(sssom, broken)
