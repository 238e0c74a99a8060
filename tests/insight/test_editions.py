"""A second edition is data only: invented here, read, modelled, converted, checked and compared."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS

from cigref_kg.base import locations
from cigref_kg.base.errors import InputError
from cigref_kg.base.iris import Iris
from cigref_kg.base.model import Edition, Nomenclature
from cigref_kg.graph.dataset import Dataset, build_dataset
from cigref_kg.graph.namespaces import CIG
from cigref_kg.graph.validation import load_shapes, validate
from cigref_kg.insight.editions import (
    ChangeKind,
    EditionComparison,
    compare_editions,
    sentence,
)
from cigref_kg.insight.profile_texts import profile_texts
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.web.pages.changes_feed import feed

LATER = 2030
NEW, GONE, RENAMED, RELEVELLED, RECODED = "9.5", "9.4", "2.5", "6.3", "1.7"
MOVED_TO = "1.8"


def load_yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def dump_yaml(file: Path, content: Any) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def edit(file: Path, **changes: Any) -> None:
    dump_yaml(file, {**load_yaml(file), **changes})


def _invent_facts(facts: Path) -> None:
    """One profile new, one gone, one renamed, one with another code, levels changed."""
    shutil.copytree(facts / "2022", facts / str(LATER))
    folder = facts / str(LATER)
    profiles = folder / "profiles"
    edit(folder / "edition.yaml", year=LATER, from_edition=2022)
    dump_yaml(folder / "changes.yaml", [])
    moves = load_yaml(folder / "moves.yaml")
    codes = {GONE, RECODED}
    kept = [m for m in moves if not codes & {m["from_profile"], m["to_profile"]}]
    dump_yaml(folder / "moves.yaml", kept)
    shutil.copy(profiles / "9.3.yaml", profiles / f"{NEW}.yaml")
    edit(profiles / f"{NEW}.yaml", code=NEW)
    (profiles / f"{GONE}.yaml").unlink()
    (profiles / f"{RECODED}.yaml").rename(profiles / f"{MOVED_TO}.yaml")
    edit(profiles / f"{MOVED_TO}.yaml", code=MOVED_TO)
    needs = load_yaml(profiles / f"{RELEVELLED}.yaml")["requirements"]
    del needs["A.7"]
    edit(profiles / f"{RELEVELLED}.yaml", requirements={**needs, "E.8": 3, "B.1": 2})
    editions = load_yaml(facts / "editions.yaml")
    dump_yaml(facts / "editions.yaml", [*editions, {"year": LATER, "profile_count": 50}])


def _invent_words(words: Path, language: str) -> None:
    folder = words / language / str(LATER)
    shutil.copytree(words / language / "2022", folder)
    profiles = folder / "profiles"
    shutil.copy(profiles / "9.3.yaml", profiles / f"{NEW}.yaml")
    edit(profiles / f"{NEW}.yaml", code=NEW, title=f"Invented {language}", alternative_labels=[])
    (profiles / f"{GONE}.yaml").unlink()
    (profiles / f"{RECODED}.yaml").rename(profiles / f"{MOVED_TO}.yaml")
    edit(profiles / f"{MOVED_TO}.yaml", code=MOVED_TO)
    edit(profiles / f"{RENAMED}.yaml", title=f"Renamed {language}", alternative_labels=[])
    edition = {str(LATER): {"title": f"Edition {LATER} {language}", "description": "Invented."}}
    file = words / language / "editions.yaml"
    dump_yaml(file, {**load_yaml(file), **edition})


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Nomenclature:
    """The shipped records with an invented edition beside them: nothing but files is changed."""
    at = tmp_path_factory.mktemp("editions")
    facts = shutil.copytree(locations.FACTS, at / "facts")
    words = shutil.copytree(locations.WORDS, at / "words")
    _invent_facts(facts)
    for language in ("fr", "en"):
        _invent_words(words, language)
    return read_nomenclature(facts, words)


@pytest.fixture(scope="module")
def both(two_editions: Nomenclature) -> Dataset:
    return build_dataset(two_editions, Iris())


def by_year(nomenclature: Nomenclature) -> Mapping[int, Edition]:
    return {edition.year: edition for edition in nomenclature.editions}


@pytest.fixture(scope="module")
def comparison(two_editions: Nomenclature) -> EditionComparison:
    editions = by_year(two_editions)
    return compare_editions(editions[2022], editions[LATER])


# --- Model, graph, validation -------------------------------------------------------------------


def test_the_later_edition_is_served(two_editions: Nomenclature) -> None:
    assert two_editions.served.year == LATER
    assert NEW in two_editions.content.profile
    assert GONE not in two_editions.content.profile


def test_old_iris_keep_their_triples(both: Dataset, dataset: Dataset) -> None:
    iris = Iris()
    for code in dataset.nomenclature.content.profile:
        subject = URIRef(iris.profile(2022, code))
        before = set(dataset.graphs["nomenclature"].triples((subject, None, None)))
        assert before
        assert before <= set(both.union.triples((subject, None, None)))
    assert (URIRef(iris.profile(LATER, GONE)), None, None) not in both.union


def test_each_edition_is_a_scheme_of_its_own(both: Dataset) -> None:
    iris, graph = Iris(), both.union
    for year in (2022, LATER):
        scheme = URIRef(iris.edition(year))
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        profiles = [
            p
            for p in graph.subjects(SKOS.inScheme, scheme)
            if (p, RDF.type, CIG.JobProfile) in graph
        ]
        assert len(profiles) == 50
    new = URIRef(iris.profile(LATER, RENAMED))
    assert graph.value(new, SKOS.prefLabel) in {
        Literal("Renamed fr", lang="fr"),
        Literal("Renamed en", lang="en"),
    }


@pytest.mark.slow
def test_both_editions_conform(both: Dataset) -> None:
    report = validate(both.union, load_shapes())
    assert report.conforms, report.as_text("en")


# --- Comparison ---------------------------------------------------------------------------------


def test_every_kind_of_change_is_found(comparison: EditionComparison) -> None:
    found = {change.profile.code: change.kinds for change in comparison.changes}
    assert found == {
        MOVED_TO: (ChangeKind.RECODED,),
        RENAMED: (ChangeKind.RENAMED,),
        RELEVELLED: (ChangeKind.LEVELS,),
        GONE: (ChangeKind.GONE,),
        NEW: (ChangeKind.NEW,),
    }
    assert len(comparison.unchanged) == 46
    assert [change.profile.code for change in comparison.of_kind(ChangeKind.GONE)] == [GONE]


def test_levels_tell_before_and_after(comparison: EditionComparison) -> None:
    (change,) = comparison.of_kind(ChangeKind.LEVELS)
    assert [(c.competence, c.before, c.after) for c in change.levels] == [
        ("A.7", 4, None),
        ("B.1", None, 2),
        ("E.8", 4, 3),
    ]
    assert sentence(change, "fr") == "Niveaux : A.7 4 → –, B.1 – → 2, E.8 4 → 3."
    assert sentence(change, "en") == "Levels: A.7 4 → –, B.1 – → 2, E.8 4 → 3."


def test_an_edition_is_like_itself_and_the_way_back_is_the_reverse(
    two_editions: Nomenclature, comparison: EditionComparison
) -> None:
    editions = by_year(two_editions)
    same = compare_editions(editions[2022], replace(editions[2022], year=2023))
    assert same.changes == ()
    back = compare_editions(editions[LATER], editions[2022])
    assert {c.profile.code for c in back.of_kind(ChangeKind.NEW)} == {GONE}
    assert {c.profile.code for c in back.of_kind(ChangeKind.GONE)} == {NEW}
    assert len(back.changes) == len(comparison.changes)


def test_editions_without_content_cannot_be_compared(two_editions: Nomenclature) -> None:
    editions = by_year(two_editions)
    with pytest.raises(InputError, match="content of edition 2018 is not at hand"):
        compare_editions(editions[2018], editions[2022])
    with pytest.raises(InputError, match="not 2022 twice"):
        compare_editions(editions[2022], editions[2022])


# --- Feed ---------------------------------------------------------------------------------------

ATOM = {"a": "http://www.w3.org/2005/Atom"}
UPDATED = "2030-01-01T00:00:00Z"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_feed_is_atom(comparison: EditionComparison, language: Any) -> None:
    written = feed([comparison], (), Iris(), UPDATED, language)
    root = ElementTree.fromstring(written)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", namespaces=ATOM), name
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == len(comparison.changes)
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"a:{name}", namespaces=ATOM), name
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert written == feed([comparison], (), Iris(), UPDATED, language)


def test_entries_link_to_the_edition_that_has_the_profile(comparison: EditionComparison) -> None:
    root = ElementTree.fromstring(feed([comparison], (), Iris(), UPDATED, "en"))
    links = {
        str(link.get("href")).rpartition("/id/")[2]
        for link in root.iterfind("a:entry/a:link", ATOM)
    }
    assert f"2022/profile/{GONE}" in links
    assert f"{LATER}/profile/{NEW}" in links


def test_a_feed_without_any_comparison_is_still_one() -> None:
    root = ElementTree.fromstring(feed([], (), Iris(), UPDATED, "fr"))
    assert root.findall("a:entry", ATOM) == []
    assert root.findtext("a:title", namespaces=ATOM)


# --- The editions that ship, with a concordance -------------------------------------------------


def test_texts_are_compared_where_there_is_a_concordance(nomenclature: Nomenclature) -> None:
    found = compare_editions(nomenclature.edition[2022], nomenclature.edition[2024])
    assert {change.profile.code: change.kinds for change in found.changes} == {
        "2.3": (ChangeKind.TEXTS,),
        "2.5": (ChangeKind.TEXTS,),
        "2.6": (ChangeKind.TEXTS,),
        "2.8": (ChangeKind.NEW,),
        "8.6": (ChangeKind.NEW,),
    }
    assert len(found.unchanged) == 47
    assert len(found.reworded) == 29
    assert found.totals == {"same": 1637, "reworded": 64, "changed": 2, "new": 49, "gone": 1}
    assert sentence(found.changes[3], "en").startswith("New profile: it is accountable")
    assert "2.8" in sentence(found.changes[2], "fr")


def test_paths_of_the_concordance_lead_to_texts(nomenclature: Nomenclature) -> None:
    found = compare_editions(nomenclature.edition[2022], nomenclature.edition[2024])
    assert found.concordance is not None
    for profile in found.concordance.profiles:
        for year, code, side in ((2022, profile.before, "before"), (2024, profile.after, "after")):
            if code:
                texts = profile_texts(nomenclature.at(year).content.profile[code])
                paths = [path for link in profile.links if (path := getattr(link, side))]
                assert sorted(paths) == sorted(texts), (year, code)
