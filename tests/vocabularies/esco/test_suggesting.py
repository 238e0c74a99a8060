"""Suggestions: what comes first, and why, on an invented ESCO."""

import pytest

from cigref_kg import Dataset
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.errors import DataError
from cigref_kg.vocabularies.esco.classification import Classification
from cigref_kg.vocabularies.subjects import Subject, subject_of
from cigref_kg.vocabularies.suggesting import Suggester, Suggestion
from tests.vocabularies.esco.downloads import BAKER, TEST, TESTER


def concept(name: str, label: str, **changes: object) -> Concept:
    values: dict[str, object] = {
        "preferred": {"en": label},
        "alternative": {},
        "description": {},
        "isco": None,
        "status": None,
    }
    return Concept(name, **(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def suggester(invented: Classification) -> Suggester:
    return Suggester(
        list(invented.concepts(ConceptKind.OCCUPATION)), list(invented.concepts(ConceptKind.SKILL))
    )


def first(suggester: Suggester, text: str, dataset: Dataset) -> Suggestion:
    subject = subject_of(text, dataset.nomenclature)
    return suggester.suggest(subject, 3)[0]


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("3.3", TESTER),
        ("B.3", TEST),
        ("b3", TEST),
        ("Testeuse de logiciels", TESTER),
        ("LOGICIELS (testeur)", TESTER),
        ("boulangere", BAKER),
        ("Bread maker", BAKER),
    ],
)
def test_the_right_concept_comes_first(
    suggester: Suggester, dataset: Dataset, text: str, uri: str
) -> None:
    assert first(suggester, text, dataset).concept.uri == uri


def test_the_reason_tells_the_names_and_words_in_both_languages(
    suggester: Suggester, dataset: Dataset
) -> None:
    reason = first(suggester, "3.3", dataset).reason
    assert reason.en is not None
    assert reason.fr is not None
    assert reason.en.startswith("same name: “Testeur logiciel”, “testeur de logiciels/")
    assert reason.fr.startswith("même nom : « Testeur logiciel », « testeur de logiciels/")


def test_a_title_says_by_which_profile_it_was_understood(
    suggester: Suggester, dataset: Dataset
) -> None:
    found = first(suggester, "Testeur QA", dataset)
    assert found.concept.uri == TESTER
    assert found.reason.en is not None
    assert "profile 3.3" in found.reason.en


def test_words_of_one_origin_meet_across_languages() -> None:
    suggester = Suggester([concept("a", "enterprise architect"), concept("b", "baker")], [])
    subject = Subject(ConceptKind.OCCUPATION, ("Architecte",))
    assert [found.concept.uri for found in suggester.suggest(subject)] == ["a"]


def test_rare_words_weigh_more() -> None:
    managers = [concept(f"m{n}", f"manager of thing{n}") for n in range(10)]
    suggester = Suggester([*managers, concept("x", "quantum officer")], [])
    subject = Subject(ConceptKind.OCCUPATION, ("quantum manager",))
    assert suggester.suggest(subject)[0].concept.uri == "x"


def test_the_digital_field_is_learned_from_isco_groups() -> None:
    occupations = [
        concept("ict", "systems tester", isco="2519", description={"en": "Tests software."}),
        concept("food", "food tester", isco="7515", description={"en": "Tests food."}),
    ]
    subject = Subject(ConceptKind.OCCUPATION, ("tester",))
    digital = {
        found.concept.uri: found.score for found in Suggester(occupations, []).suggest(subject)
    }
    assert digital["ict"] > digital["food"]


def test_skills_come_before_knowledge_and_narrow_skills_last() -> None:
    skills = [
        concept("knowledge", "risk management", skill_types=("knowledge",)),
        concept("skill", "risk management", skill_types=("skill",)),
        concept(
            "narrow",
            "risk management",
            skill_types=("skill",),
            reuse_level="occupation-specific",
        ),
    ]
    subject = Subject(ConceptKind.SKILL, ("Risk management",), definition=("risk",))
    found = Suggester([], skills).suggest(subject)
    assert [suggestion.concept.uri for suggestion in found] == ["skill", "narrow", "knowledge"]
    assert all(0 <= suggestion.score <= 1 for suggestion in found)


def test_equal_candidates_stand_in_the_order_of_their_uris() -> None:
    twins = [concept("b", "tester"), concept("a", "tester"), concept("c", "tester")]
    subject = Subject(ConceptKind.OCCUPATION, ("tester",))
    found = Suggester(twins, []).suggest(subject, 2)
    assert [suggestion.concept.uri for suggestion in found] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "   ", "Ω", "???"])
def test_nothing_in_common_is_no_suggestion_and_nothing_asked_an_error(
    suggester: Suggester, dataset: Dataset, text: str
) -> None:
    if text.strip():
        subject = subject_of(text, dataset.nomenclature)
        assert suggester.suggest(subject) == []
    else:
        with pytest.raises(DataError, match="job title"):
            subject_of(text, dataset.nomenclature)


def test_a_code_that_is_none_is_said(dataset: Dataset) -> None:
    with pytest.raises(DataError, match=r"no profile, competence or aspect '6\.9'"):
        subject_of("6.9", dataset.nomenclature)
