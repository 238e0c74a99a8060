"""The mappings to ROME: complete, free of false friends, and true to the tables."""

import csv
import re
from collections import defaultdict

import pytest

from cigref_kg.base.locations import MAPPINGS
from cigref_kg.records.mappings import (
    Mapping,
    Relation,
    Vocabulary,
    read_fiches,
    read_mappings,
)
from tests.conftest import ROOT, SHARED

TABLES = SHARED / "rome" / "v460"
NOTHING_FITS = {"1.5", "2.4", "9.1", "9.3", "9.4"}


@pytest.fixture(scope="module")
def fiches() -> list[Mapping]:
    return [m for m in read_mappings() if m.vocabulary is Vocabulary.ROME]


@pytest.fixture(scope="module")
def appellations() -> list[Mapping]:
    return [m for m in read_mappings() if m.vocabulary is Vocabulary.APPELLATION]


def code(mapping: Mapping) -> str:
    return mapping.target.uri.rpartition("/")[2] if mapping.target else ""


def test_every_profile_is_judged(fiches: list[Mapping], codes: set[str]) -> None:
    assert {mapping.subject.code for mapping in fiches} == codes | {"2.8", "8.6"}
    nothing = {mapping.subject.code for mapping in fiches if mapping.target is None}
    assert nothing == NOTHING_FITS


@pytest.fixture(scope="module")
def codes() -> set[str]:
    with (MAPPINGS / "profiles-isco.sssom.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        found = {row["subject_id"] for row in rows}
    return {each.rpartition(":")[2] for each in found} - {"2.8", "8.6"}


def test_what_fits_has_appellations(fiches: list[Mapping], appellations: list[Mapping]) -> None:
    named = {mapping.subject for mapping in appellations}
    assert named == {mapping.subject for mapping in fiches if mapping.target is not None}
    assert all(mapping.target and mapping.target.fiche for mapping in appellations)


def test_the_row_of_the_best_fiche_names_the_best_appellation(
    appellations: list[Mapping],
) -> None:
    best = {m.subject.code: code(m) for m in appellations if m.position == 1}
    with (MAPPINGS / "profiles-rome.sssom.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        named = {
            row["subject_id"].rpartition(":")[2]: row["best_appellation"]
            for row in rows
            if row["best_appellation"]
        }
    assert named == best


def test_a_fiche_or_an_appellation_has_one_exact_match(
    fiches: list[Mapping], appellations: list[Mapping]
) -> None:
    """And so has a profile in each of the two schemes, for they would be the same otherwise."""
    for mappings in (fiches, appellations):
        exact = [mapping for mapping in mappings if mapping.relation is Relation.EXACT]
        assert len({code(mapping) for mapping in exact}) == len(exact)
        assert len({mapping.subject for mapping in exact}) == len(exact)


FALSE_FRIEND = re.compile(r"^\| ([\d.]+) \| ([A-N]\d{4}) \|")


def false_friends() -> list[tuple[str, str]]:
    lines = (ROOT / "docs" / "rome.md").read_text("utf-8").splitlines()
    return [(match[1], match[2]) for line in lines if (match := FALSE_FRIEND.match(line))]


@pytest.mark.parametrize(("profile", "fiche"), false_friends())
def test_a_false_friend_is_at_most_related(fiches: list[Mapping], profile: str, fiche: str) -> None:
    found = {m.relation for m in fiches if (m.subject.code, code(m)) == (profile, fiche)}
    assert found <= {Relation.RELATED}


def test_the_documentation_lists_false_friends() -> None:
    assert len(false_friends()) > 25


def test_what_an_appellation_is_filed_under_ships(appellations: list[Mapping]) -> None:
    known = read_fiches()
    assert {m.target.fiche for m in appellations if m.target} <= set(known)
    for fiche in known.values():
        assert set(fiche.mobilities) <= set(known)


def test_codes_and_labels_are_those_of_the_tables(
    fiches: list[Mapping], appellations: list[Mapping]
) -> None:
    if not TABLES.is_dir():
        pytest.skip("the tables of ROME are not at hand (shared/rome)")
    labels = {row["code_rome"]: row["libelle_rome"] for row in table("referentiel_code_rome")}
    names = {row["code_ogr"]: row for row in table("referentiel_appellation")}
    for mapping in fiches:
        if mapping.target:
            assert labels[code(mapping)] == mapping.target.labels.fr
    for mapping in appellations:
        if mapping.target:
            row = names[code(mapping)]
            assert row["libelle_appellation_long"] == mapping.target.labels.fr
            assert row["code_rome"] == mapping.target.fiche
    moves: dict[str, set[str]] = defaultdict(set)
    for row in table("rubrique_mobilite"):
        moves[row["code_rome"]].add(row["code_rome_cible"])
    for each, fiche in (known := read_fiches()).items():
        assert fiche.label == labels[each]
        assert set(fiche.mobilities) == moves[each] & set(known)


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"unix_{name}_v460_utf8.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
