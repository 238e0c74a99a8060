"""The official wording laid over ours."""

import shutil
from pathlib import Path

import pytest

from cigref_kg.base.files import write_files
from cigref_kg.base.layers import (
    CompetenceWords,
    EditionContentWords,
    FrameworkWords,
    ProfileWords,
    WordsLayer,
)
from cigref_kg.base.locations import FACTS, WORDS
from cigref_kg.base.model import Text
from cigref_kg.records.concordance import with_shared_words
from cigref_kg.records.errors import RecordError
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.records.overlay import lay_over
from cigref_kg.records.reading import read_facts, read_words
from cigref_kg.records.writing import words_files

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
    """Write official words as `extract --out` does: ours, and 2.5 with words of its own."""
    words = read_words(WORDS / "fr")
    contents = words.contents[2022]
    own = ProfileWords.model_validate({**dict(contents.profiles["2.5"]), **profile})
    profiles = {**contents.profiles, "2.5": own}
    whole = WordsLayer(
        contents={2022: contents.model_copy(update={"profiles": profiles})},
        frameworks=words.frameworks,
    )
    write_files(folder, words_files(whole, "Official."))
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
    write_files(official(tmp_path), words_files(WordsLayer.model_validate(words), "Official."))
    with pytest.raises(RecordError, match=r"profiles: 2\.9: the facts do not know it"):
        read_nomenclature(official=tmp_path)


@pytest.mark.parametrize(
    "missing", ["2022", "2022/profiles/6.3.yaml", "2022/families.yaml", "ecf-2019/aspects.yaml"]
)
def test_official_wording_with_a_gap_is_refused(tmp_path: Path, missing: str) -> None:
    gone = official(tmp_path) / missing
    if gone.is_dir():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    with pytest.raises(RecordError, match=f"not the whole official wording(.|\n)*{missing}"):
        read_nomenclature(official=tmp_path)


def test_folders_of_something_else_are_no_official_wording(tmp_path: Path) -> None:
    write_files(tmp_path, {"holiday.jpg": b"", "notes/2022.txt": b""})
    for folder in (tmp_path, official(tmp_path / "deep").parent):
        with pytest.raises(RecordError, match="not the whole official wording"):
            read_nomenclature(official=folder)


def test_absent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no such folder"):
        read_nomenclature(official=tmp_path / "nowhere")


def official_english(folder: Path, **profile: object) -> Path:
    """Write official English words of 2024 as `extract --out` does: ours, 2.8 with its own."""
    facts = read_facts(FACTS)
    content = with_shared_words(facts, read_words(WORDS / "en")).contents[2024]
    profiles = {**content.profiles, "2.8": content.profiles["2.8"].model_copy(update=profile)}
    layer = WordsLayer(contents={2024: EditionContentWords(profiles=profiles)})
    write_files(folder / "en", words_files(layer, "Official."))
    return folder


def test_english_words_of_2024_are_laid_over_ours_alone_or_beside_the_french(
    tmp_path: Path,
) -> None:
    folder = official_english(tmp_path, mission="A mission for a test.")
    for mission in (None, "Mission d’essai."):
        if mission:
            official(folder, mission=mission)
        nomenclature, ours = read_nomenclature(official=folder), read_nomenclature()
        assert nomenclature.official_wording
        assert nomenclature.at(2024).content.profile["2.8"].mission == Text(
            fr=ours.at(2024).content.profile["2.8"].mission.fr, en="A mission for a test."
        )
        was = ours.content.profile["2.5"].mission
        assert nomenclature.content.profile["2.5"].mission == Text(fr=mission or was.fr, en=was.en)


def test_english_words_with_a_gap_are_refused(tmp_path: Path) -> None:
    folder = official_english(tmp_path)
    (folder / "en/2024/profiles/3.3.yaml").unlink()
    with pytest.raises(RecordError, match=rf"--out {folder}`(.|\n)*2024/profiles/3\.3\.yaml"):
        read_nomenclature(official=folder)
