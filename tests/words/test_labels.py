"""Names tell things apart, and English titles are the official ones."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from cigref_kg.base.model import LANGUAGES, Competence, JobProfile, Language, Nomenclature

TITLES = Path(__file__).parents[3] / "shared" / "notes" / "cigref-titles-en-2024.csv"


def folded(label: str) -> str:
    """Fold what does not tell two labels apart: case, kinds of apostrophe and of space."""
    return " ".join(label.casefold().replace("’", "'").split())


def owners(nomenclature: Nomenclature, language: Language) -> dict[str, list[tuple[str, bool]]]:
    """Return, for each title and alternative label, the codes it names and whether as a title."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    named: list[JobProfile | Competence] = [
        *nomenclature.content.profiles,
        *nomenclature.framework.competences,
    ]
    for each in named:
        title = each.names.title.get(language)
        assert title
        found[folded(title)].append((each.code, True))
        for label in each.names.alternative.get(language, ()):
            found[folded(label)].append((each.code, False))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_names_two_things(nomenclature: Nomenclature, language: Language) -> None:
    shared = {
        label: [code for code, _ in named]
        for label, named in owners(nomenclature, language).items()
        if len(named) > 1
    }
    assert shared == {}


def test_english_titles_are_the_official_ones(nomenclature: Nomenclature) -> None:
    if not TITLES.exists():
        pytest.skip(f"the official English titles are not at hand ({TITLES.name})")
    with TITLES.open(encoding="utf-8", newline="") as file:
        official = {
            row["code"]: row["title_en_2024"]
            for row in csv.DictReader(file)
            if row["in_2022"] == "yes"
        }
    ours = {each.code: each.names.title.get("en") for each in nomenclature.content.profiles}
    assert ours == official
