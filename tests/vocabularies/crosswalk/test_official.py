"""The official tables: what ships of them is what they say, and a wrong one is told."""

from pathlib import Path

import pytest

from cigref_kg.base.iris import Iris
from cigref_kg.records.mappings import Relation, read_mappings
from cigref_kg.vocabularies.crosswalk.concepts import Concept
from cigref_kg.vocabularies.crosswalk.official import (
    ESCO_ROME,
    SHIPPED,
    add_onet,
    add_rome,
    selection,
)
from cigref_kg.vocabularies.crosswalk.steps import Stones, stones_of
from cigref_kg.vocabularies.errors import DataError
from tests.conftest import SHARED

TABLES = SHARED / "crosswalks"
HEAD = "Mapping project name,ESCO - ROME\n\n"
COLUMNS = "classification 1 ID,label,classification 2 ID,label,mapping relation\n"
OCCUPATION = "http://data.europa.eu/esco/occupation/a-1"


def test_what_ships_is_the_selection() -> None:
    table = TABLES / "esco-onet.csv"
    if not table.is_file():
        pytest.skip("the table between ESCO and O*NET is not at hand (shared/crosswalks)")
    mapped = {step.end for step in stones_of(read_mappings(), Iris()).steps}
    assert selection(table, mapped) == SHIPPED.read_text("utf-8")


def test_onet_is_broader_where_the_table_says_broad() -> None:
    stones = stones_of(read_mappings(), Iris())
    add_onet(stones)
    buyer, purchasing = "bb95ef58-9139-4967-bfc1-da8386a4e672", "13-1023.00"
    [step] = [s for s in stones.steps if (s.start.code, s.end.code) == (buyer, purchasing)]
    assert step.relation is Relation.BROAD


def test_the_users_table_reads_from_rome_to_esco(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(f"{HEAD}{COLUMNS}{OCCUPATION},jardinier,15244,Jardinier,skos:narrowMatch\n")
    stones = Stones()
    add_rome(stones, file)
    [step] = stones.steps
    assert (step.start, step.end) == (Concept("rome", "15244"), Concept("esco", "a-1"))
    assert (step.relation, step.source) == (Relation.NARROW, ESCO_ROME)
    assert stones.labels[step.start].fr == "Jardinier"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n", "has no line that begins with"),
        (f"{COLUMNS}nowhere,x,15244,x,skos:exactMatch\n", "line 2: 'nowhere' and '15244'"),
        (f"{COLUMNS}{OCCUPATION},x,15244,x,skos:sameAs\n", "'sameAs' is no mapping relation"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(content)
    with pytest.raises(DataError, match=told):
        add_rome(Stones(), file)
