"""What ships of ROME: the fiches that our mappings touch, and the moves between them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from cigref_kg.base.locations import CROSSWALKS
from cigref_kg.base.messages import message
from cigref_kg.records.errors import RecordError

FICHES = CROSSWALKS / "rome-fiches.tsv"
COLUMNS = ("code", "label", "mobilities")


@dataclass(frozen=True, slots=True)
class Fiche:
    """A fiche of ROME."""

    code: str
    label: str
    """In French."""
    mobilities: tuple[str, ...]
    """The fiches that ROME gives as moves from this one, among those that ship."""


def read_fiches(file: Path = FICHES) -> dict[str, Fiche]:
    """Read the fiches that ship, by code.

    Raises:
        RecordError: if a line does not have the columns.
    """
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    fiches: dict[str, Fiche] = {}
    for cells in csv.DictReader(lines, delimiter="\t"):
        if set(cells) != set(COLUMNS) or None in cells.values():
            raise RecordError.at(
                file, str(cells.get("code")), message("records.columns", columns=COLUMNS)
            )
        mobilities = tuple(cells["mobilities"].split())
        fiches[cells["code"]] = Fiche(cells["code"], cells["label"], mobilities)
    return fiches
