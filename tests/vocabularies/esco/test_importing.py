"""The import: what it writes, what it drops and reports, what it refuses and leaves in place."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.esco.summary import Summary
from cigref_kg.vocabularies.sinks import NQuadsFile, StoreFolder, open_store
from tests.vocabularies.esco.conftest import GRAPH
from tests.vocabularies.esco.downloads import (
    BAKER,
    CODE,
    DOUGH,
    ESCO,
    GROUP,
    LEAD,
    TEST,
    TESTER,
    files,
    write_folder,
    write_zip,
)

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "esco": f"{ESCO}model#",
    "dcterms": "http://purl.org/dc/terms/",
}
SKOS = PREFIXES["skos"]


def import_into(folder: Path, source: Path, languages: tuple[str, ...] = ("fr", "en")) -> Summary:
    return import_esco(source, languages, StoreFolder(folder, GRAPH))


def ask(store: Path, pattern: str) -> bool:
    query = f"ASK {{ GRAPH <{GRAPH}> {{ {pattern} }} }}"
    return bool(open_store(store).query(query, prefixes=PREFIXES))


@pytest.mark.parametrize(
    "pattern",
    [
        f"<{TESTER}> a skos:Concept, esco:MemberConcept, esco:Occupation",
        f"<{TEST}> a skos:Concept, esco:MemberConcept, esco:Skill",
        f'<{TESTER}> skos:prefLabel "software tester"@en',
        f'<{TESTER}> skos:prefLabel "testeur de logiciels/testeuse de logiciels"@fr',
        f'<{TESTER}> skos:altLabel "QA tester"@en, "tester"@en, "testeuse de logiciels"@fr',
        f'<{TESTER}> skos:hiddenLabel "testr"@en ; skos:notation "2519.7"',
        f'<{TESTER}> dcterms:description "Software testers test software before delivery."@en',
        f"<{TESTER}> esco:memberOfISCOGroup <{ESCO}isco/C2519>",
        f"<{TESTER}> skos:broader <{ESCO}isco/C2519> . <{LEAD}> skos:broader <{TESTER}>",
        f"<{TESTER}> skos:broader/skos:broader <{ESCO}isco/C2>",
        f"<{TESTER}> skos:inScheme <{ESCO}concept-scheme/digital>",
        f"<{TESTER}> skos:inScheme <{ESCO}concept-scheme/member-occupations>",
        f"<{ESCO}concept-scheme/digital> a skos:ConceptScheme",
        f"<{TESTER}> esco:relatedEssentialSkill <{TEST}> ; esco:relatedOptionalSkill <{CODE}>",
        f"<{TEST}> esco:relatedOptionalSkill <{CODE}> ; skos:broader <{GROUP}>",
        f"<{TEST}> esco:skillReuseLevel <{ESCO}skill-reuse-level/cross-sector>",
        f"<{CODE}> esco:skillType <{ESCO}skill-type/skill>, <{ESCO}skill-type/knowledge>",
        f'<{ESCO}isco/C2> a skos:Concept ; skos:notation "2"',
        f"<{ESCO}isco/C2> skos:topConceptOf <{ESCO}concept-scheme/isco>",
        f"<{ESCO}concept-scheme/skills> skos:hasTopConcept <{GROUP}>, <{DOUGH}>",
        f'<{GRAPH}> <http://www.w3.org/2002/07/owl#versionInfo> "1.2"',
        f"<{GRAPH}> dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
    ],
)
def test_what_is_written(invented_store: Path, pattern: str) -> None:
    assert ask(invented_store, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        f'<{TESTER}> skos:altLabel "software tester"@en',
        f"<{TEST}> skos:topConceptOf ?scheme",
        f"<{GROUP}> a esco:Skill",
        "?concept a skos:Concept, skos:ConceptScheme",
    ],
)
def test_what_is_not_written(invented_store: Path, pattern: str) -> None:
    assert not ask(invented_store, pattern)


def test_everything_is_in_the_graph_of_esco(invented_store: Path) -> None:
    assert list(open_store(invented_store).named_graphs()) == [NamedNode(GRAPH)]


def test_the_summary_counts_and_tells(download: Path, tmp_path: Path) -> None:
    summary = import_into(tmp_path / "store", download)
    assert summary.release == "1.2.0"
    assert summary.concepts == {"ISCO groups": 3, "occupations": 3, "skill groups": 1, "skills": 3}
    assert summary.labelled["occupations", "fr"] == 3
    assert summary.broader == 4, "the line that is there twice counts once"
    assert summary.relations == {"essential": 1, "optional": 2}
    assert (summary.repeated_labels, summary.repeated_when_tidy) == (1, 0)
    assert summary.quads == len(open_store(tmp_path / "store"))
    text = summary.as_text()
    assert "3 occupations: 3 labels in fr, 3 labels in en" in text
    assert "1 alternative labels that repeat the preferred one" in text
    assert "missing" not in text


def test_a_file_holds_the_same_as_a_store(download: Path, tmp_path: Path) -> None:
    import_into(tmp_path / "store", download)
    import_esco(download, ("fr", "en"), NQuadsFile(tmp_path / "esco.nq"))
    from_file = Store()
    from_file.load(path=str(tmp_path / "esco.nq"), format=RdfFormat.N_QUADS)
    assert set(from_file) == set(open_store(tmp_path / "store"))


def test_a_zip_gives_the_same_bytes_as_a_folder(download: Path, tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "esco-v1.2.0.zip", files(), "ESCO/csv/")
    import_esco(download, ("fr", "en"), NQuadsFile(tmp_path / "folder.nq"))
    import_esco(archive, ("fr", "en"), NQuadsFile(tmp_path / "zip.nq"))
    assert (tmp_path / "folder.nq").read_bytes() == (tmp_path / "zip.nq").read_bytes()


def test_one_language_alone(download: Path, tmp_path: Path) -> None:
    summary = import_into(tmp_path / "store", download, ("fr",))
    assert summary.concepts["occupations"] == 3
    assert not ask(tmp_path / "store", '?s skos:prefLabel ?l FILTER(LANG(?l) = "en")')


def test_a_base_moves_the_graph_and_not_esco(download: Path, tmp_path: Path) -> None:
    base = "https://example.org/kg/"
    import_esco(download, ("en",), NQuadsFile(tmp_path / "x.nq"), base=base)
    text = (tmp_path / "x.nq").read_text(encoding="utf-8")
    assert all(line.endswith(f"<{base}graph/esco> .") for line in text.splitlines())
    assert f"<{TESTER}>" in text


def test_progress_adds_up_to_all_bytes(download: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    import_esco(
        download,
        ("fr", "en"),
        NQuadsFile(tmp_path / "x.nq"),
        progress=lambda count, total: steps.append((count, total)),
    )
    [total] = {total for _, total in steps}
    assert sum(count for count, _ in steps) == total
    assert total == sum(path.stat().st_size for path in download.iterdir())


def test_gaps_are_reported_and_not_fatal(tmp_path: Path) -> None:
    content = files()
    many = "".join(
        f"KnowledgeSkillCompetence,{ESCO}skill/n{n},skill/competence,cross-sector,label {n},,\n"
        for n in range(10)
    )
    content["skills_en.csv"] += many + f"x,{ESCO}skill/new,attitude,everywhere,,other name,\n"
    content["skills_fr.csv"] += many + f"x,{ESCO}skill/new,attitude,everywhere,nouveau,,\n"
    content["skills_fr.csv"] += f"x,{TEST},,,encore,,\n"
    content["occupationSkillRelations.csv"] += (
        f"{TESTER},essential,knowledge,{ESCO}skill/unknown\n{TESTER},recommended,knowledge,{CODE}\n"
    )
    del content["skillSkillRelations.csv"]
    summary = import_into(tmp_path / "store", write_folder(tmp_path / "esco", content))
    assert summary.without_label == {"en": [f"{ESCO}skill/new"]}
    assert summary.repeated_rows == 1
    assert summary.dangling == {"occupationSkillRelations.csv": 1}
    assert set(summary.unknown_values) == {
        "skillType: attitude",
        "reuseLevel: everywhere",
        "relationType: recommended",
    }
    assert summary.absent == ["skillSkillRelations.csv"]
    assert not summary.cycle
    text = summary.as_text()
    assert f"{ESCO}skill/new" in text
    assert "skillSkillRelations.csv is not in the download" in text


def test_a_hierarchy_that_goes_around_is_reported(tmp_path: Path) -> None:
    content = files()
    content["broaderRelationsOccPillar.csv"] += f"Occupation,{TESTER},Occupation,{LEAD}\n"
    summary = import_into(tmp_path / "store", write_folder(tmp_path / "esco", content))
    assert set(summary.cycle) == {TESTER, LEAD}
    assert "goes around" in summary.as_text()


def test_lost_zeros_of_isco_groups_come_back(tmp_path: Path) -> None:
    content = files()
    for language in ("fr", "en"):
        name = f"occupations_{language}.csv"
        content[name] = content[name].replace(",7512,", ",110,")
    import_into(tmp_path / "store", write_folder(tmp_path / "esco", content))
    assert ask(tmp_path / "store", f"<{BAKER}> esco:memberOfISCOGroup <{ESCO}isco/C0110>")


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("skills_fr.csv", None, r"lacks skills_fr\.csv.*occupations are there in: en, fr"),
        ("broaderRelationsOccPillar.csv", None, r"lacks broaderRelationsOccPillar\.csv"),
        ("skills_en.csv", ("skillType", "kind"), r"skills_en\.csv lacks the column.* skillType"),
        ("occupations_en.csv", (f"{BAKER},", "baker,"), "line 6: conceptUri is 'baker'"),
        ("occupations_fr.csv", (",7512,", ",baker,"), "iscoGroup is 'baker'"),
        ("skills_fr.csv", (",pétrir la pâte,,", ""), r"line 4: 4 columns"),
        (
            "occupations_fr.csv",
            (f"{LEAD},2519.7.1,chef testeur,Occupation,2519,,,released,,\n", ""),
            r"lists 2 of the 3 occupations",
        ),
    ],
)
def test_a_wrong_or_partial_download_is_refused_and_nothing_is_replaced(
    tmp_path: Path, download: Path, file: str, change: tuple[str, str] | None, message: str
) -> None:
    store, nquads = tmp_path / "store", tmp_path / "esco.nq"
    import_into(store, download)
    nquads.write_text("old")
    before = set(open_store(store))
    content = files()
    if change is None:
        del content[file]
    else:
        assert change[0] in content[file]
        content[file] = content[file].replace(*change)
    source = write_folder(tmp_path / "wrong", content)
    with pytest.raises(DataError, match=message):
        import_into(store, source)
    with pytest.raises(DataError, match=message):
        import_esco(source, ("fr", "en"), NQuadsFile(nquads))
    assert set(open_store(store)) == before
    assert nquads.read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("languages", [(), ("français",), ("fr", "../en")])
def test_language_codes_are_checked(
    download: Path, tmp_path: Path, languages: tuple[str, ...]
) -> None:
    with pytest.raises(DataError, match="fr,en"):
        import_into(tmp_path / "store", download, languages)


def test_a_language_that_is_not_there_is_named(download: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks .*occupations_de\.csv"):
        import_into(tmp_path / "store", download, ("fr", "de"))


@pytest.mark.parametrize("imported_before", [True, False])
def test_an_import_replaces_esco_and_keeps_other_graphs(
    download: Path, tmp_path: Path, imported_before: bool
) -> None:
    place = tmp_path / "store"
    old = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("old"), NamedNode(GRAPH))
    others = [Quad(*(NamedNode(f"urn:{name}{n}") for name in "spog")) for n in range(8)]
    others.append(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("without a graph")))
    store = Store(place)
    store.bulk_extend(others[:5])
    store.extend(others[5:])  # not flushed: they stand in the log only
    if imported_before:
        store.add(old)
    del store
    kept = Store.read_only(str(place))  # somebody who goes on reading
    summary = import_into(place, download)
    after = set(open_store(place))
    assert set(others) <= after
    assert old not in after
    assert len(after) == summary.quads + len(others)
    assert len(kept) == len(others) + imported_before


def test_a_folder_with_other_files_is_not_touched(download: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(DataError, match="holds other files"):
        import_into(tmp_path / "mine", download)
    with pytest.raises(DataError, match="is a file"):
        import_into(tmp_path / "mine" / "letter.txt", download)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no Oxigraph store"):
        open_store(tmp_path)
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(DataError, match="cannot be opened"):
        open_store(tmp_path)
