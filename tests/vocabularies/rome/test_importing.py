"""ROME's tables as RDF: what is written, what is dropped, what is refused."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.rome.importing import Summary, import_rome
from cigref_kg.vocabularies.sinks import NQuadsFile, StoreFolder, open_store
from tests.conftest import SHARED
from tests.vocabularies.rome.tables import write_tables, zipped

GRAPH = f"{DEFAULT_BASE}graph/rome"
PREFIXES = {
    "rome": f"{DEFAULT_BASE}id/rome/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
}


def imported(source: Path, store: Path) -> tuple[Summary, Store]:
    summary = import_rome(source, StoreFolder(store, GRAPH))
    return summary, open_store(store)


@pytest.fixture
def garden(tmp_path: Path) -> Store:
    return imported(write_tables(tmp_path / "tables"), tmp_path / "store")[1]


@pytest.mark.parametrize(
    "pattern",
    [
        'rome:A1203 skos:prefLabel "Jardinier / Jardinière"@fr ; skos:notation "A1203"',
        'rome:A1299 skos:prefLabel "Urbaniste des jardins"@fr ; prov:wasDerivedFrom rome:A1203',
        "rome:A1203 a skos:Concept , schema:Occupation ; skos:broader rome:A12",
        "rome:A12 skos:broader rome:A . rome:A skos:topConceptOf ?scheme",
        "<https://w3id.org/cigref-kg/id/rome/appellation/10002> skos:broader rome:A1203 ; "
        "skos:inScheme rome:appellation",
        '?name skos:prefLabel "Testeur informatique"@fr ; skos:altLabel "Testeur"@fr',
        'rome:A1203 skos:definition "Taille ce qu\'il faut.\\nPlante."@fr',
        'rome:A1203 schema:qualifications "Ouvert à tous."@fr',
        "rome:A1203 schema:skills <https://w3id.org/cigref-kg/id/rome/skill/300001>",
        "rome:A1203 skos:related <https://w3id.org/cigref-kg/id/rome/skill/400001> , rome:A1299",
        "?theme a skos:Collection ; skos:member rome:A1203",
    ],
)
def test_what_is_written(garden: Store, pattern: str) -> None:
    assert garden.query(f"ASK {{ GRAPH <{GRAPH}> {{ {pattern} }} }}", prefixes=PREFIXES)


@pytest.mark.parametrize(
    "pattern",
    [
        "rome:M1815 schema:skills ?skill",
        "rome:A1203 prov:wasDerivedFrom ?itself",
        '?name skos:prefLabel "Jardinier / Jardinière"@fr ; skos:altLabel ?same',
        "?lost skos:broader rome:Z9999",
    ],
)
def test_what_is_not(garden: Store, pattern: str) -> None:
    assert not garden.query(f"ASK {{ GRAPH <{GRAPH}> {{ {pattern} }} }}", prefixes=PREFIXES)


def test_the_summary_tells_what_was_dropped(tmp_path: Path) -> None:
    summary, _ = imported(write_tables(tmp_path / "tables"), tmp_path / "store")
    assert summary.release == "460"
    assert summary.dangling == {"referentiel_appellation": 1, "rubrique_mobilite": 1}
    assert "dropped: 1 rows of rubrique_mobilite" in summary.as_text()


def test_folder_and_zip_file_give_the_same(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tables")
    import_rome(folder, NQuadsFile(tmp_path / "a.nq"))
    import_rome(zipped(folder), NQuadsFile(tmp_path / "b.nq"))
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


def test_a_partial_download_is_refused(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tables")
    (folder / "unix_texte_v460_utf8.csv").unlink()
    with pytest.raises(DataError, match="lacks unix_texte_vNNN_utf8"):
        import_rome(folder, NQuadsFile(tmp_path / "a.nq"))
    assert not (tmp_path / "a.nq").exists()


def test_two_versions_are_refused(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "tables")
    (folder / "unix_texte_v460_utf8.csv").rename(folder / "unix_texte_v461_utf8.csv")
    with pytest.raises(DataError, match="mixes the versions 460, 461"):
        import_rome(folder, NQuadsFile(tmp_path / "a.nq"))
    (folder / "b").mkdir()
    (folder / "unix_texte_v461_utf8.csv").rename(folder / "b" / "unix_texte_v460_utf8.csv")
    write_tables(folder, {"texte": []})
    with pytest.raises(DataError, match="texte more than once, with different content"):
        import_rome(folder, NQuadsFile(tmp_path / "a.nq"))


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("referentiel_code_rome", ("M18", "x", ""), "code_rome is 'M18', which is no such code"),
        ("referentiel_appellation", ("x y", "x", "x", "A1203"), "code_ogr is 'x y'"),
        ("texte", ("A1203", "definition", "first", "x"), "position_phrase is 'first'"),
        ("coherence_item", ("A1203",), "1 columns where the first line names 3"),
    ],
)
def test_a_wrong_row_is_told_with_file_and_line(
    tmp_path: Path, table: str, row: tuple[str, ...], told: str
) -> None:
    folder = write_tables(tmp_path / "tables", {table: [row]})
    with pytest.raises(DataError, match=f"unix_{table}_v460_utf8.csv, line 2: {told}"):
        import_rome(folder, NQuadsFile(tmp_path / "a.nq"))


@pytest.mark.slow
def test_version_460_is_read_whole(tmp_path: Path) -> None:
    source = SHARED / "rome"
    if not source.is_dir():
        pytest.skip("the tables of ROME are not at hand (shared/rome)")
    summary = import_rome(source, NQuadsFile(tmp_path / "rome.nq"))
    assert summary.counts["fiches"] == 1584
    assert summary.counts["appellations"] == 13120
    assert not summary.dangling
