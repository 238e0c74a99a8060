"""The official tables between ESCO and its neighbours: O*NET's ships in part, ROME's is the user's.

Both say a relation of SKOS that reads against the order of their columns. O*NET stands on the left
of its table and a ``broadMatch`` says that it is the broader one: the table reads from ESCO to
O*NET. ESCO stands on the left of the table of Pôle emploi, which reads from ROME to ESCO.
"""

import csv
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from cigref_kg.base.iris import Iris
from cigref_kg.base.locations import CROSSWALKS
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text
from cigref_kg.records.mappings import Relation, read_mappings
from cigref_kg.vocabularies.crosswalk.concepts import Concept, concept_of
from cigref_kg.vocabularies.crosswalk.steps import Step, Stones, stated, stones_of
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.checking import REDEFINED
from cigref_kg.vocabularies.esco.terms import ISCO, RESOURCES

ESCO_ONET: Final = "ESCO–O*NET 1 (2022)"
ESCO_ROME: Final = "ESCO–ROME 1.4 (2022)"
SHIPPED: Final = CROSSWALKS / "esco-onet.tsv"

_OCCUPATION: Final = f"{RESOURCES}occupation/"
_ONET_ONLINE: Final = "https://www.onetonline.org/link/summary/"
_OF_A_GROUP: Final = {"exactISCO": Relation.EXACT.value}
"""How the table says that an occupation of O*NET is a group of ISCO-08."""
_MOST_BYTES: Final = 50_000_000  # far more than the table has
_HEAD = """\
# Occupations of ESCO and unit groups of ISCO-08 that our mappings lead to, with their
# counterparts in O*NET; the relation reads from ESCO to O*NET. A selection from the ESCO–O*NET
# crosswalk, version 1, September 2022, by the ESCO Secretariat of the European Commission and the
# U.S. Department of Labor. O*NET codes and titles: O*NET-SOC 2019 by the U.S. Department of
# Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license;
# O*NET is a trademark of USDOL/ETA.
"""
_COLUMNS = ("concept", "relation", "onet", "title")


def add_onet(stones: Stones, file: Path = SHIPPED) -> None:
    """Add what the selection that ships says of the occupations of ESCO that are there already.

    What ESCO has redefined since the table was made (of ESCO 1.1) is left out. The table calls
    close what often only touches (a software developer and testers), and broader or narrower what
    stands beside the same occupation (a database administrator and data warehousing specialists):
    on a path that is related.

    Raises:
        DataError: if the table is wrong.
    """
    known = {step.end for step in stones.steps}
    redefined = {uri.rpartition("/")[2] for uri in REDEFINED}
    rows = _shipped(file)
    same = {cells["concept"] for cells in rows if cells["relation"] == Relation.EXACT.value}
    for cells in rows:
        start, end = concept_of(cells["concept"]), Concept("onet", cells["onet"])
        relation = _relation(cells["relation"], f"{file}, {start}")
        if start in known and start.code not in redefined:
            loose = relation is Relation.CLOSE or cells["concept"] in same
            onwards = Relation.RELATED if loose and relation is not Relation.EXACT else relation
            stones.steps.append(Step(start, relation, end, ESCO_ONET, onwards))
            stones.labels[end] = Text(en=cells["title"])
            stones.addresses[end] = f"{_ONET_ONLINE}{end.code}"


def label_groups(stones: Stones, file: Path = CROSSWALKS / "isco-groups.tsv") -> None:
    """Add the labels of the groups of ISCO-08 that no mapping of ours names.

    They are there since occupations of ESCO stand in them.
    """
    for cells in _shipped(file):
        group = Concept("isco", cells["code"])
        stones.labels.setdefault(group, Text(fr=cells["fr"], en=cells["en"]))
        stones.addresses.setdefault(group, f"{ISCO}{group.code}")


def add_rome(stones: Stones, file: Path) -> None:
    """Add the user's copy of the official table between ESCO and ROME 3, which states no licence.

    Args:
        stones: what is there already.
        file: the CSV file of Pôle emploi, with its lines of description at the head.

    Raises:
        DataError: if it is no such table.
        OSError: if it cannot be read.
    """
    for line, cells in _table(file, "classification 1 ID", 5):
        uri, occupation, appellation, name, said = cells[:5]
        if not (uri.startswith(_OCCUPATION) and appellation.isdecimal()):
            words = message(
                "vocabularies.no-such-codes", file=file, line=line, uri=uri, other=appellation
            )
            raise DataError(words)
        start, end = Concept("rome", appellation), Concept("esco", uri.removeprefix(_OCCUPATION))
        relation = _relation(said.removeprefix("skos:"), f"{file}, line {line}")
        stones.steps.append(stated(start, relation, end, ESCO_ROME))
        stones.labels.setdefault(start, Text(fr=name))
        stones.labels.setdefault(end, Text(fr=occupation))
        stones.addresses.setdefault(end, uri)


def selection(table: Path, kept: Collection[Concept]) -> str:
    """Return the selection from the official ESCO–O*NET table that ships, as a file.

    Args:
        table: the official CSV file.
        kept: the occupations of ESCO and the groups of ISCO-08 to keep.

    Raises:
        DataError: if it is no such table.
    """
    lines = {
        "\t".join((str(concept), _OF_A_GROUP.get(said, said), code, " ".join(title.split())))
        for _, (code, title, _, uri, _, _, said, *_) in _table(table, "O*NET Id", 7)
        if (concept := concept_of(uri)) in kept
    }
    return _HEAD + "\n".join(["\t".join(_COLUMNS), *sorted(lines)]) + "\n"


def _shipped(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table that ships, below its comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    told = (line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(told, delimiter="\t"))


def _table(file: Path, first: str, width: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows below the line that begins with the heading ``first``."""
    if file.stat().st_size > _MOST_BYTES:
        raise DataError(message("vocabularies.large-table", file=file))
    started = False
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            for cells in reader:
                if started and len(cells) >= width:
                    yield reader.line_num, cells
                started = started or (bool(cells) and cells[0].strip() == first)
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(message("vocabularies.no-csv-table", file=file, problem=error)) from error
    if not started:
        raise DataError(message("vocabularies.no-first-line", file=file, first=first))


def _relation(name: str, place: str) -> Relation:
    try:
        return Relation(name)
    except ValueError:
        raise DataError(message("vocabularies.no-relation", place=place, name=name)) from None


if __name__ == "__main__":
    # With the official table as argument: its output is data/crosswalks/esco-onet.tsv.
    mapped = {step.end for step in stones_of(read_mappings(), Iris()).steps}
    sys.stdout.write(selection(Path(sys.argv[1]), mapped))
