"""Records read from the data folder, and what is said of wrong ones."""

import shutil
from pathlib import Path

import pytest

from cigref_kg.base import locations
from cigref_kg.base.layers import ProfileFacts, list_positions
from cigref_kg.records.errors import RecordError
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.records.reading import read_facts, read_words
from cigref_kg.records.writing import facts_files, words_files


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A copy of the facts that a test may spoil."""
    return shutil.copytree(locations.FACTS, tmp_path / "facts")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A copy of the words that a test may spoil."""
    return shutil.copytree(locations.WORDS, tmp_path / "words")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_facts_written_and_read_again_are_the_same(tmp_path: Path) -> None:
    facts = read_facts(locations.FACTS)
    for name, content in facts_files(facts.contents[0], facts.framework).items():
        assert (locations.FACTS / name).read_bytes() == content, name


def test_words_written_and_read_again_are_the_same(tmp_path: Path) -> None:
    words = read_words(locations.WORDS / "fr")
    for name, content in words_files(words, "Ours.").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert read_words(tmp_path) == words


def test_positions_are_paths_in_reading_order() -> None:
    facts = read_facts(locations.FACTS).contents[0].profiles
    profile: ProfileFacts = next(profile for profile in facts if profile.code == "6.3")
    positions = profile.positions["activities"]
    assert positions[:5] == ["1/1", "1/2", "2/1", "2/1/1", "2/1/2"]
    assert list(list_positions((0, 1))) == ["1", "2", "2/1"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: '6.3'", "code: 6.3", "code: is 6.3, not a text"),
        ("page:", "pages:", "pages: is not known here"),
        ("E.8: 4", "E.8: 6", "requirements.E.8: Input should be less than or equal to 5"),
        ("E.8: 4", "F.8: 4", "requirements.F.8: is 'F.8', which is not written"),
        ("E.8: 4", "E.9: 4", "the key 'E.9' stands twice"),
        ("requirements:", "requirements: [", "is not valid YAML"),
    ],
)
def test_wrong_record_names_file_and_key(facts: Path, old: str, new: str, expected: str) -> None:
    file = facts / "2022" / "profiles" / "6.3.yaml"
    replace(file, old, new)
    with pytest.raises(RecordError) as caught:
        read_facts(facts)
    assert str(file) in str(caught.value)
    assert expected in str(caught.value)


def test_binary_noise_is_refused(facts: Path) -> None:
    file = facts / "editions.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordError, match=r"editions\.yaml: cannot be read as UTF-8"):
        read_facts(facts)


def test_missing_file_is_named(facts: Path) -> None:
    (facts / "2022" / "changes.yaml").unlink()
    with pytest.raises(RecordError, match=r"changes\.yaml: there is no such file"):
        read_facts(facts)


def test_file_name_and_code_must_agree(facts: Path) -> None:
    profiles = facts / "2022" / "profiles"
    (profiles / "6.3.yaml").rename(profiles / "6.4.yaml")
    with pytest.raises(RecordError, match=r"6\.4\.yaml: code: is '6\.3'"):
        read_facts(facts)


def test_statement_too_many_is_refused(facts: Path, words: Path) -> None:
    file = words / "fr" / "2022" / "profiles" / "6.3.yaml"
    replace(file, '"1/2":', '"1/9":')
    with pytest.raises(RecordError) as caught:
        read_nomenclature(facts, words)
    assert "profile 6.3: activities" in str(caught.value)
    assert "1/2 is missing, 1/9 is not in the facts" in str(caught.value)


def test_requirement_of_an_unknown_level_is_refused(facts: Path) -> None:
    replace(facts / "2022" / "profiles" / "6.3.yaml", "E.8: 4", "E.8: 1")
    with pytest.raises(RecordError, match=r"profile 6\.3: requires E\.8 at level 1"):
        read_nomenclature(facts)


def test_move_to_an_unknown_profile_is_refused(facts: Path) -> None:
    replace(facts / "2022" / "moves.yaml", '"1.3"', '"1.9"')
    with pytest.raises(RecordError, match=r"moves\.yaml: there is no profile 1\.9"):
        read_nomenclature(facts)


def test_all_problems_are_told_at_once(facts: Path) -> None:
    replace(facts / "2022" / "moves.yaml", '"1.3"', '"1.9"')
    replace(facts / "2022" / "profiles" / "6.3.yaml", "E.8: 4", "E.8: 1")
    with pytest.raises(RecordError) as caught:
        read_nomenclature(facts)
    assert len(caught.value.problems) == 2
