"""What is found in the cache is what the files say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cigref_kg.records.job_names import read_job_names
from cigref_kg.records.mappings import read_mappings
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.records.shipped import shipped_job_names, shipped_mappings, shipped_nomenclature


@pytest.mark.parametrize(
    ("shipped", "read"),
    [
        (shipped_nomenclature, read_nomenclature),
        (shipped_mappings, read_mappings),
        (shipped_job_names, read_job_names),
    ],
)
def test_the_cache_holds_what_the_files_say(
    shipped: Callable[[], object],
    read: Callable[[], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    anew = getattr(shipped, "__wrapped__", shipped)  # without what this process keeps
    assert anew() == anew() == read()
    assert len(list(tmp_path.rglob("cigref-kg/*/*"))) == 1
