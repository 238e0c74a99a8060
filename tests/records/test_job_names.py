"""The market's names of jobs: enough of them, of jobs that exist, each in one place."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from cigref_kg.base import locations
from cigref_kg.base.collation import fold
from cigref_kg.graph.dataset import Dataset
from cigref_kg.records.errors import RecordError
from cigref_kg.records.job_names import JobNames, read_job_names
from cigref_kg.records.shipped import shipped_job_names

NEEDED = 25
OF_2024 = {"2.8", "8.6"}
"""The profiles that the edition of 2022 does not have."""


@pytest.fixture(scope="module")
def names() -> JobNames:
    return shipped_job_names()


def test_every_profile_has_names_in_both_languages(names: JobNames, dataset: Dataset) -> None:
    assert names.profiles.keys() == dataset.nomenclature.content.profile.keys() | OF_2024
    for code, languages in names.profiles.items():
        assert len({fold(name) for told in languages.values() for name in told}) >= NEEDED, code
        assert set(languages) == {"fr", "en"}, code


def test_reasons_are_whole_in_both_languages() -> None:
    """Without quotes, YAML takes what follows a comma for another key."""
    choices = yaml.safe_load((locations.NAMES / "ambiguous.yaml").read_text(encoding="utf-8"))
    assert [choice["names"] for choice in choices if set(choice["why"]) != {"fr", "en"}] == []


def test_no_two_profiles_share_a_name_without_saying_so(names: JobNames) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for code, languages in names.profiles.items():
        for told in languages.values():
            for name in told:
                owners[fold(name)].add(code)
    ambiguous = {fold(name) for choice in names.ambiguous for name in choice.names}
    shared = {name for name, codes in owners.items() if len(codes) > 1}
    assert shared <= ambiguous


def test_ambiguous_and_uncovered_names_lead_to_profiles_that_exist(names: JobNames) -> None:
    for choice in names.ambiguous:
        assert choice.candidates
        assert set(choice.candidates) <= names.profiles.keys(), choice.names
        assert choice.why.fr
        assert choice.why.en
    for job in names.uncovered.digital:
        assert set(job.nearest) <= names.profiles.keys(), job.names


def test_technologies_say_where_it_is_known_from(names: JobNames) -> None:
    for group in names.technologies:
        assert group.source
        assert all(0 < closeness <= 1 for closeness in group.tells.values())


def test_profile_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    for name in ("1", "2"):
        file = tmp_path / "profiles" / f"{name}.yaml"
        file.write_text('"1.1": {fr: {synonyms: [Conseil]}}\n', encoding="utf-8")
    with pytest.raises(RecordError, match="stands in another file"):
        read_job_names(tmp_path)
