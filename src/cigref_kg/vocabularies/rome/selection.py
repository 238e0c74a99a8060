"""The part of ROME that ships: fiches that our mappings touch, with the moves between them."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cigref_kg.records.mappings import Mapping, read_mappings
from cigref_kg.records.mappings.fiches import COLUMNS
from cigref_kg.vocabularies.labels import tidy
from cigref_kg.vocabularies.rome.download import open_rome

_HEAD = """\
# Fiches of ROME that our mappings touch: code, label, and the fiches among these that ROME gives as
# moves from it, in its own order. Source: France Travail, ROME 4.0, version {version}, Licence
# Ouverte 2.0. A selection.
"""


def codes_of(mappings: Iterable[Mapping]) -> set[str]:
    """Return the fiches that mappings lead to, or that file an appellation that they lead to."""
    targets = [mapping.target for mapping in mappings if mapping.target is not None]
    fiches = {target.uri.rpartition("/")[2] for target in targets if target.kind == "fiche"}
    return fiches | {target.fiche for target in targets if target.fiche}


def selection(source: Path, codes: set[str]) -> str:
    """Return the file that ships: of the official tables, the fiches to keep.

    Raises:
        DataError: if the tables are partial or corrupt.
    """
    moves: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    with open_rome(source) as tables:
        for row in tables.rows("rubrique_mobilite"):
            if row.get("code_rome_cible") in codes:
                place = int(row.get("numero_ordre"))
                moves[row.get("code_rome")].append((place, row.get("code_rome_cible")))
        lines = [
            "\t".join(
                (
                    row.get("code_rome"),
                    tidy(row.get("libelle_rome")),
                    " ".join(code for _, code in sorted(moves[row.get("code_rome")])),
                )
            )
            for row in tables.rows("referentiel_code_rome")
            if row.get("code_rome") in codes
        ]
        head = _HEAD.format(version=tables.version)
    return head + "\n".join(["\t".join(COLUMNS), *sorted(lines)]) + "\n"


if __name__ == "__main__":
    # With the official tables as argument: its output is data/crosswalks/rome-fiches.tsv.
    sys.stdout.write(selection(Path(sys.argv[1]), codes_of(read_mappings())))
