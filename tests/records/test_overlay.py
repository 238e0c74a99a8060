"""The official French laid over ours."""

from pathlib import Path

import pytest

from cigref_kg.base.files import write_files
from cigref_kg.base.layers import CompetenceWords, FrameworkWords, ProfileWords, WordsLayer
from cigref_kg.records import RecordError, read_nomenclature, words_files
from cigref_kg.records.overlay import lay_over

OURS = WordsLayer(
    frameworks={
        2019: FrameworkWords(
            competences={
                "A.1": CompetenceWords(
                    title="Vision", description="La nôtre.", levels={"4": "Nôtre."}
                )
            }
        )
    }
)


def official(folder: Path, **profile: object) -> Path:
    """Write official words of one profile as `extract --out` does."""
    words = WordsLayer.model_validate(
        {"contents": {2022: {"profiles": {"2.5": {"code": "2.5", "title": "X", **profile}}}}}
    )
    write_files(folder, words_files(words, "Official."))
    return folder


def test_official_words_take_the_place_of_ours_names_stay() -> None:
    theirs = CompetenceWords(title="VISION", description="La leur.")
    layer = WordsLayer(frameworks={2019: FrameworkWords(competences={"A.1": theirs})})
    laid = lay_over(OURS, layer).frameworks[2019].competences["A.1"]
    assert (laid.title, laid.description, laid.levels) == ("Vision", "La leur.", {"4": "Nôtre."})
    assert laid.hidden_labels == ()


def test_another_official_title_is_found_by_search() -> None:
    theirs = CompetenceWords(title="La vision d’ensemble")
    layer = WordsLayer(frameworks={2019: FrameworkWords(competences={"A.1": theirs})})
    laid = lay_over(OURS, layer).frameworks[2019].competences["A.1"]
    assert laid.hidden_labels == ("La vision d’ensemble",)


def test_official_words_stand_alone_where_ours_are_missing() -> None:
    layer = WordsLayer(contents={2022: {"profiles": {"2.5": ProfileWords(code="2.5", title="X")}}})
    assert lay_over(WordsLayer(), layer).contents[2022].profiles["2.5"].title == "X"


def test_laid_over_words_reach_the_model_in_french_only(tmp_path: Path) -> None:
    nomenclature = read_nomenclature(official=official(tmp_path, mission="Mission d’essai."))
    profile = nomenclature.content.profile["2.5"]
    assert nomenclature.official_wording
    assert profile.mission.fr == "Mission d’essai."
    assert profile.mission.en != "Mission d’essai."
    assert profile.names.title.fr == "Scrum Master"


def test_official_statements_of_another_number_are_refused(tmp_path: Path) -> None:
    folder = official(tmp_path, deliverables={"1": "Un.", "2": "Deux."})
    with pytest.raises(RecordError, match=r"profile 2\.5: deliverables: 2 in the words, 5 in the"):
        read_nomenclature(official=folder)


def test_official_profile_that_is_unknown_is_refused(tmp_path: Path) -> None:
    words = {"contents": {2022: {"profiles": {"2.9": {"code": "2.9", "title": "X"}}}}}
    files = words_files(WordsLayer.model_validate(words), "Official.")
    write_files(tmp_path, files)
    with pytest.raises(RecordError, match=r"profiles: 2\.9: the facts do not know it"):
        read_nomenclature(official=tmp_path)


def test_absent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no such folder"):
        read_nomenclature(official=tmp_path / "nowhere")
