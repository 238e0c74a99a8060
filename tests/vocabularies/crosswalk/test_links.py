"""Paths from one vocabulary to another: what follows, what does not, what contradicts."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.mappings import Relation
from cigref_kg.vocabularies.crosswalk.building import crosswalk_of
from cigref_kg.vocabularies.crosswalk.concepts import (
    VOCABULARIES,
    Concept,
    UnknownCodeError,
    concept_of,
)
from cigref_kg.vocabularies.crosswalk.links import Crosswalk, Link, composed, contradict
from cigref_kg.vocabularies.crosswalk.steps import Step, Stones, stated

EXACT, CLOSE, BROAD, NARROW, RELATED = list(Relation)[:5]


@pytest.fixture(scope="module")
def crosswalk(dataset: Dataset) -> Crosswalk:
    return crosswalk_of(dataset)


def links_of(crosswalk: Crosswalk, code: str) -> dict[str, Link]:
    return {str(link.to): link for link in crosswalk.cross(code).links}


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (EXACT, CLOSE, CLOSE),
        (CLOSE, BROAD, BROAD),
        (BROAD, BROAD, None),
        (NARROW, NARROW, None),
        (NARROW, EXACT, NARROW),
        (BROAD, NARROW, None),
        (NARROW, BROAD, None),
        (CLOSE, RELATED, RELATED),
        (RELATED, RELATED, None),
        (BROAD, RELATED, None),
    ],
)
def test_what_two_relations_amount_to(
    first: Relation, second: Relation, told: Relation | None
) -> None:
    assert composed(first, second) is told


@given(st.sampled_from([EXACT, CLOSE, BROAD, NARROW, RELATED]), st.data())
def test_no_path_is_stronger_than_its_weakest_step(first: Relation, data: st.DataObject) -> None:
    second = data.draw(st.sampled_from([EXACT, CLOSE, BROAD, NARROW, RELATED]))
    order = list(Relation)
    told = composed(first, second)
    assert told is None or order.index(told) >= max(order.index(first), order.index(second))


def test_what_cannot_both_hold() -> None:
    assert contradict(BROAD, NARROW)
    assert contradict(EXACT, BROAD)
    assert not contradict(CLOSE, BROAD)
    assert not contradict(EXACT, EXACT)


def invented(*steps: Step) -> Crosswalk:
    return Crosswalk(Stones(list(steps)))


A, B, C = Concept("cigref", "1.1"), Concept("esco", "x"), Concept("onet", "11-1111.11")


def test_a_step_is_walked_both_ways() -> None:
    known = invented(stated(A, BROAD, B, "me"))
    [link] = known.links(B)
    assert (link.to, link.relation, link.is_judged) == (A, NARROW, True)


def test_the_best_path_is_told_and_the_other_denied() -> None:
    known = invented(
        stated(A, NARROW, C, "me"), stated(A, EXACT, B, "me"), stated(B, BROAD, C, "others")
    )
    link = next(link for link in known.links(A) if link.to == C)
    assert link.is_judged
    assert link.relation is NARROW
    [denied] = link.contradicted_by
    assert (denied.relation, len(denied.steps)) == (BROAD, 2)


def test_a_loose_relation_counts_for_less_on_a_path() -> None:
    known = invented(stated(A, EXACT, B, "me"), Step(B, CLOSE, C, "loose", RELATED))
    assert {str(link.to): link.relation for link in known.links(A)}[str(C)] is RELATED
    assert next(link for link in known.links(B) if link.to == C).relation is CLOSE


# --- What ships -----------------------------------------------------------------------------------


def test_from_each_vocabulary_to_the_others(crosswalk: Crosswalk) -> None:
    for code in ("rome:M1805", "cigref:3.2", "isco:2512", "onet:15-1252.00"):
        reached = {link.to.vocabulary for link in crosswalk.cross(code).links}
        start = code.partition(":")[0]
        assert reached >= {"cigref", "esco", "isco", "rome", "onet"} - {start}, code


def test_a_link_has_its_path(crosswalk: Crosswalk) -> None:
    links = links_of(crosswalk, "rome:M1812")
    direct = links["cigref:6.3"]
    assert (direct.relation, direct.is_judged, len(direct.path)) == (EXACT, True, 1)
    derived = links["esco:276ba420-ef09-4a0e-b215-2c2e2f80ad28"]
    assert not derived.is_judged
    assert [str(step.end) for step in derived.path] == [
        "cigref:6.3",
        "esco:276ba420-ef09-4a0e-b215-2c2e2f80ad28",
    ]
    assert links["isco:2529"].relation is BROAD


def test_no_path_passes_a_vocabulary_twice(crosswalk: Crosswalk) -> None:
    for code in ("isco:2511", "cigref:3.2", "rome:M1861", "onet:15-1299.09"):
        for link in crosswalk.cross(code).links:
            ends = [link.path[0].start, *(step.end for step in link.path)]
            passed = [end.vocabulary for end in ends]
            assert len(set(passed)) == len(passed)


def test_esco_alone_places_its_occupations_in_isco(crosswalk: Crosswalk) -> None:
    links = links_of(crosswalk, "esco:bd272aee-adc9-4a06-a15c-a73b4b4a46a7")
    above = {code for code, link in links.items() if link.relation is BROAD}
    assert {code for code in above if code.startswith("isco:")} == {"isco:2514"}


def test_no_path_goes_down_twice(crosswalk: Crosswalk) -> None:
    assert "rome:M1866" not in links_of(crosswalk, "onet:13-2011.00")


def test_what_esco_redefined_does_not_lead_to_onet(crosswalk: Crosswalk) -> None:
    links = links_of(crosswalk, "esco:0ce5a9f4-e00a-4bbe-b255-3c63407167a4")
    assert "cigref:6.1" in links
    assert not [code for code in links if code.startswith("onet:")]


@pytest.mark.parametrize(
    ("written", "concept"),
    [
        ("M1812", "rome:M1812"),
        (" rome : m1812 ", "rome:M1812"),
        ("404296", "rome:404296"),
        ("6.3", "cigref:6.3"),
        ("t5", "ecf:T5"),
        ("2529", "isco:2529"),
        ("http://data.europa.eu/esco/isco/C2529", "isco:2529"),
        (
            "http://data.europa.eu/esco/occupation/276ba420-ef09-4a0e-b215-2c2e2f80ad28",
            "esco:276ba420-ef09-4a0e-b215-2c2e2f80ad28",
        ),
        ("esco:2529.1", "esco:276ba420-ef09-4a0e-b215-2c2e2f80ad28"),
        ("15-1252.00", "onet:15-1252.00"),
    ],
)
def test_how_a_code_may_be_written(crosswalk: Crosswalk, written: str, concept: str) -> None:
    assert str(crosswalk.concept(written)) == concept


@pytest.mark.parametrize("written", ["rome:A1101", "cigref:99.9", "foo:1", "", ":", "x" * 400])
def test_an_unknown_code_says_what_exists(crosswalk: Crosswalk, written: str) -> None:
    with pytest.raises(UnknownCodeError, match=r"it knows .*and|the vocabularies are cigref"):
        crosswalk.concept(written)
    crossing = crosswalk.cross(written)
    assert crossing.start is None
    assert crossing.problem


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with suppress(UnknownCodeError):
        assert concept_of(text).vocabulary in VOCABULARIES


def test_whatever_is_reached_has_a_name_and_an_address(
    crosswalk: Crosswalk, dataset: Dataset
) -> None:
    reached = {
        str(link.to)
        for edition in dataset.nomenclature.editions
        for profile in (edition.content.profiles if edition.content else ())
        for link in crosswalk.cross(f"cigref:{profile.code}").links
    }
    links = [link for code in reached for link in crosswalk.cross(code).links]
    assert {link.to.vocabulary for link in links} >= {"cigref", "esco", "isco", "rome", "onet"}
    assert [link for link in links if not (link.label.fr or link.label.en)] == []
    assert [link for link in links if not link.address] == []
    assert crosswalk.cross("isco:2431").label.en == "Advertising and marketing professionals"
