"""The whole of ESCO 1.1.1 with its relations, as the Commission publishes it, in English."""

import pytest

from cigref_kg.vocabularies.esco import terms
from cigref_kg.vocabularies.esco.importing import import_esco
from cigref_kg.vocabularies.sinks import StoreFolder, open_store
from tests.conftest import SHARED
from tests.vocabularies.esco.conftest import GRAPH
from tests.vocabularies.esco.test_release_1_0 import count

DOWNLOAD = SHARED / "esco" / "v1.1.1"


@pytest.mark.slow
@pytest.mark.skipif(not DOWNLOAD.is_dir(), reason="ESCO 1.1.1 is not at hand (shared/esco/v1.1.1)")
def test_relations_groups_and_collections_are_imported(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("esco-1.1.1") / "store"
    summary = import_esco(DOWNLOAD, ("en",), StoreFolder(folder, GRAPH))
    store = open_store(folder)
    assert summary.release == "1.1.1"
    assert count(store, "?c a esco:Occupation") == summary.concepts["occupations"] == 3_007
    assert count(store, "?c a esco:Skill") == summary.concepts["skills"] == 13_896
    assert count(store, "?c a esco:Occupation ; esco:memberOfISCOGroup ?g") == 3_007
    # 123,855 rows between occupations and skills, 5,899 between skills; 67 lead nowhere.
    relations = summary.relations
    assert (relations["essential"], relations["optional"]) == (65_082, 64_605)
    assert summary.dangling["occupationSkillRelations.csv"] == 67
    assert count(store, "?o a esco:Occupation ; esco:relatedEssentialSkill ?s") > 60_000
    digcomp = f"?s a esco:Skill ; skos:inScheme <{terms.SCHEMES}digcomp>"
    assert count(store, digcomp) == 26
    assert not summary.absent
