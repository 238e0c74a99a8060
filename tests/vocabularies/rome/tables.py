"""Invented tables in the layout of ROME 4.0."""

import csv
import zipfile
from collections.abc import Mapping
from pathlib import Path

from cigref_kg.vocabularies.rome.download import TABLES

Rows = list[tuple[str, ...]]

GARDEN: dict[str, Rows] = {
    "referentiel_code_rome": [
        ("A1203", "Jardinier / Jardinière", "A1203"),
        ("A1299", "Urbaniste des\u00a0jardins", "A1203"),
        ("M1815", "Testeur / Testeuse, de logiciel", "M1815"),
    ],
    "referentiel_appellation": [
        ("10001", "Jardinier / Jardinière", "Jardinier / Jardinière", "A1203"),
        ("10002", "Testeur informatique", "Testeur", "A1203"),
        ("10003", "Perdu", "Perdu", "Z9999"),
    ],
    "referentiel_competence": [("300001", "Tailler, semer"), ("300002", "Tester un logiciel")],
    "referentiel_savoir": [("400001", "Botanique")],
    "coherence_item": [
        ("A1203", "300001", "Principale"),
        ("A1203", "400001", ""),
        ("M1815", "300002", "Émergente"),
        ("M1815", "999999", ""),
    ],
    "rubrique_mobilite": [("A1203", "A1299", "1"), ("A1203", "B1101", "2")],
    "texte": [
        ("A1203", "definition", "2", "Plante."),
        ("A1203", "definition", "1", "Taille ce qu''il faut."),
        ("A1203", "acces_metier", "1", "Ouvert à tous."),
    ],
    "cr_gd_dp": [
        ("A1203", "A", "Agriculture", "A12", "Espaces verts"),
        ("A1299", "A", "Agriculture", "A12", "Espaces verts"),
        ("M1815", "M", "Support", "M18", "Systèmes d'information"),
    ],
    "arborescence_thematique": [("001", "Environnement", "A1203")],
    "arborescence_secteur_activite": [("114", "Agriculture", "A1203"), ("", "", "A1203")],
}


def write_tables(folder: Path, changes: Mapping[str, Rows] | None = None) -> Path:
    """Write the tables of version 460 into a folder; ``changes`` take the place of some."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {**GARDEN, **(changes or {})}.items():
        file = folder / f"unix_{name}_v460_utf8.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
            writer.writerow(TABLES[name])
            writer.writerows(rows)
    return folder


def zipped(folder: Path) -> Path:
    """Pack a folder of tables into a zip file."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in folder.iterdir():
            file.write(path, f"ROME/{path.name}")
    return archive
